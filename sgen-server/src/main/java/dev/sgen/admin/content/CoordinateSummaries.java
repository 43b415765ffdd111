package dev.sgen.admin.content;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.VisibilityInterval;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Describes in words the coordinates of a record in both environments (ADMIN-10), as far as the operator may read
 * them.
 */
@Component
public class CoordinateSummaries {
    private static final int EDITS_COUNTED = 50;

    private final RecordReading recordReading;
    private final PageShells pageShells;

    CoordinateSummaries(RecordReading recordReading, PageShells pageShells) {
        this.recordReading = recordReading;
        this.pageShells = pageShells;
    }

    /** The summaries of the environments that the operator may read, staging first. */
    public List<CoordinateSummary> of(HttpServletRequest request, AdminContext context, SiteRecord record) {
        List<CoordinateSummary> both = new ArrayList<>();
        for (Environment environment : List.of(Environment.STAGING, Environment.LIVE)) {
            if (context.may(Permission.READ, environment)) {
                both.add(one(request, context, record, environment));
            }
        }
        return both;
    }

    private CoordinateSummary one(
            HttpServletRequest request, AdminContext context, SiteRecord record, Environment environment) {
        Coordinate at = record.in(environment);
        if (at == null) {
            return new CoordinateSummary(environment.key(), "none", "not there", null, null);
        }
        VisibilityInterval open = at.published() == null ? null : open(context, record, environment);
        String url = open == null || open.path() == null
                ? null
                : pageShells.publicUrl(request, context, environment) + open.path();
        return new CoordinateSummary(
                environment.key(), at.state().key(), words(context, record, at, open), url, at.path());
    }

    private String words(AdminContext context, SiteRecord record, Coordinate at, @Nullable VisibilityInterval open) {
        String base = switch (at.state()) {
            case DRAFT -> "draft, no visitor sees it";
            case ARCHIVED -> "archived, no visitor sees it";
            case SCHEDULED -> "not published yet";
            case PUBLISHED ->
                "published v" + at.published()
                        + (open == null ? "" : " since " + context.times().moment(open.from()) + ", by " + open.by());
        };
        return base + edits(context, record, at) + schedule(context, at.schedule());
    }

    private String edits(AdminContext context, SiteRecord record, Coordinate at) {
        if (!at.changed()) {
            return "";
        }
        long edits = recordReading
                .versions(
                        context.actor(),
                        context.siteId(),
                        at.environment(),
                        record.id(),
                        at.working() + 1,
                        EDITS_COUNTED)
                .stream()
                .filter(v -> v.environment() == at.environment() && v.number() > published(at))
                .count();
        return edits == 0
                ? "; v" + at.working() + " is saved and not published"
                : "; " + AdminWords.count((int) edits, "edit") + " not published";
    }

    private static int published(Coordinate at) {
        return at.published() == null ? 0 : at.published();
    }

    private static String schedule(AdminContext context, @Nullable Schedule schedule) {
        if (schedule == null) {
            return "";
        }
        String what = schedule.action() == Schedule.Action.PROMOTE ? "promotes" : "publishes";
        return "; " + what + " v" + schedule.version() + " on "
                + context.times().full(schedule.at()) + ", "
                + context.times().left(schedule.at()) + ", set by " + schedule.byName();
    }

    @Nullable
    VisibilityInterval open(AdminContext context, SiteRecord record, Environment environment) {
        return recordReading.visibility(context.actor(), context.siteId(), environment, record.id()).stream()
                .filter(i -> i.to() == null)
                .findFirst()
                .orElse(null);
    }
}
