package dev.sgen.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.support.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes wrong under /admin is told on our own page, inside the frame where there is one. */
class ErrorPagesTest {
    private static final String STAGING = "/admin/sites/errors/staging";

    private static TestApplication application;
    private static Browser ada;
    private static String record;

    @BeforeAll
    static void start() {
        application = TestApplication.shared();
        ada = Browser.signedIn(application);
        ada.done("/admin/sites/new", "key", "errors", "name", "Errors", "plan", "growth");
        record = ada.done(STAGING + "/content/page/new", "title", "A", "path", "", "tags", "", "body", "[]")
                .replaceFirst(".*/record/", "");
    }

    @ParameterizedTest
    @CsvSource({
        "/record/RECORD/compare?from=x&to=y, 400",
        "/record/RECORD/compare?from=1, 400",
        "/record/RECORD/compare?from=1&to=99, 404",
        "/record/nonsense, 404",
        "/nothing-here, 404",
        "/content/unknown, 404",
        "/audit?before=x, 400",
        "/audit?record=x, 404",
        "/audit/evt_2020_01_01_aaaaaaaa, 404",
        "/schedule?after=x, 409",
        "/schedule/cancel, 405"
    })
    void it_says_what_to_do_and_names_no_framework(String path, int status) {
        HttpResponse<String> answer = ada.get(STAGING + path.replace("RECORD", record));
        assertThat(answer.statusCode()).isEqualTo(status);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select(".empty h1").text()).isNotEmpty();
        assertThat(page.select(".empty p").text()).isNotEmpty();
        assertThat(page.body().attr("data-env")).isEqualTo("staging");
        assertThat(page.text()).doesNotContain("Whitelabel").doesNotContain("Exception");
    }

    @Test
    void an_unknown_address_outside_any_site_has_the_same_page() {
        HttpResponse<String> answer = ada.get("/admin/nowhere");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(answer.body()).select(".empty h1").text()).isEqualTo("Nothing here");
    }

    @Test
    void a_form_from_an_older_session_is_told_as_such() {
        HttpResponse<String> answer = application.send(
                "POST",
                "localhost",
                STAGING + "/decide/publish",
                BodyPublishers.ofString("record=" + record),
                "Cookie",
                ada.cookie(),
                "Accept",
                "text/html",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://localhost:" + application.port());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(answer.body()).select(".empty p").text()).contains("reload the page");
    }

    @Test
    void a_form_larger_than_the_server_takes_is_told_as_such() {
        HttpResponse<String> answer = ada.post(STAGING + "/content/page/new", "title", "x".repeat(9 * 1024 * 1024));
        assertThat(answer.statusCode()).as(Jsoup.parse(answer.body()).text()).isEqualTo(413);
        assertThat(Jsoup.parse(answer.body()).select(".empty h1").text()).isEqualTo("Too large");
    }

    @Test
    void a_body_of_two_megabytes_is_saved() {
        String block = "{\"type\":\"paragraph\",\"text\":\"" + "long ".repeat(16_000) + "\"}";
        String body = "[" + String.join(",", java.util.Collections.nCopies(25, block)) + "]";
        String made = ada.done(STAGING + "/content/page/new", "title", "Long", "path", "", "tags", "", "body", body);
        assertThat(made).contains("/record/");
    }

    @Test
    void the_installation_s_own_host_leads_to_the_admin_and_has_an_icon() {
        HttpResponse<String> door = application.get("localhost", "/");
        assertThat(door.statusCode()).isBetween(302, 303);
        assertThat(door.headers().firstValue("Location").orElseThrow()).endsWith("/admin");
        HttpResponse<String> icon = application.get("localhost", "/favicon.ico");
        assertThat(icon.statusCode()).isEqualTo(200);
        assertThat(icon.headers().firstValue("Content-Type").orElseThrow()).isEqualTo("image/svg+xml");
        assertThat(application.get("localhost", "/robots.txt").body()).contains("Disallow: /");
    }
}
