package dev.sgen.publishing;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.Clockwork;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Says what would stand in the way of steps on live if they were taken now, by the rules that take them, and
 * keeps nothing: an answer is never older than its question. The number of statements doesn't depend on the
 * number of steps.
 */
@Component
public class Weighing {
    private final RecordRows records;
    private final TransitionRows rows;
    private final ReferenceRows references;
    private final Merging merging;
    private final Validity validity;
    private final Members members;
    private final Clockwork clockwork;

    Weighing(
            RecordRows records,
            TransitionRows rows,
            ReferenceRows references,
            Merging merging,
            Validity validity,
            Members members,
            Clockwork clockwork) {
        this.records = records;
        this.rows = rows;
        this.references = references;
        this.merging = merging;
        this.validity = validity;
        this.members = members;
        this.clockwork = clockwork;
    }

    /** Each step with its marks, in the order given. */
    public List<Weighed> weigh(Actor actor, SiteId site, List<LiveStep> steps) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, Environment.STAGING);
        rights.require(Permission.READ, Environment.LIVE);
        if (steps.isEmpty()) {
            return List.of();
        }
        Map<RecordId, List<Weighed.Mark>> marks = new HashMap<>();
        Map<RecordId, Standing> standings = records.knowing(
                site, records.load(site, steps.stream().map(LiveStep::record).toList()), LiveSteps.pinned(steps));
        Crossing crossing = new Crossing(clockwork.now(), actor.name());
        List<Decision> decisions = new ArrayList<>();
        for (LiveStep step : steps) {
            Standing standing = LiveSteps.require(standings, step.record());
            Decision decision = LiveSteps.decide(step, standing, OnDrift.REFUSE, crossing);
            if (decision == null) {
                mark(marks, step.record(), Weighed.Sign.NOTHING_TO_DO, "Live stands there already", Map.of());
            } else if (!step.carried() || decision instanceof Decision.Moves) {
                decisions.add(decision);
            }
            if (step.version() != null && !LiveSteps.shownOnStaging(step, standing)) {
                stale(marks, step, standing);
            }
            settings(marks, rights, step, standing.record().type());
        }
        List<Transition> moving = judge(site, standings, decisions, crossing, marks);
        for (TransitionRows.Taken taken : rows.takenPaths(site, moving)) {
            clash(marks, taken);
        }
        validity.misfits(site, steps)
                .forEach(m -> mark(
                        marks, m.record(), Weighed.Sign.INVALID_CONTENT, m.sentence(), Map.of("errors", m.errors())));
        missing(site, moving, marks);
        return steps.stream()
                .map(step -> weighed(step, LiveSteps.require(standings, step.record()), marks))
                .toList();
    }

    private List<Transition> judge(
            SiteId site,
            Map<RecordId, Standing> standings,
            List<Decision> decisions,
            Crossing crossing,
            Map<RecordId, List<Weighed.Mark>> marks) {
        List<Transition> moving = new ArrayList<>();
        for (Decision decision : merging.settle(site, standings, decisions, crossing, OnDrift.REFUSE, Choices.NONE)) {
            switch (decision) {
                case Decision.Moves(Transition transition) -> moving.add(transition);
                case Decision.Unfit(var at) -> mark(marks, at.record(), Weighed.Sign.GONE, at.reason(), Map.of());
                case Decision.Drifted(var moved) ->
                    mark(marks, moved.record(), Weighed.Sign.DRIFT, moved.reason(), moved.facts());
                case Decision.Merges both -> throw new IllegalStateException("nothing was to be merged: " + both);
                case Decision.Absent ignored -> throw new Refused(new dev.sgen.vocabulary.NotFound("record"));
                case Decision.Stale stale -> throw new IllegalStateException("nothing is saved here: " + stale);
            }
        }
        return moving;
    }

    private static void stale(Map<RecordId, List<Weighed.Mark>> marks, LiveStep step, Standing standing) {
        Coordinate staging = standing.record().staging();
        if (staging != null && staging.published() != null) {
            mark(
                    marks,
                    step.record(),
                    Weighed.Sign.STALE,
                    "Staging publishes version " + staging.published() + " by now; version " + step.version() + " goes",
                    Map.of("stagingVersion", staging.published()));
        }
    }

    /** What nobody may promote at all who looks isn't told to them; that they may promote all but this is. */
    private static void settings(Map<RecordId, List<Weighed.Mark>> marks, Rights rights, LiveStep step, String type) {
        if (rights.allowSome(Permission.PROMOTE, Environment.LIVE)
                && rights.lacksSettings(Permission.PROMOTE, Environment.LIVE, type)) {
            mark(
                    marks,
                    step.record(),
                    step.carried() ? Weighed.Sign.LEFT_OUT : Weighed.Sign.FORBIDDEN,
                    "It shapes the site: to promote it needs the permission settings on live, which you don't hold",
                    Map.of("permission", Permission.SETTINGS.key(), "type", type));
        }
    }

    private static void clash(Map<RecordId, List<Weighed.Mark>> marks, TransitionRows.Taken taken) {
        PublishingRefusal.PathTaken.Clash c = taken.clash();
        mark(
                marks,
                c.record(),
                Weighed.Sign.PATH_TAKEN,
                "The address " + c.path() + " belongs to “" + c.holderTitle() + "”",
                Map.of("path", c.path(), "holder", c.holder().toString()));
    }

    private void missing(SiteId site, List<Transition> moving, Map<RecordId, List<Weighed.Mark>> marks) {
        Map<RecordId, Integer> showing = new LinkedHashMap<>();
        Set<RecordId> going = new HashSet<>();
        for (Transition t : moving) {
            Integer shown = t.shownAfter();
            if (shown == null) {
                going.add(t.record());
            } else {
                showing.put(t.record(), shown);
            }
        }
        references
                .missingOnLive(site, showing)
                .forEach(m -> mark(
                        marks,
                        m.record(),
                        Weighed.Sign.MISSING,
                        "It uses a " + m.kind() + " that live will not have",
                        Map.of("target", m.target(), "kind", m.kind())));
        references
                .leftPointing(site, going, showing)
                .forEach(m -> mark(
                        marks,
                        m.record(),
                        Weighed.Sign.MISSING,
                        "“" + m.title() + "” still refers to it on live",
                        Map.of("user", m.target(), "kind", m.kind())));
    }

    private static void mark(
            Map<RecordId, List<Weighed.Mark>> marks,
            RecordId record,
            Weighed.Sign sign,
            String sentence,
            Map<String, Object> facts) {
        marks.computeIfAbsent(record, r -> new ArrayList<>()).add(new Weighed.Mark(sign, sentence, facts));
    }

    private static Weighed weighed(LiveStep step, Standing standing, Map<RecordId, List<Weighed.Mark>> marks) {
        Coordinate staging = standing.record().staging();
        Coordinate live = standing.record().live();
        return new Weighed(
                step,
                staging == null ? null : staging.published(),
                live == null ? null : live.published(),
                live != null,
                List.copyOf(marks.getOrDefault(step.record(), List.of())));
    }
}
