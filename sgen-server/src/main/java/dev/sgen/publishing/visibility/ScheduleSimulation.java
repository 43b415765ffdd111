package dev.sgen.publishing.visibility;

import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.PromotionRules;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.publishing.engine.TransitionRows;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Simulates pending schedules and releases up to a moment, in their order and by their own rules, without writing. What
 * would be refused has no effect.
 */
@Component
class ScheduleSimulation {
    private final JdbcClient jdbc;
    private final Triggers triggers;
    private final ObjectProvider<PlannedReleases> plannedReleases;
    private final RecordRows records;

    ScheduleSimulation(
            JdbcClient jdbc, Triggers triggers, ObjectProvider<PlannedReleases> plannedReleases, RecordRows records) {
        this.jdbc = jdbc;
        this.triggers = triggers;
        this.plannedReleases = plannedReleases;
        this.records = records;
    }

    /** A schedule or release that is due at one moment. */
    private sealed interface Event {
        Instant at();

        List<RecordId> ids();

        record Trigger(Triggers.Due due) implements Event {
            @Override
            public Instant at() {
                return due.at();
            }

            @Override
            public List<RecordId> ids() {
                return due.ids();
            }
        }

        record Together(PlannedReleases.Planned planned) implements Event {
            @Override
            public Instant at() {
                return planned.at();
            }

            @Override
            public List<RecordId> ids() {
                return planned.records();
            }
        }
    }

    private List<Event> events(SiteId site, Instant until) {
        Stream<Event> triggered = triggers.due(until, site).stream().map(Event.Trigger::new);
        Stream<Event> together = plannedReleases.stream()
                .flatMap(u -> u.until(site, until).stream())
                .map(Event.Together::new);
        return Stream.concat(triggered, together)
                .sorted(Comparator.comparing(Event::at))
                .toList();
    }

    /**
     * The records whose public state will differ from the present one.
     *
     * @param until a future moment, UTC
     */
    List<VisibilitySource.Laid> until(SiteId site, Environment environment, Instant until) {
        List<Event> events = events(site, until);
        if (events.isEmpty()) {
            return List.of();
        }
        List<RecordId> all =
                events.stream().flatMap(each -> each.ids().stream()).distinct().toList();
        Map<RecordId, List<Integer>> pinned = new HashMap<>();
        for (Event each : events) {
            if (each instanceof Event.Together(var its)) {
                its.versions()
                        .forEach((record, versions) -> pinned.computeIfAbsent(record, r -> new ArrayList<>())
                                .addAll(versions));
            }
        }
        Map<RecordId, LockedRecord> lockedRecords =
                new HashMap<>(records.knowing(site, records.load(site, all), pinned));
        Addresses addresses = addresses(site, lockedRecords.values());
        Map<RecordId, VisibilitySource.Laid> laid = new LinkedHashMap<>();
        for (Event each : events) {
            for (Transition t : fire(site, each, lockedRecords, addresses)) {
                LockedRecord lockedRecord = Objects.requireNonNull(lockedRecords.get(t.record()));
                lockedRecords.put(t.record(), new LockedRecord(t.applyTo(lockedRecord.record()), lockedRecord.heads()));
                if (t.changesWhatIsShown()) {
                    addresses.move(t);
                }
                LockedRecord.Head shown = t.shown();
                if (t.changesWhatIsShown() && t.environment() == environment) {
                    laid.put(
                            t.record(),
                            shown == null
                                    ? new VisibilitySource.Laid(t.record(), t.type(), null, null, null, each.at())
                                    : VisibilitySource.Laid.of(lockedRecord.record(), shown, each.at()));
                }
            }
        }
        return List.copyOf(laid.values());
    }

    /** The transitions of one event; empty if it would be refused. */
    private List<Transition> fire(
            SiteId site, Event event, Map<RecordId, LockedRecord> lockedRecords, Addresses addresses) {
        try {
            List<Transition> moves = RecordStore.allOrNothing(
                    switch (event) {
                        case Event.Trigger(var due) -> {
                            List<LockedRecord> concerned = due.ids().stream()
                                    .map(lockedRecords::get)
                                    .filter(Objects::nonNull)
                                    .toList();
                            yield Triggers.decide(due, triggers.rights(due), concerned, due.at());
                        }
                        case Event.Together(var planned) ->
                            planned.rule().decide(lockedRecords, new PromotionRules(planned.at(), ""));
                    });
            return addresses.taken(moves) ? List.of() : moves;
        } catch (Refused heldBack) {
            return List.of();
        }
    }

    private Addresses addresses(SiteId site, Collection<LockedRecord> lockedRecords) {
        Set<String> wanted = new HashSet<>();
        lockedRecords.forEach(lockedRecord -> lockedRecord.heads().values().forEach(head -> {
            if (head.path() != null) {
                wanted.add(head.path());
            }
        }));
        Addresses addresses = new Addresses();
        jdbc.sql("""
                        SELECT environment, path, record_id FROM visibility
                        WHERE site_id = :site AND to_at IS NULL AND path IS NOT NULL
                          AND (record_id = ANY (:ids)
                               OR path IN (SELECT jsonb_array_elements_text(CAST(:paths AS jsonb))))""")
                .param("site", site.value())
                .param(
                        "ids",
                        RecordRows.array(lockedRecords.stream()
                                .map(lockedRecord -> lockedRecord.record().id())
                                .toList()))
                .param("paths", RecordStore.json(List.copyOf(wanted)))
                .query(row -> {
                    addresses.put(
                            Environment.parse(row.getString("environment")),
                            row.getString("path"),
                            new RecordId(row.getObject("record_id", UUID.class)));
                });
        return addresses;
    }

    /** The holder of each address during the simulation. */
    private static final class Addresses {
        private final Map<Environment, Map<String, RecordId>> holders = new EnumMap<>(Environment.class);

        void put(Environment environment, String path, RecordId record) {
            holders.computeIfAbsent(environment, e -> new HashMap<>()).put(path, record);
        }

        void move(Transition t) {
            holders.computeIfAbsent(t.environment(), e -> new HashMap<>())
                    .values()
                    .removeIf(t.record()::equals);
            String path = t.shown() == null ? null : t.shown().path();
            if (path != null) {
                put(t.environment(), path, t.record());
            }
        }

        /**
         * Whether an address belongs to a record that does not change, or is needed twice; as {@link
         * TransitionRows#refuseTakenPaths}.
         */
        boolean taken(List<Transition> moves) {
            Map<Environment, Set<RecordId>> moving = new EnumMap<>(Environment.class);
            List<Transition> visible =
                    moves.stream().filter(Transition::changesWhatIsShown).toList();
            visible.forEach(t -> moving.computeIfAbsent(t.environment(), e -> new HashSet<>())
                    .add(t.record()));
            Set<String> wanted = new HashSet<>();
            for (Transition t : visible) {
                String path = t.shown() == null ? null : t.shown().path();
                if (path == null) {
                    continue;
                }
                RecordId holder =
                        holders.getOrDefault(t.environment(), Map.of()).get(path);
                boolean held = holder != null
                        && !moving.getOrDefault(t.environment(), Set.of()).contains(holder);
                if (held || !wanted.add(t.environment() + path)) {
                    return true;
                }
            }
            return false;
        }
    }
}
