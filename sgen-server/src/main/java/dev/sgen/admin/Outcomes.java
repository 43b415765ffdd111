package dev.sgen.admin;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The line after an action, with the way back where there is a simple one. */
@Component
class Outcomes {
    private final Reading reading;

    Outcomes(Reading reading) {
        this.reading = reading;
    }

    /** Where the operator goes on: to the record, or to the list they came from. */
    String next(Place place, Verb verb, List<RecordId> ids) {
        List<SiteRecord> records = reading.all(place.actor(), place.siteId(), place.environment(), ids);
        SiteRecord first = records.isEmpty() ? null : records.getFirst();
        if (first == null) {
            return place.base();
        }
        boolean stillHere = ids.size() == 1 && first.in(place.environment()) != null;
        return stillHere ? place.base() + "/record/" + first.id() : place.base() + "/content/" + first.type();
    }

    Notice of(Place place, Verb verb, List<SiteRecord> before) {
        String text = Decisions.what(place, before) + " " + verb.done() + " on "
                + place.environment().key() + ".";
        Notice notice = Notice.done(sentence(text));
        String undo = undo(place, verb, before);
        return undo == null ? notice : notice.undoneBy(undo);
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static @Nullable String undo(Place place, Verb verb, List<SiteRecord> before) {
        boolean fresh = before.stream().allMatch(r -> at(place, r) == null || published(place, r) == null);
        return switch (verb) {
            case PUBLISH -> fresh ? decide(place.base(), Verb.UNPUBLISH, before) : back(place.base(), place, before);
            case UNPUBLISH -> back(place.base(), place, before);
            case ARCHIVE -> fresh ? decide(place.base(), Verb.REVIVE, before) : null;
            case REVIVE -> decide(place.base(), Verb.ARCHIVE, before);
            default -> null;
        };
    }

    Notice promoted(Place place, List<SiteRecord> before, Promotion done) {
        int carried =
                (int) done.records().stream().filter(Promotion.Step::carriedFor).count();
        String live = place.baseOf(Environment.LIVE);
        String text = sentence(Decisions.what(place, before) + " promoted to live"
                + (carried == 0 ? "." : ", with " + Words.count(carried, "record") + " it uses."));
        Notice notice = Notice.done(text)
                .linked(
                        "See it on live",
                        before.size() == 1
                                ? live + "/record/" + before.getFirst().id()
                                : live);
        boolean allNew = done.records().stream().allMatch(s -> s.replaces() == null);
        if (allNew && carried == 0) {
            return notice.undoneBy(decide(live, Verb.UNPUBLISH, before));
        }
        Promotion.Step first = done.records().getFirst();
        return done.records().size() == 1 && first.replaces() != null
                ? notice.undoneBy(
                        live + "/record/" + first.record() + "/recover?publish=true&version=" + first.replaces())
                : notice;
    }

    Notice scheduled(Place place, List<SiteRecord> before, Schedule.Action action, Instant at) {
        String what = sentence(Decisions.what(place, before)
                + (action == Schedule.Action.PROMOTE ? " will be promoted " : " will be published "));
        return Notice.done(what + "on " + place.times().full(at) + ", "
                        + place.times().left(at) + ".")
                .linked("All schedules", place.base() + "/schedule")
                .undoneBy(decide(place.base(), Verb.CANCEL_SCHEDULE, before));
    }

    private static String decide(String base, Verb verb, List<SiteRecord> records) {
        return base + "/decide/" + verb.key() + "?"
                + records.stream().map(r -> "record=" + r.id()).collect(Collectors.joining("&"));
    }

    /** Putting back what one record showed before. */
    private static @Nullable String back(String base, Place place, List<SiteRecord> before) {
        Integer shown = before.size() == 1 ? published(place, before.getFirst()) : null;
        return shown == null
                ? null
                : base + "/record/" + before.getFirst().id() + "/recover?publish=true&version=" + shown;
    }

    private static @Nullable Coordinate at(Place place, SiteRecord record) {
        return record.in(place.environment());
    }

    private static @Nullable Integer published(Place place, SiteRecord record) {
        Coordinate at = at(place, record);
        return at == null ? null : at.published();
    }
}
