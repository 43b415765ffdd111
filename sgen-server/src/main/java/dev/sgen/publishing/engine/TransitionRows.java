package dev.sgen.publishing.engine;

import dev.sgen.content.PlainText;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Writes transitions to the database, many rows per statement. Every statement checks the number of affected rows. */
@Component
public class TransitionRows {
    /** The maximum number of taken addresses in one refusal. */
    private static final int MOST_TAKEN = 50;

    private final JdbcClient jdbc;

    TransitionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts new versions with their references and search entries, and updates the records' last version and base.
     */
    void mint(SiteId site, Map<RecordId, LockedRecord> before, List<Transition> transitions, Actor actor, Instant now) {
        List<Map<String, Object>> changed = transitions.stream()
                .filter(t -> t.minted() != null || touchesBase(t, before.get(t.record())))
                .map(TransitionRows::identity)
                // A merge has two transitions per record, but one record row.
                .distinct()
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        MemberId author = actor.memberOrNull();
        jdbc.sql("""
                        WITH identities AS (
                            INSERT INTO record (site_id, id, type, last_version, base, created_at)
                            SELECT :site, r.id, r.type, r.last_version, r.base, :now
                            FROM jsonb_to_recordset(CAST(:identities AS jsonb)) AS r(id uuid, type text, last_version int, base int)
                            ON CONFLICT (site_id, id) DO UPDATE SET last_version = EXCLUDED.last_version, base = EXCLUDED.base
                        ), versions AS (
                            INSERT INTO version (site_id, record_id, number, title, path, tags, content, hash, environment,
                                                 author_id, author_name, created_at, origin, type_revision, search)
                            SELECT :site, v.record_id, v.number, v.title, v.path, v.tags, v.content, v.hash, v.environment,
                                   CAST(:author AS uuid), :authorName, :now, v.origin, v.type_revision,
                                   setweight(to_tsvector('simple', v.title), 'A') || to_tsvector('simple', v.text)
                            FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS v(record_id uuid, number int, title text,
                                 path text, tags text[], content jsonb, hash text, environment text, origin text,
                                 type_revision int, text text)
                            RETURNING record_id, number, search, type_revision
                        ), chosen AS (
                            INSERT INTO public_words (site_id, record_id, version, rules, words)
                            SELECT :site, n.record_id, n.number, coalesce(n.type_revision, 0), n.search FROM versions n
                            WHERE (n.record_id IN (SELECT s.id FROM jsonb_to_recordset(CAST(:chosen AS jsonb)) AS s(id uuid))) IS NOT TRUE
                            UNION ALL
                            SELECT :site, c.id, c.number, c.rules,
                                   setweight(to_tsvector('simple', c.title), 'A') || to_tsvector('simple', c.text)
                            FROM jsonb_to_recordset(CAST(:chosen AS jsonb)) AS c(id uuid, number int, rules int, title text, text text)
                        )
                        INSERT INTO reference (site_id, record_id, version, target, kind)
                        SELECT :site, f.record_id, f.version, f.target, min(f.kind)
                        FROM jsonb_to_recordset(CAST(:references AS jsonb)) AS f(record_id uuid, version int, target uuid, kind text)
                        GROUP BY f.record_id, f.version, f.target""")
                .param("site", site.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("author", author == null ? null : author.toString())
                .param("authorName", actor.personName())
                .param("identities", RecordStore.json(changed))
                .param("versions", RecordStore.json(versions(transitions)))
                .param("chosen", RecordStore.json(SearchWords.chosen(transitions)))
                .param("references", RecordStore.json(references(transitions)))
                .update();
    }

    private static boolean touchesBase(Transition t, @Nullable LockedRecord before) {
        return before != null && !Objects.equals(t.base(), before.record().base());
    }

    private static Map<String, Object> identity(Transition t) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", t.record().toString());
        row.put("type", t.type());
        row.put("last_version", t.lastVersion());
        row.put("base", t.base());
        return row;
    }

    private static List<Map<String, Object>> versions(List<Transition> transitions) {
        return transitions.stream()
                .filter(t -> t.minted() != null)
                .map(t -> version(t, Objects.requireNonNull(t.minted())))
                .toList();
    }

    private static Map<String, Object> version(Transition t, Transition.Minted minted) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record_id", t.record().toString());
        row.put("number", minted.number());
        row.put("title", minted.contents().title());
        row.put("path", minted.contents().path());
        row.put("tags", minted.contents().tags());
        row.put("content", minted.contents().content());
        row.put("hash", minted.hash());
        row.put("environment", t.environment().key());
        row.put("origin", minted.origin());
        row.put("type_revision", minted.typeRevision());
        row.put("text", PlainText.of(minted.contents().content()));
        return row;
    }

    private static List<Map<String, Object>> references(List<Transition> transitions) {
        return transitions.stream()
                .filter(t -> t.minted() != null)
                .flatMap(t -> Objects.requireNonNull(t.minted()).refs().stream()
                        .map(ref -> Map.<String, Object>of(
                                "record_id", t.record().toString(),
                                "version", Objects.requireNonNull(t.minted()).number(),
                                "target", ref.target().toString(),
                                "kind", ref.kind())))
                .toList();
    }

    /** Writes the coordinates. The edition check detects a concurrent change. */
    void place(SiteId site, List<Transition> transitions) {
        List<Map<String, Object>> kept = transitions.stream()
                .filter(t -> t.after() != null)
                .map(TransitionRows::coordinate)
                .toList();
        if (!kept.isEmpty()) {
            int written = jdbc.sql("""
                            INSERT INTO coordinate (site_id, environment, record_id, type, state, working, published, schedule_at,
                                schedule_action, schedule_version, schedule_by, schedule_by_name, schedule_token, edition, title, path, tags,
                                updated_at, updated_by)
                            SELECT :site, c.environment, c.record_id, c.type, c.state, c.working, c.published, c.schedule_at,
                                c.schedule_action, c.schedule_version, c.schedule_by, c.schedule_by_name, c.schedule_token, c.edition, c.title,
                                c.path, (SELECT v.tags FROM version v WHERE v.site_id = :site AND v.record_id = c.record_id
                                         AND v.number = c.working), c.updated_at, c.updated_by
                            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS c(environment text, record_id uuid, type text, state text,
                                working int, published int, schedule_at timestamptz, schedule_action text, schedule_version int,
                                schedule_by uuid, schedule_by_name text, schedule_token uuid, edition int, title text, path text,
                                updated_at timestamptz, updated_by text)
                            ON CONFLICT (site_id, environment, record_id) DO UPDATE SET
                                state = EXCLUDED.state, working = EXCLUDED.working, published = EXCLUDED.published,
                                schedule_at = EXCLUDED.schedule_at, schedule_action = EXCLUDED.schedule_action,
                                schedule_version = EXCLUDED.schedule_version, schedule_by = EXCLUDED.schedule_by,
                                schedule_by_name = EXCLUDED.schedule_by_name, schedule_token = EXCLUDED.schedule_token,
                                edition = EXCLUDED.edition,
                                title = EXCLUDED.title, path = EXCLUDED.path, tags = EXCLUDED.tags,
                                updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by
                            WHERE coordinate.edition = EXCLUDED.edition - 1""")
                    .param("site", site.value())
                    .param("rows", RecordStore.json(kept))
                    .update();
            expect(written, kept.size());
        }
        List<Map<String, Object>> gone = transitions.stream()
                .filter(t -> t.after() == null)
                .map(t -> Map.<String, Object>of(
                        "environment", t.environment().key(),
                        "record_id", t.record().toString(),
                        "edition", Objects.requireNonNull(t.before()).edition()))
                .toList();
        if (!gone.isEmpty()) {
            int removed = jdbc.sql("""
                            DELETE FROM coordinate c
                            WHERE c.site_id = :site AND c.environment IN ('staging', 'live') AND c.record_id = ANY (:ids)
                              AND ((c.environment, c.record_id, c.edition) IN (
                                   SELECT g.environment, g.record_id, g.edition FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                                       AS g(environment text, record_id uuid, edition int))) IS TRUE""")
                    .param("site", site.value())
                    .param("ids", ids(transitions.stream().filter(t -> t.after() == null)))
                    .param("rows", RecordStore.json(gone))
                    .update();
            expect(removed, gone.size());
        }
    }

    private static Map<String, Object> coordinate(Transition t) {
        Coordinate c = Objects.requireNonNull(t.after());
        Schedule s = c.schedule();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("environment", c.environment().key());
        row.put("record_id", c.record().toString());
        row.put("type", c.type());
        row.put("state", c.state().key());
        row.put("working", c.working());
        row.put("published", c.published());
        row.put("schedule_at", s == null ? null : s.at().toString());
        row.put("schedule_action", s == null ? null : s.action().key());
        row.put("schedule_version", s == null ? null : s.version());
        row.put("schedule_by", s == null ? null : text(s.by()));
        row.put("schedule_by_name", s == null ? null : s.byName());
        row.put("schedule_token", s == null ? null : text(s.token()));
        row.put("edition", c.edition());
        row.put("title", c.title());
        row.put("path", c.path());
        row.put("updated_at", c.updatedAt().toString());
        row.put("updated_by", c.updatedBy());
        return row;
    }

    /** Refuses addresses that another record has or that two records of this operation need (REC-12). */
    public void refuseTakenPaths(SiteId site, List<Transition> visible) {
        List<Taken> taken = takenPaths(site, visible);
        if (!taken.isEmpty()) {
            throw new Refused(new PublishingRefusal.PathTaken(
                    taken.getFirst().environment(),
                    taken.stream().map(Taken::clash).toList()));
        }
    }

    /** The addresses that are not available, at most 50. */
    public List<Taken> takenPaths(SiteId site, List<Transition> visible) {
        Map<Address, List<Transition>> wanted = new LinkedHashMap<>();
        for (Transition t : visible) {
            if (t.shown() != null && t.shown().path() != null) {
                wanted.computeIfAbsent(new Address(t.environment(), t.shown().path()), a -> new ArrayList<>())
                        .add(t);
            }
        }
        List<Taken> taken = new ArrayList<>(wanted.isEmpty() ? List.of() : held(site, wanted, visible));
        wanted.forEach((address, together) -> {
            for (int one = 0; one < together.size(); one++) {
                for (int other = one + 1; other < together.size() && taken.size() < MOST_TAKEN; other++) {
                    Transition second = together.get(other);
                    taken.add(Taken.of(address, together.get(one), second.record(), title(second)));
                }
            }
        });
        return List.copyOf(taken.subList(0, Math.min(taken.size(), MOST_TAKEN)));
    }

    /** The requested addresses of open visibility intervals whose records are not part of this operation. */
    private List<Taken> held(SiteId site, Map<Address, List<Transition>> wanted, List<Transition> visible) {
        List<Taken> held = new ArrayList<>();
        jdbc.sql("""
                        SELECT v.environment, v.path, v.record_id, (
                            SELECT h.title FROM version h
                            WHERE h.site_id = :site AND h.record_id = v.record_id AND h.number = v.version) AS title
                        FROM visibility v
                        WHERE v.site_id = :site AND v.environment = ANY (:environments) AND v.path = ANY (:paths)
                          AND v.to_at IS NULL AND ((v.environment, v.record_id) IN (
                              SELECT m.environment, m.record_id
                              FROM jsonb_to_recordset(CAST(:moving AS jsonb)) AS m(environment text, record_id uuid))
                          ) IS NOT TRUE""")
                .param("site", site.value())
                .param(
                        "environments",
                        texts(wanted.keySet().stream().map(a -> a.environment().key())))
                .param("paths", texts(wanted.keySet().stream().map(Address::path)))
                .param(
                        "moving",
                        RecordStore.json(
                                visible.stream().map(TransitionRows::place).toList()))
                .query(row -> {
                    Address address =
                            new Address(Environment.parse(row.getString("environment")), row.getString("path"));
                    RecordId holder = new RecordId(row.getObject("record_id", UUID.class));
                    String title = row.getString("title");
                    wanted.getOrDefault(address, List.of()).forEach(t -> held.add(Taken.of(address, t, holder, title)));
                });
        return held;
    }

    private static Map<String, Object> place(Transition t) {
        return Map.of(
                "environment", t.environment().key(), "record_id", t.record().toString());
    }

    private static String[] texts(Stream<String> texts) {
        return texts.distinct().toArray(String[]::new);
    }

    private static String title(Transition t) {
        return Objects.requireNonNull(t.shown()).title();
    }

    /** An address in an environment. */
    private record Address(Environment environment, String path) {}

    /** A requested address that belongs to another record. */
    public record Taken(Environment environment, PublishingRefusal.PathTaken.Clash clash) {
        private static Taken of(Address address, Transition wanting, RecordId holder, String title) {
            return new Taken(
                    address.environment(),
                    new PublishingRefusal.PathTaken.Clash(wanting.record(), address.path(), holder, title));
        }
    }

    /** Increments the revision. The row stays locked until the commit, so that revisions become visible in order. */
    long nextRevision(SiteId site, Environment environment, Instant now) {
        return jdbc.sql("""
                        UPDATE environment_state SET revision = revision + 1, changed_at = :now
                        WHERE site_id = :site AND environment = :environment RETURNING revision""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** Closes the visibility intervals that end and opens the new ones (invariants 4 and 5). */
    void turnIntervals(
            SiteId site, Environment environment, List<Transition> visible, long revision, String entry, Instant now) {
        // Closed first, because two records may swap addresses in one operation.
        Map<RecordId, Instant> listed = new java.util.HashMap<>();
        jdbc.sql("""
                        UPDATE visibility v SET to_at = :now, to_revision = :revision, to_entry = :entry
                        WHERE v.site_id = :site AND v.environment = :environment AND v.record_id = ANY (:ids)
                          AND v.to_at IS NULL
                        RETURNING v.record_id, v.listed_at""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("revision", revision)
                .param("entry", entry)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("ids", ids(visible.stream()))
                .query(row -> {
                    listed.put(
                            new RecordId(row.getObject("record_id", UUID.class)),
                            row.getObject("listed_at", java.time.OffsetDateTime.class)
                                    .toInstant());
                });
        expect(listed.size(), (int)
                visible.stream().filter(t -> t.shownBefore() != null).count());
        List<Map<String, Object>> opening = visible.stream()
                .filter(t -> t.shown() != null)
                .map(t -> opened(t, Objects.requireNonNull(t.shown()), listed.get(t.record()), now))
                .toList();
        if (opening.isEmpty()) {
            return;
        }
        int begun = jdbc.sql("""
                        INSERT INTO visibility (site_id, environment, record_id, type, version, path, listed_at,
                                                from_at, from_revision, from_entry)
                        SELECT :site, :environment, r.record_id, r.type, r.version, r.path, r.listed_at, :now, :revision, :entry
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                            AS r(record_id uuid, type text, version int, path text, listed_at timestamptz)""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("revision", revision)
                .param("entry", entry)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("rows", RecordStore.json(opening))
                .update();
        expect(begun, opening.size());
    }

    private static SqlArrayValue ids(Stream<Transition> transitions) {
        return RecordRows.array(transitions.map(Transition::record).toList());
    }

    private static Map<String, Object> opened(
            Transition t, LockedRecord.Head shown, @Nullable Instant listedBefore, Instant now) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record_id", t.record().toString());
        row.put("type", t.type());
        row.put("version", shown.number());
        row.put("path", shown.path());
        Instant listed = shown.listedAt() != null ? shown.listedAt() : listedBefore != null ? listedBefore : now;
        row.put("listed_at", listed.toString());
        return row;
    }

    /** A wrong count means a bug or a missing lock; the exception rolls the transaction back. */
    private static void expect(int touched, int expected) {
        if (touched != expected) {
            throw new IllegalStateException("touched " + touched + " rows instead of " + expected);
        }
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
