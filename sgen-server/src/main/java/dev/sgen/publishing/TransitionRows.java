package dev.sgen.publishing;

import dev.sgen.content.PlainText;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes transitions: one statement for many rows, and every statement counts what it touched. */
@Component
class TransitionRows {
    private final JdbcClient jdbc;

    TransitionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** New versions, what they point at, and the identity's counters. */
    void mint(SiteId site, Map<RecordId, Standing> before, List<Transition> transitions, Actor actor, Instant now) {
        List<Map<String, Object>> changed = transitions.stream()
                .filter(t -> t.minted() != null || touchesBase(t, before.get(t.record())))
                .map(TransitionRows::identity)
                // A merge moves a record in both environments and counts its identity once.
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
                                                 author_id, author_name, created_at, origin, search)
                            SELECT :site, v.record_id, v.number, v.title, v.path, v.tags, v.content, v.hash, v.environment,
                                   CAST(:author AS uuid), :authorName, :now, v.origin,
                                   setweight(to_tsvector('simple', v.title), 'A') || to_tsvector('simple', v.text)
                            FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS v(record_id uuid, number int, title text,
                                 path text, tags text[], content jsonb, hash text, environment text, origin text, text text)
                        )
                        INSERT INTO reference (site_id, record_id, version, target, kind)
                        SELECT :site, f.record_id, f.version, f.target, min(f.kind)
                        FROM jsonb_to_recordset(CAST(:references AS jsonb)) AS f(record_id uuid, version int, target uuid, kind text)
                        GROUP BY f.record_id, f.version, f.target""")
                .param("site", site.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("author", author == null ? null : author.toString())
                .param("authorName", Ledger.nameOf(actor))
                .param("identities", Ledger.json(changed))
                .param("versions", Ledger.json(versions(transitions)))
                .param("references", Ledger.json(references(transitions)))
                .update();
    }

    private static boolean touchesBase(Transition t, @Nullable Standing before) {
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

    /** Coordinates as they stand afterwards; the edition makes sure that nobody was in between. */
    void place(SiteId site, List<Transition> transitions) {
        List<Map<String, Object>> kept = transitions.stream()
                .filter(t -> t.after() != null)
                .map(TransitionRows::coordinate)
                .toList();
        if (!kept.isEmpty()) {
            int written = jdbc.sql("""
                            INSERT INTO coordinate (site_id, environment, record_id, type, state, working, published, schedule_at,
                                schedule_action, schedule_version, schedule_by, schedule_by_name, edition, title, path, tags,
                                updated_at, updated_by)
                            SELECT :site, c.environment, c.record_id, c.type, c.state, c.working, c.published, c.schedule_at,
                                c.schedule_action, c.schedule_version, c.schedule_by, c.schedule_by_name, c.edition, c.title,
                                c.path, v.tags, c.updated_at, c.updated_by
                            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS c(environment text, record_id uuid, type text, state text,
                                working int, published int, schedule_at timestamptz, schedule_action text, schedule_version int,
                                schedule_by uuid, schedule_by_name text, edition int, title text, path text,
                                updated_at timestamptz, updated_by text)
                            JOIN version v ON v.site_id = :site AND v.record_id = c.record_id AND v.number = c.working
                            ON CONFLICT (site_id, environment, record_id) DO UPDATE SET
                                state = EXCLUDED.state, working = EXCLUDED.working, published = EXCLUDED.published,
                                schedule_at = EXCLUDED.schedule_at, schedule_action = EXCLUDED.schedule_action,
                                schedule_version = EXCLUDED.schedule_version, schedule_by = EXCLUDED.schedule_by,
                                schedule_by_name = EXCLUDED.schedule_by_name, edition = EXCLUDED.edition,
                                title = EXCLUDED.title, path = EXCLUDED.path, tags = EXCLUDED.tags,
                                updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by
                            WHERE coordinate.edition = EXCLUDED.edition - 1""")
                    .param("site", site.value())
                    .param("rows", Ledger.json(kept))
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
                            USING jsonb_to_recordset(CAST(:rows AS jsonb)) AS g(environment text, record_id uuid, edition int)
                            WHERE c.site_id = :site AND c.environment = g.environment AND c.record_id = g.record_id
                              AND c.edition = g.edition""")
                    .param("site", site.value())
                    .param("rows", Ledger.json(gone))
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
        row.put("edition", c.edition());
        row.put("title", c.title());
        row.put("path", c.path());
        row.put("updated_at", c.updatedAt().toString());
        row.put("updated_by", c.updatedBy());
        return row;
    }

    /** Refuses addresses that another record holds or that two records of this operation want (REC-12). */
    void refuseTakenPaths(SiteId site, List<Transition> visible) {
        List<Map<String, Object>> wanted = visible.stream()
                .filter(t -> t.shown() != null && t.shown().path() != null)
                .map(t -> Map.<String, Object>of(
                        "environment", t.environment().key(),
                        "record_id", t.record().toString(),
                        "path",
                                Objects.requireNonNull(
                                        Objects.requireNonNull(t.shown()).path()),
                        "title", Objects.requireNonNull(t.shown()).title()))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        List<Map<String, Object>> moving = visible.stream()
                .map(t -> Map.<String, Object>of(
                        "environment",
                        t.environment().key(),
                        "record_id",
                        t.record().toString()))
                .toList();
        List<Taken> taken = jdbc.sql("""
                        WITH wanted AS (
                            SELECT * FROM jsonb_to_recordset(CAST(:wanted AS jsonb))
                                AS w(environment text, record_id uuid, path text, title text)
                        ), moving AS (
                            SELECT * FROM jsonb_to_recordset(CAST(:moving AS jsonb)) AS m(environment text, record_id uuid)
                        )
                        SELECT w.environment, w.record_id, w.path, v.record_id AS holder, h.title AS holder_title
                        FROM wanted w
                        JOIN visibility v ON v.site_id = :site AND v.environment = w.environment AND v.path = w.path
                             AND v.to_at IS NULL AND v.record_id <> w.record_id
                        JOIN version h ON h.site_id = :site AND h.record_id = v.record_id AND h.number = v.version
                        WHERE NOT EXISTS (SELECT FROM moving m WHERE m.environment = v.environment AND m.record_id = v.record_id)
                        UNION ALL
                        SELECT a.environment, a.record_id, a.path, b.record_id, b.title
                        FROM wanted a JOIN wanted b
                          ON a.environment = b.environment AND a.path = b.path AND a.record_id < b.record_id
                        LIMIT 50""")
                .param("site", site.value())
                .param("wanted", Ledger.json(wanted))
                .param("moving", Ledger.json(moving))
                .query((row, n) -> new Taken(
                        Environment.parse(row.getString("environment")),
                        new PublishingRefusal.PathTaken.Clash(
                                new RecordId(row.getObject("record_id", UUID.class)),
                                row.getString("path"),
                                new RecordId(row.getObject("holder", UUID.class)),
                                row.getString("holder_title"))))
                .list();
        if (!taken.isEmpty()) {
            throw new Refused(new PublishingRefusal.PathTaken(
                    taken.getFirst().environment(),
                    taken.stream().map(Taken::clash).toList()));
        }
    }

    private record Taken(Environment environment, PublishingRefusal.PathTaken.Clash clash) {}

    /** Counts a change of what visitors see; held until the commit, so that revisions are made in order. */
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

    /** Ends the intervals of what was visible and begins those of what is (invariants 4 and 5). */
    void turnIntervals(
            SiteId site, Environment environment, List<Transition> visible, long revision, String entry, Instant now) {
        List<Map<String, Object>> rows =
                visible.stream().map(TransitionRows::interval).toList();
        // Ended before the new ones begin: two records may swap their addresses in one operation.
        Map<RecordId, Instant> listed = new java.util.HashMap<>();
        jdbc.sql("""
                        UPDATE visibility v SET to_at = :now, to_revision = :revision, to_entry = :entry
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(record_id uuid)
                        WHERE v.site_id = :site AND v.environment = :environment AND v.record_id = r.record_id AND v.to_at IS NULL
                        RETURNING v.record_id, v.listed_at""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("revision", revision)
                .param("entry", entry)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("rows", Ledger.json(rows))
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
                .param("rows", Ledger.json(opening))
                .update();
        expect(begun, opening.size());
    }

    private static Map<String, Object> interval(Transition t) {
        return Map.of("record_id", t.record().toString());
    }

    private static Map<String, Object> opened(
            Transition t, Standing.Head shown, @Nullable Instant listedBefore, Instant now) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record_id", t.record().toString());
        row.put("type", t.type());
        row.put("version", shown.number());
        row.put("path", shown.path());
        Instant listed = shown.listedAt() != null ? shown.listedAt() : listedBefore != null ? listedBefore : now;
        row.put("listed_at", listed.toString());
        return row;
    }

    /** A count that is off means a bug or a broken lock; the transaction must not stand. */
    private static void expect(int touched, int expected) {
        if (touched != expected) {
            throw new IllegalStateException("touched " + touched + " rows instead of " + expected);
        }
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
