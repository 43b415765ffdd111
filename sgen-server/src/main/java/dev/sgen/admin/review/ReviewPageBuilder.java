package dev.sgen.admin.review;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Selection;
import dev.sgen.admin.shell.Verb;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds the review of an operation: what changes, who sees it, what stays behind, and how to go back. */
@Component
public class ReviewPageBuilder {
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final Promoting promoting;
    private final ContentTypes types;

    ReviewPageBuilder(PageShells pageShells, RecordReading recordReading, Promoting promoting, ContentTypes types) {
        this.pageShells = pageShells;
        this.recordReading = recordReading;
        this.promoting = promoting;
        this.types = types;
    }

    ReviewPage of(
            HttpServletRequest request,
            AdminContext context,
            Verb verb,
            Selection.Chosen chosen,
            ScheduleQuestion.Typed typed,
            @Nullable Refusal refusal) {
        List<RecordId> ids = chosen.ids();
        Map<RecordId, Integer> order = new HashMap<>();
        ids.forEach(id -> order.put(id, order.size()));
        List<SiteRecord> records =
                new ArrayList<>(recordReading.all(context.actor(), context.siteId(), context.environment(), ids));
        records.sort(java.util.Comparator.comparing(r -> order.getOrDefault(r.id(), 0)));
        if (records.isEmpty()) {
            throw new Refused(new dev.sgen.vocabulary.NotFound("record"));
        }
        ReviewPage page = verb == Verb.PROMOTE
                ? promotion(request, context, records)
                : plain(request, context, verb, records, typed);
        return page.choosing(chosen, refusal == null ? page.hindrances() : Blockers.of(context, refusal));
    }

    private ReviewPage plain(
            HttpServletRequest request,
            AdminContext context,
            Verb verb,
            List<SiteRecord> records,
            ScheduleQuestion.Typed typed) {
        Environment where = context.environment();
        String what = what(context, records);
        boolean visible = verb != Verb.REVIVE && verb != Verb.CANCEL_SCHEDULE && verb != Verb.SCHEDULE;
        String host = pageShells.hostOf(context, where);
        String lead = ReviewWords.lead(verb, what, host, where, records.size() == 1);
        return new ReviewPage(
                pageShells.inside(request, context, section(records)),
                verb.key(),
                verb.word() + " " + what,
                lead,
                ReviewWords.button(verb, what, host, where),
                where == Environment.LIVE && visible,
                verb != Verb.SCHEDULE
                        || records.stream()
                                .noneMatch(r -> context.coordinateOf(r).archived()),
                ids(records),
                records.stream()
                        .limit(ReviewPage.SHOWN)
                        .map(r -> item(context, verb, r))
                        .toList(),
                List.of(),
                ReviewWords.consequences(verb, where, host),
                List.of(),
                List.of(),
                verb == Verb.DELETE ? confirmation(context, records) : null,
                verb == Verb.SCHEDULE ? ask(context, records, typed) : null,
                back(context, records),
                List.of(),
                0,
                List.of());
    }

    private ScheduleQuestion ask(AdminContext context, List<SiteRecord> records, ScheduleQuestion.Typed typed) {
        List<Coordinate> standing = records.stream().map(context::coordinateOf).toList();
        return ScheduleWords.ask(
                context,
                standing,
                typed,
                pageShells.hostOf(context, context.environment()),
                pageShells.hostOf(context, Environment.LIVE));
    }

    private static String confirmation(AdminContext context, List<SiteRecord> records) {
        return records.size() == 1
                ? context.coordinateOf(records.getFirst()).title()
                : context.site().key();
    }

    private ReviewPage promotion(HttpServletRequest request, AdminContext context, List<SiteRecord> records) {
        List<RecordId> ids = records.stream().map(SiteRecord::id).toList();
        String host = pageShells.hostOf(context, Environment.LIVE);
        Promotion plan = null;
        String impossible = null;
        List<ReviewPage.Item> hindrances = List.of();
        try {
            plan = promoting.preview(context.actor(), context.siteId(), ids, OnDrift.REFUSE);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            impossible = context.times().inWords(refused.refusal().detail());
            hindrances = Blockers.of(context, refused.refusal());
            FlashMessages.now(request, FlashMessage.refused("Nothing can be promoted like this: " + impossible));
        }
        List<Promotion.Step> steps = plan == null ? List.of() : plan.records();
        List<PublishingRefusal.LiveMoved.Moved> drifted = plan == null ? List.of() : plan.drifted();
        String what = what(context, records);
        return new ReviewPage(
                pageShells.inside(request, context, section(records)),
                Verb.PROMOTE.key(),
                "Promote " + what,
                "Promote " + what + " from staging to " + host + ". Visitors see it at once.",
                "Promote " + what + " to " + host + " now",
                true,
                impossible == null,
                ids(records),
                plan == null
                        ? records.stream()
                                .map(r -> item(context, Verb.PROMOTE, r))
                                .toList()
                        : items(context, steps, drifted, false),
                items(context, steps, List.of(), true),
                ReviewWords.promoteConsequences(steps, host),
                drifted.stream().map(m -> conflict(context, m, records)).toList(),
                plan == null
                        ? List.of()
                        : Stream.concat(
                                        plan.missing().stream()
                                                .map(m -> "“" + m.title() + "” uses a " + m.kind()
                                                        + " that live will not have"),
                                        plan.leftOut().stream()
                                                .map(l -> "“" + l.title() + "” (" + l.type()
                                                        + ") stays behind: it shapes the site, and you may not change"
                                                        + " settings on live"))
                                .distinct()
                                .toList(),
                null,
                null,
                back(context, records),
                List.of(),
                0,
                hindrances);
    }

    private List<ReviewPage.Item> items(
            AdminContext context,
            List<Promotion.Step> steps,
            List<PublishingRefusal.LiveMoved.Moved> drifted,
            boolean carried) {
        Map<RecordId, PublishingRefusal.LiveMoved.Moved> conflicts = new HashMap<>();
        drifted.forEach(m -> conflicts.put(m.record(), m));
        List<ReviewPage.Item> items = new ArrayList<>();
        for (Promotion.Step step : steps) {
            if (items.size() < ReviewPage.SHOWN
                    && step.carriedFor() == carried
                    && !conflicts.containsKey(step.record())) {
                items.add(step(context, step));
            }
        }
        if (!carried) {
            drifted.forEach(m -> items.add(new ReviewPage.Item(
                    m.title(),
                    "",
                    href(context, m.record()),
                    null,
                    "v" + m.staging() + " would replace a change on live; see below",
                    null)));
        }
        return items;
    }

    private ReviewPage.Item step(AdminContext context, Promotion.Step step) {
        String effect = step.replaces() == null
                ? "v" + step.version() + " is new on live"
                : "v" + step.version() + " replaces v" + step.replaces();
        return new ReviewPage.Item(
                step.title(),
                types.require(context.siteId(), step.type()).name(),
                href(context, step.record()),
                null,
                step.scheduled() ? effect + " when its schedule comes" : effect,
                step.left() == null
                        ? null
                        : "v" + step.left() + " is saved on staging and not published there; it stays behind");
    }

    private ReviewPage.Conflict conflict(
            AdminContext context, PublishingRefusal.LiveMoved.Moved moved, List<SiteRecord> records) {
        SiteRecord record = records.stream()
                .filter(r -> r.id().equals(moved.record()))
                .findFirst()
                .orElseThrow();
        ContentType type = types.require(context.siteId(), record.type());
        List<@Nullable Contents> versions = Arrays.asList(
                contents(context, record, moved.base()),
                contents(context, record, moved.staging()),
                contents(context, record, moved.live()));
        return new ReviewPage.Conflict(
                moved.record().toString(),
                moved.title(),
                context.times().inWords(moved.reason()),
                List.of(
                        moved.base() == null ? "Agreed: nothing yet" : "Last agreed, v" + moved.base(),
                        "Staging, v" + moved.staging(),
                        moved.live() == null ? "Live: nothing" : "Live, v" + moved.live()),
                VersionComparison.of(type, versions));
    }

    private @Nullable Contents contents(AdminContext context, SiteRecord record, @Nullable Integer version) {
        return version == null
                ? null
                : recordReading
                        .version(context.actor(), context.siteId(), context.environment(), record.id(), version)
                        .contents();
    }

    private ReviewPage.Item item(AdminContext context, Verb verb, SiteRecord record) {
        Coordinate at = context.coordinateOf(record);
        String stays = verb == Verb.UNPUBLISH && at.changed()
                ? "v" + at.working() + " stays as the draft"
                : at.schedule() != null ? ScheduleWords.ends(context, verb, at.schedule()) : null;
        return new ReviewPage.Item(
                at.title(),
                types.require(context.siteId(), record.type()).name(),
                href(context, record.id()),
                at.path(),
                ReviewWords.effect(verb, at),
                stays);
    }

    private static String href(AdminContext context, RecordId id) {
        return context.base() + "/record/" + id;
    }

    /** The selection in words: the title of a single record, otherwise the number of records. */
    public static String what(AdminContext context, List<SiteRecord> records) {
        return records.size() == 1
                ? "“" + AdminWords.cut(context.coordinateOf(records.getFirst()).title()) + "”"
                : AdminWords.count(records.size(), "record");
    }

    private static String section(List<SiteRecord> records) {
        return records.getFirst().type();
    }

    private static List<String> ids(List<SiteRecord> records) {
        return records.stream().map(r -> r.id().toString()).toList();
    }

    private static String back(AdminContext context, List<SiteRecord> records) {
        return records.size() == 1
                ? href(context, records.getFirst().id())
                : context.base() + "/content/" + records.getFirst().type();
    }
}
