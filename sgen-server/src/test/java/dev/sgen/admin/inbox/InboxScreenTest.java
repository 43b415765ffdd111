package dev.sgen.admin.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The inbox as an operator works through it. */
class InboxScreenTest {
    private static final String CANARY = "\"><svg/onload=alert(1)>";

    private final TestApplication server = TestApplication.shared();
    private final String cookie = signIn();

    private String signIn() {
        HttpResponse<String> in = form(
                "/admin/sign-in", null, Map.of("email", TestApplication.EMAIL, "password", TestApplication.PASSWORD));
        assertThat(in.statusCode()).isEqualTo(302);
        String set = in.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private HttpResponse<String> form(String path, String cookie, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String type = "application/x-www-form-urlencoded";
        return cookie == null
                ? server.send("POST", "localhost", path, BodyPublishers.ofString(body), "Content-Type", type)
                : server.send(
                        "POST",
                        "localhost",
                        path,
                        BodyPublishers.ofString(body),
                        "Content-Type",
                        type,
                        "Cookie",
                        cookie);
    }

    private Document open(String path) {
        HttpResponse<String> page = server.get("localhost", path, "Cookie", cookie);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        Document document = Jsoup.parse(page.body());
        assertThat(document.select("[onload]")).isEmpty();
        return document;
    }

    /** Presses the button of a form that leads to an address, and goes where it leads. */
    private Document press(Document page, String action, String name, String value) {
        Element pressed = page.select("form[action=" + action + "]").stream()
                .filter(f -> name.isEmpty()
                        || !f.select("button[name=" + name + "][value=" + value + "]")
                                .isEmpty())
                .findFirst()
                .orElseThrow();
        Map<String, String> fields = name.isEmpty()
                ? Map.of("_csrf", pressed.selectFirst("[name=_csrf]").attr("value"))
                : Map.of("_csrf", pressed.selectFirst("[name=_csrf]").attr("value"), name, value);
        HttpResponse<String> done = form(action, cookie, fields);
        assertThat(done.statusCode()).isEqualTo(302);
        return open(done.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", ""));
    }

    private void send(String site, String title, String name) {
        ObjectNode content = Json.object();
        var fields = content.putArray("fields");
        fields.addObject().put("name", "name").put("label", "Name " + CANARY).put("type", "text");
        fields.addObject().put("name", "email").put("label", "Email").put("type", "email");
        String id = server.api(
                        "POST",
                        "/sites/" + site + "/live/records",
                        Map.of("type", "form", "title", title, "content", content))
                .json()
                .path("id")
                .asString();
        server.api("POST", "/sites/" + site + "/live/records/" + id + "/publish", null);
        HttpResponse<String> sent = server.send(
                "POST",
                site + ".localhost",
                "/_forms/" + id,
                BodyPublishers.ofString(
                        Json.write(Map.of("name", name, "email", "v@example.org", "odd" + CANARY, CANARY))),
                "Content-Type",
                "application/json",
                "User-Agent",
                "Agent " + CANARY);
        assertThat(sent.statusCode()).isEqualTo(303);
    }

    @Test
    @Requirement({"ADMIN-16", "FORM-4", "T4", "T5"})
    void an_operator_works_through_the_inbox_of_one_environment() {
        server.api("POST", "/sites", Map.of("key", "inbox-screen", "name", "Inbox"));
        send("inbox-screen", "Contact " + CANARY, "Vera " + CANARY);
        String base = "/admin/sites/inbox-screen/live/inbox";
        assertThat(open(base.replace("/live/", "/staging/")).text()).contains("Inbox of staging", "Nothing here");
        // Sent without the form's page, so it waits with the spam.
        Document inbox = open(base + "?view=spam");
        assertThat(inbox.text()).contains("Inbox of live", "Vera " + CANARY);
        assertThat(inbox.selectFirst("nav.side a[aria-current=page]").text()).isEqualTo("Inbox");
        String one = inbox.selectFirst("td.main a").attr("href");

        Document page = open(one);
        assertThat(page.text())
                .contains(
                        "Put aside as spam: It didn't come from the form's page",
                        "Name " + CANARY,
                        "Agent " + CANARY,
                        "odd" + CANARY);
        assertThat(page.selectFirst("a[href^=mailto]").attr("href")).isEqualTo("mailto:v@example.org");
        Document kept = press(page, one + "/state", "state", "new");
        assertThat(kept.text()).contains("is no spam and back in the inbox");
        assertThat(open(base).select("td.main a").eachAttr("href")).containsExactly(one);
        assertThat(press(open(one), one + "/state", "state", "read").text()).contains("is marked as read");

        Document ask = open(one + "?ask=delete");
        assertThat(ask.text()).contains("can’t be brought back");
        assertThat(press(ask, one + "/delete", "", "").text())
                .contains("Deleted the submission from the inbox of live");
        assertThat(server.get("localhost", one, "Cookie", cookie).statusCode()).isEqualTo(404);
        assertThat(server.get("localhost", base + ".csv?view=spam", "Cookie", cookie)
                        .body())
                .contains("\"id\",\"received\",\"form\"");
        assertThat(open("/admin/sites/inbox-screen/live/audit").text()).contains("Contact");
    }

    @Test
    @Requirement("FORM-12")
    void whoever_isnt_signed_in_sees_no_inbox_and_a_foreign_press_does_nothing() {
        server.api("POST", "/sites", Map.of("key", "inbox-closed", "name", "Inbox"));
        send("inbox-closed", "Contact", "Vera");
        assertThat(server.get("localhost", "/admin/sites/inbox-closed/live/inbox")
                        .statusCode())
                .isEqualTo(303);
        String one = open("/admin/sites/inbox-closed/live/inbox?view=spam")
                .selectFirst("td.main a")
                .attr("href");
        assertThat(form(one + "/delete", cookie, Map.of()).statusCode()).isEqualTo(403);
        open(one);
        assertThat(server.get("localhost", one.replace("inbox-closed", "inbox-none"), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(404);
    }
}
