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

/** The line after an action, with the way back where there is a simple one. */
@Component
public class OutcomeMessages {
    private final RecordReading recordReading;

    OutcomeMessages(RecordReading recordReading) {
        this.recordReading = recordReading;
    }

    /** Where the operator goes on: to the record, or to the list they came from. */
    String next(AdminContext adminContext, Verb verb, List<RecordId> ids) {
        List<SiteRecord> records =
                recordReading.all(adminContext.actor(), adminContext.siteId(), adminContext.environment(), ids);
        SiteRecord first = records.isEmpty() ? null : records.getFirst();
        if (first == null) {
            return adminContext.base();
        }
        boolean stillHere = ids.size() == 1 && first.in(adminContext.environment()) != null;
        return stillHere
                ? adminContext.base() + "/record/" + first.id()
                : adminContext.base() + "/content/" + first.type();
    }

    FlashMessage of(AdminContext adminContext, Verb verb, List<SiteRecord> before) {
        String text = ReviewPageBuilder.what(adminContext, before) + " " + verb.done() + " on "
                + adminContext.environment().key() + ".";
        FlashMessage flashMessage = FlashMessage.done(sentence(text));
        String undo = undo(adminContext, verb, before);
        return undo == null ? flashMessage : flashMessage.undoneBy(undo);
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static @Nullable String undo(AdminContext adminContext, Verb verb, List<SiteRecord> before) {
        boolean fresh =
                before.stream().allMatch(r -> at(adminContext, r) == null || published(adminContext, r) == null);
        return switch (verb) {
            case PUBLISH ->
                fresh
                        ? decide(adminContext.base(), Verb.UNPUBLISH, before)
                        : back(adminContext.base(), adminContext, before);
            case UNPUBLISH -> back(adminContext.base(), adminContext, before);
            case ARCHIVE -> fresh ? decide(adminContext.base(), Verb.REVIVE, before) : null;
            case REVIVE -> decide(adminContext.base(), Verb.ARCHIVE, before);
            default -> null;
        };
    }

    public FlashMessage promoted(AdminContext adminContext, List<SiteRecord> before, Promotion done) {
        int carried =
                (int) done.records().stream().filter(Promotion.Step::carriedFor).count();
        String live = adminContext.baseOf(Environment.LIVE);
        String text = sentence(ReviewPageBuilder.what(adminContext, before) + " promoted to live"
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

    FlashMessage scheduled(AdminContext adminContext, List<SiteRecord> before, Schedule.Action action, Instant at) {
        String what = sentence(ReviewPageBuilder.what(adminContext, before)
                + (action == Schedule.Action.PROMOTE ? " will be promoted " : " will be published "));
        return FlashMessage.done(what + "on " + adminContext.times().full(at) + ", "
                        + adminContext.times().left(at) + ".")
                .linked("All schedules", adminContext.base() + "/schedule")
                .undoneBy(decide(adminContext.base(), Verb.CANCEL_SCHEDULE, before));
    }

    private static String decide(String base, Verb verb, List<SiteRecord> records) {
        return base + "/decide/" + verb.key() + "?"
                + records.stream().map(r -> "record=" + r.id()).collect(Collectors.joining("&"));
    }

    /** Putting back what one record showed before. */
    private static @Nullable String back(String base, AdminContext adminContext, List<SiteRecord> before) {
        Integer shown = before.size() == 1 ? published(adminContext, before.getFirst()) : null;
        return shown == null
                ? null
                : base + "/record/" + before.getFirst().id() + "/recover?publish=true&version=" + shown;
    }

    private static @Nullable Coordinate at(AdminContext adminContext, SiteRecord record) {
        return record.in(adminContext.environment());
    }

    private static @Nullable Integer published(AdminContext adminContext, SiteRecord record) {
        Coordinate at = at(adminContext, record);
        return at == null ? null : at.published();
    }
}
