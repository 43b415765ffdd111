package dev.sgen.admin.review;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.Verb;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds the message after an operation, with an undo link if there is a simple undo. */
@Component
public class OutcomeMessages {
    private final RecordReading recordReading;

    OutcomeMessages(RecordReading recordReading) {
        this.recordReading = recordReading;
    }

    /** The address to continue at: the record if it still exists here, otherwise the list. */
    String next(AdminContext context, Verb verb, List<RecordId> ids) {
        List<SiteRecord> records = recordReading.all(context.actor(), context.siteId(), context.environment(), ids);
        SiteRecord first = records.isEmpty() ? null : records.getFirst();
        if (first == null) {
            return context.base();
        }
        boolean stillHere = ids.size() == 1 && first.in(context.environment()) != null;
        return stillHere ? context.base() + "/record/" + first.id() : context.base() + "/content/" + first.type();
    }

    FlashMessage of(AdminContext context, Verb verb, List<SiteRecord> before) {
        String text = ReviewPageBuilder.what(context, before) + " " + verb.done() + " on "
                + context.environment().key() + ".";
        FlashMessage flashMessage = FlashMessage.done(sentence(text));
        String undo = undo(context, verb, before);
        return undo == null ? flashMessage : flashMessage.undoneBy(undo);
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static @Nullable String undo(AdminContext context, Verb verb, List<SiteRecord> before) {
        boolean fresh = before.stream().allMatch(r -> at(context, r) == null || published(context, r) == null);
        return switch (verb) {
            case PUBLISH ->
                fresh ? decide(context.base(), Verb.UNPUBLISH, before) : back(context.base(), context, before);
            case UNPUBLISH -> back(context.base(), context, before);
            case ARCHIVE -> fresh ? decide(context.base(), Verb.REVIVE, before) : null;
            case REVIVE -> decide(context.base(), Verb.ARCHIVE, before);
            default -> null;
        };
    }

    /**
     * The message after a promotion.
     *
     * @param before the selected records as they were before it
     */
    public FlashMessage promoted(AdminContext context, List<SiteRecord> before, Promotion done) {
        int carried =
                (int) done.records().stream().filter(Promotion.Step::carriedFor).count();
        String live = context.baseOf(Environment.LIVE);
        String text = sentence(ReviewPageBuilder.what(context, before) + " promoted to live"
                + (carried == 0 ? "." : ", with " + AdminWords.count(carried, "record") + " it uses."));
        FlashMessage flashMessage = FlashMessage.done(text)
                .linked(
                        "See it on live",
                        before.size() == 1
                                ? live + "/record/" + before.getFirst().id()
                                : live);
        boolean allNew = done.records().stream().allMatch(s -> s.replaces() == null);
        if (allNew && carried == 0) {
            return flashMessage.undoneBy(decide(live, Verb.UNPUBLISH, before));
        }
        Promotion.Step first = done.records().getFirst();
        return done.records().size() == 1 && first.replaces() != null
                ? flashMessage.undoneBy(
                        live + "/record/" + first.record() + "/recover?publish=true&version=" + first.replaces())
                : flashMessage;
    }

    FlashMessage scheduled(AdminContext context, List<SiteRecord> before, Schedule.Action action, Instant at) {
        String what = sentence(ReviewPageBuilder.what(context, before)
                + (action == Schedule.Action.PROMOTE ? " will be promoted " : " will be published "));
        return FlashMessage.done(what + "on " + context.times().full(at) + ", "
                        + context.times().left(at) + ".")
                .linked("All schedules", context.base() + "/schedule")
                .undoneBy(decide(context.base(), Verb.CANCEL_SCHEDULE, before));
    }

    private static String decide(String base, Verb verb, List<SiteRecord> records) {
        return base + "/decide/" + verb.key() + "?"
                + records.stream().map(r -> "record=" + r.id()).collect(Collectors.joining("&"));
    }

    /**
     * The address that publishes the version again which a single record showed before; null for several records, or
     * if none was public.
     */
    private static @Nullable String back(String base, AdminContext context, List<SiteRecord> before) {
        Integer shown = before.size() == 1 ? published(context, before.getFirst()) : null;
        return shown == null
                ? null
                : base + "/record/" + before.getFirst().id() + "/recover?publish=true&version=" + shown;
    }

    private static @Nullable Coordinate at(AdminContext context, SiteRecord record) {
        return record.in(context.environment());
    }

    private static @Nullable Integer published(AdminContext context, SiteRecord record) {
        Coordinate at = at(context, record);
        return at == null ? null : at.published();
    }
}
