package dev.sgen.forms;

import static dev.sgen.vocabulary.Environment.LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
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

/** The keys that forms are drawn with: what is the same submission sent twice, and what is two. */
class FormKeysTest {
    private static final TestClockwork CLOCK = new TestClockwork();
    private static TestApplication server;
    private static int made;

    private final Stand stand = new Stand(server, CLOCK, "form-keys-" + ++made);

    @BeforeAll
    static void start() {
        server = TestApplication.start(CLOCK, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Requirement("FORM-3")
    void pressing_the_button_many_times_at_once_is_one_submission() throws Exception {
        RecordId form = stand.publishedForm(LIVE);
        Map<String, String> same = with(
                Stand.answers("Eager"),
                HiddenFormFields.TOKEN,
                stand.guard(LIVE, form).token());
        CLOCK.advance(Duration.ofSeconds(10));
        List<Callable<PostOutcome>> presses = IntStream.range(0, 20)
                .<Callable<PostOutcome>>mapToObj(n -> () -> stand.post(LIVE, form, same, "203.0.113.7"))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<PostOutcome> each : threads.invokeAll(presses)) {
                assertThat(each.get()).isInstanceOf(PostOutcome.Sent.class);
            }
        }
        assertThat(stand.inbox(LIVE)).hasSize(1);
    }

    @Test
    void a_form_that_is_sent_again_is_one_submission_however_much_later_and_from_wherever() {
        RecordId form = stand.publishedForm(LIVE);
        Map<String, String> same = with(
                Stand.answers("Eager"),
                HiddenFormFields.TOKEN,
                stand.guard(LIVE, form).token());
        stand.post(LIVE, form, same, "203.0.113.7");
        for (Duration later : List.of(
                Duration.ofSeconds(1),
                Duration.ofMinutes(9),
                Duration.ofMinutes(2),
                Duration.ofMinutes(25),
                Duration.ofHours(24))) {
            CLOCK.advance(later);
            assertThat(stand.post(LIVE, form, same, "203.0.113.7")).isInstanceOf(PostOutcome.Sent.class);
        }
        stand.post(LIVE, form, same, "198.51.100.4");
        assertThat(stand.inbox(LIVE)).hasSize(1);
        stand.post(LIVE, form, with(same, "message", "And one more thing."), "203.0.113.7");
        assertThat(stand.inbox(LIVE)).hasSize(2);
    }

    @Test
    void colleagues_behind_one_address_who_answer_alike_are_all_counted() {
        ObjectNode content = Json.object();
        content.putArray("fields")
                .addObject()
                .put("name", "day")
                .put("type", "radio")
                .putArray("options")
                .add("Mon")
                .add("Tue");
        RecordId vote = stand.published(LIVE, new Contents("Vote", "/forms/vote", content, List.of()));
        for (int colleague = 0; colleague < 5; colleague++) {
            assertThat(stand.fill(LIVE, vote, Map.of("day", "Mon"))).isInstanceOf(PostOutcome.Sent.class);
        }
        assertThat(stand.inbox(LIVE)).hasSize(5).allMatch(each -> each.state() == SubmissionState.NEW);
    }

    @Test
    void a_post_without_a_key_is_kept_each_time() {
        RecordId form = stand.publishedForm(LIVE);
        stand.post(LIVE, form, Stand.answers("Program"), "203.0.113.7");
        stand.post(LIVE, form, Stand.answers("Program"), "203.0.113.7");
        assertThat(stand.inbox(LIVE)).hasSize(2).allMatch(each -> each.doubts().equals(List.of(SpamReason.NO_TOKEN)));
    }

    @Test
    void a_press_that_was_put_aside_keeps_no_right_one_out() {
        RecordId form = stand.publishedForm(LIVE);
        HiddenFormFields guard = stand.guard(LIVE, form);
        Map<String, String> same = with(Stand.answers("Filler"), HiddenFormFields.TOKEN, guard.token());
        stand.post(LIVE, form, with(same, guard.trap(), "filled in by a program"), "203.0.113.7");
        stand.post(LIVE, form, same, "203.0.113.7");
        assertThat(stand.inbox(LIVE))
                .extracting(Submission::state)
                .containsExactlyInAnyOrder(SubmissionState.NEW, SubmissionState.SPAM);
    }

    @Test
    void two_drawings_of_a_form_have_keys_of_their_own_and_the_same_length() {
        RecordId form = stand.publishedForm(LIVE);
        String one = stand.guard(LIVE, form).token();
        String two = stand.guard(LIVE, form).token();
        assertThat(one).isNotEqualTo(two).hasSameSizeAs(two);
    }

    @Test
    void a_token_of_another_form_is_forged() {
        RecordId form = stand.publishedForm(LIVE);
        Contents second =
                new Contents("Other", "/forms/other", Stand.contactForm("Other").content(), List.of());
        RecordId other = stand.published(LIVE, second);
        String token = stand.guard(LIVE, other).token();
        stand.post(LIVE, form, with(Stand.answers("Mallory"), HiddenFormFields.TOKEN, token), "203.0.113.7");
        stand.post(LIVE, other, with(Stand.answers("Vera"), HiddenFormFields.TOKEN, token), "203.0.113.7");
        assertThat(doubtsOf("Mallory")).containsExactly(SpamReason.FORGED_TOKEN);
        assertThat(doubtsOf("Vera")).isEmpty();
    }

    @Test
    void another_key_under_the_same_signature_is_forged() {
        RecordId form = stand.publishedForm(LIVE);
        String[] parts = stand.guard(LIVE, form).token().split("\\.");
        String[] others = stand.guard(LIVE, form).token().split("\\.");
        String mixed = String.join(".", parts[0], others[1], parts[2]);
        stand.post(LIVE, form, with(Stand.answers("Mallory"), HiddenFormFields.TOKEN, mixed), "203.0.113.7");
        assertThat(stand.inbox(LIVE).getFirst().doubts()).containsExactly(SpamReason.FORGED_TOKEN);
    }

    private List<SpamReason> doubtsOf(String name) {
        return stand.inbox(LIVE).stream()
                .filter(s -> s.fields().getFirst().text().equals(name))
                .findFirst()
                .orElseThrow()
                .doubts();
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(name, value);
        return all;
    }
}
