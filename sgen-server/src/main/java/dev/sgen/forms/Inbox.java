package dev.sgen.forms;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.audit.Subject;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The two inboxes of a site. Each question names its environment and none adds them up (FORM-4); each asks for the
 * permission first (FORM-12). The trail tells who touched a submission, never what it says.
 */
@Component
public class Inbox {
    private final SubmissionRows rows;
    private final Members members;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    Inbox(SubmissionRows rows, Members members, AuditTrail trail, TransactionTemplate transaction, TimeAndIds time) {
        this.rows = rows;
        this.members = members;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /**
     * A page of submissions, newest first.
     *
     * @param next what to ask for as {@code after} to go on; null on the last page
     */
    public record Page(List<Submission> items, @Nullable UUID next) {}

    /**
     * A form that has submissions here.
     *
     * @param title as it was in its newest submission
     */
    public record Form(RecordId id, String title, int count) {}

    /** @throws Refused forbidden; {@link NotFound} for whoever has nothing to do with the site */
    public Page list(Actor actor, SiteId site, Environment environment, InboxQuery query) {
        permit(actor, site, environment);
        return page(site, environment, query);
    }

    /** @throws Refused {@link NotFound} if this inbox has no such submission */
    public Submission require(Actor actor, SiteId site, Environment environment, UUID id) {
        permit(actor, site, environment);
        return rows.find(site, environment, id).orElseThrow(Inbox::unknown);
    }

    /** How many stand in each state; a state that none is in is left out. */
    public Map<SubmissionState, Integer> counts(
            Actor actor, SiteId site, Environment environment, @Nullable RecordId form) {
        permit(actor, site, environment);
        return rows.counts(site, environment, form);
    }

    /** The forms by which something came in here, by title. */
    public List<Form> forms(Actor actor, SiteId site, Environment environment) {
        permit(actor, site, environment);
        return rows.forms(site, environment);
    }

    /** Moves a submission within its inbox; moving it to where it stands changes nothing and leaves no entry. */
    public Submission change(Actor actor, SiteId site, Environment environment, UUID id, SubmissionState state) {
        String role = permit(actor, site, environment);
        return Objects.requireNonNull(transaction.execute(status -> {
            Submission before = rows.lock(site, environment, id).orElseThrow(Inbox::unknown);
            if (before.state() == state) {
                return before;
            }
            rows.move(site, environment, id, state);
            trail.append(act(actor, role, site, before, FormOperations.SUBMISSION_CHANGE, state));
            return rows.find(site, environment, id).orElseThrow();
        }));
    }

    /** Removes a submission for good: nothing of it is kept but that it was removed. */
    public void delete(Actor actor, SiteId site, Environment environment, UUID id) {
        String role = permit(actor, site, environment);
        transaction.executeWithoutResult(status -> {
            Submission gone = rows.lock(site, environment, id).orElseThrow(Inbox::unknown);
            rows.delete(site, environment, id);
            trail.append(act(actor, role, site, gone, FormOperations.SUBMISSION_DELETE, null));
        });
    }

    /** A table that is still to be written; whoever holds one was permitted to read it. */
    @FunctionalInterface
    public interface Table {
        void writeTo(Appendable out) throws IOException;
    }

    /**
     * All submissions of a query as CSV, one column for each field name that occurs; a page at a time, so that no
     * slow reader holds a connection.
     *
     * @throws Refused at once, before anything is written
     */
    public Table csv(Actor actor, SiteId site, Environment environment, InboxQuery query) {
        permit(actor, site, environment);
        return out -> InboxCsv.write(
                rows.fieldNames(site, environment, query), after -> page(site, environment, query.from(after)), out);
    }

    private Page page(SiteId site, Environment environment, InboxQuery query) {
        List<Submission> found = rows.list(site, environment, query);
        boolean more = found.size() > query.limit();
        List<Submission> items = more ? List.copyOf(found.subList(0, query.limit())) : found;
        return new Page(items, more ? items.getLast().id() : null);
    }

    private String permit(Actor actor, SiteId site, Environment environment) {
        return members.permit(actor, site, Permission.INBOX, environment);
    }

    private AuditAct act(
            Actor actor,
            String role,
            SiteId site,
            Submission submission,
            Operation operation,
            @Nullable SubmissionState after) {
        Map<String, Object> details = after == null
                ? Map.of(
                        "submission",
                        submission.id().toString(),
                        "state",
                        submission.state().key())
                : Map.of(
                        "submission",
                        submission.id().toString(),
                        "state",
                        Map.of("before", submission.state().key(), "after", after.key()));
        return new AuditAct(
                site,
                operation,
                time.newId(),
                actor,
                role,
                submission.environment(),
                null,
                List.of(new Subject(submission.form(), "form", submission.formTitle())),
                null,
                false,
                details);
    }

    private static Refused unknown() {
        return new Refused(new NotFound("submission"));
    }
}
