package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.TestMembers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who tries to come by another site's rights through an address, over real HTTP and without a mail server (A3). */
@Requirement("A3")
@Invariant({15, 22})
class InvitationsApiTest {
    private static final String ATTACKERS = "the attacker's own word";
    private static final String VICTIMS = "what the victim chose";
    private static int made;

    private final TestApplication server = TestApplication.shared();
    private String alpha;
    private String beta;
    private String victim;

    @BeforeEach
    void twoSites() {
        made++;
        alpha = "inv-alpha-" + made;
        beta = "inv-beta-" + made;
        victim = "cfo" + made + "@victim.example";
        for (String key : List.of(alpha, beta)) {
            assertThat(server.api("POST", "/sites", Map.of("key", key, "name", key, "plan", "growth"))
                            .status())
                    .isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker chosen password", "", "short"})
    void nobody_sets_a_password_for_somebody_else(String password) {
        Answer answer = server.api(
                "POST",
                "/sites/" + alpha + "/members",
                Map.of("email", victim, "name", "C", "role", "viewer", "password", password));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("code").asString()).isEqualTo("invalid-content");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("/password");
        assertThat(answer.json().path("detail").asString()).contains("link");
        assertThat(members(alpha)).doesNotContain(victim);
        Answer change = server.api(
                "PATCH",
                "/sites/" + alpha + "/members/" + idOf(alpha, TestApplication.EMAIL),
                Map.of("role", "administrator", "password", "another one"));
        assertThat(change.status()).isEqualTo(400);
    }

    @Test
    void whoever_begins_an_account_on_one_site_sees_nothing_of_another_that_adds_the_address() {
        String link = invite(alpha, "viewer");
        String before = sessionOf(TestMembers.takeUp(server, link, "Mallory", ATTACKERS));
        String betas = invite(beta, "administrator");
        for (String session : List.of(before, signIn(ATTACKERS))) {
            assertThat(get(session, "/api/v1/sites/" + beta).statusCode()).isEqualTo(404);
            assertThat(get(session, "/api/v1/sites/" + beta + "/members").statusCode())
                    .isEqualTo(404);
            assertThat(get(session, "/api/v1/sites").body()).contains(alpha).doesNotContain(beta);
            assertThat(get(session, "/admin/sites/" + beta + "/staging").statusCode())
                    .isEqualTo(404);
            assertThat(get(session, "/admin/sites").body()).doesNotContain(beta);
        }
        assertThat(status(beta)).isEqualTo("invited");

        String victims = sessionOf(TestMembers.takeUp(server, betas, "Vic", VICTIMS));
        assertThat(get(victims, "/api/v1/sites/" + beta + "/members").statusCode())
                .isEqualTo(200);
        assertThat(get(victims, "/api/v1/sites/" + alpha).statusCode()).isEqualTo(404);
        assertThat(get(before, "/api/v1/sites/" + beta).statusCode()).isEqualTo(404);
        assertThat(status(beta)).isEqualTo("member");
    }

    @Test
    void an_old_link_of_one_site_opens_nothing_on_the_other_in_either_order() {
        String betas = invite(beta, "administrator");
        String alphas = invite(alpha, "viewer");
        String attacker = sessionOf(TestMembers.takeUp(server, alphas, "Mallory", ATTACKERS));
        assertThat(get(attacker, "/api/v1/sites/" + beta).statusCode()).isEqualTo(404);
        assertThat(TestMembers.takeUp(server, alphas, "Mallory", ATTACKERS).statusCode())
                .isEqualTo(422);
        assertThat(get("none=1", betas).statusCode())
                .as("beta's own stays open")
                .isEqualTo(200);
    }

    @Test
    void an_invitation_answers_alike_for_an_address_with_an_account_and_one_without() {
        sessionOf(TestMembers.takeUp(server, invite(beta, "administrator"), "Victoria", VICTIMS));
        JsonNode known = add(alpha, victim);
        JsonNode unknown = add(alpha, "nobody" + made + "@victim.example");
        assertThat(known.propertyNames()).isEqualTo(unknown.propertyNames());
        for (String field : List.of("role", "signsIn", "status")) {
            assertThat(known.path(field)).isEqualTo(unknown.path(field));
        }
        assertThat(known.path("name").asString()).isEqualTo("cfo" + made);
        String page = get("none=1", known.path("invitation").asString()).body();
        String other = get("none=1", unknown.path("invitation").asString()).body();
        assertThat(bare(page, victim)).isEqualTo(bare(other, "nobody" + made + "@victim.example"));
        assertThat(page).doesNotContain("Victoria");
    }

    @Test
    void somebody_who_works_elsewhere_accepts_as_they_are_and_sees_both_sites() {
        String mine = sessionOf(TestMembers.takeUp(server, invite(beta, "administrator"), "Vic", VICTIMS));
        String link = invite(alpha, "author");
        HttpResponse<String> wrong =
                TestMembers.form(server, link, "", Map.of("account", "known", "password", "not this one"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("No account of this address has this password");
        String page = get(mine, link).body();
        assertThat(page).contains("Accept as Vic");
        assertThat(TestMembers.form(server, link, mine, Map.of("account", "present"))
                        .statusCode())
                .as("another page can't accept for them")
                .isEqualTo(403);
        String secret = page.replaceAll("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        assertThat(TestMembers.form(server, link, mine, Map.of("account", "present", "_csrf", secret))
                        .statusCode())
                .isBetween(302, 303);
        for (String key : List.of(alpha, beta)) {
            assertThat(get(mine, "/api/v1/sites/" + key).statusCode()).isEqualTo(200);
        }
        assertThat(server.api("GET", "/sites/" + alpha + "/audit?operation=member.change", null)
                        .json()
                        .path("items")
                        .path(0)
                        .path("details")
                        .path("accepted")
                        .asString())
                .isEqualTo("link");
    }

    @Test
    @Requirement({"A10", "A20"})
    void a_browser_that_signed_in_carries_a_device_cookie_behind_its_session_and_waits_are_told_in_the_head() {
        sessionOf(TestMembers.takeUp(server, invite(beta, "viewer"), "Vic", VICTIMS));
        HttpResponse<String> in = signInAnswer(VICTIMS, "/admin/é");
        assertThat(in.statusCode()).isBetween(302, 303);
        assertThat(in.headers().firstValue("Location").orElse("")).endsWith("/admin");
        List<String> cookies = in.headers().allValues("Set-Cookie");
        assertThat(cookies).hasSize(2);
        assertThat(cookies.getFirst()).startsWith("sgen=");
        assertThat(cookies.getLast())
                .startsWith("sgen-device=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000")
                .doesNotContain("cfo", "victim", "Domain");
        for (int i = 0; i < 5; i++) {
            signInAnswer("wrong " + i, "");
        }
        HttpResponse<String> wait = signInAnswer(VICTIMS, "");
        assertThat(wait.statusCode()).isEqualTo(429);
        assertThat(wait.headers()
                        .firstValue("Retry-After")
                        .map(Integer::parseInt)
                        .orElse(0))
                .isPositive();
        String device = cookies.getLast().substring(0, cookies.getLast().indexOf(';'));
        Map<String, String> fields = Map.of("email", victim, "password", VICTIMS);
        assertThat(TestMembers.form(server, "/admin/sign-in", device, fields).statusCode())
                .isBetween(302, 303);
    }

    private String invite(String site, String role) {
        return TestMembers.invite(server, site, victim, "C", role);
    }

    private JsonNode add(String site, String email) {
        Answer added = server.api("POST", "/sites/" + site + "/members", Map.of("email", email, "role", "viewer"));
        assertThat(added.status()).isEqualTo(201);
        return added.json();
    }

    private String signIn(String password) {
        return sessionOf(signInAnswer(password, ""));
    }

    private HttpResponse<String> signInAnswer(String password, String next) {
        Map<String, String> fields = new HashMap<>(Map.of("email", victim, "password", password, "next", next));
        return TestMembers.form(server, "/admin/sign-in", "", fields);
    }

    private static String sessionOf(HttpResponse<String> in) {
        assertThat(in.statusCode()).as(in.body()).isBetween(302, 303);
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private HttpResponse<String> get(String cookie, String path) {
        return server.get("localhost", path, "Cookie", cookie);
    }

    private String members(String site) {
        return server.api("GET", "/sites/" + site + "/members?limit=200", null)
                .response()
                .body();
    }

    private JsonNode member(String site, String email) {
        JsonNode items = server.api("GET", "/sites/" + site + "/members?limit=200", null)
                .json()
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(m -> m.path("email").asString().equals(email))
                .findFirst()
                .orElseThrow();
    }

    private String idOf(String site, String email) {
        return member(site, email).path("id").asString();
    }

    private String status(String site) {
        return member(site, victim).path("status").asString();
    }

    /** A page without what differs in every answer. */
    private static String bare(String page, String email) {
        return page.replace(email, "")
                .replace(email.split("@")[0], "")
                .replaceAll("nonce(=|-)[\"\\w+/=-]+", "")
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }
}
