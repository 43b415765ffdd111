package dev.sgen.forms;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestMembers;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The inboxes as use cases: who reads, what is told in the trail, what leaves as a table. */
class InboxTest {
    private static final TestClockwork CLOCK = new TestClockwork();
    private static TestApplication server;
    private static int made;

    private final Stand stand = new Stand(server, CLOCK, "inbox-" + ++made);

    @BeforeAll
    static void start() {
        server = TestApplication.start(CLOCK, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Requirement({"FORM-12", "T15", "MULTI-7"})
    @Invariant(15)
    void an_inbox_is_read_with_permission_and_never_from_another_site() {
        RecordId form = stand.publishedForm(LIVE);
        stand.fill(LIVE, form, Stand.answers("Private"));
        Submission theirs = stand.inbox(LIVE).getFirst();
        Inbox inbox = server.bean(Inbox.class);
        Actor viewer = somebody("viewer");
        assertThat(refusal(() -> inbox.list(viewer, stand.site.id(), LIVE, all())))
                .isEqualTo("forbidden");
        assertThat(refusal(() -> inbox.require(viewer, stand.site.id(), LIVE, theirs.id())))
                .isEqualTo("forbidden");
        assertThat(refusal(() -> inbox.csv(viewer, stand.site.id(), LIVE, all())))
                .isEqualTo("forbidden");
        Stand other = new Stand(server, CLOCK, "forms-other-" + ++made);
        assertThat(refusal(() -> inbox.require(stand.ada, other.site.id(), LIVE, theirs.id())))
                .isEqualTo("not-found");
        assertThat(refusal(() -> inbox.require(stand.ada, stand.site.id(), STAGING, theirs.id())))
                .isEqualTo("not-found");
        assertThat(refusal(() -> inbox.delete(stand.ada, other.site.id(), LIVE, theirs.id())))
                .isEqualTo("not-found");
        assertThat(refusal(() -> inbox.change(stand.ada, stand.site.id(), STAGING, theirs.id(), SubmissionState.READ)))
                .isEqualTo("not-found");
        Actor editor = somebody("editor");
        assertThat(inbox.list(editor, stand.site.id(), LIVE, all()).items()).hasSize(1);
    }

    @Test
    @Invariant(1)
    void a_change_and_a_removal_are_told_in_the_trail_without_what_the_visitor_wrote() {
        RecordId form = stand.publishedForm(LIVE);
        stand.fill(LIVE, form, Stand.answers("Secretive"));
        Submission one = stand.inbox(LIVE).getFirst();
        Inbox inbox = server.bean(Inbox.class);
        inbox.change(stand.ada, stand.site.id(), LIVE, one.id(), SubmissionState.SPAM);
        inbox.change(stand.ada, stand.site.id(), LIVE, one.id(), SubmissionState.SPAM);
        assertThat(inbox.counts(stand.ada, stand.site.id(), LIVE, null)).isEqualTo(Map.of(SubmissionState.SPAM, 1));
        inbox.delete(stand.ada, stand.site.id(), LIVE, one.id());
        assertThat(stand.inbox(LIVE)).isEmpty();
        AuditReading trail = server.bean(AuditReading.class);
        List<AuditEntry> entries =
                trail.search(stand.site.id(), AuditQuery.newest(2)).items();
        assertThat(entries).extracting(AuditEntry::operation).containsExactly("submission.delete", "submission.change");
        assertThat(entries).extracting(AuditEntry::environment).containsOnly("live");
        assertThat(Json.write(entries))
                .contains(form.toString(), one.id().toString())
                .doesNotContain("Secretive", "leeks");
        assertThat(trail.verify(stand.site.id()).valid()).isTrue();
    }

    @Test
    @Invariant(1)
    void moving_a_submission_to_where_it_stands_leaves_no_entry() {
        RecordId form = stand.publishedForm(LIVE);
        stand.fill(LIVE, form, Stand.answers("Still"));
        Submission one = stand.inbox(LIVE).getFirst();
        AuditReading trail = server.bean(AuditReading.class);
        long before = trail.head(stand.site.id());
        server.bean(Inbox.class).change(stand.ada, stand.site.id(), LIVE, one.id(), one.state());
        assertThat(trail.head(stand.site.id())).isEqualTo(before);
    }

    @Test
    @Requirement("T39")
    void a_spreadsheet_takes_no_answer_for_a_formula() throws Exception {
        RecordId form = stand.publishedForm(LIVE);
        for (String canary : List.of(
                "=1+1",
                "+49 30",
                "-1",
                "@SUM(A1)",
                " =cmd|'/c calc'!A1",
                "\"=1",
                "＝1",
                "%x",
                "x;=cmd",
                "plain, \"quoted\"")) {
            stand.fill(LIVE, form, with(Stand.answers(canary), "message", "two\nlines"));
        }
        StringBuilder csv = new StringBuilder();
        server.bean(Inbox.class)
                .csv(stand.ada, stand.site.id(), LIVE, new InboxQuery(null, Set.of(), 4, null))
                .writeTo(csv);
        assertThat(csv.toString().lines().findFirst().orElseThrow())
                .isEqualTo(
                        "\"id\",\"received\",\"form\",\"form title\",\"version\",\"state\",\"name\",\"email\",\"message\"");
        assertThat(csv.toString())
                .contains(
                        ",\"'=1+1\",",
                        ",\"'+49 30\",",
                        ",\"'-1\",",
                        ",\"'@SUM(A1)\",",
                        ",\"'=cmd|'/c calc'!A1\",",
                        ",\"'\"\"=1\",",
                        ",\"'＝1\",",
                        ",\"'%x\",",
                        ",\"'x;=cmd\",")
                .contains("\"plain, \"\"quoted\"\"\"", "\"two\nlines\"");
        assertThat(csv.toString().split("visitor@example.org", -1)).hasSize(11);
    }

    private static InboxQuery all() {
        return new InboxQuery(null, Set.of(), 50, null);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(name, value);
        return all;
    }

    private Actor somebody(String role) {
        return TestMembers.add(
                server.bean(SiteMembers.class), stand.site.id(), role + ++made + "@example.org", role, role);
    }

    private static String refusal(Runnable attempt) {
        try {
            attempt.run();
            return "ok";
        } catch (Refused refused) {
            return refused.refusal().code();
        }
    }
}
