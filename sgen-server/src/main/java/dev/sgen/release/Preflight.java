package dev.sgen.release;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.engine.Decision;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.ReferenceRows;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.TransitionRows;
import dev.sgen.publishing.promotion.PromotionConflicts;
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
 * Checks what would obstruct release steps if they were executed now, by the rules that execute them. Writes and caches
 * nothing. The number of SQL statements does not depend on the number of steps.
 */
@Component
public class Preflight {
    private final RecordRows records;
    private final TransitionRows rows;
    private final ReferenceRows references;
    private final PromotionConflicts promotionConflicts;
    private final PinnedVersionCheck pinnedVersionCheck;
    private final Members members;
    private final TimeAndIds time;

    Preflight(
            RecordRows records,
            TransitionRows rows,
            ReferenceRows references,
            PromotionConflicts promotionConflicts,
            PinnedVersionCheck pinnedVersionCheck,
            Members members,
            TimeAndIds time) {
        this.records = records;
        this.rows = rows;
        this.references = references;
        this.promotionConflicts = promotionConflicts;
        this.pinnedVersionCheck = pinnedVersionCheck;
        this.members = members;
        this.time = time;
    }

    /** Each step with its marks, in the given order. Requires the permission to read both environments. */
    public List<PreflightItem> weigh(Actor actor, SiteId site, List<ReleaseStep> steps) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, Environment.STAGING);
        rights.require(Permission.READ, Environment.LIVE);
        if (steps.isEmpty()) {
            return List.of();
        }
        Map<RecordId, List<PreflightItem.Mark>> marks = new HashMap<>();
        Map<RecordId, LockedRecord> lockedRecords = records.knowing(
                site,
                records.load(site, steps.stream().map(ReleaseStep::record).toList()),
                ReleaseExecution.pinned(steps));
        PromotionRules promotionRules = new PromotionRules(time.now(), actor.name());
        List<Decision> decisions = new ArrayList<>();
        for (ReleaseStep step : steps) {
            LockedRecord lockedRecord = ReleaseExecution.require(lockedRecords, step.record());
            Decision decision = ReleaseExecution.decide(step, lockedRecord, OnDrift.REFUSE, promotionRules);
            if (decision == null) {
                mark(marks, step.record(), PreflightItem.Sign.NOTHING_TO_DO, "Live stands there already", Map.of());
            } else if (!step.carried() || decision instanceof Decision.Moves) {
                decisions.add(decision);
            }
            if (step.version() != null && !ReleaseExecution.shownOnStaging(step, lockedRecord)) {
                stale(marks, step, lockedRecord);
            }
            settings(marks, rights, step, lockedRecord.record().type());
        }
        List<Transition> moving = judge(site, lockedRecords, decisions, promotionRules, marks);
        for (TransitionRows.Taken taken : rows.takenPaths(site, moving)) {
            clash(marks, taken);
        }
        pinnedVersionCheck
                .misfits(site, steps)
                .forEach(m -> mark(
                        marks,
                        m.record(),
                        PreflightItem.Sign.INVALID_CONTENT,
                        m.sentence(),
                        Map.of("errors", m.errors())));
        missing(site, moving, marks);
        return steps.stream()
                .map(step -> weighed(step, ReleaseExecution.require(lockedRecords, step.record()), marks))
                .toList();
    }

    private List<Transition> judge(
            SiteId site,
            Map<RecordId, LockedRecord> lockedRecords,
            List<Decision> decisions,
            PromotionRules promotionRules,
            Map<RecordId, List<PreflightItem.Mark>> marks) {
        List<Transition> moving = new ArrayList<>();
        for (Decision decision : promotionConflicts.settle(
                site, lockedRecords, decisions, promotionRules, OnDrift.REFUSE, ConflictResolutions.NONE)) {
            switch (decision) {
                case Decision.Moves(Transition transition) -> moving.add(transition);
                case Decision.Unfit(var at) -> mark(marks, at.record(), PreflightItem.Sign.GONE, at.reason(), Map.of());
                case Decision.Drifted(var moved) ->
                    mark(marks, moved.record(), PreflightItem.Sign.DRIFT, moved.reason(), moved.facts());
                case Decision.Merges both -> throw new IllegalStateException("nothing was to be merged: " + both);
                case Decision.Absent ignored -> throw new Refused(new dev.sgen.vocabulary.NotFound("record"));
                case Decision.Stale stale -> throw new IllegalStateException("nothing is saved here: " + stale);
            }
        }
        return moving;
    }

    private static void stale(
            Map<RecordId, List<PreflightItem.Mark>> marks, ReleaseStep step, LockedRecord lockedRecord) {
        Coordinate staging = lockedRecord.record().staging();
        if (staging != null && staging.published() != null) {
            mark(
                    marks,
                    step.record(),
                    PreflightItem.Sign.STALE,
                    "Staging publishes version " + staging.published() + " by now; version " + step.version() + " goes",
                    Map.of("stagingVersion", staging.published()));
        }
    }

    /**
     * Marks site-shaping types for actors who may promote other types. Actors who may not promote at all get no mark.
     */
    private static void settings(
            Map<RecordId, List<PreflightItem.Mark>> marks, Rights rights, ReleaseStep step, String type) {
        if (rights.allowSome(Permission.PROMOTE, Environment.LIVE)
                && rights.lacksSettings(Permission.PROMOTE, Environment.LIVE, type)) {
            mark(
                    marks,
                    step.record(),
                    step.carried() ? PreflightItem.Sign.LEFT_OUT : PreflightItem.Sign.FORBIDDEN,
                    "It shapes the site: to promote it needs the permission settings on live, which you don't hold",
                    Map.of("permission", Permission.SETTINGS.key(), "type", type));
        }
    }

    private static void clash(Map<RecordId, List<PreflightItem.Mark>> marks, TransitionRows.Taken taken) {
        PublishingRefusal.PathTaken.Clash c = taken.clash();
        mark(
                marks,
                c.record(),
                PreflightItem.Sign.PATH_TAKEN,
                "The address " + c.path() + " belongs to “" + c.holderTitle() + "”",
                Map.of("path", c.path(), "holder", c.holder().toString()));
    }

    private void missing(SiteId site, List<Transition> moving, Map<RecordId, List<PreflightItem.Mark>> marks) {
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
                        PreflightItem.Sign.MISSING,
                        "It uses a " + m.kind() + " that live will not have",
                        Map.of("target", m.target(), "kind", m.kind())));
        references
                .leftPointing(site, going, showing)
                .forEach(m -> mark(
                        marks,
                        m.record(),
                        PreflightItem.Sign.MISSING,
                        "“" + m.title() + "” still refers to it on live",
                        Map.of("user", m.target(), "kind", m.kind())));
    }

    private static void mark(
            Map<RecordId, List<PreflightItem.Mark>> marks,
            RecordId record,
            PreflightItem.Sign sign,
            String sentence,
            Map<String, Object> facts) {
        marks.computeIfAbsent(record, r -> new ArrayList<>()).add(new PreflightItem.Mark(sign, sentence, facts));
    }

    private static PreflightItem weighed(
            ReleaseStep step, LockedRecord lockedRecord, Map<RecordId, List<PreflightItem.Mark>> marks) {
        Coordinate staging = lockedRecord.record().staging();
        Coordinate live = lockedRecord.record().live();
        return new PreflightItem(
                step,
                staging == null ? null : staging.published(),
                live == null ? null : live.published(),
                live != null,
                List.copyOf(marks.getOrDefault(step.record(), List.of())));
    }
}
