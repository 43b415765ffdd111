package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the schedules will have made of an environment by a moment: the triggers' own rules, played through
 * in their order and written nowhere. A trigger that would be refused then changes nothing here either.
 */
@Component
class Ahead {
    private final JdbcClient jdbc;
    private final Triggers triggers;
    private final RecordRows records;

    Ahead(JdbcClient jdbc, Triggers triggers, RecordRows records) {
        this.jdbc = jdbc;
        this.triggers = triggers;
        this.records = records;
    }

    /**
     * The records that will stand otherwise than they do now.
     *
     * @param until a future moment, UTC
     */
    List<Sight.Laid> until(SiteId site, Environment environment, Instant until) {
        List<Triggers.Due> due = triggers.due(until, site);
        if (due.isEmpty()) {
            return List.of();
        }
        List<RecordId> all =
                due.stream().flatMap(each -> each.ids().stream()).distinct().toList();
        Map<RecordId, Standing> standings = new HashMap<>(records.load(site, all));
        Addresses addresses = addresses(site, standings.values());
        Map<RecordId, Sight.Laid> laid = new LinkedHashMap<>();
        for (Triggers.Due each : due) {
            for (Transition t : fire(each, standings, addresses)) {
                Standing standing = Objects.requireNonNull(standings.get(t.record()));
                standings.put(t.record(), new Standing(standing.record().after(t), standing.heads()));
                if (t.changesWhatIsShown()) {
                    addresses.move(t);
                }
                Standing.Head shown = t.shown();
                if (t.changesWhatIsShown() && t.environment() == environment) {
                    laid.put(
                            t.record(),
                            shown == null
                                    ? new Sight.Laid(t.record(), t.type(), null, null, null, each.at())
                                    : Sight.Laid.of(standing.record(), shown, each.at()));
                }
            }
        }
        return List.copyOf(laid.values());
    }

    /** What one trigger would move; nothing where it would be refused. */
    private List<Transition> fire(Triggers.Due due, Map<RecordId, Standing> standings, Addresses addresses) {
        try {
            List<Standing> concerned = due.ids().stream()
                    .map(standings::get)
                    .filter(Objects::nonNull)
                    .toList();
            List<Transition> moves =
                    Ledger.allOrNothing(Triggers.decide(due, triggers.rights(due), concerned, due.at()));
            return addresses.taken(moves) ? List.of() : moves;
        } catch (Refused heldBack) {
            return List.of();
        }
    }

    private Addresses addresses(SiteId site, Collection<Standing> standings) {
        Set<String> wanted = new HashSet<>();
        standings.forEach(standing -> standing.heads().values().forEach(head -> {
            if (head.path() != null) {
                wanted.add(head.path());
            }
        }));
        Addresses addresses = new Addresses();
        jdbc.sql("""
                        SELECT environment, path, record_id FROM visibility
                        WHERE site_id = :site AND to_at IS NULL AND path IS NOT NULL
                          AND (record_id = ANY (CAST(:ids AS uuid[]))
                               OR path IN (SELECT jsonb_array_elements_text(CAST(:paths AS jsonb))))""")
                .param("site", site.value())
                .param(
                        "ids",
                        RecordRows.array(standings.stream()
                                .map(standing -> standing.record().id())
                                .toList()))
                .param("paths", Ledger.json(List.copyOf(wanted)))
                .query(row -> {
                    addresses.put(
                            Environment.parse(row.getString("environment")),
                            row.getString("path"),
                            new RecordId(row.getObject("record_id", UUID.class)));
                });
        return addresses;
    }

    /** Who holds which address while the triggers are played through. */
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

        /** Whether an address is held by a record that stays, or wanted twice: {@link TransitionRows#refuseTakenPaths}. */
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
