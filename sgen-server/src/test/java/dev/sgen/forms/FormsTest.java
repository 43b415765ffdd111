package dev.sgen.forms;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What visitors send, from the post to the inbox, over the whole server and its database. */
class FormsTest {
    private static final TestClockwork CLOCK = new TestClockwork();
    private static TestApplication server;
    private static int made;

    private final Stand stand = new Stand(server, CLOCK, "forms-" + ++made);

    @BeforeAll
    static void start() {
        server = TestApplication.start(CLOCK, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Requirement({"FORM-2", "FORM-3", "FORM-4", "FORM-5", "ENV-29"})
    @Invariant(6)
    void an_answer_lands_in_the_inbox_of_its_environment_and_a_promote_moves_none() {
        RecordId form = stand.publishedForm(STAGING);
        assertThat(stand.fill(STAGING, form, Stand.answers("Tester"))).isInstanceOf(PostOutcome.Sent.class);
        assertThat(stand.names(STAGING)).containsExactly("Tester");
        assertThat(stand.inbox(LIVE)).isEmpty();

        stand.promote(form);
        assertThat(stand.inbox(LIVE)).isEmpty();
        stand.fill(LIVE, form, Stand.answers("Customer"));
        assertThat(stand.names(STAGING)).containsExactly("Tester");
        assertThat(stand.names(LIVE)).containsExactly("Customer");
    }

    @Test
    @Requirement("FORM-8")
    void only_a_visible_form_takes_answers_and_only_where_it_is_visible() {
        RecordId form = stand.publishedForm(STAGING);
        assertThat(stand.post(LIVE, form, Stand.answers("Early"), "203.0.113.7"))
                .isEqualTo(new PostOutcome.Absent());
        stand.promote(form);
        HiddenFormFields guard = stand.guard(LIVE, form);
        server.bean(Publishing.class).archive(stand.ada, stand.site.id(), LIVE, List.of(form));
        CLOCK.advance(Duration.ofSeconds(10));
        Map<String, String> late = with(Stand.answers("Late"), HiddenFormFields.TOKEN, guard.token());
        assertThat(stand.post(LIVE, form, late, "203.0.113.7")).isEqualTo(new PostOutcome.Absent());
        assertThat(stand.inbox(LIVE)).isEmpty();
        assertThat(stand.fill(STAGING, form, Stand.answers("Still here"))).isInstanceOf(PostOutcome.Sent.class);
        server.bean(Publishing.class).unpublish(stand.ada, stand.site.id(), STAGING, List.of(form));
        assertThat(stand.post(STAGING, form, late, "203.0.113.7")).isEqualTo(new PostOutcome.Absent());
        assertThat(stand.raw(STAGING, "no-id", Stand.BROWSER, "a=b", "203.0.113.7"))
                .isEqualTo(new PostOutcome.Absent());
    }

    @Test
    @Requirement({"FORM-7", "FORM-1"})
    void a_saved_edit_doesnt_change_the_form_that_visitors_answer() {
        RecordId form = stand.publishedForm(LIVE);
        ObjectNode content = Json.object();
        content.putArray("fields")
                .addObject()
                .put("name", "shoe")
                .put("type", "text")
                .put("required", true);
        Publishing publishing = server.bean(Publishing.class);
        publishing.save(
                stand.ada,
                stand.site.id(),
                LIVE,
                form,
                1,
                new Contents("Contact", "/forms/contact", content, List.of()));
        assertThat(stand.fill(LIVE, form, Stand.answers("Before"))).isInstanceOf(PostOutcome.Sent.class);
        publishing.publish(stand.ada, stand.site.id(), LIVE, List.of(form));
        assertThat(stand.fill(LIVE, form, Stand.answers("After")))
                .isInstanceOfSatisfying(
                        PostOutcome.Again.class,
                        again -> assertThat(again.problems()).containsOnlyKeys("shoe"));
        stand.fill(LIVE, form, Map.of("shoe", "42"));
        assertThat(stand.inbox(LIVE)).extracting(Submission::version).containsExactly(2, 1);
    }

    @Test
    void what_cant_be_right_is_said_at_the_field_and_nothing_typed_is_lost() {
        RecordId form = stand.publishedForm(LIVE);
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", "x".repeat(61));
        typed.put("email", "no address");
        typed.put("topic", "Something else");
        typed.put("people", "many");
        typed.put("day", "2026-02-30");
        typed.put("link", "javascript:alert(1)");
        typed.put("message", "kept\r\nas typed");
        PostOutcome.Again again = (PostOutcome.Again) stand.fill(LIVE, form, typed);
        assertThat(again.problems()).containsOnlyKeys("name", "email", "topic", "people", "day", "link");
        assertThat(again.page()).isEqualTo("/forms/contact");
        assertThat(again.values())
                .containsEntry("message", List.of("kept\r\nas typed"))
                .doesNotContainKey(HiddenFormFields.TOKEN);
        assertThat(((PostOutcome.Again) stand.fill(LIVE, form, Map.of())).problems())
                .containsOnlyKeys("name", "email");
        assertThat(stand.inbox(LIVE)).isEmpty();
    }

    @Test
    void answers_are_kept_as_the_visitor_gave_them_and_unknown_fields_only_by_name() {
        RecordId form = stand.publishedForm(LIVE);
        Map<String, String> fields = new LinkedHashMap<>(Stand.answers("Zoë \u0000\u0007Ö\r\nBcc: x"));
        fields.put("admin", "true");
        fields.put("consent", "on");
        String token = stand.guard(LIVE, form).token();
        CLOCK.advance(Duration.ofSeconds(10));
        String body =
                Stand.encoded(with(fields, HiddenFormFields.TOKEN, token)) + "&days=Monday&days=Tuesday&days=Monday";
        assertThat(stand.raw(LIVE, form.toString(), Stand.BROWSER + ";charset=utf-8", body, "203.0.113.7"))
                .isEqualTo(new PostOutcome.Sent("/forms/contact#sent-" + form));
        Submission kept = stand.inbox(LIVE).getFirst();
        assertThat(kept.fields())
                .containsExactly(
                        new FilledField("name", "Your name", List.of("Zoë  Ö Bcc: x")),
                        new FilledField("email", "Email address", List.of("visitor@example.org")),
                        new FilledField("days", "Days", List.of("Monday", "Tuesday")),
                        new FilledField("message", "Message", List.of("Do you have leeks?")),
                        new FilledField("consent", "Keep my address", List.of("yes")));
        assertThat(kept.leftOut()).containsExactly("admin");
        assertThat(kept.state()).isEqualTo(SubmissionState.NEW);
        assertThat(kept.userAgent()).isEqualTo("Visitor/1.0");
    }

    @Test
    void doubtful_answers_are_put_aside_with_the_reason_and_never_dropped() {
        RecordId form = stand.publishedForm(LIVE);
        HiddenFormFields guard = stand.guard(LIVE, form);
        stand.post(LIVE, form, Stand.answers("Bare"), "203.0.113.7");
        CLOCK.advance(Duration.ofSeconds(1));
        stand.post(
                LIVE, form, with(Stand.answers("Forged"), HiddenFormFields.TOKEN, guard.token() + "x"), "203.0.113.7");
        stand.fill(LIVE, form, with(Stand.answers("Trapped"), guard.trap(), "http://x"));
        stand.fill(LIVE, form, with(Stand.answers("Links"), "message", "http://a http://b www.c <a href=d>"));
        stand.fill(LIVE, form, with(Stand.answers("Person"), "message", "See https://a.example and https://b.example"));
        assertThat(stand.inbox(LIVE))
                .extracting(s -> s.fields().getFirst().text() + " " + s.state().key() + " " + s.doubts())
                .containsExactly(
                        "Person new []",
                        "Links spam [LINKS]",
                        "Trapped spam [TRAP]",
                        "Forged spam [FORGED_TOKEN]",
                        "Bare spam [NO_TOKEN]");
    }

    @Test
    void a_token_is_good_for_its_own_form_and_environment_for_its_day_and_two_more() {
        RecordId form = stand.publishedForm(STAGING);
        stand.promote(form);
        Map<String, String> elsewhere = with(
                Stand.answers("Elsewhere"),
                HiddenFormFields.TOKEN,
                stand.guard(STAGING, form).token());
        CLOCK.advance(Duration.ofHours(48));
        stand.post(LIVE, form, elsewhere, "203.0.113.7");
        assertThat(stand.inbox(LIVE).getFirst().doubts()).containsExactly(SpamReason.FORGED_TOKEN);
        assertThat(stand.post(STAGING, form, elsewhere, "203.0.113.7")).isInstanceOf(PostOutcome.Sent.class);
        assertThat(stand.inbox(STAGING).getFirst().doubts()).isEmpty();
        CLOCK.advance(Duration.ofHours(24));
        PostOutcome.Again stale = (PostOutcome.Again) stand.post(STAGING, form, elsewhere, "203.0.113.7");
        assertThat(stale.notice()).contains("two days");
        assertThat(stale.values()).containsKey("message");
    }

    @Test
    void only_a_visible_page_of_the_site_is_gone_back_to() {
        RecordId form = stand.publishedForm(LIVE);
        Publishing publishing = server.bean(Publishing.class);
        RecordId page = publishing
                .create(stand.ada, stand.site.id(), LIVE, "page", new Contents("Où", "/où", Json.object(), List.of()))
                .id();
        assertThat(location(form, "/où")).isEqualTo("/forms/contact#sent-" + form);
        publishing.publish(stand.ada, stand.site.id(), LIVE, List.of(page));
        assertThat(location(form, "/où")).isEqualTo("/o%C3%B9#sent-" + form);
        for (String away : List.of(
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "javascript:1",
                "/où\r\nX: y",
                "\u0000")) {
            assertThat(location(form, away)).isEqualTo("/forms/contact#sent-" + form);
        }
    }

    private String location(RecordId form, String page) {
        return ((PostOutcome.Sent) stand.fill(LIVE, form, with(Stand.answers("Back"), HiddenFormFields.PAGE, page)))
                .location();
    }

    @Test
    @Requirement("FORM-8")
    void a_visible_record_that_is_no_form_takes_no_answers() {
        Publishing publishing = server.bean(Publishing.class);
        RecordId page = publishing
                .create(
                        stand.ada,
                        stand.site.id(),
                        LIVE,
                        "page",
                        new Contents("About", "/about", Json.object(), List.of()))
                .id();
        publishing.publish(stand.ada, stand.site.id(), LIVE, List.of(page));
        assertThat(stand.post(LIVE, page, Stand.answers("Spam"), "203.0.113.7")).isEqualTo(new PostOutcome.Absent());
        assertThat(stand.inbox(LIVE)).isEmpty();
    }

    @Test
    void many_visitors_at_once_lose_nothing() throws Exception {
        RecordId form = stand.publishedForm(LIVE);
        List<Callable<PostOutcome>> visitors = IntStream.range(0, 100)
                .<Callable<PostOutcome>>mapToObj(
                        n -> () -> stand.fill(LIVE, form, Stand.answers("v" + n), "198.51.100." + n))
                .toList();
        long sent = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<PostOutcome> each : threads.invokeAll(visitors)) {
                sent += each.get() instanceof PostOutcome.Sent ? 1 : 0;
            }
        }
        assertThat(sent).isEqualTo(100);
        assertThat(stand.inbox(LIVE)).hasSize(100).extracting(Submission::id).doesNotHaveDuplicates();
    }

    @Test
    @Requirement("T27")
    void who_posts_too_often_waits_and_an_ipv6_network_counts_as_one() {
        RecordId form = stand.publishedForm(LIVE);
        PostOutcome last = null;
        for (int n = 0; n < 201; n++) {
            last = stand.post(LIVE, form, Stand.answers("n" + n), "2001:db8:1:2::" + Integer.toHexString(n));
        }
        assertThat(last)
                .isInstanceOfSatisfying(
                        PostOutcome.Busy.class,
                        busy -> assertThat(busy.retryAfterSeconds()).isBetween(1L, 5L));
        assertThat(stand.inbox(LIVE)).hasSize(200);
        assertThat(stand.post(LIVE, form, Stand.answers("Neighbour"), "2001:db8:1:3::1"))
                .isInstanceOf(PostOutcome.Sent.class);
        CLOCK.advance(Duration.ofSeconds(6));
        assertThat(stand.post(LIVE, form, Stand.answers("Patient"), "2001:db8:1:2::1"))
                .isInstanceOf(PostOutcome.Sent.class);
    }

    @Test
    @Requirement("T1")
    void files_and_bodies_that_cant_be_read_are_refused() {
        RecordId form = stand.publishedForm(LIVE);
        assertThat(stand.raw(LIVE, form.toString(), "multipart/form-data; boundary=x", "--x", "203.0.113.7")
                        .status())
                .isEqualTo(415);
        assertThat(stand.raw(LIVE, form.toString(), Stand.BROWSER, "a=%zz", "203.0.113.7")
                        .status())
                .isEqualTo(400);
        assertThat(stand.raw(LIVE, form.toString(), "application/json", "[1]", "203.0.113.7")
                        .status())
                .isEqualTo(400);
        assertThat(stand.raw(LIVE, form.toString(), Stand.BROWSER, "a=" + "x".repeat(70_000), "203.0.113.7")
                        .status())
                .isEqualTo(413);
        assertThat(stand.raw(LIVE, form.toString(), Stand.BROWSER, "&".repeat(5_000), "203.0.113.7")
                        .status())
                .isEqualTo(400);
        assertThat(stand.inbox(LIVE)).isEmpty();
        assertThat(stand.raw(
                        LIVE,
                        form.toString(),
                        "application/json",
                        "{\"name\":\"Program \\ud800\",\"email\":\"p@example.org\",\"days\":[\"Monday\"],\"consent\":true}",
                        "203.0.113.7"))
                .isInstanceOf(PostOutcome.Sent.class);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(name, value);
        return all;
    }
}
