package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
