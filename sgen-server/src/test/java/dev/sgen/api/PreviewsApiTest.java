package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PreviewsApiTest {
    private final ApiSite site = new ApiSite();

    private HttpResponse<String> visit(String url) {
        URI uri = URI.create(url);
        return site.server.get(uri.getHost(), uri.getPath());
    }

    @Test
    @Requirement({"ENV-15", "ENV-16", "ENV-18"})
    void a_link_to_a_draft_is_made_listed_and_revoked() {
        String id = site.create("staging", "Draft", "/draft");
        Answer made = site.post("/staging/previews", Map.of("record", id, "hours", 1));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String url = made.json().path("url").asString();
        assertThat(url).matches("http://[a-z2-7]{32}\\.preview\\.localhost:\\d+/draft");
        assertThat(made.json().path("follows").asBoolean()).isTrue();
        assertThat(visit(url).body()).contains("Draft");
        site.save("staging", id, 1, "Newer draft", content("newer words"));
        assertThat(visit(url).body()).contains("newer words");

        JsonNode list = site.get("/previews").json();
        assertThat(list.path("items").size()).isEqualTo(1);
        assertThat(list.path("items").path(0).path("url").isNull()).isTrue();
        assertThat(list.toString()).doesNotContain(URI.create(url).getHost().substring(0, 32));
        String preview = list.path("items").path(0).path("id").asString();
        assertThat(site.call("DELETE", "/previews/" + preview, null).status()).isEqualTo(204);
        assertThat(visit(url).statusCode()).isEqualTo(421);
        assertThat(site.call("DELETE", "/previews/" + preview, null).status()).isEqualTo(404);
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("preview.revoke");
        assertThat(site.get("/audit?operation=preview.create")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    @Invariant({15, 16})
    void nobody_previews_what_they_may_not_read() {
        ApiSite theirs = new ApiSite();
        String record = theirs.create("staging", "Theirs", "/theirs");
        assertThat(site.post("/staging/previews", Map.of("record", record)).status())
                .isEqualTo(404);
        String preview = theirs.post("/staging/previews", Map.of("record", record))
                .json()
                .path("id")
                .asString();
        assertThat(site.call("DELETE", "/previews/" + preview, null).status()).isEqualTo(404);
        assertThat(theirs.get("/previews").json().path("items").size()).isEqualTo(1);
        String token = site.server
                .api(
                        "POST",
                        "/sites/" + site.key + "/tokens",
                        Map.of("name", "Live only", "limits", List.of("read:live")))
                .json()
                .path("token")
                .asString("");
        String own = site.create("staging", "Own", "/own");
        HttpResponse<String> refused = site.server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + site.key + "/staging/previews",
                java.net.http.HttpRequest.BodyPublishers.ofString("{\"record\":\"" + own + "\"}"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    }

    /** Directus GHSA-56p6-qw3c-fq2g: what a member opened outlived the member. */
    @Test
    @Requirement({"T23", "T24", "ENV-18"})
    void a_link_ends_with_the_right_of_whoever_made_it() {
        String record = site.create("staging", "Plan", "/plan");
        Map<String, Object> custom = Map.of("name", "Looks at live", "key", "looker", "grants", List.of("read:live"));
        assertThat(site.post("/roles", custom).status()).isEqualTo(201);
        for (String end : List.of("removed", "another role", "kept")) {
            String member = site.post(
                            "/members",
                            Map.of(
                                    "email",
                                    end.replace(' ', '-') + "@" + site.key + ".example",
                                    "name",
                                    end,
                                    "role",
                                    "author"))
                    .json()
                    .path("id")
                    .asString();
            String token = site.post("/tokens", Map.of("name", end, "member", member))
                    .json()
                    .path("token")
                    .asString();
            HttpResponse<String> made = site.server.send(
                    "POST",
                    "localhost",
                    "/api/v1/sites/" + site.key + "/staging/previews",
                    java.net.http.HttpRequest.BodyPublishers.ofString("{\"record\":\"" + record + "\"}"),
                    "Authorization",
                    "Bearer " + token,
                    "Content-Type",
                    "application/json");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            String url = Json.read(made.body()).path("url").asString();
            assertThat(visit(url).statusCode()).isEqualTo(200);
            switch (end) {
                case "removed" ->
                    assertThat(site.call("DELETE", "/members/" + member, null).status())
                            .isEqualTo(200);
                case "another role" ->
                    assertThat(site.call("PATCH", "/members/" + member, Map.of("role", "looker"))
                                    .status())
                            .isEqualTo(200);
                default -> {}
            }
            assertThat(visit(url).statusCode()).as(end).isEqualTo(end.equals("kept") ? 200 : 421);
        }
    }

    private Answer asToken(String token, String path, Map<String, Object> body) {
        return new Answer(site.server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + site.key + path,
                java.net.http.HttpRequest.BodyPublishers.ofString(Json.write(body)),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json"));
    }

    private String member(String name, String role) {
        return site.post("/members", Map.of("email", name + "@" + site.key + ".example", "name", name, "role", role))
                .json()
                .path("id")
                .asString();
    }

    @Test
    @Requirement({"T23", "T24", "ENV-18"})
    void a_link_ends_with_the_token_it_was_made_with() {
        String record = site.create("staging", "Plan", "/plan");
        Answer token = site.post("/tokens", Map.of("name", "leaked", "limits", List.of("read:staging")));
        Answer made = asToken(
                token.json().path("token").asString(), "/staging/previews", Map.of("record", record, "hours", 168));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        String url = made.json().path("url").asString();
        String own = site.post("/staging/previews", Map.of("record", record))
                .json()
                .path("url")
                .asString();
        assertThat(visit(url).statusCode()).isEqualTo(200);
        assertThat(site.call("DELETE", "/tokens/" + token.json().path("id").asString(), null)
                        .status())
                .isEqualTo(204);
        assertThat(visit(url).statusCode()).isEqualTo(421);
        assertThat(visit(own).statusCode()).isEqualTo(200);
        assertThat(site.get("/previews").json().path("items").size()).isEqualTo(1);
    }

    @Test
    @Requirement({"T23", "T24"})
    void a_link_ends_when_the_token_it_was_made_with_expires() throws Exception {
        String record = site.create("staging", "Plan", "/plan");
        Instant end = Instant.now().plusMillis(1_200);
        Answer token = site.post("/tokens", Map.of("name", "short", "expiresAt", end.toString()));
        String url = asToken(token.json().path("token").asString(), "/staging/previews", Map.of("record", record))
                .json()
                .path("url")
                .asString();
        assertThat(visit(url).statusCode()).isEqualTo(200);
        Thread.sleep(java.time.Duration.between(Instant.now(), end).plusMillis(50));
        assertThat(visit(url).statusCode()).isEqualTo(421);
    }

    @Test
    @Requirement({"T23", "ROLE-9"})
    void a_members_links_take_from_nobody_elses_share() {
        String record = site.create("staging", "Plan", "/plan");
        String greedy = site.post("/tokens", Map.of("name", "greedy", "member", member("greedy", "viewer")))
                .json()
                .path("token")
                .asString();
        String id = "";
        for (int n = 0; n < 50; n++) {
            Answer made = asToken(greedy, "/staging/previews", Map.of("record", record));
            assertThat(made.status()).isEqualTo(201);
            id = made.json().path("id").asString();
        }
        Answer refused = asToken(greedy, "/staging/previews", Map.of("record", record));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(code(refused)).isEqualTo("too-many-previews");
        assertThat(refused.json().path("detail").asString()).contains("You have 50 previews");
        assertThat(site.post("/staging/previews", Map.of("record", record)).status())
                .isEqualTo(201);
        assertThat(site.call("DELETE", "/previews/" + id, null).status()).isEqualTo(204);
        assertThat(asToken(greedy, "/staging/previews", Map.of("record", record))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @Requirement("T23")
    void links_that_ended_with_their_token_leave_room_for_others() {
        String record = site.create("staging", "Plan", "/plan");
        Answer token = site.post("/tokens", Map.of("name", "leaked"));
        for (int n = 0; n < 50; n++) {
            assertThat(asToken(token.json().path("token").asString(), "/staging/previews", Map.of("record", record))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(site.post("/staging/previews", Map.of("record", record)).status())
                .isEqualTo(422);
        site.call("DELETE", "/tokens/" + token.json().path("id").asString(), null);
        assertThat(site.post("/staging/previews", Map.of("record", record)).status())
                .isEqualTo(201);
    }

    @Test
    @Requirement({"T22", "ROLE-9", "ENV-17"})
    @Invariant(16)
    void who_may_read_live_alone_sees_its_past_and_nothing_of_what_staging_will_bring() {
        site.promoted("Old news", "/old-news");
        String coming = site.create("staging", "Secret launch", "/secret-launch");
        site.step("staging", coming, "publish");
        String soon = Instant.now().plusSeconds(3_600).toString();
        String later = Instant.now().plusSeconds(7_200).toString();
        Answer planned =
                site.call("PUT", "/staging/records/" + coming + "/schedule", Map.of("at", soon, "action", "promote"));
        assertThat(planned.status()).as(planned.response().body()).isEqualTo(200);
        String liveOnly = site.post("/tokens", Map.of("name", "live", "limits", List.of("read:live")))
                .json()
                .path("token")
                .asString();
        String both = site.post("/tokens", Map.of("name", "both", "limits", List.of("read:live", "read:staging")))
                .json()
                .path("token")
                .asString();
        String now = Instant.now().toString();
        for (String path : List.of("/live/content/page", "/live/content/page/secret-launch")) {
            HttpResponse<String> future = read(liveOnly, path + "?at=" + later);
            assertThat(future.statusCode()).as(future.body()).isEqualTo(403);
            assertThat(future.body()).doesNotContain("Secret launch");
            assertThat(read(both, path + "?at=" + later).body()).contains("Secret launch");
            assertThat(site.server
                            .get("localhost", "/api/v1/sites/" + site.key + path + "?at=" + later)
                            .statusCode())
                    .isIn(401, 403, 404);
        }
        assertThat(read(liveOnly, "/live/content/page?at=" + now).body()).contains("Old news");

        Answer refused = asToken(liveOnly, "/live/previews", Map.of("at", later, "hours", 1));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(asToken(liveOnly, "/live/previews", Map.of("at", now, "hours", 1))
                        .status())
                .isEqualTo(201);
        String url = asToken(both, "/live/previews", Map.of("at", later, "hours", 1))
                .json()
                .path("url")
                .asString();
        String host = URI.create(url).getHost();
        for (String path : List.of("/secret-launch", "/sitemap.xml")) {
            assertThat(site.server.get(host, path).body()).containsIgnoringCase("secret-launch");
        }
        JsonNode listed = Json.read(read(liveOnly, "/previews").body());
        assertThat(listed.path("items").size()).isEqualTo(1);
    }

    @Test
    @Requirement({"T22", "T24", "ENV-18"})
    void a_look_at_a_future_or_at_stagings_version_ends_when_its_maker_may_read_staging_no_more() {
        String record = site.promoted("Known", "/known");
        site.save("staging", record, 1, "Unknown yet", content("not told yet"));
        assertThat(site.post("/roles", Map.of("name", "Live", "key", "liver", "grants", List.of("read:live")))
                        .status())
                .isEqualTo(201);
        String maker = member("maker", "author");
        String token = site.post("/tokens", Map.of("name", "maker", "member", maker))
                .json()
                .path("token")
                .asString();
        String later = Instant.now().plusSeconds(7_200).toString();
        List<String> ending = List.of(
                asToken(token, "/live/previews", Map.of("at", later))
                        .json()
                        .path("url")
                        .asString(),
                asToken(token, "/live/previews", Map.of("record", record, "version", 2))
                        .json()
                        .path("url")
                        .asString());
        List<String> staying = List.of(
                asToken(token, "/live/previews", Map.of("at", Instant.now().toString()))
                        .json()
                        .path("url")
                        .asString(),
                asToken(token, "/live/previews", Map.of("record", record, "version", 1))
                        .json()
                        .path("url")
                        .asString());
        assertThat(ending).allSatisfy(url -> assertThat(visit(url).statusCode()).isEqualTo(200));
        assertThat(visit(ending.getLast()).body()).contains("not told yet");
        assertThat(site.call("PATCH", "/members/" + maker, Map.of("role", "liver"))
                        .status())
                .isEqualTo(200);
        assertThat(ending).allSatisfy(url -> assertThat(visit(url).statusCode()).isEqualTo(421));
        assertThat(staying)
                .allSatisfy(url -> assertThat(visit(url).statusCode()).isEqualTo(200));
    }

    private HttpResponse<String> read(String token, String path) {
        return site.server.get("localhost", "/api/v1/sites/" + site.key + path, "Authorization", "Bearer " + token);
    }

    @Test
    void a_wish_that_makes_no_sense_is_refused() {
        String id = site.create("staging", "Draft", "/draft");
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("record", id, "at", "2026-01-01T00:00:00Z"),
                Map.of("record", id, "path", "/x"),
                Map.of("at", "2026-01-01T00:00:00Z", "version", 1),
                Map.of("at", "yesterday"),
                Map.of("at", "2026-01-01T00:00:00Z", "path", "//evil.example"),
                Map.of("record", id, "hours", 0),
                Map.of("record", id, "hours", 169),
                Map.of("record", id, "hours", -5))) {
            Answer answer = site.post("/staging/previews", odd);
            assertThat(answer.status()).as(odd.toString()).isEqualTo(400);
            assertThat(code(answer)).isEqualTo("bad-request");
        }
        assertThat(site.post("/staging/previews", Map.of("record", id, "version", 9))
                        .status())
                .isEqualTo(404);
        assertThat(site.post("/live/previews", Map.of("record", id)).status()).isEqualTo(404);
        assertThat(site.get("/previews").json().path("items").size()).isZero();
    }
}
