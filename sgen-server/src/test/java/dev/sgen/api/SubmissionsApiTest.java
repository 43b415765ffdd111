package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.forms.FormPosts;
import dev.sgen.forms.PostOutcome;
import dev.sgen.platform.Json;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Environment;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The inboxes as programs see them, over real HTTP. */
class SubmissionsApiTest {
    private final TestApplication server = TestApplication.shared();

    private String site(String key) {
        assertThat(server.api("POST", "/sites", Map.of("key", key, "name", key)).status())
                .isEqualTo(201);
        return "/sites/" + key;
    }

    private String form(String site) {
        ObjectNode content = Json.object();
        content.putArray("fields")
                .addObject()
                .put("name", "say")
                .put("label", "Say")
                .put("type", "text");
        String id = server.api(
                        "POST", site + "/live/records", Map.of("type", "form", "title", "Words", "content", content))
                .json()
                .path("id")
                .asString();
        assertThat(server.api("POST", site + "/live/records/" + id + "/publish", null)
                        .status())
                .isEqualTo(200);
        return id;
    }

    private void send(String site, String form, String say) {
        PostOutcome postOutcome = server.bean(FormPosts.class)
                .post(
                        server.bean(Sites.class).require(site.substring("/sites/".length())),
                        Environment.LIVE,
                        form,
                        "application/json",
                        Json.write(Map.of("say", say)).getBytes(StandardCharsets.UTF_8),
                        "203.0.113.9",
                        null);
        assertThat(postOutcome).isInstanceOf(PostOutcome.Sent.class);
    }

    @Test
    @Requirement({"FORM-4", "FORM-3"})
    void submissions_are_listed_by_environment_moved_and_removed() {
        String site = site("inbox-one");
        String form = form(site);
        send(site, form, "one");
        send(site, form, "two");
        send(site, form, "three");
        JsonNode page = server.api("GET", site + "/live/submissions?limit=2&form=" + form, null)
                .json();
        assertThat(page.path("items")).hasSize(2);
        JsonNode rest = server.api(
                        "GET",
                        site + "/live/submissions?limit=2&cursor="
                                + page.path("next").asString(),
                        null)
                .json();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        JsonNode one = rest.path("items").get(0);
        assertThat(one.path("fields").path("say").asString()).isEqualTo("one");
        assertThat(one.path("environment").asString()).isEqualTo("live");
        assertThat(server.api("GET", site + "/staging/submissions", null).json().path("items"))
                .isEmpty();
        assertThat(server.api("GET", site + "/submissions", null).status()).isEqualTo(404);

        String address = site + "/live/submissions/" + one.path("id").asString();
        assertThat(server.api("PATCH", address, Map.of("state", "read"))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("read");
        assertThat(server.api("GET", site + "/live/submissions?state=read", null)
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(server.api("PATCH", address, Map.of("state", "gone")).status())
                .isEqualTo(400);
        assertThat(server.api("PATCH", address, Map.of("fields", Map.of())).status())
                .isEqualTo(400);
        assertThat(server.api("PATCH", address.replace("/live/", "/staging/"), Map.of("state", "read"))
                        .status())
                .isEqualTo(404);
        assertThat(server.api("DELETE", address, null).status()).isEqualTo(204);
        assertThat(server.api("GET", address, null).status()).isEqualTo(404);
        assertThat(server.api("GET", site + "/live/submissions?state=odd", null).status())
                .isEqualTo(400);
    }

    @Test
    @Requirement({"FORM-12", "T39"})
    void the_export_is_a_safe_table_for_those_who_may_read_the_inbox() {
        String site = site("inbox-two");
        send(site, form(site), "=HYPERLINK(\"http://x\")");
        var csv = server.api("GET", site + "/live/submissions.csv", null).response();
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("inbox-two-live-submissions.csv");
        assertThat(csv.body()).contains("\"'=HYPERLINK(\"\"http://x\"\")\"");

        JsonNode viewer = server.api(
                        "POST", site + "/members", Map.of("email", "v-inbox@example.org", "role", "viewer"))
                .json();
        String bearer = server.api(
                        "POST",
                        site + "/tokens",
                        Map.of("name", "v", "member", viewer.path("id").asString()))
                .json()
                .path("token")
                .asString();
        for (String path : List.of("/live/submissions", "/live/submissions.csv", "/staging/submissions")) {
            var refused = server.send(
                    "GET",
                    "localhost",
                    "/api/v1" + site + path,
                    BodyPublishers.noBody(),
                    "Authorization",
                    "Bearer " + bearer);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .contains("problem+json");
        }
    }
}
