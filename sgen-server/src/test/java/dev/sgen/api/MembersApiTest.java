package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sites, members, roles, tokens and hosts as a program sees them, over real HTTP. */
class MembersApiTest {
    private final TestApplication server = TestApplication.shared();

    @Test
    void a_site_is_made_read_changed_and_listed() {
        JsonNode made = made("/sites", Map.of("key", "api-one", "name", "One", "plan", "growth"));
        assertThat(made.path("hosts").path("staging").asString()).isEqualTo("api-one.staging.localhost");
        assertThat(server.api("GET", "/sites/" + made.path("id").asString(), null)
                        .json())
                .isEqualTo(server.api("GET", "/sites/api-one", null).json());
        Answer changed = server.api("PATCH", "/sites/api-one", Map.of("timeZone", "Europe/Lisbon"));
        assertThat(changed.json().path("timeZone").asString()).isEqualTo("Europe/Lisbon");
        assertThat(allSites()).contains("api-one");
        problem(server.api("POST", "/sites", Map.of("key", "api-one", "name", "Again")), 409, "invalid-state");
        problem(server.api("POST", "/sites", Map.of("key", "Not A Key", "name", "X")), 422, "invalid-content");
    }

    /** The keys on every page of the list: other tests have made sites by the hundred. */
    private List<String> allSites() {
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.api("GET", "/sites?limit=200" + cursor, null).json();
            page.path("items").forEach(s -> keys.add(s.path("key").asString()));
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
        return keys;
    }

    @Test
    @Requirement({"ROLE-4", "ROLE-9", "T19"})
    void roles_and_members_are_managed_and_enforced() {
        made("/sites", Map.of("key", "api-two", "name", "Two"));
        made(
                "/sites/api-two/roles",
                Map.of("key", "poster", "name", "Poster", "grants", List.of("publish:staging", "read:staging")));
        problem(
                server.api("POST", "/sites/api-two/roles", Map.of("name", "B", "grants", List.of("backups:live"))),
                422,
                "invalid-content");
        JsonNode bot = made("/sites/api-two/members", Map.of("email", "bot@example.org", "role", "poster"));
        assertThat(bot.path("invitation").asString()).startsWith("/admin/invitation/");
        JsonNode token = made(
                "/sites/api-two/tokens",
                Map.of("name", "ci", "member", bot.path("id").asString()));
        String bearer = token.path("token").asString();
        assertThat(as(bearer, "GET", "/sites/api-two", null).status()).isEqualTo(200);
        problem(as(bearer, "PATCH", "/sites/api-two", Map.of("name", "X")), 403, "forbidden");
        problem(
                as(
                        bearer,
                        "PATCH",
                        "/sites/api-two/members/" + bot.path("id").asString(),
                        Map.of("role", "administrator")),
                403,
                "forbidden");
        assertThat(server.api(
                                "DELETE",
                                "/sites/api-two/members/" + bot.path("id").asString(),
                                null)
                        .status())
                .isEqualTo(200);
        problem(as(bearer, "GET", "/sites/api-two", null), 401, "unauthenticated");
    }

    @Test
    @Requirement({"T15", "MULTI-7"})
    void another_sites_token_finds_nothing_here() {
        made("/sites", Map.of("key", "api-mine", "name", "Mine"));
        made("/sites", Map.of("key", "api-theirs", "name", "Theirs"));
        String bearer = made("/sites/api-mine/tokens", Map.of("name", "mine"))
                .path("token")
                .asString();
        for (String path : List.of("", "/members", "/roles", "/tokens", "/hosts")) {
            Answer foreign = as(bearer, "GET", "/sites/api-theirs" + path, null);
            Answer nowhere = as(bearer, "GET", "/sites/api-nowhere" + path, null);
            problem(foreign, 404, "not-found");
            assertThat(foreign.response().body()).isEqualTo(nowhere.response().body());
        }
        assertThat(as(bearer, "GET", "/sites", null).json().path("items")).hasSize(1);
    }

    @Test
    void the_catalogue_names_every_permission_and_role() {
        JsonNode catalogue = server.api("GET", "/permissions", null).json();
        assertThat(catalogue.path("permissions")).hasSize(18);
        assertThat(catalogue.path("roles")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "1000000000", "99999999999999", "x", "", "1e2", " 5"})
    @Requirement("T37")
    void a_limit_that_is_none_is_refused(String limit) {
        problem(server.api("GET", "/sites?limit=" + limit.replace(" ", "%20"), null), 400, "bad-request");
    }

    @Test
    @Requirement("T37")
    void a_list_is_read_page_by_page() {
        made("/sites", Map.of("key", "api-pages", "name", "Pages"));
        JsonNode first =
                server.api("GET", "/sites/api-pages/roles?limit=4", null).json();
        assertThat(first.path("items")).hasSize(4);
        JsonNode second = server.api(
                        "GET",
                        "/sites/api-pages/roles?limit=4&cursor="
                                + first.path("next").asString(),
                        null)
                .json();
        assertThat(second.path("items")).hasSize(2);
        assertThat(second.path("next").isNull()).isTrue();
        problem(server.api("GET", "/sites/api-pages/roles?cursor=nonsense", null), 400, "bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"x\"",
                "null",
                "",
                "{\"key\":\"a\",\"key\":\"b\"}",
                "{\"key\":{}}",
                "{\"key\":[\"a\"]}",
                "{\"key\":\"api-x\",\"name\":\"X\",\"id\":\"1\"}",
                "{\"key\":\"api-x\",\"name\":\"a\\u0000b\"}",
                "{\"name\":\"only\"}",
                "{\"key\":\"api-x\",\"name\":\"X\",\"administrator\":true}",
                "{\"key\":\"api-x\"} x"
            })
    @Requirement("T18")
    void a_body_that_is_not_what_the_call_takes_is_a_bad_request(String body) {
        Answer answer = new Answer(raw("POST", "/sites", body, "Authorization", "Bearer " + TestApplication.TOKEN));
        problem(answer, 400, "bad-request");
        assertThat(server.api("GET", "/sites/api-x", null).status()).isEqualTo(404);
    }

    @Test
    void wrong_ways_of_asking_are_problems_too() {
        problem(server.api("GET", "/nothing/here", null), 404, "not-found");
        problem(server.api("PUT", "/permissions", Map.of()), 405, "method-not-allowed");
        problem(
                new Answer(server.send(
                        "POST",
                        "localhost",
                        "/api/v1/sites",
                        BodyPublishers.ofString("key=x"),
                        "Authorization",
                        "Bearer " + TestApplication.TOKEN,
                        "Content-Type",
                        "application/x-www-form-urlencoded")),
                415,
                "unsupported-type");
        problem(server.api("GET", "/sites/%00", null), 400, "bad-request");
        problem(server.api("GET", "/sites?limit=%00", null), 400, "bad-request");
        problem(
                server.api("POST", "/sites", Map.of("key", "big", "name", "x".repeat(26 * 1024 * 1024))),
                413,
                "too-large");
        problem(
                server.api("POST", "/sites", Map.of("key", "api-long", "name", "x".repeat(1_000_000))),
                422,
                "invalid-content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sites",
                "/api/v1/sites/",
                "/api/v1/permissions",
                "/api/v1/me",
                "/api/v1/nothing",
                "/api/v1/sites/x/members",
                "/api/v1/tokens",
                "/metrics"
            })
    @Requirement({"T30", "ROLE-21"})
    void nothing_is_told_to_somebody_unknown(String path) {
        HttpResponse<String> anonymous = server.get("localhost", path);
        problem(new Answer(anonymous), 401, "unauthenticated");
        headers(anonymous);
        for (String token : List.of("nonsense", "sgen_pat_" + "a".repeat(36), "")) {
            problem(
                    new Answer(server.get("localhost", path, "Authorization", "Bearer " + token)),
                    401,
                    "unauthenticated");
        }
        problem(new Answer(server.get("localhost", path, "Authorization", "Basic YTpi")), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1//sites",
                "/api/v1/sites;a=b",
                "/api/v1/%2e%2e/v1/sites",
                "/API/V1/sites",
                "/api/v1/sites/..;/x",
                "/api/v1/./sites",
                "/api/v1/sites%2f"
            })
    @Requirement("T20")
    void no_spelling_of_a_path_gets_around_the_door(String path) {
        for (String method : List.of("GET", "HEAD", "POST", "OPTIONS")) {
            HttpResponse<String> answer =
                    server.send(method, "localhost", path, BodyPublishers.noBody(), "X-HTTP-Method-Override", "GET");
            assertThat(answer.statusCode()).as(method + " " + path).isBetween(400, 499);
        }
    }

    @Test
    @Requirement("T30")
    void every_answer_carries_the_strict_headers() {
        headers(server.api("GET", "/permissions", null).response());
        headers(server.api("GET", "/nothing", null).response());
        HttpResponse<String> odd = server.get("localhost", "/admin/x%00y");
        problem(new Answer(odd), 400, "bad-request");
        assertThat(odd.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(odd.headers().firstValue("Cache-Control")).contains("private, no-store");
        headers(server.get("localhost", "/admin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop.localhost", "shop.staging.localhost", "nothing.localhost", "evil.example", "127.0.0.2"})
    @Requirement({"T25", "MULTI-9"})
    void admin_and_api_are_not_there_at_another_host(String host) {
        for (String path : List.of("/api/v1/sites", "/admin", "/admin/sign-in", "/metrics")) {
            HttpResponse<String> answer = server.get(host, path, "Authorization", "Bearer " + TestApplication.TOKEN);
            assertThat(answer.statusCode()).as(host + path).isIn(404, 421);
            assertThat(answer.body()).doesNotContain("items");
        }
    }

    @Test
    @Invariant(17)
    void the_same_key_gives_one_effect_and_the_first_answer() throws Exception {
        made("/sites", Map.of("key", "api-once", "name", "Once"));
        Map<String, Object> role = Map.of("key", "once", "name", "Once", "grants", List.of("read:live"));
        Callable<Answer> call = () -> server.api("POST", "/sites/api-once/roles", role, "Idempotency-Key", "key one");
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<Answer> future :
                    threads.invokeAll(IntStream.range(0, 6).mapToObj(i -> call).toList())) {
                assertThat(future.get().status()).isEqualTo(201);
                assertThat(future.get().json().path("key").asString()).isEqualTo("once");
            }
        }
        problem(
                server.api(
                        "POST",
                        "/sites/api-once/roles",
                        Map.of("key", "other", "name", "O", "grants", List.of()),
                        "Idempotency-Key",
                        "key one"),
                422,
                "idempotency-mismatch");
        assertThat(server.api("GET", "/sites/api-once/roles?limit=200", null)
                        .json()
                        .path("items"))
                .hasSize(7);
    }

    @Test
    @Invariant(18)
    void a_secret_is_not_kept_for_a_retry() {
        made("/sites", Map.of("key", "api-secret", "name", "Secret"));
        Answer first =
                server.api("POST", "/sites/api-secret/tokens", Map.of("name", "t"), "Idempotency-Key", "secret key");
        assertThat(first.status()).isEqualTo(201);
        problem(
                server.api("POST", "/sites/api-secret/tokens", Map.of("name", "t"), "Idempotency-Key", "secret key"),
                409,
                "invalid-state");
        String secret = first.json().path("token").asString();
        assertThat(server.database()
                        .jdbc()
                        .sql(
                                "SELECT count(*) FROM idempotency WHERE position(:secret in convert_from(body, 'UTF8')) > 0")
                        .param("secret", secret)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void headers(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'", "script-src 'self' 'nonce-")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private JsonNode made(String path, Map<String, Object> body) {
        Answer answer = server.api("POST", path, body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.json();
    }

    private Answer as(String token, String method, String path, Object body) {
        return new Answer(raw(method, path, body == null ? "" : Json.write(body), "Authorization", "Bearer " + token));
    }

    private HttpResponse<String> raw(String method, String path, String body, String... headers) {
        return server.send(
                method,
                "localhost",
                "/api/v1" + path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                headers[0],
                headers[1],
                "Content-Type",
                "application/json");
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.json().path("code").asString()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).isNotBlank();
    }
}
