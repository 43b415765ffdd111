package dev.sgen.admin.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In by the door, about the house, and out again, as a browser does it. */
@Requirement({"ROLE-21", "T29", "T35"})
class SignInWalkTest {
    private static final Pattern SECRET = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String NO_COOKIE = "none=1";

    private final TestApplication server = TestApplication.shared();

    @Test
    void signing_in_starts_a_session_that_signing_out_ends() {
        HttpResponse<String> in = signIn(TestApplication.PASSWORD, "/admin/sites?x=1", NO_COOKIE);
        assertThat(in.statusCode()).isBetween(302, 303);
        assertThat(in.headers().firstValue("Location").orElse("")).endsWith("/admin/sites?x=1");
        String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("sgen=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");

        String session = cookie.substring(0, cookie.indexOf(';'));
        HttpResponse<String> page = page(session);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

        assertThat(post("/admin/sign-out", Map.of(), session).statusCode()).isEqualTo(403);
        assertThat(page(session).statusCode()).isEqualTo(200);

        Matcher secret = SECRET.matcher(page.body());
        assertThat(secret.find()).isTrue();
        assertThat(post("/admin/sign-out", Map.of("_csrf", secret.group(1)), session)
                        .statusCode())
                .isBetween(302, 303);
        assertThat(page(session).statusCode()).isEqualTo(303);
    }

    @Test
    void a_session_id_that_was_planted_is_not_taken_over() {
        String planted = "sgen=MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw";
        HttpResponse<String> in = signIn(TestApplication.PASSWORD, "", planted);
        assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain(planted);
        assertThat(page(planted).statusCode()).isEqualTo(303);
    }

    @Test
    void a_wrong_password_starts_nothing() {
        HttpResponse<String> in = signIn("not this one", "", NO_COOKIE);
        assertThat(in.statusCode()).isEqualTo(401);
        assertThat(in.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void the_way_back_never_leads_out() {
        for (String next : new String[] {"//e.example", "https://e.example/", "\\\\e.example", "/admin//e.example"}) {
            HttpResponse<String> in = signIn(TestApplication.PASSWORD, next, NO_COOKIE);
            assertThat(in.statusCode()).isBetween(302, 303);
            assertThat(in.headers().firstValue("Location").orElse("")).as(next).endsWith("/admin");
        }
    }

    @Test
    void a_sign_in_that_another_page_sends_is_refused() {
        HttpResponse<String> in = server.send(
                "POST",
                "localhost",
                "/admin/sign-in",
                BodyPublishers.ofString(
                        form(Map.of("email", TestApplication.EMAIL, "password", TestApplication.PASSWORD))),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://shop.localhost:" + server.port());
        assertThat(in.statusCode()).isEqualTo(403);
        assertThat(in.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private HttpResponse<String> page(String cookie) {
        return server.get("localhost", "/admin/sites", "Cookie", cookie);
    }

    private HttpResponse<String> signIn(String password, String next, String cookie) {
        return post(
                "/admin/sign-in", Map.of("email", TestApplication.EMAIL, "password", password, "next", next), cookie);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, String cookie) {
        return server.send(
                "POST",
                "localhost",
                path,
                BodyPublishers.ofString(form(fields)),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                cookie);
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
