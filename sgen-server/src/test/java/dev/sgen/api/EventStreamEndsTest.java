package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stream of events ends with the right to it, and tells nothing after that (T24). */
class EventStreamEndsTest extends EventStreams {
    @Test
    @Requirement({"ROLE-14", "T24"})
    void nothing_is_told_after_a_token_was_revoked_and_the_stream_ends_within_a_second() throws Exception {
        Answer made = site.post("/tokens", Map.of("name", "ear"));
        try (Ear ear = new Ear(made.json().path("token").asString(), "")) {
            site.create("staging", "Before", "/before");
            await().until(() -> ear.operations().equals(List.of("token.create", "save"))
                    || ear.operations().equals(List.of("save")));
            int told = ear.changes().size();
            assertThat(site.call("DELETE", "/tokens/" + made.json().path("id").asString(), null)
                            .status())
                    .isEqualTo(204);
            long revoked = System.nanoTime();
            for (int n = 0; n < 3; n++) {
                site.create("staging", "After " + n, "/after-" + n);
            }
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(ENDED);
            assertThat(ear.changes()).hasSize(told);
        }
    }

    @Test
    @Requirement("T24")
    void a_stream_ends_when_its_token_expires() throws Exception {
        Instant end = Instant.now().plusMillis(1_500);
        Answer made = site.post("/tokens", Map.of("name", "ear", "expiresAt", end.toString()));
        try (Ear ear = new Ear(made.json().path("token").asString(), "")) {
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(Instant.now()).isBetween(end, end.plus(ENDED));
        }
    }

    @Test
    @Requirement("T24")
    void a_stream_ends_with_the_session_that_asked_for_it() throws Exception {
        String cookie = signIn();
        String session = new String(
                Base64.getDecoder().decode(cookie.substring(cookie.indexOf('=') + 1)), StandardCharsets.US_ASCII);
        try (Ear ear = new Ear("", "", "Cookie", cookie)) {
            assertThat(server.database()
                            .jdbc()
                            .sql("DELETE FROM spring_session WHERE session_id = :id")
                            .param("id", session)
                            .update())
                    .isEqualTo(1);
            site.create("staging", "After", "/after");
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(ear.changes()).isEmpty();
        }
    }

    @Test
    @Requirement({"ROLE-14", "T24"})
    void who_loses_a_role_hears_no_more_of_what_it_let_them_read() throws Exception {
        site.post("/roles", Map.of("key", "lookers", "name", "Live only", "grants", List.of("read:live")));
        String member = site.post(
                        "/members", Map.of("email", "changing-" + site.key + "@example.org", "role", "viewer"))
                .json()
                .path("id")
                .asString();
        String token = site.post("/tokens", Map.of("name", "ear", "member", member))
                .json()
                .path("token")
                .asString();
        try (Ear ear = new Ear(token, "")) {
            assertThat(site.call("PATCH", "/members/" + member, Map.of("role", "lookers"))
                            .status())
                    .isEqualTo(200);
            site.create("staging", "Secret plan", "/secret-plan");
            site.post("/live/records", ApiSite.page("On live", "/on-live", "x"));
            await().until(() -> ear.operations().equals(List.of("save")));
            assertThat(ear.heard.toString()).doesNotContain("Secret plan").contains("On live");
        }
    }

    @Test
    @Requirement({"ROLE-14", "T24"})
    void nothing_is_told_to_a_member_who_was_removed() throws Exception {
        String email = "leaving-" + site.key + "@example.org";
        String member = site.post("/members", Map.of("email", email, "role", "editor"))
                .json()
                .path("id")
                .asString();
        String token = site.post("/tokens", Map.of("name", "ear", "member", member))
                .json()
                .path("token")
                .asString();
        try (Ear ear = new Ear(token, "")) {
            site.call("DELETE", "/members/" + member, null);
            long removed = System.nanoTime();
            for (int n = 0; n < 3; n++) {
                site.create("staging", "After " + n, "/after-" + n);
            }
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - removed)).isLessThan(ENDED);
            assertThat(ear.operations()).doesNotContain("save");
        }
    }
}
