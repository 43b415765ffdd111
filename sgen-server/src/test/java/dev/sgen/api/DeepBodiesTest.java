package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of blocks within blocks: refused from a depth on, with a reason; what is taken is all there, everywhere. */
@Requirement({"T3", "T38"})
class DeepBodiesTest {
    private final ApiSite site = new ApiSite();
    private final TestApplication server = site.server;

    /** Columns in columns: this many, and a paragraph at the bottom. */
    private static String columns(int depth) {
        return "{\"body\":[" + "{\"type\":\"columns\",\"columns\":[{\"body\":[".repeat(depth)
                + "{\"type\":\"paragraph\",\"text\":\"at the bottom\"}" + "]}]}".repeat(depth) + "]}";
    }

    /** Lists in a list: this many, and an item at the bottom. */
    private static String lists(int depth) {
        return "{\"body\":[{\"type\":\"list\",\"style\":\"bullet\",\"items\":["
                + "{\"text\":\"deeper\",\"items\":[".repeat(depth) + "{\"text\":\"at the bottom\"}" + "]}".repeat(depth)
                + "]}]}";
    }

    /** Sent as text, since the tests' own writer of JSON gives up before the product is asked. */
    private Answer createDeep(String path, String content) {
        return site.raw(
                "/staging/records",
                "{\"type\":\"page\",\"title\":\"Bomb\",\"path\":\"" + path + "\",\"content\":" + content + "}");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16, 150, 600, 5_000, 100_000})
    void columns_within_columns_without_end(int depth) throws IOException {
        refusedAsTooDeep("columns " + depth, columns(depth));
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 23, 29, 30, 31, 300, 600, 5_000, 100_000})
    void lists_within_lists_without_end(int depth) throws IOException {
        refusedAsTooDeep("lists " + depth, lists(depth));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 5_000, 100_000})
    void what_is_deep_where_nothing_looks_for_it(int depth) throws IOException {
        String deep = "[".repeat(depth) + "]".repeat(depth);
        refusedAsTooDeep("field " + depth, "{\"x\":" + deep + "}");
        refusedAsTooDeep("left open " + depth, "{\"x\":" + "[".repeat(depth));
        for (String body : List.of(deep, "{\"type\":\"page\",\"title\":" + deep + "}", "{\"nothing\":" + deep + "}")) {
            Answer[] answer = new Answer[1];
            assertThat(BombsTest.within(
                            "a body " + depth, () -> (answer[0] = site.raw("/staging/records", body)).status()))
                    .isEqualTo(400);
            assertThat(code(answer[0])).isEqualTo("bad-request");
        }
    }

    private void refusedAsTooDeep(String what, String content) throws IOException {
        String path = "/" + what.replace(' ', '-');
        Answer[] made = new Answer[1];
        int status = BombsTest.within(what, () -> (made[0] = createDeep(path, content)).status());
        assertThat(made[0].response().headers().firstValue("Content-Type"))
                .as(what)
                .hasValue("application/problem+json");
        assertThat(status).as(what + made[0].response().body()).isIn(400, 422);
        assertThat(code(made[0])).as(what).isEqualTo(status == 400 ? "bad-request" : "invalid-content");
        assertThat(made[0].json().path("detail").asString())
                .as(what)
                .containsPattern("nested deeper than (the 64 levels that are read here|48 levels)");
        assertThat(server.get(site.key + ".staging.localhost", path).statusCode())
                .as(what)
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 11})
    void columns_within_columns_that_are_taken_are_all_there(int depth) throws IOException {
        allThere("columns " + depth, columns(depth));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 21})
    void lists_within_lists_that_are_taken_are_all_there(int depth) throws IOException {
        allThere("lists " + depth, lists(depth));
    }

    /** Whatever is taken reads back, is shown, goes to live, is compared, merged and put back. */
    private void allThere(String what, String content) throws IOException {
        String bottom = "at the bottom";
        String path = "/" + what.replace(' ', '-');
        Answer made = createDeep(path, content);
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String id = made.json().path("id").asString();
        JsonNode working = site.record("staging", id).path("working").path("content");
        assertThat(without(working, "id")).isEqualTo(Json.read(content));
        assertThat(site.save("staging", id, 1, "Bomb", working)
                        .json()
                        .path("working")
                        .path("version")
                        .asInt())
                .as("what was read is no change")
                .isEqualTo(1);

        assertThat(site.step("staging", id, "publish").status()).isEqualTo(200);
        assertThat(shownAt(site.key + ".staging.localhost", path)).contains(bottom);
        assertThat(site.post("/promotions", Map.of("records", List.of(id))).status())
                .isEqualTo(200);
        assertThat(shownAt(site.key + ".localhost", path)).contains(bottom);
        assertThat(server.get(site.key + ".localhost", "/search?q=bottom").body())
                .contains(path);
        String type = "/live/content/page";
        assertThat(site.get(type + path).response().body()).contains(bottom);

        JsonNode other = Json.read(Json.write(working).replace(bottom, "at the very end"));
        assertThat(site.save("staging", id, 1, "Bomb", other).status()).isEqualTo(200);
        JsonNode onLive = Json.read(Json.write(working).replace(bottom, "at the other end"));
        String live = site.record("live", id).path("working").path("version").asString();
        assertThat(site.save("live", id, Integer.parseInt(live), "Bomb", onLive).status())
                .isEqualTo(200);
        for (String environment : List.of("staging", "live")) {
            assertThat(site.step(environment, id, "publish").status()).isEqualTo(200);
        }
        Answer drift = site.post("/promotions", Map.of("records", List.of(id)));
        assertThat(code(drift)).isEqualTo("drift");
        assertThat(drift.response().body()).contains("at the very end", "at the other end");
        assertThat(site.post("/promotions", Map.of("records", List.of(id), "onDrift", "merge"))
                        .status())
                .isEqualTo(409);
        assertThat(site.get("/drift").response().body()).contains("at the very end");
        assertThat(site.post("/refresh", Map.of("records", List.of(id), "onConflict", "take-live"))
                        .status())
                .isEqualTo(200);
        Answer difference = site.get("/staging/records/" + id + "/versions/1/diff/2");
        assertThat(difference.status()).isEqualTo(200);
        assertThat(difference.response().body()).contains(bottom, "at the very end");
        assertThat(site.get("/staging/records/" + id + "/versions").status()).isEqualTo(200);
        assertThat(site.get("/staging/records/" + id + "/recovery").status()).isEqualTo(200);
        assertThat(site.post("/staging/records/" + id + "/recover", Map.of("version", 1, "publish", true))
                        .status())
                .isEqualTo(200);
        assertThat(shownAt(site.key + ".staging.localhost", path)).contains(bottom);

        Browser desk = Browser.signedIn(server);
        String record = "/admin/sites/" + site.key + "/staging/record/" + id;
        for (String screen : List.of("", "/history", "/compare?from=1&to=2", "/compare?from=1&to=3")) {
            HttpResponse<String> shown = desk.get(record + screen);
            assertThat(shown.statusCode()).as(screen + shown.body()).isEqualTo(200);
        }
        assertThat(desk.get(record + "/compare?from=1&to=2").body())
                .contains("bottom")
                .contains("very end");
        assertThat(desk.get("/admin/sites/" + site.key + "/staging/changes").statusCode())
                .isEqualTo(200);
    }

    /** The words of a page's own part: what stands in its head doesn't count as shown. */
    private String shownAt(String host, String path) {
        HttpResponse<String> page = server.get(host, path);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return Jsoup.parse(page.body()).select("main .body").text();
    }

    /** A copy without the fields of that name, at any depth. */
    private static JsonNode without(JsonNode value, String name) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties().forEach(field -> {
                if (!field.getKey().equals(name)) {
                    copy.set(field.getKey(), without(field.getValue(), name));
                }
            });
            return copy;
        }
        ArrayNode list = Json.array();
        value.forEach(each -> list.add(without(each, name)));
        return value.isArray() ? list : value;
    }
}
