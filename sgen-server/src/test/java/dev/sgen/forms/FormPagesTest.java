package dev.sgen.forms;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.vocabulary.RecordId;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A visitor with a browser and no script: opens a page, fills in its form, sends it, reads what comes. */
class FormPagesTest {
    private static final String CANARY = "\"><svg/onload=alert(1)>&amp;</textarea>";
    private static final TestClockwork CLOCK = new TestClockwork();
    private static TestApplication server;
    private static int made;

    private final String key = "pages-" + ++made;
    private final Stand stand = new Stand(server, CLOCK, key);
    private final String live = key + ".localhost";
    private final String staging = key + ".staging.localhost";

    @BeforeAll
    static void start() {
        server = TestApplication.start(CLOCK, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A page of the site with the form in its body. */
    private RecordId pageWith(RecordId form) {
        ObjectNode content = Json.object();
        var body = content.putArray("body");
        body.addObject().put("type", "paragraph").put("text", "Write to us.");
        body.addObject().put("type", "form").put("form", form.toString());
        return published("page", new Contents("Reach us", "/reach-us", content, List.of()));
    }

    private RecordId published(String type, Contents contents) {
        Publishing publishing = server.bean(Publishing.class);
        RecordId id = publishing
                .create(stand.ada, stand.site.id(), LIVE, type, contents)
                .id();
        publishing.publish(stand.ada, stand.site.id(), LIVE, List.of(id));
        return id;
    }

    private Document open(String host, String path) {
        HttpResponse<String> page = server.get(host, path);
        assertThat(page.statusCode()).isEqualTo(200);
        return Jsoup.parse(page.body());
    }

    /** What a browser would send: the hidden fields as drawn, the rest as typed. */
    private static Map<String, String> filled(Document page, Map<String, String> typed) {
        Map<String, String> all = new LinkedHashMap<>(typed);
        for (Element hidden : page.select("form.form input[type=hidden]")) {
            all.put(hidden.attr("name"), hidden.attr("value"));
        }
        return all;
    }

    private HttpResponse<String> send(String host, String action, Map<String, String> fields) {
        return server.send(
                "POST", host, action, BodyPublishers.ofString(Stand.encoded(fields)), "Content-Type", Stand.BROWSER);
    }

    @Test
    @Requirement("FORM-3")
    void a_visitor_fills_in_a_form_on_a_page_and_is_thanked_there() {
        RecordId form = stand.publishedForm(LIVE);
        pageWith(form);
        Document page = open(live, "/reach-us");
        assertThat(page.select("p.sent").hasAttr("hidden")).isTrue();
        String action = page.selectFirst("form.form").attr("action");
        HttpResponse<String> sent = send(live, action, filled(page, Stand.answers("Vera")));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Cache-Control")).contains("no-store");
        String location = sent.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/reach-us#sent-" + form);
        Document thanks = open(live, "/reach-us");
        assertThat(thanks.getElementById("sent-" + form).text()).isEqualTo("Thank you, we will write back.");
        assertThat(stand.inbox(LIVE).getFirst().doubts()).isEmpty();
        assertThat(stand.names(LIVE)).containsExactly("Vera");
        assertThat(stand.inbox(STAGING)).isEmpty();
    }

    @Test
    @Requirement({"T4", "T5"})
    void a_page_with_mistakes_comes_back_with_all_that_was_typed_and_runs_none_of_it() {
        RecordId form = stand.publishedForm(LIVE);
        pageWith(form);
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", CANARY);
        typed.put("email", CANARY);
        typed.put("message", CANARY + "\nsecond line");
        typed.put("topic", "Courses");
        typed.put("days", "Tuesday");
        typed.put("consent", "yes");
        typed.put("stray" + CANARY, CANARY);
        HttpResponse<String> back = send(live, "/_forms/" + form, filled(open(live, "/reach-us"), typed));
        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(back.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'none'");
        Document page = Jsoup.parse(back.body());
        assertThat(page.title()).contains("Reach us");
        assertThat(page.selectFirst("[name=email]").attr("value")).isEqualTo(CANARY);
        assertThat(page.selectFirst("[name=email]").attr("aria-invalid")).isEqualTo("true");
        assertThat(page.selectFirst("[name=email]").hasAttr("autofocus")).isTrue();
        assertThat(page.selectFirst("span.problem").text()).contains("email address");
        assertThat(page.selectFirst("textarea").wholeText()).isEqualTo(CANARY + "\nsecond line");
        assertThat(page.selectFirst("option[selected]").text()).isEqualTo("Courses");
        assertThat(page.select("input[checked]").eachAttr("name")).containsExactly("days", "consent");
        assertThat(page.select("svg[onload]")).isEmpty();
        assertThat(stand.inbox(LIVE)).isEmpty();
        // The same page for everybody else has nothing of it.
        assertThat(server.get(live, "/reach-us").body()).doesNotContain("onload");

        typed.put("email", "v@example.org");
        assertThat(send(live, "/_forms/" + form, filled(page, typed)).statusCode())
                .isEqualTo(303);
        assertThat(stand.names(LIVE)).containsExactly(CANARY);
        assertThat(stand.inbox(LIVE).getFirst().doubts()).isEmpty();
    }

    @Test
    void a_form_is_drawn_with_a_key_of_its_own_for_each_who_asks_and_the_rest_of_a_kept_page_stays_the_same() {
        pageWith(stand.publishedForm(LIVE));
        HttpResponse<String> first = server.get(live, "/reach-us");
        CLOCK.advance(Duration.ofHours(2));
        HttpResponse<String> later = server.get(live, "/reach-us?sent=1&x=2");
        String one = token(first.body());
        String two = token(later.body());
        assertThat(one).isNotEqualTo(two);
        assertThat(later.body().replace(two, one)).isEqualTo(first.body());
        assertThat(later.headers().firstValue("Cache-Control")).contains("private, no-cache");
    }

    /** A browser that was told "unchanged" would send the key it has once more, and its second answer be lost. */
    @Test
    void nobody_is_told_that_a_page_with_a_form_is_unchanged() {
        pageWith(stand.publishedForm(LIVE));
        HttpResponse<String> first = server.get(live, "/reach-us");
        assertThat(first.headers().firstValue("ETag")).isEmpty();
        for (String known : List.of("*", "\"x\"")) {
            assertThat(server.get(live, "/reach-us", "If-None-Match", known).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_page_with_two_forms_arrives_whole_in_every_encoding() throws Exception {
        RecordId form = stand.publishedForm(LIVE);
        RecordId second = stand.published(
                LIVE,
                new Contents(
                        "Second", "/forms/second", Stand.contactForm("Second").content(), List.of()));
        ObjectNode content = Json.object();
        var body = content.putArray("body");
        body.addObject().put("type", "paragraph").put("text", "Grüße aus Überlingen. ".repeat(400));
        body.addObject().put("type", "form").put("form", form.toString());
        body.addObject().put("type", "form").put("form", second.toString());
        published("page", new Contents("Two", "/two", content, List.of()));
        String plain = server.get(live, "/two").body();
        List<String> tokens = Jsoup.parse(plain)
                .select("[name=" + HiddenFormFields.TOKEN + "]")
                .eachAttr("value");
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
        for (int again = 0; again < 3; again++) {
            for (String encoding : List.of("gzip", "br, gzip", "gzip;q=0.5")) {
                KeptBytes got = bytes("/two", encoding);
                assertThat(got.encoding()).isEqualTo("gzip");
                String text = new String(
                        new GZIPInputStream(new ByteArrayInputStream(got.body())).readAllBytes(),
                        StandardCharsets.UTF_8);
                List<String> own = Jsoup.parse(text)
                        .select("[name=" + HiddenFormFields.TOKEN + "]")
                        .eachAttr("value");
                assertThat(own).hasSize(2).doesNotContainAnyElementsOf(tokens);
                assertThat(text.replace(own.get(0), tokens.get(0)).replace(own.get(1), tokens.get(1)))
                        .isEqualTo(plain);
                assertThat(got.body().length).isLessThan(plain.length() / 2);
            }
        }
    }

    private record KeptBytes(String encoding, byte[] body) {}

    private KeptBytes bytes(String path, String accepted) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Host", live)
                .header("Accept-Encoding", accepted)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> got = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new KeptBytes(got.headers().firstValue("Content-Encoding").orElse(""), got.body());
        }
    }

    private static String token(String html) {
        return Jsoup.parse(html)
                .selectFirst("[name=" + HiddenFormFields.TOKEN + "]")
                .attr("value");
    }

    @Test
    void people_behind_one_address_send_the_same_from_a_kept_page_and_all_arrive() {
        RecordId form = stand.publishedForm(LIVE);
        pageWith(form);
        for (int colleague = 0; colleague < 5; colleague++) {
            Map<String, String> fields = filled(open(live, "/reach-us"), Stand.answers("All of us"));
            assertThat(send(live, "/_forms/" + form, fields).statusCode()).isEqualTo(303);
            assertThat(send(live, "/_forms/" + form, fields).statusCode()).isEqualTo(303);
        }
        assertThat(stand.inbox(LIVE)).hasSize(5);
    }

    @Test
    @Requirement({"FORM-2", "FORM-8", "MULTI-9"})
    void a_post_reaches_only_a_visible_form_of_that_very_host() {
        RecordId form = stand.publishedForm(STAGING);
        assertThat(send(live, "/_forms/" + form, Stand.answers("X")).statusCode())
                .isEqualTo(404);
        Document page = open(staging, "/forms/contact");
        HttpResponse<String> sent = send(staging, "/_forms/" + form, filled(page, Stand.answers("Tester")));
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("X-Robots-Tag").orElseThrow()).contains("noindex");
        Stand other = new Stand(server, CLOCK, key + "-other");
        assertThat(send(other.site.key() + ".staging.localhost", "/_forms/" + form, Stand.answers("X"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("unknown.example", "/_forms/" + form, Stand.answers("X"))
                        .statusCode())
                .isEqualTo(421);
        assertThat(send("localhost", "/_forms/" + form, Stand.answers("X")).statusCode())
                .isIn(401, 403, 404);
        for (String path : List.of(
                "/_forms/",
                "/_forms/x",
                "/_forms/" + form + "/",
                "/_forms/" + form + "/../x",
                "/_forms/%2e%2e/" + form)) {
            assertThat(send(staging, path, Stand.answers("X")).statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(server.get(staging, "/_forms/" + form).statusCode()).isEqualTo(404);
        assertThat(server.send("PUT", staging, "/_forms/" + form, BodyPublishers.ofString("a=b"))
                        .statusCode())
                .isEqualTo(405);
        assertThat(stand.names(STAGING)).containsExactly("Tester");
        assertThat(stand.inbox(LIVE)).isEmpty();
    }

    @Test
    @Requirement("T1")
    void files_long_bodies_and_mistaken_programs_get_a_plain_answer() {
        RecordId form = stand.publishedForm(LIVE);
        String path = "/_forms/" + form;
        assertThat(server.send(
                                "POST",
                                live,
                                path,
                                BodyPublishers.ofString("x"),
                                "Content-Type",
                                "multipart/form-data; boundary=y")
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(live, path, Map.of("name", "x".repeat(200_000))).statusCode())
                .isEqualTo(413);
        HttpResponse<String> odd = server.send(
                "POST", live, path, BodyPublishers.ofString("{\"name\":\"P\"}"), "Content-Type", "application/json");
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(Json.read(odd.body()).path("errors").get(0).path("field").asString())
                .isEqualTo("/email");
        assertThat(stand.inbox(LIVE)).isEmpty();
    }

    /** The answer used to be lost to a client that hadn't finished sending when the connection was closed. */
    @RepeatedTest(20)
    @Requirement("T1")
    void a_client_still_sending_hears_that_it_sent_too_much() {
        assertThat(send(live, "/_forms/any", Map.of("name", "x".repeat(700_000)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_sites_own_template_for_forms_still_carries_what_a_post_needs() {
        ObjectNode theme = Json.object();
        theme.putObject("templates")
                .put(
                        "form",
                        "<p>Ours</p><form method=\"post\" action=\"{{action}}\"><input name=\"name\"><input name=\"email\"></form>");
        published("theme", new Contents("Own", null, theme, List.of()));
        RecordId form = stand.publishedForm(LIVE);
        Document page = open(live, "/forms/contact");
        assertThat(page.text()).contains("Ours");
        Map<String, String> fields = new LinkedHashMap<>(Stand.answers("Own"));
        page.select("form[method=post] input[type=hidden]").forEach(i -> fields.put(i.attr("name"), i.attr("value")));
        assertThat(send(live, "/_forms/" + form, fields).statusCode()).isEqualTo(303);
        assertThat(stand.inbox(LIVE).getFirst().doubts()).isEmpty();
    }
}
