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

/** Says what an action will do: what changes, for whom, what stays behind, how to go back. */
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
            AdminContext adminContext,
            Verb verb,
            Selection.Chosen chosen,
            ScheduleQuestion.Typed typed,
            @Nullable Refusal refusal) {
        List<RecordId> ids = chosen.ids();
        Map<RecordId, Integer> order = new HashMap<>();
        ids.forEach(id -> order.put(id, order.size()));
        List<SiteRecord> records = new ArrayList<>(
                recordReading.all(adminContext.actor(), adminContext.siteId(), adminContext.environment(), ids));
        records.sort(java.util.Comparator.comparing(r -> order.getOrDefault(r.id(), 0)));
        if (records.isEmpty()) {
            throw new Refused(new dev.sgen.vocabulary.NotFound("record"));
        }
        ReviewPage page = verb == Verb.PROMOTE
                ? promotion(request, adminContext, records)
                : plain(request, adminContext, verb, records, typed);
        return page.choosing(chosen, refusal == null ? page.hindrances() : Blockers.of(adminContext, refusal));
    }

    private ReviewPage plain(
            HttpServletRequest request,
            AdminContext adminContext,
            Verb verb,
            List<SiteRecord> records,
            ScheduleQuestion.Typed typed) {
        Environment where = adminContext.environment();
        String what = what(adminContext, records);
        boolean visible = verb != Verb.REVIVE && verb != Verb.CANCEL_SCHEDULE && verb != Verb.SCHEDULE;
        String host = pageShells.hostOf(adminContext, where);
        String lead = ReviewWords.lead(verb, what, host, where, records.size() == 1);
        return new ReviewPage(
                pageShells.inside(request, adminContext, section(records)),
                verb.key(),
                verb.word() + " " + what,
                lead,
                ReviewWords.button(verb, what, host, where),
                where == Environment.LIVE && visible,
                verb != Verb.SCHEDULE
                        || records.stream()
                                .noneMatch(r -> adminContext.coordinateOf(r).archived()),
                ids(records),
                records.stream()
                        .limit(ReviewPage.SHOWN)
                        .map(r -> item(adminContext, verb, r))
                        .toList(),
                List.of(),
                ReviewWords.consequences(verb, where, host),
                List.of(),
                List.of(),
                verb == Verb.DELETE ? confirmation(adminContext, records) : null,
                verb == Verb.SCHEDULE ? ask(adminContext, records, typed) : null,
                back(adminContext, records),
                List.of(),
                0,
                List.of());
    }

    private ScheduleQuestion ask(AdminContext adminContext, List<SiteRecord> records, ScheduleQuestion.Typed typed) {
        List<Coordinate> standing =
                records.stream().map(adminContext::coordinateOf).toList();
        return ScheduleWords.ask(
                adminContext,
                standing,
                typed,
                pageShells.hostOf(adminContext, adminContext.environment()),
                pageShells.hostOf(adminContext, Environment.LIVE));
    }

    private static String confirmation(AdminContext adminContext, List<SiteRecord> records) {
        return records.size() == 1
                ? adminContext.coordinateOf(records.getFirst()).title()
                : adminContext.site().key();
    }

    private ReviewPage promotion(HttpServletRequest request, AdminContext adminContext, List<SiteRecord> records) {
        List<RecordId> ids = records.stream().map(SiteRecord::id).toList();
        String host = pageShells.hostOf(adminContext, Environment.LIVE);
        Promotion plan = null;
        String impossible = null;
        List<ReviewPage.Item> hindrances = List.of();
        try {
            plan = promoting.preview(adminContext.actor(), adminContext.siteId(), ids, OnDrift.REFUSE);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            impossible = adminContext.times().inWords(refused.refusal().detail());
            hindrances = Blockers.of(adminContext, refused.refusal());
            FlashMessages.now(request, FlashMessage.refused("Nothing can be promoted like this: " + impossible));
        }
        List<Promotion.Step> steps = plan == null ? List.of() : plan.records();
        List<PublishingRefusal.LiveMoved.Moved> drifted = plan == null ? List.of() : plan.drifted();
        String what = what(adminContext, records);
        return new ReviewPage(
                pageShells.inside(request, adminContext, section(records)),
                Verb.PROMOTE.key(),
                "Promote " + what,
                "Promote " + what + " from staging to " + host + ". Visitors see it at once.",
                "Promote " + what + " to " + host + " now",
                true,
                impossible == null,
                ids(records),
                plan == null
                        ? records.stream()
                                .map(r -> item(adminContext, Verb.PROMOTE, r))
                                .toList()
                        : items(adminContext, steps, drifted, false),
                items(adminContext, steps, List.of(), true),
                ReviewWords.promoteConsequences(steps, host),
                drifted.stream().map(m -> conflict(adminContext, m, records)).toList(),
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
                back(adminContext, records),
                List.of(),
                0,
                hindrances);
    }

    private List<ReviewPage.Item> items(
            AdminContext adminContext,
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
                items.add(step(adminContext, step));
            }
        }
        if (!carried) {
            drifted.forEach(m -> items.add(new ReviewPage.Item(
                    m.title(),
                    "",
                    href(adminContext, m.record()),
                    null,
                    "v" + m.staging() + " would replace a change on live; see below",
                    null)));
        }
        return items;
    }

    private ReviewPage.Item step(AdminContext adminContext, Promotion.Step step) {
        String effect = step.replaces() == null
                ? "v" + step.version() + " is new on live"
                : "v" + step.version() + " replaces v" + step.replaces();
        return new ReviewPage.Item(
                step.title(),
                types.require(adminContext.siteId(), step.type()).name(),
                href(adminContext, step.record()),
                null,
                step.scheduled() ? effect + " when its schedule comes" : effect,
                step.left() == null
                        ? null
                        : "v" + step.left() + " is saved on staging and not published there; it stays behind");
    }

    private ReviewPage.Conflict conflict(
            AdminContext adminContext, PublishingRefusal.LiveMoved.Moved moved, List<SiteRecord> records) {
        SiteRecord record = records.stream()
                .filter(r -> r.id().equals(moved.record()))
                .findFirst()
                .orElseThrow();
        ContentType type = types.require(adminContext.siteId(), record.type());
        List<@Nullable Contents> versions = Arrays.asList(
                contents(adminContext, record, moved.base()),
                contents(adminContext, record, moved.staging()),
                contents(adminContext, record, moved.live()));
        return new ReviewPage.Conflict(
                moved.record().toString(),
                moved.title(),
                adminContext.times().inWords(moved.reason()),
                List.of(
                        moved.base() == null ? "Agreed: nothing yet" : "Last agreed, v" + moved.base(),
                        "Staging, v" + moved.staging(),
                        moved.live() == null ? "Live: nothing" : "Live, v" + moved.live()),
                VersionComparison.of(type, versions));
    }

    private @Nullable Contents contents(AdminContext adminContext, SiteRecord record, @Nullable Integer version) {
        return version == null
                ? null
                : recordReading
                        .version(
                                adminContext.actor(),
                                adminContext.siteId(),
                                adminContext.environment(),
                                record.id(),
                                version)
                        .contents();
    }

    private ReviewPage.Item item(AdminContext adminContext, Verb verb, SiteRecord record) {
        Coordinate at = adminContext.coordinateOf(record);
        String stays = verb == Verb.UNPUBLISH && at.changed()
                ? "v" + at.working() + " stays as the draft"
                : at.schedule() != null ? ScheduleWords.ends(adminContext, verb, at.schedule()) : null;
        return new ReviewPage.Item(
                at.title(),
                types.require(adminContext.siteId(), record.type()).name(),
                href(adminContext, record.id()),
                at.path(),
                ReviewWords.effect(verb, at),
                stays);
    }

    private static String href(AdminContext adminContext, RecordId id) {
        return adminContext.base() + "/record/" + id;
    }

    public static String what(AdminContext adminContext, List<SiteRecord> records) {
        return records.size() == 1
                ? "“"
                        + AdminWords.cut(
                                adminContext.coordinateOf(records.getFirst()).title()) + "”"
                : AdminWords.count(records.size(), "record");
    }

    private static String section(List<SiteRecord> records) {
        return records.getFirst().type();
    }

    private static List<String> ids(List<SiteRecord> records) {
        return records.stream().map(r -> r.id().toString()).toList();
    }

    private static String back(AdminContext adminContext, List<SiteRecord> records) {
        return records.size() == 1
                ? href(adminContext, records.getFirst().id())
                : adminContext.base() + "/content/" + records.getFirst().type();
    }
}
