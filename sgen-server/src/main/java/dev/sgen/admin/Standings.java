package dev.sgen.admin;

import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Interval;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in words where a record stands in both environments (ADMIN-10). */
@Component
class Standings {
    private static final int EDITS_COUNTED = 50;

    private final Reading reading;
    private final Frames frames;

    Standings(Reading reading, Frames frames) {
        this.reading = reading;
        this.frames = frames;
    }

    List<Standing> of(HttpServletRequest request, Place place, SiteRecord record) {
        List<Standing> both = new ArrayList<>();
        for (Environment environment : List.of(Environment.STAGING, Environment.LIVE)) {
            if (place.may(Permission.READ, environment)) {
                both.add(one(request, place, record, environment));
            }
        }
        return both;
    }

    private Standing one(HttpServletRequest request, Place place, SiteRecord record, Environment environment) {
        Coordinate at = record.in(environment);
        if (at == null) {
            return new Standing(environment.key(), "none", "not there", null, null);
        }
        Interval open = at.published() == null ? null : open(place, record, environment);
        String url = open == null || open.path() == null
                ? null
                : frames.publicUrl(request, place, environment) + open.path();
        return new Standing(environment.key(), at.state().key(), words(place, record, at, open), url, at.path());
    }

    private String words(Place place, SiteRecord record, Coordinate at, @Nullable Interval open) {
        String base = switch (at.state()) {
            case DRAFT -> "draft, no visitor sees it";
            case ARCHIVED -> "archived, no visitor sees it";
            case SCHEDULED -> "not published yet";
            case PUBLISHED ->
                "published v" + at.published()
                        + (open == null ? "" : " since " + place.times().moment(open.from()) + ", by " + open.by());
        };
        return base + edits(place, record, at) + schedule(place, at.schedule());
    }

    private String edits(Place place, SiteRecord record, Coordinate at) {
        if (!at.changed()) {
            return "";
        }
        long edits = reading
                .versions(place.actor(), place.siteId(), at.environment(), record.id(), at.working() + 1, EDITS_COUNTED)
                .stream()
                .filter(v -> v.environment() == at.environment() && v.number() > published(at))
                .count();
        return edits == 0
                ? "; v" + at.working() + " is saved and not published"
                : "; " + Words.count((int) edits, "edit") + " not published";
    }

    private static int published(Coordinate at) {
        return at.published() == null ? 0 : at.published();
    }

    private static String schedule(Place place, @Nullable Schedule schedule) {
        if (schedule == null) {
            return "";
        }
        String what = schedule.action() == Schedule.Action.PROMOTE ? "promotes" : "publishes";
        return "; " + what + " v" + schedule.version() + " on " + place.times().full(schedule.at()) + ", "
                + place.times().left(schedule.at()) + ", set by " + schedule.byName();
    }

    @Nullable
    Interval open(Place place, SiteRecord record, Environment environment) {
        return reading.visibility(place.actor(), place.siteId(), environment, record.id()).stream()
                .filter(i -> i.to() == null)
                .findFirst()
                .orElse(null);
    }
}
