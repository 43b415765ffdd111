package dev.sgen.release;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.SystemFacts;
import dev.sgen.content.VersionContents;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.VersionFactory;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Undoes the steps of a release on live as one operation. Restores what they changed and keeps later changes if both
 * are possible; otherwise a person decides (RECOV-10).
 */
@Component
public class ReleaseUndoExecution {
    private final RecordStore store;
    private final RecordRows records;
    private final VersionRows versions;
    private final ContentTypes types;
    private final VersionFactory versionFactory;
    private final Members members;
    private final TimeAndIds time;

    ReleaseUndoExecution(
            RecordStore store,
            RecordRows records,
            VersionRows versions,
            ContentTypes types,
            VersionFactory versionFactory,
            Members members,
            TimeAndIds time) {
        this.store = store;
        this.records = records;
        this.versions = versions;
        this.types = types;
        this.versionFactory = versionFactory;
        this.members = members;
        this.time = time;
    }

    /** The outcome for one record, with the transition if it changes. */
    private record Answer(ReleaseUndoOutcome said, @Nullable Transition moves) {}

    /** Returns what {@link #take} would do with each record, without writing. */
    public List<ReleaseUndoOutcome> look(
            Actor actor, SiteId site, List<ReleaseStep.Taken> taken, ReleaseUndoOutcome.OnConflict onConflict) {
        Rights rights = members.rights(actor, site);
        Map<RecordId, LockedRecord> found = records.load(site, ids(taken));
        requireTypes(rights, found);
        return answers(site, taken, found, onConflict, time.now(), actor.personName()).stream()
                .map(Answer::said)
                .toList();
    }

    /**
     * Undoes the steps.
     *
     * @throws Refused {@link ReleaseStepRefusal.ChangedSince} if both are not possible and {@code onConflict} is {@code
     *     REFUSE}; {@link PublishingRefusal.PathTaken} if another record has the address by now
     */
    public List<ReleaseUndoOutcome> take(
            Actor actor,
            SiteId site,
            List<ReleaseStep.Taken> taken,
            ReleaseUndoOutcome.OnConflict onConflict,
            ReleaseExecution.Order order,
            ReleaseExecution.Along along) {
        Rights rights = members.rights(actor, site);
        List<ReleaseUndoOutcome> said = new ArrayList<>();
        store.commit(site, ids(taken), order.operationId(), (found, now) -> {
            requireTypes(rights, found);
            List<Answer> answers = answers(site, taken, found, onConflict, now, actor.personName());
            said.clear();
            answers.forEach(a -> said.add(a.said()));
            refuseConflicts(said);
            Map<String, Object> details = new LinkedHashMap<>(order.details());
            for (ReleaseUndoOutcome.Effect effect : ReleaseUndoOutcome.Effect.values()) {
                List<String> ids = said.stream()
                        .filter(s -> s.effect() == effect)
                        .map(s -> s.record().toString())
                        .toList();
                if (!ids.isEmpty()) {
                    details.put(effect.key(), ids);
                }
            }
            List<Transition> moving = answers.stream()
                    .map(Answer::moves)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .toList();
            return new RecordStore.Plan(
                    moving,
                    ReleaseExecution.act(site, actor, rights.role(), order, details),
                    entry -> along.write(List.of(), entry, now),
                    true);
        });
        return List.copyOf(said);
    }

    private static void requireTypes(Rights rights, Map<RecordId, LockedRecord> found) {
        List<String> types = LockedRecord.types(found.values());
        rights.require(Permission.RECOVER, Environment.LIVE, types);
        rights.require(Permission.PROMOTE, Environment.LIVE, types);
    }

    private static List<RecordId> ids(List<ReleaseStep.Taken> taken) {
        return taken.stream().map(ReleaseStep.Taken::record).toList();
    }

    private static void refuseConflicts(List<ReleaseUndoOutcome> said) {
        List<ReleaseUndoOutcome> conflicts = said.stream()
                .filter(s -> s.effect() == ReleaseUndoOutcome.Effect.CONFLICT)
                .toList();
        if (!conflicts.isEmpty()) {
            throw new Refused(new ReleaseStepRefusal.ChangedSince(conflicts));
        }
    }

    private List<Answer> answers(
            SiteId site,
            List<ReleaseStep.Taken> taken,
            Map<RecordId, LockedRecord> found,
            ReleaseUndoOutcome.OnConflict onConflict,
            Instant now,
            String by) {
        Map<RecordId, List<Integer>> needed = new LinkedHashMap<>();
        for (ReleaseStep.Taken step : taken) {
            ReleaseStep.Before before = step.before();
            needed.put(
                    step.record(),
                    Stream.of(
                                    step.became(),
                                    before == null ? null : before.published(),
                                    before == null ? null : Integer.valueOf(before.working()))
                            .filter(Objects::nonNull)
                            .map(Objects::requireNonNull)
                            .distinct()
                            .toList());
        }
        Map<RecordId, LockedRecord> lockedRecords = records.knowing(site, found, needed);
        Map<RecordId, ThreeWay> compared = compared(site, taken, lockedRecords);
        SystemFacts facts = types.systemFacts(
                site, compared.values().stream().map(ThreeWay::merged).toList());
        ReleaseUndoRules releaseUndoRules = new ReleaseUndoRules(now, by);
        return taken.stream()
                .map(step -> {
                    LockedRecord lockedRecord = ReleaseExecution.require(lockedRecords, step.record());
                    ThreeWay since = compared.get(step.record());
                    return since == null
                            ? settled(releaseUndoRules, step, lockedRecord, onConflict, null, null)
                            : woven(site, releaseUndoRules, step, lockedRecord, onConflict, since, facts);
                })
                .toList();
    }

    /**
     * Compares the later changes with the earlier state, based on the released version; one statement for all records.
     */
    private Map<RecordId, ThreeWay> compared(
            SiteId site, List<ReleaseStep.Taken> taken, Map<RecordId, LockedRecord> lockedRecords) {
        Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
        for (ReleaseStep.Taken step : taken) {
            Integer now = ReleaseUndoRules.changedSince(step, ReleaseExecution.require(lockedRecords, step.record()));
            ReleaseStep.Before before = step.before();
            if (now != null && before != null && before.published() != null) {
                wanted.put(step.record(), List.of(Objects.requireNonNull(step.became()), before.published(), now));
            }
        }
        Map<RecordId, Map<Integer, Version>> found = versions.all(site, wanted);
        Map<RecordId, ThreeWay> compared = new LinkedHashMap<>();
        wanted.forEach((id, numbers) -> {
            Map<Integer, Version> its = found.getOrDefault(id, Map.of());
            compared.put(
                    id,
                    ThreeWay.of(
                            Objects.requireNonNull(its.get(numbers.get(0))).contents(),
                            Objects.requireNonNull(its.get(numbers.get(1))).contents(),
                            Objects.requireNonNull(its.get(numbers.get(2))).contents()));
        });
        return compared;
    }

    private Answer woven(
            SiteId site,
            ReleaseUndoRules releaseUndoRules,
            ReleaseStep.Taken step,
            LockedRecord lockedRecord,
            ReleaseUndoOutcome.OnConflict onConflict,
            ThreeWay since,
            SystemFacts facts) {
        if (!since.conflicts().isEmpty()) {
            return settled(releaseUndoRules, step, lockedRecord, onConflict, since, null);
        }
        ContentType type = types.require(site, lockedRecord.record().type());
        VersionContents merged = facts.in(type, types.check(site, type, since.merged()));
        return settled(
                releaseUndoRules,
                step,
                lockedRecord,
                onConflict,
                since,
                versionFactory.mint(site, lockedRecord.record().lastVersion() + 1, type, merged, "undo"));
    }

    private static Answer settled(
            ReleaseUndoRules releaseUndoRules,
            ReleaseStep.Taken step,
            LockedRecord lockedRecord,
            ReleaseUndoOutcome.OnConflict onConflict,
            @Nullable ThreeWay since,
            Transition.@Nullable Minted merged) {
        ReleaseUndoRules.Fate fate = releaseUndoRules.decide(step, lockedRecord, onConflict, merged);
        Coordinate live = lockedRecord.record().live();
        ReleaseStep.Before before = step.before();
        Integer named =
                step.became() != null ? step.became() : before == null ? null : Integer.valueOf(before.working());
        String title = live != null
                ? live.title()
                : named == null ? "" : lockedRecord.head(named).title();
        return new Answer(
                new ReleaseUndoOutcome(
                        step.record(),
                        title,
                        fate.effect(),
                        fate.sentence(),
                        step.became(),
                        before == null ? null : before.published(),
                        live == null ? null : live.published(),
                        fate.effect() == ReleaseUndoOutcome.Effect.CONFLICT && since != null
                                ? since.strands()
                                : List.of()),
                fate.moves());
    }
}
