package dev.sgen.audit;

import dev.sgen.platform.Json;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Reads the audit trail. The caller checks the permission, because this module has no dependency on members. */
@Component
public class AuditReading {
    private static final int FETCH = 2_000;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** A query that matches nothing. */
    private static final String NOTHING = "x & !x";

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    AuditReading(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    }

    /**
     * A page of entries, newest first.
     *
     * @param next the position of the next page, or null
     */
    public record Page(List<AuditEntry> items, @Nullable Long next) {}

    /**
     * The result of verifying the chain (AUDIT-30).
     *
     * @param entries the number of entries read
     * @param firstBroken id of the first entry that was changed after it was written, or null
     */
    public record Verification(
            boolean valid, long entries, @Nullable String firstBroken) {}

    /** A page of the entries that match, newest first. */
    public Page search(SiteId site, AuditQuery query) {
        Map<String, Object> params = new HashMap<>();
        params.put("site", site.value());
        params.put("limit", query.limit() + 1);
        List<Numbered> rows = jdbc.sql(
                        "SELECT e.seq, e.entry::text AS entry, e.hash FROM audit_entry e WHERE e.site_id = :site"
                                + conditions(query, params) + " ORDER BY e.seq DESC LIMIT :limit")
                .params(params)
                .query((row, n) ->
                        new Numbered(row.getLong("seq"), Chain.read(row.getString("entry"), row.getString("hash"))))
                .list();
        boolean more = rows.size() > query.limit();
        List<Numbered> items = more ? rows.subList(0, query.limit()) : rows;
        return new Page(
                items.stream().map(Numbered::entry).toList(),
                more ? items.getLast().seq() : null);
    }

    private record Numbered(long seq, AuditEntry entry) {}

    /**
     * The entries after a position.
     *
     * @param upTo the position of the last one
     */
    public record News(List<AuditEntry> entries, long upTo) {}

    /** The position of a site's newest entry; 0 if there is none. */
    public long head(SiteId site) {
        return jdbc.sql("SELECT seq FROM audit_head WHERE site_id = :site")
                .param("site", site.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The entries of a site after a position, oldest first, at most {@code most}. */
    public News after(SiteId site, long seq, int most) {
        List<Numbered> rows = jdbc.sql("""
                        SELECT seq, entry::text AS entry, hash FROM audit_entry
                        WHERE site_id = :site AND seq > :seq ORDER BY seq LIMIT :most""")
                .param("site", site.value())
                .param("seq", seq)
                .param("most", most)
                .query((row, n) ->
                        new Numbered(row.getLong("seq"), Chain.read(row.getString("entry"), row.getString("hash"))))
                .list();
        return new News(
                rows.stream().map(Numbered::entry).toList(),
                rows.isEmpty() ? seq : rows.getLast().seq());
    }

    private static String conditions(AuditQuery query, Map<String, Object> params) {
        StringBuilder where = new StringBuilder();
        if (query.record() != null) {
            where.append(" AND EXISTS (SELECT FROM audit_subject s WHERE s.site_id = e.site_id AND s.seq = e.seq"
                    + " AND s.record_id = :record)");
            params.put("record", query.record().value());
        }
        equal(where, params, "operation", query.operation());
        if (AuditQuery.PLATFORM.equals(query.actor())) {
            where.append(" AND e.actor_id IS NULL");
        } else if (query.actor() != null) {
            // Includes what the member's tokens did.
            where.append(" AND (e.actor_id = :actor OR e.entry -> 'actor' ->> 'member' = :actor)");
            params.put("actor", query.actor());
        }
        if (query.text() != null) {
            where.append(" AND audit_words(e.entry) @@ to_tsquery('simple', :words)");
            params.put("words", words(query.text()));
        }
        equal(where, params, "visibility", query.visibility());
        if (query.environment() != null) {
            where.append(" AND (e.environment = :environment OR e.entry ->> 'targetEnvironment' = :environment)");
            params.put("environment", query.environment());
        }
        bound(where, params, ">=", "from", query.from());
        bound(where, params, "<", "to", query.to());
        if (query.before() != null) {
            where.append(" AND e.seq < :before");
            params.put("before", query.before());
        }
        return where.toString();
    }

    /** Each word must match, at least as a prefix; a text without letters and digits matches nothing. */
    private static String words(String text) {
        String all = NO_WORD.splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
        return all.isEmpty() ? NOTHING : all;
    }

    private static void equal(StringBuilder where, Map<String, Object> params, String column, @Nullable Object value) {
        if (value != null) {
            where.append(" AND e.").append(column).append(" = :").append(column);
            params.put(column, value);
        }
    }

    private static void bound(
            StringBuilder where, Map<String, Object> params, String comparison, String name, @Nullable Instant moment) {
        if (moment != null) {
            where.append(" AND e.at ").append(comparison).append(" :").append(name);
            params.put(name, moment.atOffset(ZoneOffset.UTC));
        }
    }

    /**
     * One entry.
     *
     * @throws Refused {@link NotFound} if the site's trail has no such entry
     */
    public AuditEntry require(SiteId site, String id) {
        return jdbc.sql("SELECT entry::text AS entry, hash FROM audit_entry WHERE site_id = :site AND id = :id")
                .param("site", site.value())
                .param("id", id)
                .query((row, n) -> Chain.read(row.getString("entry"), row.getString("hash")))
                .optional()
                .orElseThrow(() -> new Refused(new NotFound("audit entry")));
    }

    /**
     * The neighbours of an entry in the chain.
     *
     * @param number its position in the chain, counted from 1
     * @param previous id of the entry before; null for the first
     * @param next id of the entry after; null for the newest
     */
    public record Neighbours(
            long number,
            @Nullable String previous,
            @Nullable String next) {}

    /**
     * The neighbours of an entry.
     *
     * @throws Refused {@link NotFound} if the site's trail has no such entry
     */
    public Neighbours neighbours(SiteId site, String id) {
        return jdbc.sql("""
                        SELECT e.seq, p.id AS previous, n.id AS next FROM audit_entry e
                        LEFT JOIN audit_entry p ON p.site_id = e.site_id AND p.seq = e.seq - 1
                        LEFT JOIN audit_entry n ON n.site_id = e.site_id AND n.seq = e.seq + 1
                        WHERE e.site_id = :site AND e.id = :id""")
                .param("site", site.value())
                .param("id", id)
                .query((row, n) -> new Neighbours(row.getLong("seq"), row.getString("previous"), row.getString("next")))
                .optional()
                .orElseThrow(() -> new Refused(new NotFound("audit entry")));
    }

    /** Verifies a site's whole chain from its first entry, in one snapshot; streams the entries. */
    public Verification verify(SiteId site) {
        return Objects.requireNonNull(snapshot.execute(status -> walk(site)));
    }

    private Verification walk(SiteId site) {
        ChainVerification chainVerification = new ChainVerification();
        try (Stream<ChainVerification.Link> links = jdbc
                .sql("""
                        SELECT e.seq, e.id, e.at, e.operation, e.actor_id, e.environment, e.visibility, e.operation_id::text AS operation_id,
                               e.entry::text AS entry, e.previous_hash, e.hash,
                               coalesce((SELECT string_agg(s.record_id::text, ',' ORDER BY s.record_id) FROM audit_subject s
                                         WHERE s.site_id = e.site_id AND s.seq = e.seq), '') AS subjects
                        FROM audit_entry e WHERE e.site_id = :site ORDER BY e.seq""")
                .withFetchSize(FETCH)
                .param("site", site.value())
                .query((row, n) -> AuditReading.link(row))
                .stream()) {
            links.takeWhile(chainVerification::follow).forEach(link -> {});
        }
        if (chainVerification.broken() == null && !headAgrees(site, chainVerification)) {
            return new Verification(false, chainVerification.count(), chainVerification.lastId());
        }
        return new Verification(
                chainVerification.broken() == null, chainVerification.count(), chainVerification.broken());
    }

    /** The head stores the length of the chain, so that entries deleted from its end are detected. */
    private boolean headAgrees(SiteId site, ChainVerification chainVerification) {
        return jdbc.sql("SELECT seq, hash FROM audit_head WHERE site_id = :site")
                .param("site", site.value())
                .query((row, n) -> row.getLong("seq") == chainVerification.count()
                        && row.getString("hash").equals(chainVerification.lastHash()))
                .optional()
                .orElse(chainVerification.count() == 0);
    }

    private static ChainVerification.Link link(ResultSet row) throws SQLException {
        ObjectNode entry = Json.readObject(row.getString("entry"));
        return new ChainVerification.Link(
                row.getLong("seq"),
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("operation"),
                row.getString("actor_id"),
                row.getString("environment"),
                row.getBoolean("visibility"),
                row.getString("operation_id"),
                entry,
                row.getString("previous_hash"),
                row.getString("hash"),
                row.getString("subjects"));
    }
}
