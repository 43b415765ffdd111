package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Promoting;
import dev.sgen.publishing.Promotion;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
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
class Decisions {
    private final Frames frames;
    private final Reading reading;
    private final Promoting promoting;
    private final ContentTypes types;

    Decisions(Frames frames, Reading reading, Promoting promoting, ContentTypes types) {
        this.frames = frames;
        this.reading = reading;
        this.promoting = promoting;
        this.types = types;
    }

    DecisionPage of(
            HttpServletRequest request,
            Place place,
            Verb verb,
            Selection.Chosen chosen,
            ScheduleAsk.Typed typed,
            @Nullable Refusal refusal) {
        List<RecordId> ids = chosen.ids();
        Map<RecordId, Integer> order = new HashMap<>();
        ids.forEach(id -> order.put(id, order.size()));
        List<SiteRecord> records =
                new ArrayList<>(reading.all(place.actor(), place.siteId(), place.environment(), ids));
        records.sort(java.util.Comparator.comparing(r -> order.getOrDefault(r.id(), 0)));
        if (records.isEmpty()) {
            throw new Refused(new dev.sgen.vocabulary.NotFound("record"));
        }
        DecisionPage page =
                verb == Verb.PROMOTE ? promotion(request, place, records) : plain(request, place, verb, records, typed);
        return page.choosing(chosen, refusal == null ? page.hindrances() : Hindrances.of(place, refusal));
    }

    private DecisionPage plain(
            HttpServletRequest request, Place place, Verb verb, List<SiteRecord> records, ScheduleAsk.Typed typed) {
        Environment where = place.environment();
        String what = what(place, records);
        boolean visible = verb != Verb.REVIVE && verb != Verb.CANCEL_SCHEDULE && verb != Verb.SCHEDULE;
        String host = frames.hostOf(place, where);
        String lead = DecisionWords.lead(verb, what, host, where, records.size() == 1);
        return new DecisionPage(
                frames.inside(request, place, section(records)),
                verb.key(),
                verb.word() + " " + what,
                lead,
                DecisionWords.button(verb, what, host, where),
                where == Environment.LIVE && visible,
                verb != Verb.SCHEDULE
                        || records.stream().noneMatch(r -> place.coordinateOf(r).archived()),
                ids(records),
                records.stream()
                        .limit(DecisionPage.SHOWN)
                        .map(r -> item(place, verb, r))
                        .toList(),
                List.of(),
                DecisionWords.consequences(verb, where, host),
                List.of(),
                List.of(),
                verb == Verb.DELETE ? confirmation(place, records) : null,
                verb == Verb.SCHEDULE ? ask(place, records, typed) : null,
                back(place, records),
                List.of(),
                0,
                List.of());
    }

    private ScheduleAsk ask(Place place, List<SiteRecord> records, ScheduleAsk.Typed typed) {
        List<Coordinate> standing = records.stream().map(place::coordinateOf).toList();
        return ScheduleWords.ask(
                place,
                standing,
                typed,
                frames.hostOf(place, place.environment()),
                frames.hostOf(place, Environment.LIVE));
    }

    private static String confirmation(Place place, List<SiteRecord> records) {
        return records.size() == 1
                ? place.coordinateOf(records.getFirst()).title()
                : place.site().key();
    }

    private DecisionPage promotion(HttpServletRequest request, Place place, List<SiteRecord> records) {
        List<RecordId> ids = records.stream().map(SiteRecord::id).toList();
        String host = frames.hostOf(place, Environment.LIVE);
        Promotion plan = null;
        String impossible = null;
        List<DecisionPage.Item> hindrances = List.of();
        try {
            plan = promoting.preview(place.actor(), place.siteId(), ids, OnDrift.REFUSE);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            impossible = place.times().inWords(refused.refusal().detail());
            hindrances = Hindrances.of(place, refused.refusal());
            Notices.now(request, Notice.refused("Nothing can be promoted like this: " + impossible));
        }
        List<Promotion.Step> steps = plan == null ? List.of() : plan.records();
        List<PublishingRefusal.LiveMoved.Moved> drifted = plan == null ? List.of() : plan.drifted();
        String what = what(place, records);
        return new DecisionPage(
                frames.inside(request, place, section(records)),
                Verb.PROMOTE.key(),
                "Promote " + what,
                "Promote " + what + " from staging to " + host + ". Visitors see it at once.",
                "Promote " + what + " to " + host + " now",
                true,
                impossible == null,
                ids(records),
                plan == null
                        ? records.stream()
                                .map(r -> item(place, Verb.PROMOTE, r))
                                .toList()
                        : items(place, steps, drifted, false),
                items(place, steps, List.of(), true),
                DecisionWords.promoteConsequences(steps, host),
                drifted.stream().map(m -> conflict(place, m, records)).toList(),
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
                back(place, records),
                List.of(),
                0,
                hindrances);
    }

    private List<DecisionPage.Item> items(
            Place place, List<Promotion.Step> steps, List<PublishingRefusal.LiveMoved.Moved> drifted, boolean carried) {
        Map<RecordId, PublishingRefusal.LiveMoved.Moved> conflicts = new HashMap<>();
        drifted.forEach(m -> conflicts.put(m.record(), m));
        List<DecisionPage.Item> items = new ArrayList<>();
        for (Promotion.Step step : steps) {
            if (items.size() < DecisionPage.SHOWN
                    && step.carriedFor() == carried
                    && !conflicts.containsKey(step.record())) {
                items.add(step(place, step));
            }
        }
        if (!carried) {
            drifted.forEach(m -> items.add(new DecisionPage.Item(
                    m.title(),
                    "",
                    href(place, m.record()),
                    null,
                    "v" + m.staging() + " would replace a change on live; see below",
                    null)));
        }
        return items;
    }

    private DecisionPage.Item step(Place place, Promotion.Step step) {
        String effect = step.replaces() == null
                ? "v" + step.version() + " is new on live"
                : "v" + step.version() + " replaces v" + step.replaces();
        return new DecisionPage.Item(
                step.title(),
                types.require(place.siteId(), step.type()).name(),
                href(place, step.record()),
                null,
                step.scheduled() ? effect + " when its schedule comes" : effect,
                step.left() == null
                        ? null
                        : "v" + step.left() + " is saved on staging and not published there; it stays behind");
    }

    private DecisionPage.Conflict conflict(
            Place place, PublishingRefusal.LiveMoved.Moved moved, List<SiteRecord> records) {
        SiteRecord record = records.stream()
                .filter(r -> r.id().equals(moved.record()))
                .findFirst()
                .orElseThrow();
        ContentType type = types.require(place.siteId(), record.type());
        List<@Nullable Contents> versions = Arrays.asList(
                contents(place, record, moved.base()),
                contents(place, record, moved.staging()),
                contents(place, record, moved.live()));
        return new DecisionPage.Conflict(
                moved.record().toString(),
                moved.title(),
                place.times().inWords(moved.reason()),
                List.of(
                        moved.base() == null ? "Agreed: nothing yet" : "Last agreed, v" + moved.base(),
                        "Staging, v" + moved.staging(),
                        moved.live() == null ? "Live: nothing" : "Live, v" + moved.live()),
                Comparison.of(type, versions));
    }

    private @Nullable Contents contents(Place place, SiteRecord record, @Nullable Integer version) {
        return version == null
                ? null
                : reading.version(place.actor(), place.siteId(), place.environment(), record.id(), version)
                        .contents();
    }

    private DecisionPage.Item item(Place place, Verb verb, SiteRecord record) {
        Coordinate at = place.coordinateOf(record);
        String stays = verb == Verb.UNPUBLISH && at.changed()
                ? "v" + at.working() + " stays as the draft"
                : at.schedule() != null ? ScheduleWords.ends(place, verb, at.schedule()) : null;
        return new DecisionPage.Item(
                at.title(),
                types.require(place.siteId(), record.type()).name(),
                href(place, record.id()),
                at.path(),
                DecisionWords.effect(verb, at),
                stays);
    }

    private static String href(Place place, RecordId id) {
        return place.base() + "/record/" + id;
    }

    static String what(Place place, List<SiteRecord> records) {
        return records.size() == 1
                ? "“" + Words.cut(place.coordinateOf(records.getFirst()).title()) + "”"
                : Words.count(records.size(), "record");
    }

    private static String section(List<SiteRecord> records) {
        return records.getFirst().type();
    }

    private static List<String> ids(List<SiteRecord> records) {
        return records.stream().map(r -> r.id().toString()).toList();
    }

    private static String back(Place place, List<SiteRecord> records) {
        return records.size() == 1
                ? href(place, records.getFirst().id())
                : place.base() + "/content/" + records.getFirst().type();
    }
}
