package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Drift, refresh and merge through the contract. The peers' failures these answer to: contentful-merge #909
 * and #1067, Strapi #23967, Payload #15486, Decap #208 (ANCHORS 2 A), Drupal #3438083 and Neos #3762 (2 B),
 * Umbraco #857 and #395 (2 G).
 */
class RefreshApiTest {
    private final ApiSite site = new ApiSite();

    /** A page that staging and live each changed; staging its first paragraph, live its first or second. */
    private String drifted(String liveFirst) {
        String id = site.promoted("Page", "/page");
        site.save("staging", id, 1, "Page", content("one", "two"));
        site.step("staging", id, "publish");
        site.post("/promotions", Map.of("records", List.of(id)));
        site.save("live", id, 2, "Page", content(liveFirst, "two, fixed"));
        site.step("live", id, "publish");
        site.save("staging", id, 2, "Page", content("one, longer", "two"));
        site.step("staging", id, "publish");
        return id;
    }

    private Answer refresh(Object... fields) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return site.post("/refresh", body);
    }

    private String text(String environment, String id, int block) {
        return site.record(environment, id)
                .path("published")
                .path("content")
                .path("body")
                .path(block)
                .path("text")
                .asString();
    }

    @Test
    @Requirement({"SCEN-27", "DRIFT-11", "DRIFT-7", "DRIFT-12"})
    void two_weeks_of_staging_work_and_a_fix_on_live_both_end_up_live_contentful_merge_909() {
        String id = drifted("one");
        Answer stopped = site.post("/promotions", Map.of("records", List.of(id)));
        assertThat(stopped.status()).isEqualTo(409);
        assertThat(stopped.json().path("detail").asString()).contains("changed “Page” on live");

        JsonNode tried = refresh("onConflict", "merge", "dryRun", true).json();
        assertThat(tried.path("done").asBoolean()).isFalse();
        assertThat(tried.path("records").path(0).path("outcome").asString()).isEqualTo("merged");
        assertThat(tried.path("lost").isEmpty()).isTrue();
        assertThat(text("staging", id, 1)).isEqualTo("two");

        JsonNode done = refresh("onConflict", "merge").json();
        assertThat(done.path("records")).isEqualTo(tried.path("records"));
        assertThat(text("staging", id, 0)).isEqualTo("one, longer");
        assertThat(text("staging", id, 1)).isEqualTo("two, fixed");
        assertThat(text("live", id, 0)).isEqualTo("one");
        assertThat(site.record("staging", id).path("drift").asString()).isEqualTo("staging-ahead");

        assertThat(site.post("/promotions", Map.of("records", List.of(id))).status())
                .isEqualTo(200);
        assertThat(text("live", id, 0)).isEqualTo("one, longer");
        assertThat(text("live", id, 1)).isEqualTo("two, fixed");
        assertThat(site.record("live", id).path("drift").asString()).isEqualTo("same");
        assertThat(site.get("/audit/verify").json().path("valid").asBoolean()).isTrue();
    }

    @Test
    @Requirement("SCEN-3")
    void an_emergency_fix_is_carried_back_to_staging_and_the_back_porting_can_be_undone_drupal_3438083() {
        String fixed = site.promoted("Post", "/post");
        String other = site.promoted("Other", "/other");
        site.save("staging", other, 1, "Other, reworked", content("in work"));
        site.save("live", fixed, 1, "Post, fixed", content("right"));
        site.step("live", fixed, "publish");
        assertThat(site.record("staging", fixed).path("title").asString()).isEqualTo("Post");
        JsonNode inbox = site.get("/drift?status=live-ahead").json();
        assertThat(inbox.path("records").path(0).path("id").asString()).isEqualTo(fixed);
        assertThat(inbox.path("counts").path("live-ahead").asInt()).isEqualTo(1);

        JsonNode done = refresh("records", List.of(fixed)).json();
        assertThat(done.path("records").path(0).path("outcome").asString()).isEqualTo("taken");
        assertThat(site.record("staging", fixed).path("drift").asString()).isEqualTo("same");
        assertThat(site.record("staging", other).path("title").asString()).isEqualTo("Other, reworked");
        JsonNode entry = site.lastEntry();
        assertThat(entry.path("operation").asString()).isEqualTo("refresh");
        assertThat(entry.path("id")).isEqualTo(done.path("entry"));
        assertThat(entry.path("details")
                        .path("outcomes")
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("taken");

        Answer undone = site.post("/refresh/" + done.path("entry").asString() + "/undo");
        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.json().path("left").isEmpty()).isTrue();
        assertThat(site.record("staging", fixed).path("title").asString()).isEqualTo("Post");
        assertThat(site.record("staging", fixed).path("drift").asString()).isEqualTo("live-ahead");
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("refresh.undo");
        assertThat(site.post("/refresh/" + done.path("entry").asString() + "/undo")
                        .status())
                .isEqualTo(409);
        assertThat(site.post("/refresh/evt_none/undo").status()).isEqualTo(404);
    }

    @Test
    @Requirement("DRIFT-8")
    void a_true_conflict_is_decided_field_by_field_and_never_by_silence_decap_208() {
        String id = drifted("one, otherwise");
        Answer refused = refresh("onConflict", "merge");
        assertThat(refused.status()).isEqualTo(409);
        JsonNode apart = refused.json().path("records").path(0);
        String key = apart.path("conflicts").path(0).path("key").asString();
        assertThat(key).isEqualTo("/content/body/b1");
        assertThat(apart.path("conflicts").path(0).path("base").path("text").asString())
                .isEqualTo("one");

        Answer both = refresh("onConflict", "merge", "resolutions", Map.of(id, Map.of(key, "both")));
        assertThat(both.status()).isEqualTo(200);
        assertThat(text("staging", id, 0)).isEqualTo("one, longer");
        assertThat(text("staging", id, 1)).isEqualTo("one, otherwise");
        assertThat(text("staging", id, 2)).isEqualTo("two, fixed");
        assertThat(site.lastEntry()
                        .path("details")
                        .path("outcomes")
                        .path(0)
                        .path("picked")
                        .path(key)
                        .asString())
                .isEqualTo("both");
        assertThat(refresh("resolutions", Map.of(id, Map.of(key, "mine"))).status())
                .isEqualTo(400);
    }

    @Test
    @Requirement({"DRIFT-8", "DRIFT-12", "PROM-3"})
    void a_promotion_takes_the_picks_and_only_for_what_the_operator_saw_payload_15486() {
        String id = drifted("one, otherwise");
        Map<String, Object> picks = Map.of(id, Map.of("/content/body/b1", "live"));
        Map<String, Object> stale = Map.of(
                "records",
                List.of(id),
                "onDrift",
                "merge",
                "resolutions",
                picks,
                "expected",
                Map.of(id, Map.of("staging", 4, "live", 2)));
        Answer moved = site.post("/promotions", stale);
        assertThat(moved.status()).isEqualTo(409);
        assertThat(code(moved)).isEqualTo("drift");
        assertThat(moved.json().path("moved").path(0).path("now").path("live").asInt())
                .isEqualTo(3);

        Answer merged = site.post(
                "/promotions",
                Map.of(
                        "records",
                        List.of(id),
                        "onDrift",
                        "merge",
                        "resolutions",
                        picks,
                        "expected",
                        Map.of(id, Map.of("staging", 4, "live", 3))));
        assertThat(merged.status()).isEqualTo(200);
        for (String environment : List.of("staging", "live")) {
            assertThat(text(environment, id, 0)).isEqualTo("one, otherwise");
            assertThat(text(environment, id, 1)).isEqualTo("two, fixed");
        }
        JsonNode told = site.lastEntry().path("details").path("merged").path(0);
        assertThat(told.path("picked").path("/content/body/b1").asString()).isEqualTo("live");
        assertThat(site.post(
                                "/promotions",
                                Map.of("records", List.of(id), "onDrift", "overwrite", "resolutions", picks))
                        .status())
                .isEqualTo(400);
        assertThat(site.post(
                                "/refresh",
                                Map.of("onConflict", "merge", "resolutions", Map.of(id, Map.of("/nothing", "live"))))
                        .status())
                .isIn(200, 400);
    }

    @Test
    @Requirement({"DRIFT-2", "DRIFT-19", "PROM-5"})
    void drift_names_every_kind_of_record_and_what_is_gone_on_one_side_umbraco_857_and_395() {
        String archived = site.promoted("Archived here", "/archived");
        site.step("staging", archived, "archive");
        String deleted = site.promoted("Deleted there", "/deleted");
        site.call("DELETE", "/live/records/" + deleted, null);
        String settings = site.post(
                        "/staging/records",
                        Map.of("type", "settings", "title", "SEO", "content", Map.of("group", "seo")))
                .json()
                .path("id")
                .asString();
        String both = drifted("one, otherwise");

        JsonNode drift = site.get("/drift").json();
        assertThat(drift.path("counts").path("archived-on-staging").asInt()).isEqualTo(1);
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        drift.path("records").forEach(line -> lines.put(line.path("id").asString(), line));
        assertThat(lines.keySet()).containsExactlyInAnyOrder(archived, deleted, settings, both);
        assertThat(lines.get(archived).path("status").asString()).isEqualTo("staging-ahead");
        assertThat(lines.get(archived).path("gone").path("how").asString()).isEqualTo("archived");
        assertThat(lines.get(archived).path("gone").path("environment").asString())
                .isEqualTo("staging");
        assertThat(lines.get(deleted).path("status").asString()).isEqualTo("only-staging");
        assertThat(lines.get(deleted).path("gone").path("how").asString()).isEqualTo("deleted");
        assertThat(lines.get(both).path("conflicts").path(0).path("key").asString())
                .isEqualTo("/content/body/b1");
        assertThat(lines.get(settings).path("conflicts").isEmpty()).isTrue();
        assertThat(site.get("/drift?type=settings").json().path("records").size())
                .isEqualTo(1);
        assertThat(site.get("/drift?archived=staging").json().path("records").size())
                .isEqualTo(1);
        assertThat(site.get("/drift?since=2099-01-01").json().path("records").isEmpty())
                .isTrue();
        assertThat(site.get("/drift?by=nobody").json().path("records").isEmpty())
                .isTrue();
        assertThat(site.get("/drift?status=same").json().path("records").isEmpty())
                .isTrue();
    }

    @Test
    @Requirement("BULK-2")
    void many_records_are_promoted_and_refreshed_by_filter_in_one_entry_each() {
        for (int i = 0; i < 3; i++) {
            String id = site.post(
                            "/staging/records",
                            Map.of("type", "post", "title", "P" + i, "tags", List.of("campaign"), "content", Map.of()))
                    .json()
                    .path("id")
                    .asString();
            site.step("staging", id, "publish");
        }
        Map<String, Object> filter = Map.of("type", "post", "tag", "campaign");
        Answer promoted = site.post("/staging/bulk", Map.of("operation", "promote", "filter", filter));
        assertThat(promoted.json().path("count").asInt()).isEqualTo(3);
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("promote");
        assertThat(site.lastEntry().path("records").size()).isEqualTo(3);
        site.post("/live/bulk", Map.of("operation", "archive", "filter", filter));
        Answer refreshed = site.post("/staging/bulk", Map.of("operation", "refresh", "filter", filter));
        assertThat(refreshed.json().path("count").asInt()).isEqualTo(3);
        assertThat(refreshed.json().path("records").path(0).path("state").asString())
                .isEqualTo("archived");
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("refresh");
        assertThat(site.post("/live/bulk", Map.of("operation", "refresh", "filter", filter))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Requirement("T37")
    void odd_requests_are_refused() {
        assertThat(refresh("onConflict", "ask").status()).isEqualTo(400);
        assertThat(refresh("records", List.of()).status()).isEqualTo(400);
        assertThat(refresh("records", List.of("x"), "types", List.of("page")).status())
                .isEqualTo(400);
        assertThat(refresh("types", List.of("no-such-type")).status()).isIn(400, 404);
        assertThat(refresh("records", List.of("00000000-0000-7000-8000-000000000000"))
                        .status())
                .isEqualTo(404);
        assertThat(refresh("everyone", true).status()).isEqualTo(400);
        assertThat(refresh().status()).isEqualTo(200);
    }

    @Test
    @Requirement("DRIFT-9")
    void replacing_everything_needs_a_confirmation_that_lists_what_is_lost_strapi_23967() {
        String id = site.promoted("Page", "/page");
        site.save("staging", id, 1, "Page, reworked", content("work"));
        site.step("staging", id, "publish");
        Answer unconfirmed = refresh("everything", true, "onConflict", "take-live");
        assertThat(unconfirmed.status()).isEqualTo(409);
        assertThat(code(unconfirmed)).isEqualTo("confirmation-needed");
        assertThat(unconfirmed
                        .json()
                        .path("lost")
                        .path(0)
                        .path("work")
                        .path(0)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(refresh("everything", true, "onConflict", "take-live", "confirm", true)
                        .status())
                .isEqualTo(200);
        assertThat(site.record("staging", id).path("title").asString()).isEqualTo("Page");
        Answer back = site.post("/staging/records/" + id + "/recover", Map.of("version", 2, "publish", false));
        assertThat(back.status()).isEqualTo(200);
    }
}
