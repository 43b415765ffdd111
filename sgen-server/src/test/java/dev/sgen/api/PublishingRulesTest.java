package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static dev.sgen.api.ApiSite.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rules of the publishing model that a program meets one at a time. */
class PublishingRulesTest {
    private final ApiSite site = new ApiSite();
    private final String staging = site.key + ".staging.localhost";
    private final String live = site.key + ".localhost";

    private int status(String host, String path) {
        return site.server.get(host, path).statusCode();
    }

    private Answer promote(Object... more) {
        Map<String, Object> body = new java.util.LinkedHashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return site.post("/promotions", body);
    }

    private List<String> operations(String id) {
        List<String> operations = new ArrayList<>();
        site.get("/audit?record=" + id)
                .json()
                .path("items")
                .forEach(e -> operations.addFirst(e.path("operation").asString()));
        return operations;
    }

    @Test
    @Requirement({"REC-13", "C-21", "SAVE-2"})
    void a_new_address_shows_with_the_publish_and_the_old_one_leads_there() {
        String id = site.create("staging", "Moving", "/old-place");
        site.step("staging", id, "publish");
        Map<String, Object> moved = page("Moving", "/new-place", "Moving");
        moved.remove("type");
        site.call("PUT", "/staging/records/" + id, moved, "If-Match", "\"1\"");
        assertThat(status(staging, "/old-place")).isEqualTo(200);
        assertThat(status(staging, "/new-place")).isEqualTo(404);
        site.step("staging", id, "publish");
        HttpResponse<String> old = site.server.get(staging, "/old-place");
        assertThat(old.statusCode()).isEqualTo(301);
        assertThat(old.headers().firstValue("Location").orElseThrow()).endsWith("/new-place");
        assertThat(status(staging, "/new-place")).isEqualTo(200);
    }

    @Test
    @Requirement({"PROM-9", "C-36"})
    void what_is_only_saved_on_staging_stays_behind_and_is_named() {
        String id = site.create("staging", "Published words", "/behind");
        site.step("staging", id, "publish");
        site.save("staging", id, 1, "Saved words", content("unfinished"));
        JsonNode done = promote("records", List.of(id)).json();
        assertThat(done.path("records").path(0).path("version").asInt()).isEqualTo(1);
        assertThat(done.path("records").path(0).path("left").asInt())
                .as(done.toString())
                .isEqualTo(2);
        assertThat(site.server.get(live, "/behind").body())
                .contains("Published words")
                .doesNotContain("Saved words");
    }

    @Test
    @Requirement({"PROM-19", "PROM-21", "C-76", "DRIFT-12"})
    @Invariant(7)
    void a_promote_onto_what_live_put_aside_or_is_working_on_asks_first_and_loses_nothing() {
        String archived = site.promoted("Archived", "/archived");
        site.step("live", archived, "archive");
        assertThat(code(promote("records", List.of(archived)))).isEqualTo("drift");
        assertThat(promote("records", List.of(archived), "onDrift", "overwrite").status())
                .isEqualTo(200);
        assertThat(status(live, "/archived")).isEqualTo(200);

        String worked = site.promoted("Worked on", "/worked-on");
        site.save("live", worked, 1, "Half a fix", content("half"));
        String soon = Instant.now().plus(2, ChronoUnit.DAYS).toString();
        site.call("PUT", "/live/records/" + worked + "/schedule", Map.of("at", soon, "action", "publish"));
        site.save("staging", worked, 1, "From staging", content("whole"));
        site.step("staging", worked, "publish");
        assertThat(code(promote("records", List.of(worked)))).isEqualTo("drift");
        assertThat(promote("records", List.of(worked), "onDrift", "overwrite").status())
                .isEqualTo(200);
        assertThat(site.server.get(live, "/worked-on").body()).contains("From staging");
        assertThat(site.record("live", worked).path("schedule").isNull()).isTrue();
        Answer back = site.post("/live/records/" + worked + "/recover", Map.of("version", 2, "publish", false));
        assertThat(back.json().path("working").path("title").asString())
                .as(back.response().body())
                .isEqualTo("Half a fix");
    }

    @Test
    @Requirement({"PROM-22", "PUB-19"})
    void the_same_again_changes_nothing_a_visitor_sees() {
        String id = site.promoted("Twice", "/twice");
        Answer again = promote("records", List.of(id));
        assertThat(again.status()).isEqualTo(200);
        assertThat(site.step("live", id, "publish").status()).isEqualTo(200);
        JsonNode record = site.record("live", id);
        assertThat(record.path("working").path("version").asInt()).isEqualTo(1);
        assertThat(site.get("/live/records/" + id + "/versions").json().path("items"))
                .hasSize(1);
    }

    @Test
    @Requirement({"PROM-15", "PUB-4", "ENV-14"})
    void nothing_goes_backwards_to_both_or_to_nowhere_by_accident() {
        String id = site.create("live", "Live only", "/live-only");
        site.step("live", id, "publish");
        assertThat(promote("records", List.of(id), "from", "live", "to", "staging")
                        .status())
                .isEqualTo(400);
        assertThat(promote("records", List.of(id)).status()).isIn(404, 409);
        assertThat(site.get("/staging/records/" + id).status()).isEqualTo(404);
        for (String nowhere : List.of("/both/records/", "/production,staging/records/", "/records/", "/*/records/")) {
            assertThat(site.post(nowhere + id + "/publish").status())
                    .as(nowhere)
                    .isEqualTo(404);
        }
        assertThat(site.post("/live/records/" + id + "/publish?env=both").status())
                .isIn(200, 400);
        assertThat(status(staging, "/live-only")).isEqualTo(404);
    }

    @Test
    @Requirement({"SAVE-6", "SAVE-7", "SCHED-6", "SCHED-7", "SCHED-24", "AUDIT-22", "SAVE-11"})
    void changing_ones_mind_about_a_moment_reads_as_a_timeline() {
        String id = site.create("staging", "Later", "/later");
        String at = Instant.now()
                .plus(3, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        Map<String, String> moment = Map.of("at", at, "action", "publish");
        site.call("PUT", "/staging/records/" + id + "/schedule", moment);
        assertThat(site.record("staging", id).path("state").asString()).isEqualTo("scheduled");
        site.save("staging", id, 1, "Later, better", content("better"));
        assertThat(site.record("staging", id).path("schedule").path("version").asInt())
                .isEqualTo(1);
        site.call("DELETE", "/staging/records/" + id + "/schedule", null);
        assertThat(site.record("staging", id).path("state").asString()).isEqualTo("draft");
        site.save("staging", id, 2, "Later, best", content("best"));
        site.call("PUT", "/staging/records/" + id + "/schedule", moment);
        site.step("staging", id, "publish");
        assertThat(site.record("staging", id).path("schedule").isNull()).isTrue();
        assertThat(operations(id))
                .containsExactly("save", "schedule", "save", "schedule.cancel", "save", "schedule", "publish");
        JsonNode save = site.get("/audit?record=" + id + "&operation=save")
                .json()
                .path("items")
                .path(0);
        assertThat(save.path("visibility").asBoolean()).isFalse();
        assertThat(save.path("actor").path("name").asString()).isNotEmpty();
        assertThat(save.path("environment").asString()).isEqualTo("staging");
    }

    @Test
    @Requirement({"BULK-1", "BULK-2", "BULK-4", "BULK-5", "BULK-6", "BULK-7", "BULK-8", "BULK-9", "BULK-10", "BULK-13"})
    @Invariant(12)
    void a_campaign_goes_live_and_ends_as_one_event_each() {
        List<String> campaign = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Map<String, Object> body = page("Offer " + i, "/offer-" + i, "Offer");
            body.put("tags", List.of("campaign"));
            campaign.add(site.post("/staging/records", body).json().path("id").asString());
        }
        String other = site.promoted("Other", "/other");
        Map<String, Object> tagged = Map.of("tag", "campaign");
        assertThat(site.post("/staging/bulk", Map.of("operation", "publish", "filter", tagged))
                        .status())
                .isEqualTo(200);
        assertThat(promote("records", campaign).status()).isEqualTo(200);
        JsonNode promoted = site.lastEntry();
        assertThat(promoted.path("operation").asString()).isEqualTo("promote");
        assertThat(promoted.path("records")).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(status(live, "/offer-" + i)).isEqualTo(200);
        }
        assertThat(operations(campaign.get(3))).containsExactly("save", "publish", "promote");

        assertThat(site.post("/live/bulk", Map.of("operation", "archive", "filter", tagged))
                        .status())
                .isEqualTo(200);
        assertThat(site.lastEntry().path("records")).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(status(live, "/offer-" + i)).isIn(404, 410);
            assertThat(status(staging, "/offer-" + i)).isEqualTo(200);
        }
        assertThat(status(live, "/other")).isEqualTo(200);
        assertThat(operations(other)).doesNotContain("archive");
        site.post("/live/records/" + campaign.get(2) + "/recover", Map.of("version", 1, "publish", true));
        assertThat(status(live, "/offer-2")).isEqualTo(200);
        assertThat(status(live, "/offer-3")).isIn(404, 410);
    }
}
