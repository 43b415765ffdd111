package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One life for every type: what holds for a page holds for a product, a form and a type of the site's own. */
class EveryTypeTest {
    private final ApiSite site = new ApiSite();
    private final String staging = site.key + ".staging.localhost";
    private final String live = site.key + ".localhost";

    @BeforeEach
    void a_type_of_the_sites_own() {
        ObjectNode schema = Json.object();
        schema.put("type", "object")
                .putObject("properties")
                .putObject("difficulty")
                .put("type", "string");
        Map<String, Object> recipe = Map.of("name", "Recipe", "schema", schema, "urlPattern", "/recipes/{slug}");
        assertThat(site.call("PUT", "/types/recipe", recipe).status()).isIn(200, 201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "post", "product", "form", "event", "location", "recipe"})
    @Requirement({
        "REC-1",
        "REC-3",
        "REC-4",
        "REC-6",
        "REC-10",
        "REC-15",
        "SAVE-1",
        "SAVE-3",
        "SAVE-5",
        "SAVE-12",
        "PUB-2",
        "PUB-3",
        "PUB-5",
        "PUB-7",
        "PUB-8",
        "PUB-10",
        "PUB-12",
        "PUB-20",
        "PROM-3",
        "PROM-5",
        "PROM-8",
        "PROM-12",
        "PROM-20",
        "ARCH-3",
        "ARCH-5",
        "ARCH-7",
        "ARCH-9",
        "ARCH-11",
        "RECOV-5",
        "RECOV-6",
        "RECOV-10",
        "RECOV-13",
        "RECOV-14",
        "RECOV-15",
        "SCEN-8"
    })
    @Invariant({2, 4, 6})
    void a_record_lives_the_same_life_whatever_its_type(String type) {
        JsonNode made = site.post("/staging/records", body(type, "First words")).json();
        String id = made.path("id").asString();
        String path = made.path("path").asString();
        assertThat(made.path("state").asString()).isEqualTo("draft");
        sees(path, null, null);

        site.step("staging", id, "publish");
        sees(path, "First words", null);
        save("staging", id, 1, type, "Second words");
        sees(path, "First words", null);
        JsonNode edited = site.record("staging", id);
        assertThat(edited.path("state").asString()).isEqualTo("published");
        assertThat(edited.path("working").path("version").asInt()).isEqualTo(2);
        assertThat(edited.path("published").path("version").asInt()).isEqualTo(1);

        promote(id);
        sees(path, "First words", "First words");
        assertThat(site.lastEntry().has("priorVersion"))
                .as("nothing stood on live")
                .isFalse();
        assertThat(site.record("live", id).path("id").asString()).isEqualTo(id);
        site.step("staging", id, "publish");
        sees(path, "Second words", "First words");
        promote(id);
        sees(path, "Second words", "Second words");

        assertThat(site.post("/live/records/" + id + "/recover", Map.of("version", 1, "publish", true))
                        .status())
                .isEqualTo(200);
        sees(path, "Second words", "First words");
        assertThat(drift(id)).isEqualTo("live-ahead");
        List<Integer> seen = new ArrayList<>();
        site.get("/live/records/" + id + "/recovery")
                .json()
                .path("items")
                .forEach(i -> seen.add(i.path("version").asInt()));
        assertThat(seen).as("what a rollback replaced can be rolled forward to").contains(1, 2);

        site.step("live", id, "unpublish");
        sees(path, "Second words", null);
        assertThat(site.lastEntry().path("visibility").asBoolean()).isTrue();
        assertThat(site.post("/live/records/" + id + "/recover", Map.of("version", 2, "publish", true))
                        .status())
                .isEqualTo(200);
        sees(path, "Second words", "Second words");

        site.step("live", id, "archive");
        sees(path, "Second words", null);
        assertThat(code(site.step("live", id, "publish"))).isEqualTo("invalid-state");
        site.step("live", id, "revive");
        sees(path, "Second words", null);
        site.step("live", id, "publish");
        sees(path, "Second words", "Second words");

        assertThat(site.call("DELETE", "/staging/records/" + id, null).status()).isEqualTo(204);
        sees(path, null, "Second words");
        assertThat(site.get("/live/records/" + id).status()).isEqualTo(200);
        assertThat(site.call("DELETE", "/live/records/" + id, null).status()).isEqualTo(204);
        sees(path, null, null);
        assertThat(site.get("/audit?record=" + id + "&operation=delete").json().path("items"))
                .as("the trail outlives the record")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "navigation", "theme", "layout", "redirect"})
    @Requirement({"PROM-17", "RECOV-16", "SET-1", "SET-2", "C-72", "DRIFT-19"})
    void what_shapes_the_site_is_saved_published_promoted_and_brought_back_like_a_page(String type) {
        String id = site.post("/staging/records", body(type, "As it was"))
                .json()
                .path("id")
                .asString();
        site.step("staging", id, "publish");
        promote(id);
        save("staging", id, 1, type, "As it is");
        site.step("staging", id, "publish");
        assertThat(drift(id)).isEqualTo("staging-ahead");
        assertThat(title("live", id)).isEqualTo("As it was");
        promote(id);
        assertThat(title("live", id)).isEqualTo("As it is");
        site.post("/live/records/" + id + "/recover", Map.of("version", 1, "publish", true));
        assertThat(title("live", id)).isEqualTo("As it was");
        assertThat(title("staging", id)).isEqualTo("As it is");
    }

    private String drift(String id) {
        return site.record("staging", id).path("drift").asString();
    }

    private String title(String environment, String id) {
        return site.record(environment, id).path("published").path("title").asString();
    }

    private void promote(String id) {
        Answer promoted = site.post("/promotions", Map.of("records", List.of(id)));
        assertThat(promoted.status()).as(promoted.response().body()).isEqualTo(200);
    }

    private void save(String environment, String id, int expected, String type, String title) {
        Map<String, Object> body = body(type, title);
        body.remove("type");
        Answer saved = site.call("PUT", "/" + environment + "/records/" + id, body, "If-Match", "\"" + expected + "\"");
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(200);
    }

    /** What a visitor of each host reads at the address; null where nothing is to be found. */
    private void sees(String path, @Nullable String onStaging, @Nullable String onLive) {
        answers(staging, path, onStaging);
        answers(live, path, onLive);
    }

    private void answers(String host, String path, @Nullable String text) {
        HttpResponse<String> page = site.server.get(host, path);
        if (text == null) {
            assertThat(page.statusCode()).as(host).isIn(404, 410);
            assertThat(page.body()).doesNotContain("First words", "Second words");
        } else {
            assertThat(page.statusCode()).as(host).isEqualTo(200);
            assertThat(page.body()).as(host).contains(text);
        }
    }

    private static Map<String, Object> body(String type, String title) {
        ObjectNode content = Json.object();
        switch (type) {
            case "product" ->
                content.put("price", "12.50").put("currency", "EUR").put("sku", "S-1");
            case "event" -> content.put("start", "2030-05-04T18:00:00Z").put("timeZone", "Europe/Berlin");
            case "form" ->
                content.putArray("fields")
                        .addObject()
                        .put("name", "email")
                        .put("label", "E-mail")
                        .put("type", "email");
            case "settings" -> content.put("group", "seo").putObject("values").put("titleSuffix", title);
            case "navigation" ->
                content.put("area", "footer")
                        .putArray("items")
                        .addObject()
                        .put("label", title)
                        .put("url", "/");
            case "redirect" -> content.put("from", "/was").put("to", "/").put("status", 301);
            default -> {}
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("title", title);
        if (!List.of("settings", "navigation", "theme", "layout", "redirect").contains(type)) {
            body.put("path", "/life/of-" + type);
        }
        body.put("content", content);
        return body;
    }
}
