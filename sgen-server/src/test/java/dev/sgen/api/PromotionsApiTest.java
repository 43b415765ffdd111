package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PromotionsApiTest {
    private final ApiSite site = new ApiSite();

    private Answer promote(String id, Object... more) {
        Map<String, Object> body = new java.util.LinkedHashMap<>(Map.of("records", List.of(id)));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return site.post("/promotions", body);
    }

    /** A page that staging and live each changed: staging its first paragraph, live its second. */
    private String drifted(String liveFirst) {
        String id = site.promoted("Page", "/page");
        site.save("staging", id, 1, "Page", content("one", "two"));
        site.step("staging", id, "publish");
        promote(id);
        site.save("live", id, 2, "Page", content(liveFirst, "two, fixed"));
        site.step("live", id, "publish");
        site.save("staging", id, 2, "Page", content("one, longer", "two"));
        site.step("staging", id, "publish");
        return id;
    }

    @Test
    @Requirement({"PROM-1", "PROM-2"})
    void a_promotion_answers_what_went_and_can_be_tried_first() {
        String id = site.create("staging", "Home", "/home");
        assertThat(code(promote(id))).isEqualTo("invalid-state");
        site.step("staging", id, "publish");
        Answer tried = promote(id, "dryRun", true);
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.json().path("done").asBoolean()).isFalse();
        assertThat(tried.json().path("records").path(0).path("version").asInt()).isEqualTo(1);
        assertThat(site.get("/live/records/" + id).status()).isEqualTo(404);

        JsonNode done = promote(id).json();
        assertThat(done.path("done").asBoolean()).isTrue();
        assertThat(done.path("records").path(0).path("id").asString()).isEqualTo(id);
        assertThat(done.path("missing").isEmpty()).isTrue();
        JsonNode live = site.record("live", id);
        assertThat(live.path("state").asString()).isEqualTo("published");
        assertThat(live.path("base").asInt()).isEqualTo(1);
        assertThat(live.path("drift").asString()).isEqualTo("same");
        assertThat(live.path("otherEnvironment").path("publishedVersion").asInt())
                .isEqualTo(1);
    }

    @Test
    @Invariant(7)
    @Requirement("DRIFT-11")
    void a_promotion_over_a_change_on_live_is_refused_and_shows_what_differs() {
        String id = drifted("one");
        Answer refused = promote(id);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("drift");
        JsonNode record = refused.json().path("records").path(0);
        assertThat(record.path("base").asInt()).isEqualTo(2);
        assertThat(record.path("live").asInt()).isEqualTo(3);
        assertThat(record.path("staging").asInt()).isEqualTo(4);
        assertThat(record.path("differences")
                        .valueStream()
                        .map(d -> d.path("block").asString() + d.path("side").asString()))
                .containsExactlyInAnyOrder("b1staging", "b2live");
        assertThat(record.path("conflicts").isEmpty()).isTrue();
        assertThat(site.record("live", id).path("published").path("version").asInt())
                .isEqualTo(3);
    }

    @Test
    @Requirement({"DRIFT-8", "PROM-3"})
    void a_merge_takes_what_only_one_side_changed_to_both_environments_in_one_entry() {
        String id = drifted("one");
        assertThat(promote(id, "onDrift", "merge", "dryRun", true)
                        .json()
                        .path("records")
                        .path(0)
                        .path("merged")
                        .asBoolean())
                .isTrue();
        Answer merged = promote(id, "onDrift", "merge");
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.json().path("records").size()).isEqualTo(1);
        assertThat(merged.json().path("records").path(0).path("merged").asBoolean())
                .isTrue();
        assertThat(merged.json().path("records").path(0).path("version").asInt())
                .isEqualTo(5);
        for (String environment : List.of("staging", "live")) {
            JsonNode record = site.record(environment, id);
            assertThat(record.path("published").path("version").asInt()).isEqualTo(5);
            assertThat(record.path("working").path("version").asInt()).isEqualTo(5);
            assertThat(record.path("base").asInt()).isEqualTo(5);
            assertThat(record.path("drift").asString()).isEqualTo("same");
            JsonNode body = record.path("published").path("content").path("body");
            assertThat(body.path(0).path("text").asString()).isEqualTo("one, longer");
            assertThat(body.path(1).path("text").asString()).isEqualTo("two, fixed");
            assertThat(site.get("/" + environment + "/records/" + id + "/recovery")
                            .json()
                            .path("items")
                            .path(0)
                            .path("version")
                            .asInt())
                    .isEqualTo(5);
        }
        JsonNode entry = site.lastEntry();
        assertThat(entry.path("operation").asString()).isEqualTo("promote");
        assertThat(entry.path("records").size()).isEqualTo(1);
        assertThat(entry.path("priorVersion").asInt()).isEqualTo(3);
        assertThat(entry.path("newVersion").asInt()).isEqualTo(5);
        JsonNode told = entry.path("details").path("merged").path(0);
        assertThat(told.path("base").asInt()).isEqualTo(2);
        assertThat(told.path("stagingVersion").asInt()).isEqualTo(4);
        assertThat(told.path("liveVersion").asInt()).isEqualTo(3);
        assertThat(site.get("/audit/verify").json().path("valid").asBoolean()).isTrue();
    }

    @Test
    @Requirement("DRIFT-8")
    void a_merge_refuses_what_both_sides_changed() {
        String id = drifted("one, otherwise");
        Answer refused = promote(id, "onDrift", "merge");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("drift");
        JsonNode conflict =
                refused.json().path("records").path(0).path("conflicts").path(0);
        assertThat(conflict.path("block").asString()).isEqualTo("b1");
        assertThat(conflict.path("base").path("text").asString()).isEqualTo("one");
        assertThat(conflict.path("staging").path("text").asString()).isEqualTo("one, longer");
        assertThat(conflict.path("live").path("text").asString()).isEqualTo("one, otherwise");
        assertThat(site.record("staging", id).path("working").path("version").asInt())
                .isEqualTo(4);
        assertThat(promote(id, "onDrift", "merge", "dryRun", true)
                        .json()
                        .path("drifted")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void a_merge_never_publishes_or_loses_work_that_nobody_published() {
        String id = drifted("one");
        site.save("staging", id, 4, "Page", content("not yet", "two"));
        Answer refused = promote(id, "onDrift", "merge");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("invalid-state");
        site.step("staging", id, "publish");
        site.save("live", id, 3, "Page", content("one", "two, half done"));
        assertThat(code(promote(id, "onDrift", "merge"))).isEqualTo("drift");
        assertThat(site.record("live", id).path("working").path("version").asInt())
                .isEqualTo(6);
    }

    @Test
    @Requirement("DRIFT-12")
    void an_override_replaces_live_and_the_entry_says_so() {
        String id = drifted("one, otherwise");
        assertThat(promote(id, "onDrift", "overwrite").status()).isEqualTo(200);
        assertThat(site.record("live", id).path("published").path("version").asInt())
                .isEqualTo(4);
        assertThat(site.lastEntry()
                        .path("details")
                        .path("overwritten")
                        .path(0)
                        .path("liveVersion")
                        .asInt())
                .isEqualTo(3);
        assertThat(site.get("/live/records/" + id + "/recovery")
                        .json()
                        .path("items")
                        .path(1)
                        .path("version")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    @Requirement("DRIFT-2")
    void the_drift_list_says_which_side_moved() {
        String both = drifted("one");
        String ahead = site.create("staging", "Only here", "/only");
        JsonNode drift = site.get("/drift").json();
        assertThat(drift.path("counts").path("conflict").asInt()).isEqualTo(1);
        assertThat(drift.path("counts").path("only-staging").asInt()).isEqualTo(1);
        assertThat(drift.path("records")
                        .valueStream()
                        .map(r -> r.path("id").asString() + r.path("status").asString()))
                .containsExactlyInAnyOrder(both + "conflict", ahead + "only-staging");
        JsonNode line =
                site.get("/drift?status=conflict").json().path("records").path(0);
        assertThat(line.path("base").asInt()).isEqualTo(2);
        assertThat(line.path("staging").asInt()).isEqualTo(4);
        assertThat(line.path("live").asInt()).isEqualTo(3);
        assertThat(site.get("/drift?status=odd").status()).isEqualTo(400);
        JsonNode first = site.get("/drift?limit=1").json();
        assertThat(first.path("records").size()).isEqualTo(1);
        JsonNode second = site.get("/drift?limit=1&cursor=" + first.path("next").asString())
                .json();
        assertThat(second.path("records").size()).isEqualTo(1);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    @Requirement("T37")
    void a_promotion_names_records_and_not_too_many() {
        assertThat(site.post("/promotions", Map.of()).status()).isEqualTo(400);
        assertThat(site.post("/promotions", Map.of("records", List.of())).status())
                .isEqualTo(400);
        assertThat(site.post("/promotions", Map.of("records", List.of("x"), "onDrift", "ask"))
                        .status())
                .isIn(400, 404);
        assertThat(site.post("/promotions", Map.of("records", java.util.Collections.nCopies(10_001, "x")))
                        .status())
                .isEqualTo(400);
        assertThat(site.post("/promotions", Map.of("records", List.of("00000000-0000-7000-8000-000000000000")))
                        .status())
                .isEqualTo(404);
    }
}
