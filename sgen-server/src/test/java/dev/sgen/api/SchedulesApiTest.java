package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SchedulesApiTest {
    private final ApiSite site = new ApiSite();

    private Answer schedule(String environment, String id, String at, String action) {
        return site.call("PUT", "/" + environment + "/records/" + id + "/schedule", Map.of("at", at, "action", action));
    }

    @Test
    @Requirement({"SCHED-16", "SCHED-26", "SET-10"})
    void what_is_scheduled_is_told_in_utc_and_as_the_site_s_clocks_will_show_it() {
        site.call("PATCH", "", Map.of("timeZone", "Europe/Berlin"));
        String id = site.create("staging", "Summer", "/summer");
        site.step("staging", id, "publish");
        assertThat(schedule("staging", id, "2098-07-01T09:30:00+02:00", "promote")
                        .status())
                .isEqualTo(200);
        site.save("staging", id, 1, "Summer, changed", ApiSite.content("more"));
        site.step("staging", id, "publish");
        assertThat(site.get("/schedule").json().path("items").size())
                .as("publishing by hand settles a schedule")
                .isZero();
        schedule("staging", id, "2098-07-01T09:30:00+02:00", "promote");

        JsonNode item = site.get("/schedule").json().path("items").path(0);
        assertThat(item.path("at").asString()).isEqualTo("2098-07-01T07:30:00Z");
        assertThat(item.path("local").asString()).isEqualTo("2098-07-01T09:30:00+02:00");
        assertThat(item.path("timeZone").asString()).isEqualTo("Europe/Berlin");
        assertThat(item.path("environment").asString()).isEqualTo("staging");
        assertThat(item.path("targetEnvironment").asString()).isEqualTo("live");
        assertThat(item.path("action").asString()).isEqualTo("promote");
        assertThat(item.path("version").asInt()).isEqualTo(2);
        assertThat(item.path("record").path("id").asString()).isEqualTo(id);
        assertThat(item.path("by").path("name").asString()).isNotEmpty();
        assertThat(item.path("collisions").size()).isZero();

        assertThat(site.get("/schedule?from=2098-07-02").json().path("items").size())
                .isZero();
        assertThat(site.get("/schedule?to=2098-07-01T07:30:00Z")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(site.get("/schedule?environment=live").json().path("items").size())
                .isZero();
        assertThat(site.get("/schedule/failed").json().path("items").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2098-07-01T09:30:00", "2098-07-01", "2098-07-01 09:30", "tomorrow"})
    @Requirement("SCHED-16")
    void a_moment_without_an_offset_is_refused(String at) {
        String id = site.create("staging", "When", "/when");
        Answer refused = schedule("staging", id, at, "publish");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(site.post("/staging/bulk", Map.of("operation", "schedule", "records", List.of(id), "at", at))
                        .status())
                .isEqualTo(400);
        assertThat(site.record("staging", id).path("state").asString()).isEqualTo("draft");
    }

    @Test
    @Requirement("SCHED-16")
    void a_moment_is_told_the_same_everywhere_however_finely_it_was_given() {
        String id = site.create("staging", "Fine", "/fine");
        String kept = "2098-07-01T09:30:00.123456Z";
        Answer planned = schedule("staging", id, "2098-07-01T09:30:00.123456789Z", "publish");
        assertThat(planned.json().path("schedule").path("at").asString()).isEqualTo(kept);
        assertThat(site.record("staging", id).path("schedule").path("at").asString())
                .isEqualTo(kept);
        assertThat(site.get("/audit?record=" + id)
                        .json()
                        .path("items")
                        .path(0)
                        .path("details")
                        .path("at")
                        .asString())
                .isEqualTo(kept);
    }

    @Test
    void pages_follow_each_other_and_a_foreign_cursor_is_refused() {
        for (int n = 0; n < 3; n++) {
            String id = site.create("staging", "Page " + n, "/p" + n);
            schedule("staging", id, "2098-01-01T00:00:00Z", "publish");
        }
        JsonNode first = site.get("/schedule?limit=2").json();
        assertThat(first.path("items").size()).isEqualTo(2);
        assertThat(first.path("items").path(0).path("sameMoment").asInt()).isEqualTo(3);
        JsonNode second = site.get(
                        "/schedule?limit=2&cursor=" + first.path("next").asString())
                .json();
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(site.get("/schedule?cursor=bm9uc2Vuc2U").status()).isEqualTo(400);
    }
}
