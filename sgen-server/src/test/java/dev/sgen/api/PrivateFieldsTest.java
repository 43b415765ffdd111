package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Private fields of a site's own types, by every way in which a visitor could come to them. */
@Requirement("CUSTOBJ-5")
class PrivateFieldsTest {
    private static final String SECRET = "{\"type\": \"string\", \"x-private\": true}";
    private static final String OPEN = "{\"type\": \"string\"}";

    private final ApiSite site = new ApiSite();

    private void type(String properties) {
        type(properties, "");
    }

    private void type(String properties, String more) {
        Answer made = site.call(
                "PUT",
                "/types/recipe",
                Map.of(
                        "name", "Recipe",
                        "schema", Json.read("{\"type\": \"object\", \"properties\": {" + properties + "}" + more + "}"),
                        "urlPattern", "/recipes/{slug}"));
        assertThat(made.status()).as(made.response().body()).isEqualTo(200);
    }

    /** A recipe that live shows. */
    private String recipe(String title, String content) {
        Answer made =
                site.post("/live/records", Map.of("type", "recipe", "title", title, "content", Json.read(content)));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String id = made.json().path("id").asString();
        assertThat(site.step("live", id, "publish").status()).isEqualTo(200);
        return id;
    }

    private Answer anonymous(String path, String... headers) {
        return new Answer(site.server.get("localhost", "/api/v1/sites/" + site.key + path, headers));
    }

    private String live(String path) {
        return site.server.get(site.key + ".localhost", path).body();
    }

    private String everything() {
        return live("/recipes/stew")
                + live("/search?q=stew")
                + live("/sitemap.xml")
                + live("/feed.xml")
                + live("/tag/hot")
                + anonymous("/live/content/recipe").response().body()
                + anonymous("/live/content/recipe/recipes/stew").response().body();
    }

    private boolean found(String word) {
        return live("/search?q=" + word).contains("/recipes/stew");
    }

    @Test
    @Invariant(23)
    void a_private_field_that_is_removed_from_its_type_stays_private() {
        type("\"secret\": " + SECRET + ", \"open\": " + OPEN);
        recipe("Stew", "{\"secret\": \"QUOKKASECRET\", \"open\": \"OPENWORD\"}");
        assertThat(everything()).contains("OPENWORD").doesNotContain("QUOKKASECRET");
        type("\"open\": " + OPEN);
        assertThat(everything()).contains("OPENWORD").doesNotContain("QUOKKASECRET");
        type("\"hidden\": " + SECRET);
        assertThat(everything())
                .as("renamed, and the other one gone")
                .contains("OPENWORD")
                .doesNotContain("QUOKKASECRET");
    }

    @Test
    @Invariant(23)
    void what_is_private_behind_a_reference_goes_out_nowhere() {
        String supplier = ", \"$defs\": {\"sup\": {\"type\": \"object\", \"properties\": {\"name\": " + OPEN
                + ", \"price\": " + SECRET + "}}}";
        type(
                "\"supplier\": {\"$ref\": \"#/$defs/sup\"}, \"rows\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/sup\"}}",
                supplier);
        recipe(
                "Stew",
                "{\"supplier\": {\"name\": \"ACME\", \"price\": \"NARWHALPRICE\"}, \"rows\": [{\"price\": \"NARWHALROW\"}]}");
        assertThat(everything()).contains("ACME").doesNotContain("NARWHAL");
        assertThat(found("NARWHALPRICE")).isFalse();
        assertThat(found("NARWHALROW")).isFalse();
        assertThat(found("ACME")).isTrue();
    }

    @Test
    @Invariant(23)
    void what_nothing_declares_goes_out_nowhere() {
        type("\"open\": " + OPEN);
        recipe("Stew", "{\"open\": \"OPENWORD\", \"internal\": \"UNDECLARED\"}");
        assertThat(everything()).contains("OPENWORD").doesNotContain("UNDECLARED");
        assertThat(found("UNDECLARED")).isFalse();
        JsonNode whole = site.get("/live/content/recipe/recipes/stew").json();
        assertThat(whole.path("content").path("internal").asString())
                .as("for members")
                .isEqualTo("UNDECLARED");
    }

    @Test
    @Invariant(23)
    void nobody_finds_a_record_by_a_private_word() {
        type("\"secret\": " + SECRET + ", \"open\": " + OPEN);
        recipe("Stew", "{\"secret\": \"QUOKKASECRET\", \"open\": \"OPENWORD\"}");
        recipe("Soup", "{\"secret\": \"x\", \"open\": \"OPENWORD\"}");
        assertThat(found("QUOKKASECRET")).isFalse();
        assertThat(found("OPENWORD")).isTrue();
        String either = live("/search?q=OPENWORD+-QUOKKASECRET");
        assertThat(either).as("nor by leaving it out").contains("/recipes/stew").contains("/recipes/soup");
        assertThat(site.get("/live/records?q=QUOKKASECRET").json().path("items"))
                .as("members do")
                .hasSize(1);
    }

    @Test
    @Invariant(23)
    void a_field_that_becomes_private_is_gone_from_everywhere_at_once() {
        type("\"cost\": " + OPEN + ", \"open\": " + OPEN);
        recipe("Stew", "{\"cost\": \"WASOPEN\", \"open\": \"OPENWORD\"}");
        assertThat(everything()).contains("WASOPEN");
        assertThat(found("WASOPEN")).isTrue();
        type("\"cost\": " + SECRET + ", \"open\": " + OPEN);
        assertThat(everything()).doesNotContain("WASOPEN").contains("OPENWORD");
        assertThat(found("WASOPEN")).isFalse();
        assertThat(found("OPENWORD")).as("still found by what is open").isTrue();
        type("\"cost\": " + OPEN + ", \"open\": " + OPEN);
        assertThat(everything()).as("saved while it was open, and open again").contains("WASOPEN");
        assertThat(found("WASOPEN")).isTrue();
    }

    @Test
    @Invariant(23)
    void a_field_that_was_private_is_open_once_it_is_saved_as_such() {
        type("\"cost\": " + SECRET);
        String id = recipe("Stew", "{\"cost\": \"PRICELESS\"}");
        type("\"cost\": " + OPEN);
        assertThat(everything()).doesNotContain("PRICELESS");
        assertThat(site.post("/live/records/" + id + "/recover", Map.of("version", 1, "publish", true))
                        .status())
                .isEqualTo(200);
        assertThat(everything()).as("bringing it back is no saving").doesNotContain("PRICELESS");
        int working = site.record("live", id).path("working").path("version").asInt();
        assertThat(site.save("live", id, working, "Stew", Map.of("cost", "PRICELESS"))
                        .status())
                .isEqualTo(200);
        site.step("live", id, "publish");
        assertThat(everything()).contains("PRICELESS");
        assertThat(found("PRICELESS")).isTrue();
    }

    @Test
    @Invariant(23)
    void a_list_is_no_oracle_for_private_values() {
        type(
                "\"categories\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"x-private\": true}, \"author\": "
                        + SECRET
                        + ", \"date\": {\"type\": \"string\", \"format\": \"date-time\", \"x-private\": true}");
        recipe("Stew", "{\"categories\": [\"guess\"], \"author\": \"jane\", \"date\": \"2001-02-03T04:05:06Z\"}");
        assertThat(anonymous("/live/content/recipe?category=guess")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(live("/category/guess")).doesNotContain("/recipes/stew");
        assertThat(live("/author/jane")).doesNotContain("/recipes/stew");
        assertThat(everything()).doesNotContain("2001");
        type("\"categories\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
        assertThat(live("/category/guess"))
                .as("still of the version's own schema")
                .doesNotContain("/recipes/stew");
    }

    @Test
    @Invariant(23)
    void an_open_category_still_lists() {
        type("\"categories\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}, \"author\": " + OPEN);
        recipe("Stew", "{\"categories\": [\"warm\"], \"author\": \"jane\"}");
        assertThat(anonymous("/live/content/recipe?category=warm")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(live("/category/warm")).contains("/recipes/stew");
        assertThat(live("/author/jane")).contains("/recipes/stew");
    }

    @Test
    @Invariant(23)
    void a_validator_names_everything_that_an_answer_is_made_of() {
        type("\"cost\": " + OPEN);
        recipe("Stew", "{\"cost\": \"WASOPEN\"}");
        for (String path : List.of("/live/content/recipe", "/live/content/recipe/recipes/stew")) {
            type("\"cost\": " + OPEN);
            String open = etag(anonymous(path).response());
            assertThat(anonymous(path, "If-None-Match", open).status()).isEqualTo(304);
            type("\"cost\": " + SECRET);
            Answer closed = anonymous(path, "If-None-Match", open);
            assertThat(closed.status()).isEqualTo(200);
            assertThat(closed.response().body()).doesNotContain("WASOPEN");
            String whole = etag(site.get(path).response());
            assertThat(anonymous(path, "If-None-Match", whole).status())
                    .as("what a member has is no answer for a visitor")
                    .isEqualTo(200);
        }
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    @Invariant(23)
    void the_past_and_previews_show_no_more() {
        type("\"secret\": " + SECRET + ", \"cost\": " + OPEN);
        String id = recipe("Stew", "{\"secret\": \"QUOKKASECRET\", \"cost\": \"WASOPEN\"}");
        Instant then = Instant.now();
        site.save("live", id, 1, "Stew", Map.of("secret", "QUOKKADRAFT", "cost", "DRAFTCOST"));
        type("\"cost\": " + SECRET);
        for (Map<String, Object> wish : List.of(
                Map.<String, Object>of("record", id, "hours", 1),
                Map.<String, Object>of("at", then.toString(), "hours", 1))) {
            Answer preview = site.post("/live/previews", wish);
            assertThat(preview.status()).as(preview.response().body()).isEqualTo(201);
            String host =
                    java.net.URI.create(preview.json().path("url").asString()).getHost();
            String page = site.server.get(host, "/recipes/stew").body();
            assertThat(page)
                    .contains("Stew")
                    .doesNotContain("QUOKKA")
                    .doesNotContain("WASOPEN")
                    .doesNotContain("DRAFTCOST");
            assertThat(site.server.get(host, "/search?q=QUOKKASECRET").body()).doesNotContain("/recipes/stew");
        }
    }

    @Test
    @Invariant(23)
    void unknown_fields_of_built_in_types_go_out_nowhere() {
        ObjectNode content = ApiSite.content("OPENWORD");
        content.put("boddy", "TYPOWORD");
        content.putObject("customFields").put("cost", "IMPORTED");
        Answer made = site.post(
                "/live/records", Map.of("type", "post", "title", "About", "path", "/blog/about", "content", content));
        if (made.status() != 201) {
            return; // refused already, which is better
        }
        site.step("live", made.json().path("id").asString(), "publish");
        String all = live("/blog/about")
                + anonymous("/live/content/post/blog/about").response().body();
        assertThat(all).contains("OPENWORD").doesNotContain("TYPOWORD").doesNotContain("IMPORTED");
        assertThat(live("/search?q=TYPOWORD")).doesNotContain("/blog/about");
        assertThat(live("/search?q=OPENWORD")).contains("/blog/about");
    }

    @Test
    @Invariant(23)
    void a_type_that_is_made_anew_under_an_old_name_inherits_nothing() {
        type("\"secret\": " + SECRET);
        String id = recipe("Stew", "{\"secret\": \"QUOKKASECRET\"}");
        Instant then = Instant.now();
        site.call("DELETE", "/live/records/" + id, null);
        assertThat(site.call("DELETE", "/types/recipe", null).status()).isEqualTo(204);
        type("\"secret\": " + OPEN);
        assertThat(site.post("/live/records/" + id + "/recover", Map.of("version", 1, "publish", true))
                        .status())
                .isEqualTo(200);
        assertThat(everything()).doesNotContain("QUOKKASECRET");
        assertThat(site.get("/live/content/recipe/recipes/stew?at=" + then).status())
                .isEqualTo(200);
    }

    @Test
    @Requirement("T6")
    void a_body_of_a_type_of_ones_own_is_a_body_whatever_its_schema_says() {
        Answer refused = site.call("PUT", "/types/freebody", Map.of("name", "Free", "schema", Json.read("""
                {"type":"object","properties":{"body":{"type":"array"}}}""")));
        assertThat(refused.status()).isEqualTo(422);
        // One from before: in the database already.
        site.server.database().jdbc().sql("""
                        INSERT INTO content_type (site_id, key, name, schema, url_pattern, revision, updated_at)
                        SELECT id, 'freebody', 'Free', '{"type":"object","properties":{"body":{}}}', '/free/{slug}', 1, now()
                        FROM site WHERE key = :key""").param("key", site.key).update();
        Awaitility.await().until(() -> site.get("/types/freebody").status() == 200);
        JsonNode evil = Json.read("""
                [{"type":"html","html":"<p>ok</p><script>alert(1)</script><meta http-equiv=refresh content='0;url=//evil'>"}]""");
        Answer list =
                site.post("/live/records", Map.of("type", "freebody", "title", "A", "content", Map.of("body", evil)));
        assertThat(list.status()).isEqualTo(201);
        Answer object = site.post(
                "/live/records",
                Map.of("type", "freebody", "title", "B", "content", Map.of("body", Map.of("x", evil.get(0)))));
        assertThat(object.status()).isEqualTo(201);
        for (Answer made : List.of(list, object)) {
            site.step("live", made.json().path("id").asString(), "publish");
        }
        assertThat(live("/free/a"))
                .contains("<p>ok</p>")
                .doesNotContain("alert(1)")
                .doesNotContain("http-equiv=refresh");
        assertThat(live("/free/b")).doesNotContain("alert(1)").doesNotContain("http-equiv=refresh");
        assertThat(anonymous("/live/content/freebody/free/a").response().body()).doesNotContain("alert(1)");
    }

    @Test
    @Requirement("T6")
    void what_was_saved_uncleaned_before_is_cleaned_on_its_way_out() {
        type("\"intro\": {\"type\": \"string\", \"x-markup\": \"html\"}");
        String id = recipe("Stew", "{\"intro\": \"x\"}");
        // A version of before, with a body and markup that nothing had looked at.
        site.server.database().jdbc().sql("""
                        INSERT INTO version (site_id, record_id, number, title, path, tags, content, hash, environment,
                                             author_name, created_at, origin, search)
                        SELECT site_id, record_id, 2, title, path, tags,
                               '{"intro": "<i>in</i><script>alert(1)</script>",
                                 "body": [{"type": "html", "html": "<p>ok</p><meta http-equiv=refresh>"}]}',
                               'old', environment, author_name, created_at, origin, search
                        FROM version WHERE record_id = CAST(:id AS uuid)""").param("id", id).update();
        site.server
                .database()
                .jdbc()
                .sql("UPDATE record SET last_version = 2 WHERE id = CAST(:id AS uuid)")
                .param("id", id)
                .update();
        site.server
                .database()
                .jdbc()
                .sql("UPDATE visibility SET version = 2 WHERE record_id = CAST(:id AS uuid) AND to_at IS NULL")
                .param("id", id)
                .update();
        type("\"intro\": {\"type\": \"string\", \"x-markup\": \"html\"}, \"more\": " + OPEN);
        String all = everything();
        assertThat(all).doesNotContain("alert(1)").doesNotContain("http-equiv=refresh");
        assertThat(all).contains("<p>ok</p>");
    }
}
