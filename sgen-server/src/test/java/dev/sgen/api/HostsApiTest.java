package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.TestNames;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Host names of a site: who may add one, and what proves it. */
class HostsApiTest {
    private final TestApplication server = TestApplication.shared();

    @Test
    @Requirement("MULTI-9")
    void hosts_are_added_listed_and_removed() {
        made("/sites", Map.of("key", "api-hosts", "name", "Hosts"));
        made("/sites/api-hosts/hosts", Map.of("host", "Api-Hosts.Example", "environment", "live"));
        assertThat(server.api("GET", "/sites/api-hosts/hosts", null).json().path("items"))
                .hasSize(3);
        problem(
                server.api("POST", "/sites/api-hosts/hosts", Map.of("host", "x.example", "environment", "prod")),
                404,
                "not-found");
        assertThat(server.api("DELETE", "/sites/api-hosts/hosts/api-hosts.example", null)
                        .status())
                .isEqualTo(204);
        problem(server.api("DELETE", "/sites/api-hosts/hosts/api-hosts.localhost", null), 404, "not-found");
    }

    @Test
    @Requirement({"MULTI-9", "A16"})
    void a_tenants_host_is_claimed_with_what_proves_it_and_serves_once_that_is_found() {
        made("/sites", Map.of("key", "api-claims", "name", "Claims"));
        made("/sites", Map.of("key", "api-rivals", "name", "Rivals"));
        String owner = made("/sites/api-claims/tokens", Map.of("name", "owner"))
                .path("token")
                .asString();
        String rival = made("/sites/api-rivals/tokens", Map.of("name", "rival"))
                .path("token")
                .asString();
        Map<String, String> wish = Map.of("host", "www.api-claims.org", "environment", "live");
        Answer rivals = as(rival, "POST", "/sites/api-rivals/hosts", wish);
        Answer claim = as(owner, "POST", "/sites/api-claims/hosts", wish);
        assertThat(claim.status()).as(claim.response().body()).isEqualTo(201);
        assertThat(rivals.status()).isEqualTo(201);
        assertThat(claim.json().path("state").asString()).isEqualTo("claimed");
        assertThat(claim.json().path("proof").path("name").asString()).isEqualTo("_sgen.www.api-claims.org");
        assertThat(server.get("www.api-claims.org", "/").statusCode()).isEqualTo(421);
        Answer early = as(owner, "POST", "/sites/api-claims/hosts/www.api-claims.org/verify", Map.of());
        problem(early, 409, "invalid-state");
        assertThat(early.json().path("detail").asString())
                .contains(
                        "_sgen.www.api-claims.org",
                        claim.json().path("proof").path("value").asString());

        TestNames.publish(
                "_sgen.www.api-claims.org",
                claim.json().path("proof").path("value").asString());
        problem(as(rival, "POST", "/sites/api-rivals/hosts/www.api-claims.org/verify", Map.of()), 409, "invalid-state");
        Answer proven = as(owner, "POST", "/sites/api-claims/hosts/www.api-claims.org/verify", Map.of());
        assertThat(proven.status()).isEqualTo(200);
        assertThat(proven.json().path("state").asString()).isEqualTo("confirmed");
        assertThat(proven.json().path("proof").isNull()).isTrue();
        assertThat(server.get("www.api-claims.org", "/").statusCode()).isNotEqualTo(421);
        problem(as(owner, "POST", "/sites/api-claims/hosts/other.api-claims.org/verify", Map.of()), 404, "not-found");
        problem(as(rival, "POST", "/sites/api-claims/hosts/www.api-claims.org/verify", Map.of()), 404, "not-found");
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
