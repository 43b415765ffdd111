package dev.sgen.publishing;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.SystemFacts;
import dev.sgen.content.VersionContents;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.Clockwork;
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
 * Takes steps on live back, all as one operation: what they changed is put back, what was changed since is
 * kept where both can be had, and where they can't a person decides (RECOV-10).
 */
@Component
public class StepsBack {
    private final Ledger ledger;
    private final RecordRows records;
    private final VersionRows versions;
    private final ContentTypes types;
    private final Minting minting;
    private final Members members;
    private final Clockwork clockwork;

    StepsBack(
            Ledger ledger,
            RecordRows records,
            VersionRows versions,
            ContentTypes types,
            Minting minting,
            Members members,
            Clockwork clockwork) {
        this.ledger = ledger;
        this.records = records;
        this.versions = versions;
        this.types = types;
        this.minting = minting;
        this.members = members;
        this.clockwork = clockwork;
    }

    /** One record's answer: what will be said, and the transition if it moves. */
    private record Answer(StepBack said, @Nullable Transition moves) {}

    /** Says what {@link #take} would do with each record, and writes nothing. */
    public List<StepBack> look(Actor actor, SiteId site, List<LiveStep.Taken> taken, StepBack.OnConflict onConflict) {
        Rights rights = members.rights(actor, site);
        Map<RecordId, Standing> found = records.load(site, ids(taken));
        requireTypes(rights, found);
        return answers(site, taken, found, onConflict, clockwork.now(), actor.personName()).stream()
                .map(Answer::said)
                .toList();
    }

    /**
     * Takes the steps back.
     *
     * @throws Refused {@link StepRefusal.ChangedSince} where both can't be had and {@code onConflict} says
     *     refuse; {@link PublishingRefusal.PathTaken} where an address was given to another record since
     */
    public List<StepBack> take(
            Actor actor,
            SiteId site,
            List<LiveStep.Taken> taken,
            StepBack.OnConflict onConflict,
            LiveSteps.Order order,
            LiveSteps.Along along) {
        Rights rights = members.rights(actor, site);
        List<StepBack> said = new ArrayList<>();
        ledger.commit(site, ids(taken), order.operationId(), (found, now) -> {
            requireTypes(rights, found);
            List<Answer> answers = answers(site, taken, found, onConflict, now, actor.personName());
            said.clear();
            answers.forEach(a -> said.add(a.said()));
            refuseConflicts(said);
            Map<String, Object> details = new LinkedHashMap<>(order.details());
            for (StepBack.Effect effect : StepBack.Effect.values()) {
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
            return new Ledger.Plan(
                    moving,
                    LiveSteps.act(site, actor, rights.role(), order, details),
                    entry -> along.write(List.of(), entry, now),
                    true);
        });
        return List.copyOf(said);
    }

    private static void requireTypes(Rights rights, Map<RecordId, Standing> found) {
        List<String> types = Standing.types(found.values());
        rights.require(Permission.RECOVER, Environment.LIVE, types);
        rights.require(Permission.PROMOTE, Environment.LIVE, types);
    }

    private static List<RecordId> ids(List<LiveStep.Taken> taken) {
        return taken.stream().map(LiveStep.Taken::record).toList();
    }

    private static void refuseConflicts(List<StepBack> said) {
        List<StepBack> conflicts = said.stream()
                .filter(s -> s.effect() == StepBack.Effect.CONFLICT)
                .toList();
        if (!conflicts.isEmpty()) {
            throw new Refused(new StepRefusal.ChangedSince(conflicts));
        }
    }

    private List<Answer> answers(
            SiteId site,
            List<LiveStep.Taken> taken,
            Map<RecordId, Standing> found,
            StepBack.OnConflict onConflict,
            Instant now,
            String by) {
        Map<RecordId, List<Integer>> needed = new LinkedHashMap<>();
        for (LiveStep.Taken step : taken) {
            LiveStep.Before before = step.before();
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
        Map<RecordId, Standing> standings = records.knowing(site, found, needed);
        Map<RecordId, ThreeWay> compared = compared(site, taken, standings);
        SystemFacts facts = types.systemFacts(
                site, compared.values().stream().map(ThreeWay::merged).toList());
        Returning returning = new Returning(now, by);
        return taken.stream()
                .map(step -> {
                    Standing standing = LiveSteps.require(standings, step.record());
                    ThreeWay since = compared.get(step.record());
                    return since == null
                            ? settled(returning, step, standing, onConflict, null, null)
                            : woven(site, returning, step, standing, onConflict, since, facts);
                })
                .toList();
    }

    /** What was made of the released version since, beside what stood there before; one statement for all. */
    private Map<RecordId, ThreeWay> compared(
            SiteId site, List<LiveStep.Taken> taken, Map<RecordId, Standing> standings) {
        Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
        for (LiveStep.Taken step : taken) {
            Integer now = Returning.changedSince(step, LiveSteps.require(standings, step.record()));
            LiveStep.Before before = step.before();
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
            Returning returning,
            LiveStep.Taken step,
            Standing standing,
            StepBack.OnConflict onConflict,
            ThreeWay since,
            SystemFacts facts) {
        if (!since.conflicts().isEmpty()) {
            return settled(returning, step, standing, onConflict, since, null);
        }
        ContentType type = types.require(site, standing.record().type());
        VersionContents merged = facts.in(type, types.check(site, type, since.merged()));
        return settled(
                returning,
                step,
                standing,
                onConflict,
                since,
                minting.mint(site, standing.record().lastVersion() + 1, type, merged, "undo"));
    }

    private static Answer settled(
            Returning returning,
            LiveStep.Taken step,
            Standing standing,
            StepBack.OnConflict onConflict,
            @Nullable ThreeWay since,
            Transition.@Nullable Minted merged) {
        Returning.Fate fate = returning.decide(step, standing, onConflict, merged);
        Coordinate live = standing.record().live();
        LiveStep.Before before = step.before();
        Integer named =
                step.became() != null ? step.became() : before == null ? null : Integer.valueOf(before.working());
        String title = live != null
                ? live.title()
                : named == null ? "" : standing.head(named).title();
        return new Answer(
                new StepBack(
                        step.record(),
                        title,
                        fate.effect(),
                        fate.sentence(),
                        step.became(),
                        before == null ? null : before.published(),
                        live == null ? null : live.published(),
                        fate.effect() == StepBack.Effect.CONFLICT && since != null ? since.strands() : List.of()),
                fate.moves());
    }
}
