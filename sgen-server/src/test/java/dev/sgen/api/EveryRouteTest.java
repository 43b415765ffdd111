package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What holds of every call of the API, found at run time, so that a new one is held to it too. */
class EveryRouteTest {
    private final TestApplication server = TestApplication.shared();
    private final ApiSite mine = new ApiSite();
    private final ApiSite theirs = new ApiSite();

    private record Route(String method, String pattern) {}

    /** The calls below a site, in the order of their addresses. */
    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (HandlerMapping mapping : server.bean(DispatcherServlet.class).getHandlerMappings()) {
            if (mapping instanceof RequestMappingHandlerMapping methods) {
                methods.getHandlerMethods().forEach((info, method) -> {
                    if (method.getBeanType().getPackageName().equals("dev.sgen.api")) {
                        routes.addAll(routes(info));
                    }
                });
            }
        }
        return routes;
    }

    private static List<Route> routes(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .flatMap(pattern ->
                        info.getMethodsCondition().getMethods().stream().map(verb -> new Route(verb.name(), pattern)))
                .toList();
    }

    private static boolean open(String pattern) {
        return pattern.contains("/content/{type}");
    }

    private static String fill(String pattern, String site, String record) {
        return pattern.replace("{site}", site)
                .replaceAll("\\{env[^}]*}", "live")
                .replace("{record}", record)
                .replaceAll("\\{\\*[^}]*}", "/page")
                .replaceAll("\\{(version|other)}", "1")
                .replaceAll("\\{type}", "page")
                .replaceAll("\\{[^}]*}", record)
                // What would go on for minutes is listened to for a second.
                .replaceAll("/events$", "/events?seconds=1");
    }

    private HttpResponse<String> send(Route route, String path, String... headers) {
        String type = path.endsWith("/media") || path.endsWith("/imports") || path.endsWith("/file")
                ? "multipart/form-data; boundary=x"
                : "application/json";
        List<String> all = new ArrayList<>(List.of(headers));
        if (!route.method().equals("GET") && !route.method().equals("DELETE")) {
            all.addAll(List.of("Content-Type", type));
        }
        all.addAll(List.of("If-Match", "1"));
        String[] fields = all.toArray(String[]::new);
        boolean bare = route.method().equals("GET") || route.method().equals("DELETE");
        String body = type.startsWith("multi") ? "--x--\r\n" : "{}";
        try {
            return server.send(
                    route.method(),
                    "localhost",
                    path,
                    bare ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                    fields);
        } catch (UncheckedIOException hungUp) {
            // A body that was turned away unread ends the connection, which the client may meet on its next call.
            return server.send(
                    route.method(),
                    "localhost",
                    path,
                    bare ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                    fields);
        }
    }

    @Test
    @Requirement({"T15", "MULTI-7"})
    @Invariant(15)
    void a_member_of_one_site_finds_nothing_of_another_at_any_address() {
        String record = theirs.promoted("Theirs", "/theirs");
        String token = tokenOf(mine);
        int entries = theirs.get("/audit?limit=200").json().path("items").size();
        int tried = 0;
        for (Route route : routes()) {
            if (!route.pattern().contains("{site}") || open(route.pattern())) {
                continue;
            }
            HttpResponse<String> answer =
                    send(route, fill(route.pattern(), theirs.key, record), "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).as(route + " " + answer.body()).isIn(400, 404, 415);
            assertThat(answer.body()).as(route.toString()).doesNotContain("Theirs");
            // The other site's record under an address of one's own.
            HttpResponse<String> crossed =
                    send(route, fill(route.pattern(), mine.key, record), "Authorization", "Bearer " + token);
            if (route.pattern().contains("{record}")) {
                assertThat(crossed.statusCode())
                        .as(route + " " + crossed.body())
                        .isIn(400, 404);
            }
            assertThat(crossed.body()).as(route.toString()).doesNotContain("Theirs");
            tried++;
        }
        assertThat(tried).isGreaterThan(30);
        assertThat(theirs.get("/audit?limit=200").json().path("items").size()).isEqualTo(entries);
        assertThat(theirs.record("live", record).path("state").asString()).isEqualTo("published");
    }

    @Test
    @Invariant(16)
    void nobody_gets_in_without_signing_in_but_where_content_is_open() {
        for (Route route : routes()) {
            String path = fill(route.pattern(), mine.key, "00000000-0000-7000-8000-000000000000");
            HttpResponse<String> answer = send(route, path);
            if (open(route.pattern())) {
                assertThat(answer.statusCode()).as(route.toString()).isIn(200, 400, 404);
            } else if (!path.startsWith("/api/docs") && !path.contains("openapi")) {
                assertThat(answer.statusCode()).as(route.toString()).isEqualTo(401);
            }
        }
    }

    /** A token of a member who stands on this site's roster alone. */
    private String tokenOf(ApiSite site) {
        Answer made =
                server.api("POST", "/sites/" + site.key + "/tokens", Map.of("name", "Only here", "limits", List.of()));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        JsonNode json = made.json();
        String token = json.path("token").isString()
                ? json.path("token").asString()
                : json.path("secret").asString();
        assertThat(token).isNotEmpty();
        return token;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sites/%s/live/records/",
                "/api/v1/sites/%s/live//records",
                "/api/v1/sites/%s/live/records;a=b",
                "/api/v1/sites/%s/live/%%2e%%2e/live/records",
                "/api/v1/sites/%s/live%%2frecords",
                "/api/v1/sites/%s/LIVE/records",
                "/API/v1/sites/%s/live/records",
                "/api/v1/sites/%s/Live/Records"
            })
    @Requirement({"T20", "ENV-14"})
    void another_spelling_of_an_address_leads_nowhere(String spelling) {
        HttpResponse<String> answer = server.get(
                "localhost", spelling.formatted(mine.key), "Authorization", "Bearer " + TestApplication.TOKEN);
        assertThat(answer.statusCode()).as(spelling).isIn(400, 404);
    }

    @Test
    @Requirement("ENV-14")
    void an_environment_that_is_none_is_not_found() {
        for (String word : List.of("prod", "preview", "live2", "-", "null")) {
            Answer answer = mine.get("/" + word + "/records");
            assertThat(answer.status()).as(word).isEqualTo(404);
            assertThat(ApiSite.code(answer)).isEqualTo("not-found");
        }
        assertThat(mine.get("/production/records").status()).isEqualTo(200);
    }

    @Test
    void a_body_that_cannot_be_read_is_refused_as_a_problem() {
        String path = "/api/v1/sites/" + mine.key + "/staging/records";
        String[] json = {"Authorization", "Bearer " + TestApplication.TOKEN, "Content-Type", "application/json"};
        for (String odd : List.of(
                "",
                "{",
                "[]",
                "\"x\"",
                "null",
                "{\"type\":\"page\",\"title\":\"a\\u0000b\"}",
                "{\"type\":\"page\",\"title\":\"a\",\"tags\":\"x\"}",
                "{\"type\":\"page\",\"title\":\"a\",\"content\":" + "[".repeat(200) + "]".repeat(200) + "}")) {
            HttpResponse<String> answer = server.send("POST", "localhost", path, BodyPublishers.ofString(odd), json);
            assertThat(answer.statusCode()).as(odd).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(Json.read(answer.body()).path("code").asString()).isEqualTo("bad-request");
        }
        HttpResponse<String> form = server.send(
                "POST",
                "localhost",
                path,
                BodyPublishers.ofString("type=page"),
                "Authorization",
                "Bearer " + TestApplication.TOKEN,
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(mine.call("PATCH", "/staging/records", Map.of()).status()).isEqualTo(405);
        assertThat(mine.call("HEAD", "/staging/records", null).status()).isEqualTo(200);
        assertThat(mine.call("OPTIONS", "/staging/records", null).status()).isIn(200, 204);
    }

    @Test
    void the_description_names_every_call_and_the_page_shows_it_from_here_alone() {
        HttpResponse<String> answer = server.get("localhost", "/api/v1/openapi.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode api = Json.read(answer.body());
        assertThat(api.path("openapi").asString()).startsWith("3.1");
        for (Route route : routes()) {
            if (route.pattern().startsWith("/api/docs")) {
                continue;
            }
            String path =
                    route.pattern().replaceAll("\\{\\*?(\\w+)[^}]*}", "{$1}").replaceAll("([^/])\\{", "$1/{");
            assertThat(api.path("paths").path(path).has(route.method().toLowerCase(java.util.Locale.ROOT)))
                    .as(route.toString())
                    .isTrue();
        }
        JsonNode save = api.path("paths")
                .path("/api/v1/sites/{site}/{env}/records/{record}")
                .path("put");
        assertThat(save.path("parameters").valueStream().map(p -> p.path("name").asString()))
                .containsExactlyInAnyOrder("site", "env", "record", "If-Match");
        assertThat(save.path("responses").path("default").path("content").has("application/problem+json"))
                .isTrue();

        JsonNode schemas = api.path("components").path("schemas");
        for (JsonNode ref : api.findValues("$ref")) {
            String name = ref.asString().substring("#/components/schemas/".length());
            assertThat(schemas.path(name).path("properties").isEmpty()).as(name).isFalse();
        }
        assertThat(save.path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema")
                        .has("$ref"))
                .isTrue();

        HttpResponse<String> page = server.get("localhost", "/api/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
        for (String part : List.of(
                "/webjars/swagger-ui/swagger-ui.css",
                "/webjars/swagger-ui/swagger-ui-bundle.js",
                "/assets/api-docs.js")) {
            assertThat(server.get("localhost", part).statusCode()).as(part).isEqualTo(200);
        }
    }

    @Test
    void a_token_without_read_does_its_step_and_is_told_no_contents() {
        Answer made = server.api(
                "POST",
                "/sites/" + mine.key + "/tokens",
                Map.of("name", "Publisher", "limits", List.of(Permission.PUBLISH.key() + ":staging")));
        String id = mine.create("staging", "Secret words", "/s");
        String token = made.json().path("token").isString()
                ? made.json().path("token").asString()
                : made.json().path("secret").asString();
        HttpResponse<String> answer = server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + mine.key + "/staging/records/" + id + "/publish",
                BodyPublishers.noBody(),
                "Authorization",
                "Bearer " + token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.read(answer.body()).path("state").asString()).isEqualTo("published");
        assertThat(Json.read(answer.body()).has("working")).isFalse();
        HttpResponse<String> other = server.get(
                "localhost", "/api/v1/sites/" + mine.key + "/staging/records", "Authorization", "Bearer " + token);
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(Json.read(other.body()).path("code").asString()).isEqualTo("forbidden");
    }
}
