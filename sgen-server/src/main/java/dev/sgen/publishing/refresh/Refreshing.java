package dev.sgen.publishing.refresh;

import dev.sgen.content.ContentTypes;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.AuditEntries;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.ReferenceRows;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.TransitionRows;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Refreshes staging with what live publishes (DRIFT-4, ENV-12). It never changes live, never copies a schedule or a
 * secret, and keeps what only staging changed (C-5).
 */
@Component
public class Refreshing {
    /** These types contain endpoints and credentials; each environment keeps its own (DRIFT-16). */
    private static final Set<String> NEVER = Set.of("automation", "integration");

    /** Refreshed only if requested by name (DRIFT-21), plus the types that are never refreshed. */
    private static final Set<String> UNASKED = Set.of("settings", "automation", "integration");

    private static final Set<String> CARRIED_TYPES = Set.of("media", "layout");
    private static final int CARRY_DEPTH = 4;

    private final RecordStore store;
    private final RecordRows records;
    private final ReferenceRows references;
    private final TransitionRows transitions;
    private final DriftRows drift;
    private final RefreshRows steps;
    private final RefreshUndo refreshUndo;
    private final RefreshConflicts refreshConflicts;
    private final Members members;
    private final ContentTypes types;
    private final TimeAndIds time;

    Refreshing(
            RecordStore store,
            RecordRows records,
            ReferenceRows references,
            TransitionRows transitions,
            DriftRows drift,
            RefreshRows steps,
            RefreshUndo refreshUndo,
            RefreshConflicts refreshConflicts,
            Members members,
            ContentTypes types,
            TimeAndIds time) {
        this.store = store;
        this.records = records;
        this.references = references;
        this.transitions = transitions;
        this.drift = drift;
        this.steps = steps;
        this.refreshUndo = refreshUndo;
        this.refreshConflicts = refreshConflicts;
        this.members = members;
        this.types = types;
        this.time = time;
    }

    /**
     * A request to refresh.
     *
     * @param records exactly these, with the media and layouts they use; or null
     * @param types all records of these types; null with null records means everything but settings
     * @param onConflict what to do with records that both sides changed
     * @param everything live also replaces what only staging changed; records that exist only on staging stay
     * @param confirmed whether the operator has confirmed the losses of {@code everything}
     * @param choices the operator's choices for conflicts, and the versions seen
     */
    public record Asked(
            @Nullable List<RecordId> records,
            @Nullable List<String> types,
            OnConflict onConflict,
            boolean everything,
            boolean confirmed,
            ConflictResolutions choices) {
        /**
         * Whether to skip a record of a site-shaping type for lack of the settings permission. If it was requested by
         * name, the refresh is refused instead.
         */
        private boolean leavesOut(Rights rights, String type, boolean meant) {
            boolean named = meant && (records != null || types != null);
            return !named && rights.lacksSettings(Permission.REFRESH, Environment.STAGING, type);
        }

        public static Asked all(OnConflict onConflict) {
            return new Asked(null, null, onConflict, false, false, ConflictResolutions.NONE);
        }

        public static Asked of(List<RecordId> records, OnConflict onConflict) {
            return new Asked(records, null, onConflict, false, false, ConflictResolutions.NONE);
        }
    }

    /** The records of one refresh: the requested ones, and all with the carried ones. */
    private record Scope(Set<RecordId> asked, Set<RecordId> all) {}

    /** The decision for each record. */
    private record Outline(Map<RecordId, RefreshRules.Pull> pulls, List<Refresh.Lost> lost) {
        List<Transition> transitions() {
            return pulls.values().stream()
                    .filter(RefreshRules.Pull.Takes.class::isInstance)
                    .map(p -> ((RefreshRules.Pull.Takes) p).transition())
                    .toList();
        }

        List<PublishingRefusal.BothMoved.Apart> undecided() {
            return pulls.values().stream()
                    .filter(RefreshRules.Pull.Both.class::isInstance)
                    .map(p -> ((RefreshRules.Pull.Both) p).apart())
                    .toList();
        }
    }

    /**
     * Refreshes all of the records or none, as one operation with one audit entry. If no record changes, nothing is
     * written.
     *
     * @throws Refused {@link PublishingRefusal.BothMoved} with base, staging and live of each undecided record; {@link
     *     PublishingRefusal.WorkWouldBeLost} if everything is replaced without confirmation; {@link
     *     PublishingRefusal.MovedSince} if a record has changed since the operator looked
     */
    public Refresh refresh(Actor actor, SiteId site, Asked asked) {
        Rights rights = members.rights(actor, site).requireSome(Permission.REFRESH, Environment.STAGING);
        Scope scope = scope(site, asked);
        int kept = kept(site, asked);
        UUID operationId = time.newId();
        AtomicReference<Refresh> told =
                new AtomicReference<>(new Refresh(true, null, List.of(), List.of(), List.of(), kept));
        store.commit(site, scope.all(), operationId, (lockedRecords, now) -> {
            Outline outline =
                    outline(site, rights, scope, lockedRecords, asked, new RefreshRules(now, actor.personName()));
            if (!outline.undecided().isEmpty()) {
                throw new Refused(new PublishingRefusal.BothMoved(outline.undecided()));
            }
            if (asked.everything() && !asked.confirmed() && !outline.lost().isEmpty()) {
                throw new Refused(new PublishingRefusal.WorkWouldBeLost(outline.lost()));
            }
            List<Transition> moved = outline.transitions();
            requireTypes(rights, moved);
            told.set(told(true, null, scope, lockedRecords, outline, kept));
            return new RecordStore.Plan(
                    moved,
                    AuditEntries.act(
                            site,
                            PublishingOperations.REFRESH,
                            operationId,
                            actor,
                            rights.role(),
                            Environment.LIVE,
                            Environment.STAGING,
                            details(asked, lockedRecords, outline)),
                    entry -> {
                        steps.keep(site, entry, moved, lockedRecords, now);
                        told.set(told(true, entry, scope, lockedRecords, outline, kept));
                    });
        });
        return Objects.requireNonNull(told.get());
    }

    /** Returns what {@link #refresh} would do, what staging would lose and what is undecided, without writing. */
    public Refresh preview(Actor actor, SiteId site, Asked asked) {
        Rights rights = members.rights(actor, site).requireSome(Permission.REFRESH, Environment.STAGING);
        Scope scope = scope(site, asked);
        Map<RecordId, LockedRecord> lockedRecords = records.load(site, scope.all());
        RefreshRules refreshRules = new RefreshRules(time.now(), actor.personName());
        Outline outline = outline(site, rights, scope, lockedRecords, asked, refreshRules);
        requireTypes(rights, outline.transitions());
        transitions.refuseTakenPaths(
                site,
                outline.transitions().stream()
                        .filter(Transition::changesWhatIsShown)
                        .toList());
        return told(false, null, scope, lockedRecords, outline, kept(site, asked));
    }

    /**
     * Undoes a refresh as one operation with one audit entry. Records that have changed since are skipped and named.
     *
     * @param entry id of the refresh's audit entry
     * @throws Refused not-found if this site has no such refresh; invalid-state if there is nothing to restore
     */
    public Refresh.Undone undo(Actor actor, SiteId site, String entry) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.REFRESH, Environment.STAGING);
        return refreshUndo.undo(actor, rights, site, entry);
    }

    /** The last refresh that can still be undone; empty for actors who may not refresh. */
    public Optional<Refresh.Undoable> undoable(Actor actor, SiteId site) {
        return members.rights(actor, site).allow(Permission.REFRESH, Environment.STAGING)
                ? steps.undoable(site)
                : Optional.empty();
    }

    private static void requireTypes(Rights rights, List<Transition> moved) {
        rights.require(
                Permission.REFRESH,
                Environment.STAGING,
                moved.stream().map(Transition::type).distinct().toList());
    }

    private Scope scope(SiteId site, Asked asked) {
        List<RecordId> named = asked.records();
        if (named == null) {
            Set<RecordId> all = new LinkedHashSet<>(drift.refreshable(site, wanted(site, asked), asked.everything()));
            return new Scope(all, all);
        }
        Set<RecordId> meant = new LinkedHashSet<>(named);
        return new Scope(meant, withShown(site, meant));
    }

    /**
     * The types of a refresh. Settings are included only if named, secrets never. If no type is named, the site's types
     * are not looked up, so that the number of SQL statements does not depend on the type cache.
     */
    private DriftRows.Types wanted(SiteId site, Asked asked) {
        List<String> named = asked.types();
        return named == null
                ? new DriftRows.Types(null, UNASKED)
                : new DriftRows.Types(
                        named.stream().map(t -> types.require(site, t).key()).toList(), NEVER);
    }

    private int kept(SiteId site, Asked asked) {
        return asked.records() != null || asked.everything() ? 0 : drift.aheadOnStaging(site, wanted(site, asked));
    }

    /** Adds the media and layouts that the named records use on live and that staging lacks entirely. */
    private Set<RecordId> withShown(SiteId site, Set<RecordId> asked) {
        Set<RecordId> all = new LinkedHashSet<>(asked);
        Collection<RecordId> frontier = asked;
        for (int depth = 0; depth < CARRY_DEPTH && !frontier.isEmpty(); depth++) {
            Map<RecordId, Integer> sources = new LinkedHashMap<>();
            records.records(site, frontier).forEach(r -> {
                Integer shown = r.live() == null ? null : r.live().published();
                if (shown != null) {
                    sources.put(r.id(), shown);
                }
            });
            Set<RecordId> targets = references.targets(site, sources);
            targets.removeAll(all);
            frontier = targets.isEmpty()
                    ? Set.of()
                    : records.records(site, targets).stream()
                            .filter(r -> CARRIED_TYPES.contains(r.type()) && r.staging() == null && r.live() != null)
                            .map(SiteRecord::id)
                            .toList();
            all.addAll(frontier);
        }
        return all;
    }

    private Outline outline(
            SiteId site,
            Rights rights,
            Scope scope,
            Map<RecordId, LockedRecord> lockedRecords,
            Asked asked,
            RefreshRules refreshRules) {
        List<PublishingRefusal.MovedSince.Moved> overtaken =
                asked.choices().overtaken(LockedRecord.records(lockedRecords));
        if (!overtaken.isEmpty()) {
            throw new Refused(new PublishingRefusal.MovedSince(overtaken));
        }
        Map<RecordId, RefreshRules.Pull> pulls = new LinkedHashMap<>();
        for (RecordId id : scope.all()) {
            LockedRecord lockedRecord = lockedRecords.get(id);
            if (lockedRecord == null) {
                throw new Refused(new NotFound("record"));
            }
            String type = lockedRecord.record().type();
            RefreshRules.Pull pull = NEVER.contains(type)
                            || asked.leavesOut(rights, type, scope.asked().contains(id))
                    ? new RefreshRules.Pull.Stays(Refresh.Outcome.LEFT_OUT)
                    : refreshRules.pull(lockedRecord, asked.everything());
            // Carried records are included only if they need no decision.
            if (scope.asked().contains(id) || pull instanceof RefreshRules.Pull.Takes) {
                pulls.put(id, pull);
            }
        }
        Map<RecordId, RefreshRules.Pull> settled =
                refreshConflicts.settle(site, lockedRecords, pulls, refreshRules, asked.onConflict(), asked.choices());
        return new Outline(settled, lost(settled, lockedRecords));
    }

    /** Staging's own work that the refresh replaces. */
    private static List<Refresh.Lost> lost(
            Map<RecordId, RefreshRules.Pull> pulls, Map<RecordId, LockedRecord> lockedRecords) {
        List<Refresh.Lost> lost = new ArrayList<>();
        pulls.forEach((id, pull) -> {
            LockedRecord lockedRecord = Objects.requireNonNull(lockedRecords.get(id));
            if (pull instanceof RefreshRules.Pull.Takes(var transition, var outcome)
                    && outcome != Refresh.Outcome.MERGED
                    && outcome != Refresh.Outcome.KEPT) {
                List<Refresh.Work> work = RefreshRules.work(lockedRecord).stream()
                        .filter(w -> w.what().equals("schedule") || !lockedRecord.sameContent(w.version(), transition))
                        .toList();
                if (!work.isEmpty()) {
                    SiteRecord record = lockedRecord.record();
                    lost.add(new Refresh.Lost(record.id(), record.type(), record.title(), work));
                }
            }
        });
        return lost;
    }

    private static Map<String, Object> details(
            Asked asked, Map<RecordId, LockedRecord> lockedRecords, Outline outline) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "onConflict", asked.onConflict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (asked.everything()) {
            details.put("everything", true);
        }
        List<Map<String, Object>> told = new ArrayList<>();
        outline.pulls().forEach((id, pull) -> {
            if (pull instanceof RefreshRules.Pull.Takes(var transition, var outcome)) {
                told.add(outcome(Objects.requireNonNull(lockedRecords.get(id)), transition, outcome, asked.choices()));
            }
        });
        details.put("outcomes", told);
        if (!outline.lost().isEmpty()) {
            details.put(
                    "lost",
                    outline.lost().stream()
                            .map(l -> Map.of(
                                    "id",
                                    l.record().toString(),
                                    "versions",
                                    l.work().stream()
                                            .map(Refresh.Work::version)
                                            .distinct()
                                            .toList()))
                            .toList());
        }
        return details;
    }

    private static Map<String, Object> outcome(
            LockedRecord lockedRecord, Transition t, Refresh.Outcome outcome, ConflictResolutions resolutions) {
        Map<String, Object> one = new LinkedHashMap<>();
        SiteRecord record = lockedRecord.record();
        one.put("id", record.id().toString());
        one.put("outcome", outcome.key());
        one.put("base", record.base());
        one.put("stagingVersion", RefreshRules.ownVersion(record));
        one.put("liveVersion", record.live() == null ? null : record.live().published());
        one.put("version", t.after() == null ? null : t.after().working());
        if (!resolutions.of(record.id()).isEmpty()) {
            one.put("picked", ConflictResolutions.told(resolutions.of(record.id())));
        }
        return one;
    }

    private static Refresh told(
            boolean done,
            @Nullable String entry,
            Scope scope,
            Map<RecordId, LockedRecord> lockedRecords,
            Outline outline,
            int kept) {
        List<Refresh.Step> steps = new ArrayList<>();
        outline.pulls().forEach((id, pull) -> {
            SiteRecord record = Objects.requireNonNull(lockedRecords.get(id)).record();
            Integer before = record.staging() == null ? null : record.staging().published();
            boolean carried = !scope.asked().contains(id);
            switch (pull) {
                case RefreshRules.Pull.Takes(var t, var outcome) ->
                    steps.add(new Refresh.Step(id, record.type(), t.title(), outcome, t.shownAfter(), before, carried));
                case RefreshRules.Pull.Stays(var outcome) ->
                    steps.add(new Refresh.Step(id, record.type(), record.title(), outcome, before, before, carried));
                case RefreshRules.Pull.Both ignored -> {}
            }
        });
        int stayed = (int)
                steps.stream().filter(s -> s.outcome() == Refresh.Outcome.KEPT).count();
        return new Refresh(done, entry, steps, outline.lost(), outline.undecided(), Math.max(kept, stayed));
    }
}
