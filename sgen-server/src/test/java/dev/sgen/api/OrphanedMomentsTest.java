package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a member who left, or a token that ended, had set for later: it ends at once, is told, and nothing comes of it. */
@Requirement({"T24", "SCHED-25", "NOTIF-8"})
@Invariant(26)
class OrphanedMomentsTest {
    private static final String LATER = "2099-01-01T00:00:00Z";
    private final ApiSite site = new ApiSite();
    private String member = "";
    private String token = "";
    private String tokenId = "";

    private void hire() {
        member = site.post(
                        "/members",
                        Map.of("email", "gone@" + site.key + ".example.org", "name", "Gone", "role", "editor"))
                .json()
                .path("id")
                .asString();
        JsonNode made = site.post("/tokens", Map.of("name", "Robot", "member", member, "limits", List.of()))
                .json();
        token = made.path("token").asString();
        tokenId = made.path("id").asString();
    }

    private JsonNode by(String method, String path, Object body) {
        HttpResponse<String> answer = site.server.send(
                method,
                "localhost",
                "/api/v1/sites/" + site.key + path,
                BodyPublishers.ofString(Json.write(body)),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return Json.read(answer.body());
    }

    private String[] planned() {
        String page = site.create("staging", "Planned", "/planned");
        String promoted = site.create("staging", "Crossing", "/crossing");
        site.step("staging", promoted, "publish");
        by("PUT", "/staging/records/" + page + "/schedule", Map.of("at", LATER));
        by("PUT", "/staging/records/" + promoted + "/schedule", Map.of("at", LATER, "action", "promote"));
        String release = by("POST", "/releases", Map.of("name", "Launch", "at", LATER, "records", List.of(promoted)))
                .path("id")
                .asString();
        return new String[] {page, promoted, release};
    }

    private void ended(String[] planned, String reason) {
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
            assertThat(site.get("/schedule").json().path("items").size()).isZero();
            assertThat(site.get("/releases/" + planned[2]).json().path("state").asString())
                    .isEqualTo("failed");
        });
        for (String operation : List.of("schedule.fail", "release.fail")) {
            JsonNode entry = site.get("/audit?operation=" + operation)
                    .json()
                    .path("items")
                    .path(0);
            assertThat(entry.path("details").path("reason").asString()).contains(reason);
            assertThat(entry.path("details").path("code").asString()).isEqualTo("originator-gone");
        }
        assertThat(site.get("/schedule/failed").json().path("items").size()).isEqualTo(2);
        assertThat(site.record("staging", planned[0]).path("state").asString()).isEqualTo("draft");
        assertThat(site.get("/live/records/" + planned[1]).status()).isEqualTo(404);
    }

    @Test
    void what_a_revoked_token_set_ends_by_itself_and_says_so() {
        hire();
        String[] planned = planned();
        assertThat(site.call("DELETE", "/tokens/" + tokenId, null).status()).isEqualTo(204);
        ended(planned, "The token “Robot” was revoked");
    }

    @Test
    void what_a_removed_member_set_ends_by_itself_and_says_so() {
        hire();
        String[] planned = planned();
        assertThat(site.call("DELETE", "/members/" + member, null).status()).isIn(200, 204);
        ended(planned, "Gone (Robot) isn't a member of this site any more");
    }

    @Test
    void what_others_set_goes_on() {
        hire();
        String[] planned = planned();
        String mine = site.create("staging", "Mine", "/mine");
        site.call("PUT", "/staging/records/" + mine + "/schedule", Map.of("at", LATER));
        site.call("DELETE", "/tokens/" + tokenId, null);
        await().atMost(Duration.ofSeconds(3))
                .until(() -> site.record("staging", planned[0]).path("schedule").isMissingNode()
                        || site.record("staging", planned[0]).path("schedule").isNull());
        assertThat(site.record("staging", mine).path("state").asString()).isEqualTo("scheduled");
    }
}
