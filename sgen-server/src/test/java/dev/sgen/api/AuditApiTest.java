package dev.sgen.api;

import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditApiTest {
    private final ApiSite site = new ApiSite();

    private static void assertWhoAndWhen(JsonNode entry, String operation, String record) {
        assertThat(entry.path("id").asString()).matches("evt_\\d{4}_\\d{2}_\\d{2}_[0-9a-z]{8}");
        assertThat(entry.path("at").asString()).endsWith("Z");
        assertThat(entry.path("operation").asString()).isEqualTo(operation);
        assertThat(entry.path("actor").path("kind").asString()).isEqualTo("token");
        assertThat(entry.path("actor").path("id").asString()).isNotEmpty();
        assertThat(entry.path("actor").path("name").asString()).isNotEmpty();
        assertThat(entry.path("actor").path("role").asString()).isEqualTo("administrator");
        assertThat(entry.path("records").path(0).path("id").asString()).isEqualTo(record);
        assertThat(entry.path("records").path(0).path("type").asString()).isEqualTo("page");
        assertThat(entry.path("records").path(0).path("title").asString()).isEqualTo("Told");
        assertThat(entry.path("hash").asString()).hasSize(64);
        assertThat(entry.path("previousHash").asString()).hasSize(64);
    }

    @Test
    @Requirement({"AUDIT-2", "AUDIT-3", "AUDIT-4", "AUDIT-6", "AUDIT-13", "AUDIT-24", "AUDIT-25"})
    void entries_of_a_save_a_publish_and_a_promote_say_who_what_where_and_from_what_to_what() {
        String id = site.create("staging", "Told", "/told");
        JsonNode save = site.lastEntry();
        assertWhoAndWhen(save, "save", id);
        assertThat(save.path("environment").asString()).isEqualTo("staging");
        assertThat(save.path("visibility").asBoolean()).isFalse();

        site.step("staging", id, "publish");
        site.save("staging", id, 1, "Told", content("more"));
        site.step("staging", id, "publish");
        JsonNode publish = site.lastEntry();
        assertWhoAndWhen(publish, "publish", id);
        assertThat(publish.path("environment").asString()).isEqualTo("staging");
        assertThat(publish.path("priorState").asString()).isEqualTo("published");
        assertThat(publish.path("newState").asString()).isEqualTo("published");
        assertThat(publish.path("priorVersion").asInt()).isEqualTo(1);
        assertThat(publish.path("newVersion").asInt()).isEqualTo(2);
        assertThat(publish.path("visibility").asBoolean()).isTrue();

        site.post("/promotions", Map.of("records", List.of(id)));
        JsonNode promote = site.lastEntry();
        assertWhoAndWhen(promote, "promote", id);
        assertThat(promote.path("environment").asString()).isEqualTo("staging");
        assertThat(promote.path("targetEnvironment").asString()).isEqualTo("live");
        assertThat(promote.has("priorVersion")).isFalse();
        assertThat(promote.path("newVersion").asInt()).isEqualTo(2);
        assertThat(promote.path("newState").asString()).isEqualTo("published");
        assertThat(promote.path("visibility").asBoolean()).isTrue();
        assertThat(site.get("/audit/" + promote.path("id").asString()).json()).isEqualTo(promote);
    }

    @Test
    @Requirement({"AUDIT-9", "BULK-15"})
    void a_bulk_step_is_one_entry_that_lists_its_records() {
        String a = site.create("staging", "A", "/a");
        String b = site.create("staging", "B", "/b");
        Answer done = site.post("/staging/bulk", Map.of("operation", "publish", "records", List.of(a, b)));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("count").asInt()).isEqualTo(2);
        JsonNode entry = site.lastEntry();
        assertThat(entry.path("operation").asString()).isEqualTo("publish");
        assertThat(entry.path("records").size()).isEqualTo(2);
        assertThat(site.get("/audit?operation=publish").json().path("items").size())
                .isEqualTo(1);
    }

    @Test
    @Requirement({"AUDIT-10", "AUDIT-11", "AUDIT-12"})
    void filters_combine_and_pages_follow_each_other() {
        String a = site.create("staging", "A", "/a");
        site.create("staging", "B", "/b");
        site.step("staging", a, "publish");
        site.post("/promotions", Map.of("records", List.of(a)));
        String actor = site.lastEntry().path("actor").path("id").asString();
        assertThat(operations("record=" + a)).containsExactly("promote", "publish", "save");
        assertThat(operations("record=" + a + "&operation=promote")).containsExactly("promote");
        assertThat(operations("environment=live")).containsExactly("promote");
        assertThat(operations("visibility=true")).containsExactly("promote", "publish");
        assertThat(operations("actor=" + actor + "&visibility=true")).hasSize(2);
        assertThat(operations("actor=00000000-0000-7000-8000-000000000000")).isEmpty();
        assertThat(operations("from=2099-01-01")).isEmpty();
        assertThat(operations("to=2099-01-01T00:00:00Z&record=" + a)).hasSize(3);
        JsonNode first = site.get("/audit?limit=2").json();
        JsonNode second = site.get("/audit?limit=2&cursor=" + first.path("next").asString())
                .json();
        assertThat(first.path("items").valueStream().map(e -> e.path("id").asString()))
                .doesNotContainAnyElementsOf(second.path("items")
                        .valueStream()
                        .map(e -> e.path("id").asString())
                        .toList());
    }

    @Test
    @Requirement({"AUDIT-10", "AUDIT-30"})
    void words_are_found_in_titles_names_and_details_with_every_other_filter() {
        String a = site.create("staging", "The Émigré's winter garden", "/winter-garden");
        site.create("staging", "Summer garden", "/summer");
        site.step("staging", a, "publish");
        assertThat(operations("q=winter")).containsExactly("publish", "save");
        assertThat(operations("q=WINT%20gard"))
                .as("beginnings of words, in any case")
                .hasSize(2);
        assertThat(operations("q=%C3%A9migr%C3%A9")).hasSize(2);
        assertThat(operations("q=winter&operation=publish")).containsExactly("publish");
        assertThat(operations("q=winter%20summer")).isEmpty();
        assertThat(operations("q=garden&record=" + a)).hasSize(2);
        assertThat(operations("q=%27)%3B--%20%26%20!")).as("nothing but signs").isEmpty();
        site.call(
                "PUT",
                "/staging/records/" + a + "/schedule",
                Map.of("at", "2098-01-01T00:00:00Z", "action", "promote"));
        assertThat(operations("q=2098")).as("details").containsExactly("schedule");
        assertThat(operations("actor=platform&q=garden")).isEmpty();
        String csv =
                site.get("/audit.csv?q=winter&operation=publish").response().body();
        assertThat(csv.lines()).hasSize(2);
        assertThat(site.get("/audit.csv?q=nowhere").response().body().lines()).hasSize(1);
    }

    private List<String> operations(String query) {
        Answer answer = site.get("/audit?" + query);
        assertThat(answer.status()).as(query).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(e -> e.path("operation").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operation=unheard",
                "visibility=maybe",
                "from=yesterday",
                "environment=moon",
                "limit=0",
                "limit=999",
                "cursor=MTIz%00",
                "cursor=x",
                "sort=hash",
                "actor=%00"
            })
    @Requirement({"T21", "T37"})
    void an_odd_question_is_refused(String query) {
        assertThat(site.get("/audit?" + query).status()).as(query).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "POST", "PATCH"})
    @Requirement("AUDIT-15")
    void nobody_changes_the_trail(String method) {
        String entry = site.lastEntry().path("id").asString();
        for (String path : List.of("/audit", "/audit/" + entry, "/audit/verify")) {
            assertThat(site.call(method, path, Map.of()).status())
                    .as(method + path)
                    .isEqualTo(405);
        }
        assertThat(site.get("/audit/" + entry).status()).isEqualTo(200);
    }

    @Test
    @Requirement("AUDIT-30")
    void the_chain_verifies_over_http() {
        site.create("staging", "A", "/a");
        JsonNode sound = site.get("/audit/verify").json();
        assertThat(sound.path("valid").asBoolean()).isTrue();
        assertThat(sound.path("entries").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(sound.path("firstBroken").isNull()).isTrue();
    }

    @Test
    @Requirement({"AUDIT-30", "T39"})
    void the_trail_as_csv_runs_nothing_in_a_spreadsheet() throws Exception {
        String id = site.post("/staging/records", ApiSite.page("=HYPERLINK(\"x\")", "/formula", "x"))
                .json()
                .path("id")
                .asString();
        Answer csv = site.get("/audit.csv?record=" + id);
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/csv");
        assertThat(csv.response().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"audit.csv\"");
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv.response().body()))
                .getRecords();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().get("titles")).isEqualTo("'=HYPERLINK(\"x\")");
        assertThat(rows.getFirst().get("operation")).isEqualTo("save");
        assertThat(csv.response().body().lines().skip(1))
                .allSatisfy(line -> assertThat(line).startsWith("\"").endsWith("\""));
    }
}
