package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.member.SignIn;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a browser's session lets it do, and what other pages can't make it do. */
@Requirement({"ROLE-21", "T29"})
class SessionApiTest {
    private static final String CSRF = "a-secret-of-this-session";
    private static final String ROLE = "{\"name\":\"%s\",\"grants\":[\"read:live\"]}";

    private final TestApplication server = TestApplication.shared();
    private Site site;
    private Actor.Operator operator;
    private String session;

    @BeforeEach
    void signIn() {
        String key = "s" + UUID.randomUUID().toString().substring(0, 12);
        site = server.bean(Sites.class).create(Actor.platform(), key, "Session", "business");
        operator = TestMembers.add(
                server.bean(SiteMembers.class), site.id(), key + "@example.org", "Sam", "administrator");
        session = insert(operator.member());
    }

    @Test
    void a_session_reads_and_with_its_secret_writes() {
        HttpResponse<String> me = get("/api/v1/me");
        assertThat(me.body()).contains("\"kind\":\"member\"", "\"name\":\"Sam\"");
        assertThat(me.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(post("one", "X-CSRF-Token", masked()).statusCode()).isEqualTo(201);
        assertThat(post("two").statusCode()).isEqualTo(403);
        assertThat(post("three", "X-CSRF-Token", "guess").statusCode()).isEqualTo(403);
        assertThat(post("four").body()).contains("\"code\":\"forbidden\"");
    }

    @Test
    void a_write_that_another_page_sends_is_refused_even_with_the_secret() {
        assertThat(post("a", "X-CSRF-Token", masked(), "Sec-Fetch-Site", "same-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("b", "X-CSRF-Token", masked(), "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("c", "X-CSRF-Token", masked(), "Origin", "http://shop.localhost:" + server.port())
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("d", "X-CSRF-Token", masked(), "Origin", "null").statusCode())
                .isEqualTo(403);
        assertThat(post(
                                "e",
                                "X-CSRF-Token",
                                masked(),
                                "Origin",
                                "http://localhost:" + server.port(),
                                "Sec-Fetch-Site",
                                "same-origin")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_token_that_is_no_good_never_falls_back_to_the_cookie() {
        assertThat(server.get("localhost", "/api/v1/me", "Cookie", cookie(), "Authorization", "Bearer nonsense")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @Requirement({"T24", "ROLE-14"})
    void a_removed_members_session_is_over_with_the_next_request() {
        assertThat(get("/api/v1/sites/" + site.key()).statusCode()).isEqualTo(200);
        server.bean(SiteMembers.class)
                .add(Actor.platform(), site.id(), "second" + site.key() + "@example.org", "Second", "administrator");
        server.bean(SiteMembers.class).remove(Actor.platform(), site.id(), operator.member());
        assertThat(get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void signing_out_everywhere_ends_every_session() {
        String other = session;
        session = insert(operator.member());
        server.bean(SignIn.class).outEverywhere(operator);
        assertThat(get("/api/v1/me").statusCode()).isEqualTo(401);
        session = other;
        assertThat(get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void somebody_who_is_not_signed_in_is_led_to_the_door_and_back() {
        HttpResponse<String> page = server.get("localhost", "/admin/sites/x?tab=1");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location"))
                .contains("/admin/sign-in?next=%2Fadmin%2Fsites%2Fx%3Ftab%3D1");
        assertThat(server.get("localhost", "/admin/sites/x", "HX-Request", "true")
                        .headers()
                        .firstValue("HX-Redirect"))
                .contains("/admin/sign-in");
    }

    private HttpResponse<String> get(String path) {
        return server.get("localhost", path, "Cookie", cookie());
    }

    private HttpResponse<String> post(String name, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Cookie";
        all[1] = cookie();
        all[2] = "Content-Type";
        all[3] = "application/json";
        return server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + site.key() + "/roles",
                BodyPublishers.ofString(ROLE.formatted("Role " + name)),
                all);
    }

    private String cookie() {
        return "sgen=" + Base64.getEncoder().encodeToString(session.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret as a page carries it: exclusive-ored with as many bytes before it, here zeros. */
    private static String masked() {
        byte[] secret = CSRF.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[secret.length * 2];
        System.arraycopy(secret, 0, both, secret.length, secret.length);
        return Base64.getUrlEncoder().encodeToString(both);
    }

    private String insert(MemberId member) {
        String id = UUID.randomUUID().toString();
        long now = server.bean(TimeAndIds.class).now().toEpochMilli();
        server.database()
                .jdbc()
                .sql("""
                        WITH s AS (
                            INSERT INTO spring_session (primary_id, session_id, creation_time, last_access_time,
                                max_inactive_interval, expiry_time, principal_name)
                            VALUES (:id, :id, :now, :now, 3600, :now + 3600000, :member) RETURNING primary_id)
                        INSERT INTO spring_session_attributes (session_primary_id, attribute_name, attribute_bytes)
                        SELECT s.primary_id, a.name, convert_to(a.value, 'UTF8') FROM s, (VALUES
                            ('org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME', :member),
                            ('csrf', :csrf)) a (name, value)""")
                .param("id", id)
                .param("now", now)
                .param("member", member.toString())
                .param("csrf", CSRF)
                .update();
        return id;
    }
}
