package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HistoryApiTest {
    private final ApiSite site = new ApiSite();

    @Test
    void versions_are_listed_newest_first_and_compared_by_field_and_block() {
        String id = site.create("staging", "First", "/versions");
        site.save("staging", id, 1, "Second", content("a", "b"));
        site.save("staging", id, 2, "Third", content("a", "B", "c"));
        JsonNode list = site.get("/staging/records/" + id + "/versions?limit=2").json();
        assertThat(list.path("items").valueStream().map(v -> v.path("version").asInt()))
                .containsExactly(3, 2);
        JsonNode rest = site.get("/staging/records/" + id + "/versions?limit=2&cursor="
                        + list.path("next").asString())
                .json();
        assertThat(rest.path("items").valueStream().map(v -> v.path("version").asInt()))
                .containsExactly(1);
        assertThat(rest.path("next").isNull()).isTrue();

        Answer one = site.get("/staging/records/" + id + "/versions/1");
        assertThat(one.json().path("title").asString()).isEqualTo("First");
        assertThat(one.json().path("savedBy").asString()).isNotEmpty();

        JsonNode diff =
                site.get("/staging/records/" + id + "/versions/2/diff/3").json();
        assertThat(diff.path("from").path("version").asInt()).isEqualTo(2);
        assertThat(diff.path("fields").path(0).path("field").asString()).isEqualTo("/title");
        assertThat(diff.path("fields").path(0).path("before").asString()).isEqualTo("Second");
        assertThat(diff.path("blocks")
                        .valueStream()
                        .map(b -> b.path("id").asString() + b.path("kind").asString()))
                .containsExactly("b2changed", "b3added");

        for (String odd :
                List.of("/versions/9", "/versions/0", "/versions/-1", "/versions/one", "/versions/1/diff/9")) {
            assertThat(site.get("/staging/records/" + id + odd).status())
                    .as(odd)
                    .isEqualTo(404);
        }
    }

    @Test
    @Requirement({"RECOV-2", "RECOV-3", "RECOV-11"})
    void what_was_visible_is_listed_and_comes_back() {
        String id = site.create("staging", "Seen", "/seen");
        site.step("staging", id, "publish");
        site.save("staging", id, 1, "Seen again", content("x"));
        site.step("staging", id, "publish");
        String path = "/staging/records/" + id;
        JsonNode surface = site.get(path + "/recovery").json();
        assertThat(surface.path("deleted").asBoolean()).isFalse();
        assertThat(surface.path("items").size()).isEqualTo(2);
        JsonNode newest = surface.path("items").path(0);
        assertThat(newest.path("version").asInt()).isEqualTo(2);
        assertThat(newest.path("to").isNull()).isTrue();
        assertThat(newest.path("visible").asBoolean()).isTrue();
        assertThat(newest.path("operation").asString()).isEqualTo("publish");
        assertThat(newest.path("entry").asString()).startsWith("evt_");
        JsonNode oldest = surface.path("items").path(1);
        assertThat(oldest.path("to").asString()).isEqualTo(newest.path("from").asString());
        assertThat(oldest.path("endedBy").asString()).isNotEmpty();

        Answer kept = site.post(path + "/recover", Map.of("version", 1));
        assertThat(kept.json().path("published").path("version").asInt()).isEqualTo(2);
        assertThat(kept.json().path("working").path("title").asString()).isEqualTo("Seen");
        Answer shown = site.post(path + "/recover", Map.of("version", 1, "publish", true));
        assertThat(shown.json().path("published").path("title").asString()).isEqualTo("Seen");
        assertThat(site.post(path + "/recover", Map.of("version", 99)).status()).isEqualTo(404);
        assertThat(site.post(path + "/recover", Map.of()).status()).isEqualTo(400);

        site.call("DELETE", path, null);
        JsonNode gone = site.get(path + "/recovery").json();
        assertThat(gone.path("deleted").asBoolean()).isTrue();
        assertThat(gone.path("state").isNull()).isTrue();
        Answer back = site.post(path + "/recover", Map.of("version", 2, "publish", true));
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().path("state").asString()).isEqualTo("published");
        site.step("staging", id, "archive");
        assertThat(site.get(path + "/recovery").json().path("archived").asBoolean())
                .isTrue();
    }

    @Test
    @Requirement({"SCHED-1", "SCHED-5", "SCHED-15"})
    void a_schedule_names_a_future_moment_and_can_be_taken_back() {
        String id = site.create("staging", "Later", "/later");
        String path = "/staging/records/" + id + "/schedule";
        Answer set = site.call("PUT", path, Map.of("at", "2099-01-01T09:00:00+02:00", "action", "publish"));
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().path("state").asString()).isEqualTo("scheduled");
        assertThat(set.json().path("schedule").path("at").asString()).isEqualTo("2099-01-01T07:00:00Z");
        assertThat(set.json().path("schedule").path("action").asString()).isEqualTo("publish");
        assertThat(set.json().path("schedule").path("by").asString()).isNotEmpty();
        Answer cancelled = site.call("DELETE", path, null);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().path("state").asString()).isEqualTo("draft");
        assertThat(site.call("DELETE", path, null).status()).isEqualTo(409);

        Answer past = site.call("PUT", path, Map.of("at", "2001-01-01T09:00:00Z"));
        assertThat(past.status()).isEqualTo(422);
        assertThat(code(past)).isEqualTo("past-moment");
        for (String odd :
                List.of("tomorrow", "2099-13-01T00:00:00Z", "2099-01-01T09:00:00", "+10000-01-01T00:00:00Z")) {
            assertThat(site.call("PUT", path, Map.of("at", odd)).status())
                    .as(odd)
                    .isEqualTo(400);
        }
        assertThat(site.call("PUT", path, Map.of()).status()).isEqualTo(400);
        assertThat(site.call("PUT", path, Map.of("at", "2099-01-01T09:00:00Z", "action", "delete"))
                        .status())
                .isEqualTo(400);
        assertThat(site.call("PUT", path, Map.of("at", "2099-01-01T09:00:00Z", "action", "promote"))
                        .status())
                .as("a draft can't be promoted")
                .isEqualTo(409);
    }

    @Test
    @Requirement({"ARCH-12", "MEDIA-9"})
    void a_record_knows_who_uses_it() {
        String parent = site.create("staging", "Parent", "/parent");
        Answer child = site.post(
                "/staging/records", Map.of("type", "page", "title", "Child", "content", Map.of("parent", parent)));
        assertThat(child.status()).isEqualTo(201);
        JsonNode users =
                site.get("/staging/records/" + parent + "/references").json().path("items");
        assertThat(users.valueStream().map(u -> u.path("title").asString())).containsExactly("Child");
        assertThat(site.get("/staging/records/" + child.json().path("id").asString() + "/references")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }
}
