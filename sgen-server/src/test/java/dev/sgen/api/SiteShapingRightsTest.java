package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.SiteShaping;
import dev.sgen.platform.Json;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What shapes the whole site needs the settings permission in that environment beside the operation's own: docs/operators
 * promise it of {@code settings}, and an editor's redirect sent visitors elsewhere (A8).
 */
class SiteShapingRightsTest {
    private final ApiSite site = new ApiSite();
    private int made;

    private String token(String role, String... limits) {
        made++;
        String member = site.post(
                        "/members",
                        Map.of("email", "m" + made + "@" + site.key + ".example.org", "name", role, "role", role))
                .json()
                .path("id")
                .asString();
        return site.post("/tokens", Map.of("name", "Of " + role, "member", member, "limits", List.of(limits)))
                .json()
                .path("token")
                .asString();
    }

    private HttpResponse<String> by(String token, String method, String path, @Nullable Object body) {
        return site.server.send(
                method,
                "localhost",
                "/api/v1/sites/" + site.key + path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "If-Match",
                "1");
    }

    private static Map<String, Object> fresh(String type) {
        Map<String, Object> content =
                type.equals("redirect") ? Map.of("from", "/pricing", "to", "https://elsewhere.example/") : Map.of();
        return Map.of("type", type, "title", "Shaping", "content", content);
    }

    private String shaping(String type, String environment) {
        String id = site.post("/" + environment + "/records", fresh(type))
                .json()
                .path("id")
                .asString();
        assertThat(site.step(environment, id, "publish").status()).isEqualTo(200);
        return id;
    }

    private static void refusedForSettings(HttpResponse<String> answer, String environment) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        JsonNode problem = Json.read(answer.body());
        assertThat(problem.path("permission").asString()).isEqualTo("settings");
        assertThat(problem.path("environment").asString()).isEqualTo(environment);
        assertThat(problem.path("detail").asString())
                .contains("shape the whole site")
                .contains("settings");
    }

    @Test
    @Requirement({"A8", "ROLE-18"})
    void the_types_that_shape_the_site_are_types_that_every_site_has() {
        List<String> all =
                site
                        .server
                        .bean(ContentTypes.class)
                        .all(site.server.bean(Sites.class).require(site.key).id())
                        .stream()
                        .map(ContentType::key)
                        .toList();
        assertThat(all).containsAll(SiteShaping.TYPES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"theme", "layout", "settings", "navigation", "redirect", "automation", "integration"})
    @Requirement({"A8", "ROLE-18", "ROLE-9"})
    @Invariant(16)
    void an_editor_without_settings_changes_nothing_of_the_type_and_a_lead_does(String type) {
        String editor = token("editor");
        String lead = token("lead");
        for (String environment : List.of("staging", "live")) {
            refusedForSettings(by(editor, "POST", "/" + environment + "/records", fresh(type)), environment);
            String id = shaping(type, environment);
            String record = "/" + environment + "/records/" + id;
            Map<String, Object> text = Map.of("title", "Mine", "content", Map.of());
            refusedForSettings(by(editor, "PUT", record, text), environment);
            for (String step : List.of("publish", "unpublish", "archive")) {
                refusedForSettings(by(editor, "POST", record + "/" + step, null), environment);
            }
            refusedForSettings(by(editor, "DELETE", record, null), environment);
            refusedForSettings(by(editor, "POST", record + "/recover", Map.of("version", 1)), environment);
            refusedForSettings(
                    by(editor, "PUT", record + "/schedule", Map.of("at", "2099-01-01T00:00:00Z")), environment);
            refusedForSettings(
                    by(
                            editor,
                            "POST",
                            "/" + environment + "/bulk",
                            Map.of("operation", "save", "records", List.of(id), "addTags", List.of("x"))),
                    environment);
            assertThat(by(editor, "GET", record, null).statusCode()).isEqualTo(200);
            assertThat(by(lead, "POST", record + "/unpublish", null).statusCode())
                    .isEqualTo(200);
            assertThat(by(lead, "POST", record + "/publish", null).statusCode()).isEqualTo(200);
            if (environment.equals("staging")) {
                refusedForSettings(by(editor, "POST", "/promotions", Map.of("records", List.of(id))), "live");
                assertThat(by(lead, "POST", "/promotions", Map.of("records", List.of(id)))
                                .statusCode())
                        .isEqualTo(200);
                refusedForSettings(
                        by(editor, "POST", "/approvals", Map.of("records", List.of(id), "note", "")), "staging");
            }
        }
    }

    @Test
    @Requirement({"A8", "ROLE-9"})
    @Invariant(16)
    void a_token_for_one_type_that_shapes_the_site_needs_settings_too() {
        String bare = token("administrator", "read:staging", "save:staging:theme");
        String both = token("administrator", "read:staging", "save:staging:theme", "settings:staging");
        refusedForSettings(by(bare, "POST", "/staging/records", fresh("theme")), "staging");
        assertThat(by(both, "POST", "/staging/records", fresh("theme")).statusCode())
                .isEqualTo(201);
        assertThat(by(both, "POST", "/staging/records", fresh("redirect")).statusCode())
                .isEqualTo(403);
    }

    private String pageIn(String layout) {
        Map<String, Object> body = ApiSite.page("In a layout", "/in-a-layout", "Words");
        body.put("content", Json.object().put("layout", layout));
        String page = site.post("/staging/records", body).json().path("id").asString();
        assertThat(site.step("staging", page, "publish").status()).isEqualTo(200);
        return page;
    }

    @Test
    @Requirement({"A8", "PROM-2", "PROM-13"})
    @Invariant(16)
    void a_layout_that_would_come_along_stays_behind_and_is_named() {
        String layout = shaping("layout", "staging");
        String page = pageIn(layout);
        String editor = token("editor");
        HttpResponse<String> answer = by(editor, "POST", "/promotions", Map.of("records", List.of(page)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode promotion = Json.read(answer.body());
        assertThat(promotion.path("leftOut").path(0).path("id").asString()).isEqualTo(layout);
        assertThat(promotion.path("leftOut").path(0).path("permission").asString())
                .isEqualTo("settings");
        assertThat(promotion.path("missing").path(0).path("target").asString()).isEqualTo(layout);
        assertThat(site.lastEntry()
                        .path("details")
                        .path("leftOut")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("Shaping");
        assertThat(site.get("/live/records/" + layout).status()).isEqualTo(404);
        JsonNode whole = by(token("lead"), "POST", "/promotions", Map.of("records", List.of(page)))
                                .statusCode()
                        == 200
                ? site.record("live", layout)
                : Json.object();
        assertThat(whole.path("state").asString()).isEqualTo("published");
    }

    @Test
    @Requirement({"A8", "REC-18", "BULK-11"})
    @Invariant(16)
    void a_release_names_what_may_not_go_and_leaves_out_what_only_comes_along() {
        String layout = shaping("layout", "staging");
        String page = pageIn(layout);
        String editor = token("editor");
        Map<String, Object> body = Map.of("name", "Launch", "records", List.of(page));
        JsonNode release = Json.read(by(editor, "POST", "/releases", body).body());
        String id = release.path("id").asString();
        assertThat(release.path("preflight").path("ready").asBoolean()).isTrue();
        assertThat(release.toString()).contains("left-out");
        assertThat(by(editor, "POST", "/releases/" + id + "/promote", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(site.lastEntry()
                        .path("details")
                        .path("leftOut")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(layout);
        assertThat(site.get("/live/records/" + layout).status()).isEqualTo(404);

        String theme = shaping("theme", "staging");
        body = Map.of("name", "Looks", "records", List.of(theme));
        release = Json.read(by(editor, "POST", "/releases", body).body());
        id = release.path("id").asString();
        assertThat(release.path("preflight").path("ready").asBoolean()).isFalse();
        assertThat(release.toString()).contains("\"forbidden\"");
        refusedForSettings(by(editor, "POST", "/releases/" + id + "/promote", Map.of()), "live");
        refusedForSettings(by(editor, "PATCH", "/releases/" + id, Map.of("at", "2099-01-01T00:00:00Z")), "live");
    }

    @Test
    @Requirement({"A8", "DRIFT-4", "DRIFT-21"})
    @Invariant(16)
    void a_refresh_of_everything_leaves_out_what_shapes_the_site_and_one_by_name_is_refused() {
        String redirect = shaping("redirect", "live");
        String page = site.create("live", "On live", "/on-live");
        site.step("live", page, "publish");
        String editor = token("editor");
        HttpResponse<String> answer = by(editor, "POST", "/refresh", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("left-out").contains(redirect);
        assertThat(site.record("staging", page).path("state").asString()).isEqualTo("published");
        assertThat(site.get("/staging/records/" + redirect).status()).isEqualTo(404);
        refusedForSettings(by(editor, "POST", "/refresh", Map.of("records", List.of(redirect))), "staging");
        refusedForSettings(by(editor, "POST", "/refresh", Map.of("types", List.of("redirect"))), "staging");
        HttpResponse<String> lead = by(token("lead"), "POST", "/refresh", Map.of());
        assertThat(lead.body()).contains(redirect);
        assertThat(site.record("staging", redirect).path("state").asString()).isEqualTo("published");
        // To take that back moves the redirect on staging as well.
        String entry = Json.read(lead.body()).path("entry").asString();
        refusedForSettings(by(editor, "POST", "/refresh/" + entry + "/undo", null), "staging");
        assertThat(site.record("staging", redirect).path("state").asString()).isEqualTo("published");
    }

    @Test
    @Requirement({"A8", "IMP-1", "ROLE-18"})
    @Invariant({16, 26})
    void an_import_leaves_out_what_shapes_the_site_and_publishes_nothing_that_its_bringer_could_not() {
        String editor = token("editor");
        JsonNode run = imported(editor, "?environment=staging");
        assertThat(outcomes(run, "navigation")).containsOnly("skipped");
        assertThat(outcomes(run, "settings")).containsOnly("skipped");
        assertThat(outcomes(run, "post")).containsOnly("created");
        assertThat(run.toString()).contains("settings on staging");
        assertThat(site.get("/staging/records?type=navigation")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        run = imported(token("lead"), "?environment=staging");
        assertThat(outcomes(run, "navigation")).containsOnly("created");

        String bringer = token("administrator", "read:staging", "read:live", "import:live", "schedule:live");
        run = imported(bringer, "?environment=live");
        assertThat(run.toString()).contains("came in as a draft");
        for (JsonNode post : site.get("/live/records?type=post").json().path("items")) {
            assertThat(post.path("state").asString()).isEqualTo("draft");
        }
    }

    private static List<String> outcomes(JsonNode run, String type) {
        return run.path("items")
                .valueStream()
                .filter(line -> line.path("type").asString("").equals(type))
                .map(line -> line.path("outcome").asString())
                .toList();
    }

    private JsonNode imported(String token, String query) {
        String file = """
                {"db":[{"meta":{"exported_on":1700000000000,"version":"5.80.0"},"data":{
                "posts":[{"id":"1","title":"Welcome","slug":"welcome","type":"post","status":"published","visibility":"public",
                          "published_at":"2021-03-04T05:06:07.000Z","html":"<p>Words</p>"},
                         {"id":"2","title":"Later","slug":"later","type":"post","status":"scheduled","visibility":"public",
                          "published_at":"2099-01-01T00:00:00.000Z","html":"<p>Later</p>"}],
                "settings":[{"key":"title","value":"Ghostly"},
                            {"key":"navigation","value":"[{\\"label\\":\\"Home\\",\\"url\\":\\"/\\"}]"}]}}]}""";
        HttpResponse<String> begun = site.server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + site.key + "/imports" + query,
                BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ghost.json\"\r\n"
                                + "Content-Type: application/json\r\n\r\n" + file + "\r\n--b--\r\n"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "multipart/form-data; boundary=b");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String id = Json.read(begun.body()).path("id").asString();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !site.get("/imports/" + id)
                        .json()
                        .path("status")
                        .asString()
                        .equals("running"));
        return site.get("/imports/" + id).json();
    }
}
