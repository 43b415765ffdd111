package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Invariant(12)
class BulkApiTest {
    private final ApiSite site = new ApiSite();

    @Test
    @Requirement("BULK-11")
    void one_record_that_cannot_take_the_step_keeps_all_from_it_and_all_such_are_named() {
        String a = site.create("staging", "A", "/a");
        String b = site.create("staging", "B", "/b");
        String c = site.create("staging", "C", "/c");
        site.step("staging", b, "archive");
        site.step("staging", c, "archive");
        Answer refused = site.post("/staging/bulk", Map.of("operation", "publish", "records", List.of(a, b, c)));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("invalid-state");
        assertThat(refused.json().path("records").size()).isEqualTo(2);
        assertThat(site.record("staging", a).path("state").asString()).isEqualTo("draft");
        Answer revived = site.post("/staging/bulk", Map.of("operation", "revive", "records", List.of(b, c)));
        assertThat(revived.json()
                        .path("records")
                        .valueStream()
                        .map(r -> r.path("state").asString()))
                .containsExactly("draft", "draft");
    }

    @Test
    void a_filter_names_all_that_it_matches_however_many_pages_they_fill() {
        for (int i = 0; i < 205; i++) {
            site.post("/staging/records", Map.of("type", "post", "title", "P" + i, "tags", List.of("old")));
        }
        site.create("staging", "Untouched", "/untouched");
        Answer done = site.post(
                "/staging/bulk",
                Map.of("operation", "archive", "filter", Map.of("type", "post", "tag", "old", "state", "draft")));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("count").asInt()).isEqualTo(205);
        assertThat(site.get("/staging/records?state=archived&limit=200")
                        .json()
                        .path("next")
                        .isNull())
                .isFalse();
        assertThat(site.get("/staging/records?state=draft").json().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void many_records_are_scheduled_for_one_moment() {
        String a = site.create("staging", "A", "/a");
        String b = site.create("staging", "B", "/b");
        Answer done = site.post(
                "/staging/bulk",
                Map.of("operation", "schedule", "records", List.of(a, b), "at", "2099-01-01T00:00:00Z"));
        assertThat(done.json()
                        .path("records")
                        .valueStream()
                        .map(r -> r.path("state").asString()))
                .containsExactly("scheduled", "scheduled");
        assertThat(site.post("/staging/bulk", Map.of("operation", "schedule", "records", List.of(a)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Requirement({"BULK-3", "BULK-4", "BULK-9", "BULK-15", "SAVE-2"})
    void tags_change_on_many_working_versions_and_visitors_see_nothing_of_it() {
        List<String> all = new java.util.ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(site.post(
                            "/staging/records",
                            Map.of(
                                    "type",
                                    "post",
                                    "title",
                                    "P" + i,
                                    "path",
                                    "/blog/p" + i,
                                    "tags",
                                    List.of("old", "kept")))
                    .json()
                    .path("id")
                    .asString());
        }
        site.post("/staging/bulk", Map.of("operation", "publish", "records", all));
        String before = site.get("/staging/content/post?tag=old").response().body();
        Answer done = site.post(
                "/staging/bulk",
                Map.of(
                        "operation",
                        "save",
                        "records",
                        all,
                        "addTags",
                        List.of(" spring  sale ", "kept"),
                        "removeTags",
                        List.of("old")));
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
        assertThat(done.json().path("count").asInt()).isEqualTo(20);
        JsonNode saved = site.record("staging", all.get(7));
        assertThat(saved.path("working").path("tags").toString()).isEqualTo("[\"kept\",\"spring sale\"]");
        assertThat(saved.path("working").path("version").asInt()).isEqualTo(2);
        assertThat(saved.path("published").path("version").asInt()).isEqualTo(1);
        assertThat(site.get("/staging/content/post?tag=old").response().body()).isEqualTo(before);
        JsonNode entry = site.lastEntry();
        assertThat(entry.path("operation").asString()).isEqualTo("save");
        assertThat(entry.path("visibility").asBoolean()).isFalse();
        assertThat(entry.path("records").size()).isEqualTo(20);
        assertThat(entry.path("details")
                        .path("records")
                        .path(0)
                        .path("priorVersion")
                        .asInt())
                .isEqualTo(1);
        assertThat(entry.path("details")
                        .path("records")
                        .path(0)
                        .path("newVersion")
                        .asInt())
                .isEqualTo(2);
        assertThat(site.get("/audit?operation=save&record=" + all.get(7))
                        .json()
                        .path("items")
                        .path(0)
                        .path("id"))
                .isEqualTo(entry.path("id"));

        // Who has them already stays as it is, and where all have them there is nothing to tell.
        site.call(
                "PUT",
                "/staging/records/" + all.getFirst(),
                Map.of("title", "P0", "content", Json.object(), "tags", List.of("spring sale")),
                "If-Match",
                "\"2\"");
        Answer again = site.post(
                "/staging/bulk",
                Map.of("operation", "save", "filter", Map.of("type", "post"), "addTags", List.of("kept")));
        assertThat(again.json().path("count").asInt()).isEqualTo(1);
        String last = site.lastEntry().path("id").asString();
        assertThat(site.post(
                                "/staging/bulk",
                                Map.of(
                                        "operation",
                                        "save",
                                        "filter",
                                        Map.of("type", "post"),
                                        "addTags",
                                        List.of("kept")))
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(site.lastEntry().path("id").asString()).isEqualTo(last);
    }

    @Test
    @Requirement({"BULK-3", "BULK-11"})
    void tags_that_cannot_be_changed_everywhere_change_nowhere() {
        String a = site.create("staging", "A", "/a");
        String full = site.post(
                        "/staging/records",
                        Map.of(
                                "type",
                                "post",
                                "title",
                                "Full",
                                "tags",
                                java.util.stream.IntStream.range(0, 50)
                                        .mapToObj(i -> "t" + i)
                                        .toList()))
                .json()
                .path("id")
                .asString();
        String aside = site.create("staging", "Aside", "/aside");
        site.step("staging", aside, "archive");
        Answer refused = site.post(
                "/staging/bulk",
                Map.of("operation", "save", "records", List.of(a, full, aside), "addTags", List.of("new")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("invalid-state");
        assertThat(refused.json()
                        .path("records")
                        .valueStream()
                        .map(r -> r.path("id").asString()))
                .containsExactly(full, aside);
        assertThat(refused.json().path("records").path(0).path("reason").asString())
                .contains("51 tags");
        assertThat(site.record("staging", a).path("working").path("version").asInt())
                .isEqualTo(1);
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("operation", "save", "records", List.of(a)),
                Map.of("operation", "save", "records", List.of(a), "addTags", List.of(" ")),
                Map.of("operation", "save", "records", List.of(a), "addTags", List.of("x"), "removeTags", List.of("x")),
                Map.of("operation", "publish", "records", List.of(a), "addTags", List.of("x")))) {
            assertThat(site.post("/staging/bulk", odd).status())
                    .as(odd.toString())
                    .isEqualTo(400);
        }
        Answer long_ = site.post(
                "/staging/bulk",
                Map.of("operation", "save", "records", List.of(a), "addTags", List.of("x".repeat(101))));
        assertThat(long_.status()).isEqualTo(422);
        assertThat(long_.json().path("errors").path(0).path("field").asString()).isEqualTo("/addTags/0");
        assertThat(site.post("/live/bulk", Map.of("operation", "save", "records", List.of(a), "addTags", List.of("x")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Requirement("T37")
    void nothing_too_many_or_neither_nor_is_refused() {
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("operation", "publish"),
                Map.of("operation", "publish", "records", List.of()),
                Map.of("operation", "publish", "filter", Map.of("tag", "none such")),
                Map.of("operation", "publish", "filter", Map.of("state", "gone")),
                Map.of("operation", "publish", "records", List.of("x"), "filter", Map.of()),
                Map.of("operation", "publish", "records", Collections.nCopies(10_001, "x")),
                Map.of("operation", "delete", "records", List.of("x")),
                Map.of("operation", "publish", "records", List.of("x"), "at", "2099-01-01T00:00:00Z"),
                Map.of("records", List.of("x")),
                Map.of("operation", "publish", "filter", Map.of("siteId", "x")))) {
            assertThat(site.post("/staging/bulk", odd).status())
                    .as(odd.toString()
                            .substring(
                                    0,
                                    40 < odd.toString().length()
                                            ? 40
                                            : odd.toString().length()))
                    .isEqualTo(400);
        }
        assertThat(site.post(
                                "/staging/bulk",
                                Map.of(
                                        "operation",
                                        "publish",
                                        "records",
                                        List.of("00000000-0000-7000-8000-000000000000")))
                        .status())
                .isEqualTo(404);
    }
}
