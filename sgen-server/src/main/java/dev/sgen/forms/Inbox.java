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
 * Reads and changes the form inboxes of a site. Each environment has its own inbox, and no query combines them
 * (FORM-4). Each method checks the permission (FORM-12). The audit trail records who touched a submission, but not its
 * contents.
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
     * @param next the {@code after} of the next page; null on the last one
     */
    public record Page(List<Submission> items, @Nullable UUID next) {}

    /**
     * A form that has submissions here.
     *
     * @param title the title in its newest submission
     */
    public record Form(RecordId id, String title, int count) {}

    /**
     * A page of submissions.
     *
     * @throws Refused forbidden; {@link NotFound} if the actor is not a member of the site
     */
    public Page list(Actor actor, SiteId site, Environment environment, InboxQuery query) {
        permit(actor, site, environment);
        return page(site, environment, query);
    }

    /**
     * One submission.
     *
     * @throws Refused {@link NotFound} if this inbox has no such submission
     */
    public Submission require(Actor actor, SiteId site, Environment environment, UUID id) {
        permit(actor, site, environment);
        return rows.find(site, environment, id).orElseThrow(Inbox::unknown);
    }

    /** The number of submissions by state; states without submissions are omitted. */
    public Map<SubmissionState, Integer> counts(
            Actor actor, SiteId site, Environment environment, @Nullable RecordId form) {
        permit(actor, site, environment);
        return rows.counts(site, environment, form);
    }

    /** The forms that have submissions here, by title. */
    public List<Form> forms(Actor actor, SiteId site, Environment environment) {
        permit(actor, site, environment);
        return rows.forms(site, environment);
    }

    /** Changes the state of a submission. No audit entry if it is in that state already. */
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

    /** Deletes a submission permanently; only the audit entry of the deletion remains. */
    public void delete(Actor actor, SiteId site, Environment environment, UUID id) {
        String role = permit(actor, site, environment);
        transaction.executeWithoutResult(status -> {
            Submission gone = rows.lock(site, environment, id).orElseThrow(Inbox::unknown);
            rows.delete(site, environment, id);
            trail.append(act(actor, role, site, gone, FormOperations.SUBMISSION_DELETE, null));
        });
    }

    /** A CSV export to be written later; the permission has been checked. */
    @FunctionalInterface
    public interface Table {
        void writeTo(Appendable out) throws IOException;
    }

    /**
     * All submissions of a query as CSV, with one column per field name. Reads page by page, so that a slow client does
     * not hold a database connection.
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
