package dev.sgen.publishing.engine;

import dev.sgen.content.ContentTypes;
import dev.sgen.content.PlainText;
import dev.sgen.content.VisitorFields;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Maintains the full-text index of what visitors may see (F5). A version is indexed when it is created. When a type's
 * private fields change, all versions of the type are indexed again; until then, a version with an outdated entry is
 * not found at all.
 */
@Component
class SearchWords {
    private static final int AT_ONCE = 200;
    /** How long a type change waits for re-indexing; the rest is done in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Longer than another node may still save with the old types. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ContentTypes types;
    private final TimeAndIds time;

    SearchWords(JdbcClient jdbc, TransactionTemplate transaction, ContentTypes types, TimeAndIds time) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.types = types;
        this.time = time;
    }

    /** A type that is being re-indexed, with the last version done. */
    private record Due(
            SiteId site,
            String type,
            Instant changedAt,
            @Nullable Instant beganAt,
            @Nullable UUID record,
            int number) {}

    private record Saved(
            UUID record, int number, String title, @Nullable Integer typeRevision, String content) {}

    /**
     * Index rows of new versions with private fields, for the statement that inserts the versions. Versions without
     * private fields are indexed with their whole text.
     */
    static List<Map<String, Object>> chosen(List<Transition> transitions) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Transition t : transitions) {
            Transition.Minted minted = t.minted();
            if (minted == null) {
                continue;
            }
            int savedUnder = minted.typeRevision() == null ? 0 : minted.typeRevision();
            String text = minted.words().text();
            if (text != null || minted.words().rules() != savedUnder) {
                rows.add(Map.of(
                        "id",
                        t.record().toString(),
                        "number",
                        minted.number(),
                        "rules",
                        minted.words().rules(),
                        "title",
                        minted.contents().title(),
                        "text",
                        text == null ? PlainText.of(minted.contents().content()) : text));
            }
        }
        return rows;
    }

    /** Marks the type for re-indexing. Called inside the transaction that changes the type. */
    void due(SiteId site, String type) {
        jdbc.sql("""
                        INSERT INTO words_due (site_id, type, changed_at, look_at) VALUES (:site, :type, :now, :now)
                        ON CONFLICT (site_id, type) DO UPDATE SET changed_at = excluded.changed_at, look_at = excluded.look_at,
                            began_at = NULL, after_record = NULL, after_number = NULL""")
                .param("site", site.value())
                .param("type", type)
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Re-indexes versions of the type for at most {@link #PATIENCE}. */
    void choose(SiteId site, String type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < end) {
            more = Boolean.TRUE.equals(transaction.execute(
                    status -> take("d.site_id = :site AND d.type = :type", Map.of("site", site.value(), "type", type))
                            .map(this::some)
                            .orElse(false)));
        }
    }

    /**
     * Re-indexes one batch of versions of any marked type.
     *
     * @return whether more can be done at once
     */
    boolean chooseSome() {
        return Boolean.TRUE.equals(transaction.execute(
                status -> take("true", Map.of()).map(this::some).orElse(false)));
    }

    /** The row stays locked until the end of the transaction, so that only one node works on it. */
    private Optional<Due> take(String where, Map<String, Object> parameters) {
        return jdbc.sql("""
                        SELECT d.site_id, d.type, d.changed_at, d.began_at, d.after_record, coalesce(d.after_number, 0) AS number
                        FROM words_due d WHERE\s""" + where + " AND d.look_at <= :now" + " ORDER BY d.look_at LIMIT 1 FOR UPDATE SKIP LOCKED")
                .params(parameters)
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Due(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        row.getString("type"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("began_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        row.getObject("after_record", UUID.class),
                        row.getInt("number")))
                .optional();
    }

    private boolean some(Due due) {
        Instant began = due.beganAt() == null ? time.now() : due.beganAt();
        VisitorFields fields = types.forVisitors(due.site());
        List<Saved> saved = saved(due, fields.revision(due.type()));
        write(due, fields, saved);
        if (saved.size() == AT_ONCE) {
            keep(
                    due,
                    due.changedAt(),
                    began,
                    saved.getLast().record(),
                    saved.getLast().number());
            return true;
        }
        Instant settled = due.changedAt().plus(STRAGGLERS);
        if (began.isBefore(settled)) {
            // Start again once no node can save with the old types any more.
            keep(due, settled, null, null, 0);
        } else {
            jdbc.sql("DELETE FROM words_due WHERE site_id = :site AND type = :type")
                    .param("site", due.site().value())
                    .param("type", due.type())
                    .update();
        }
        return false;
    }

    private List<Saved> saved(Due due, int rules) {
        return jdbc.sql("""
                        SELECT v.record_id, v.number, v.title, v.type_revision, v.content::text AS content
                        FROM version v
                        JOIN record r ON r.site_id = :site AND r.id = v.record_id AND r.type = :type
                        WHERE v.site_id = :site
                          AND (CAST(:record AS uuid) IS NULL OR (v.record_id, v.number) > (CAST(:record AS uuid), :number))
                          AND NOT EXISTS (SELECT FROM public_words p WHERE p.site_id = :site AND p.record_id = v.record_id
                                          AND p.version = v.number AND p.rules >= :rules)
                        ORDER BY v.record_id, v.number LIMIT :limit""")
                .param("site", due.site().value())
                .param("type", due.type())
                .param("record", due.record())
                .param("number", due.number())
                .param("rules", rules)
                .param("limit", AT_ONCE)
                .query((row, n) -> new Saved(
                        row.getObject("record_id", UUID.class),
                        row.getInt("number"),
                        row.getString("title"),
                        row.getObject("type_revision", Integer.class),
                        row.getString("content")))
                .list();
    }

    private void write(Due due, VisitorFields fields, List<Saved> saved) {
        if (saved.isEmpty()) {
            return;
        }
        List<Map<String, Object>> rows = saved.stream()
                .map(each -> {
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("id", each.record().toString());
                    row.put("number", each.number());
                    row.put("title", each.title());
                    row.put(
                            "text",
                            PlainText.of(fields.of(due.type(), each.typeRevision(), Json.readObject(each.content()))));
                    return row;
                })
                .toList();
        jdbc.sql("""
                        INSERT INTO public_words (site_id, record_id, version, rules, words)
                        SELECT :site, c.id, c.number, :rules,
                               setweight(to_tsvector('simple', c.title), 'A') || to_tsvector('simple', c.text)
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS c(id uuid, number int, title text, text text)
                        ON CONFLICT (site_id, record_id, version) DO UPDATE
                        SET rules = excluded.rules, words = excluded.words WHERE public_words.rules < excluded.rules""")
                .param("site", due.site().value())
                .param("rules", fields.revision(due.type()))
                .param("rows", RecordStore.json(rows))
                .update();
    }

    private void keep(Due due, Instant lookAt, @Nullable Instant began, @Nullable UUID record, int number) {
        jdbc.sql("""
                        UPDATE words_due SET look_at = :look, began_at = :began, after_record = :record,
                               after_number = :number
                        WHERE site_id = :site AND type = :type""")
                .param("site", due.site().value())
                .param("type", due.type())
                .param("look", lookAt.atOffset(ZoneOffset.UTC))
                .param("began", began == null ? null : began.atOffset(ZoneOffset.UTC))
                .param("record", record)
                .param("number", number)
                .update();
    }
}
