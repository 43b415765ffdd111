package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Reads and writes the content types of sites: the present state of each, and all its revisions. A revision never
 * changes, so it is read once. Numbers are never reused, not even if a type is removed and created again.
 */
final class TypeRows {
    /**
     * The limit of cached schemas, in characters, of all sites together. The objects made from a schema take about
     * forty times its size.
     */
    private static final long MAX_KEPT = 6_000_000;

    private final JdbcClient jdbc;
    private final Cache<Key, ContentType> revisions = Caffeine.newBuilder()
            .maximumWeight(MAX_KEPT)
            .weigher((Key key, ContentType type) -> key.length())
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    TypeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A revision of a type. The length guards against a mix-up: schemas that differ in length are never the same. */
    private record Key(SiteId site, String key, int revision, int length) {}

    /** The site's own types as they are now, by key. */
    Map<String, ContentType> today(SiteId site) {
        Map<String, ContentType> types = new LinkedHashMap<>();
        List<ContentType> found = jdbc.sql("""
                        SELECT key, name, schema, url_pattern, revision FROM content_type
                        WHERE site_id = :site ORDER BY key""")
                .param("site", site.value())
                .query((row, n) -> type(site, row))
                .list();
        found.forEach(type -> types.put(type.key(), type));
        return types;
    }

    /**
     * A type as it was at a revision; null if there is no such revision.
     *
     * @param revision null for the first known one, from when revisions began to be kept
     */
    @Nullable
    ContentType at(SiteId site, String key, @Nullable Integer revision) {
        return jdbc.sql("""
                        SELECT key, name, schema, url_pattern, revision FROM content_type_version
                        WHERE site_id = :site AND key = :key AND (CAST(:revision AS integer) IS NULL OR revision = :revision)
                        ORDER BY revision LIMIT 1""")
                .param("site", site.value())
                .param("key", key)
                .param("revision", revision)
                .query((row, n) -> type(site, row))
                .optional()
                .orElse(null);
    }

    private ContentType type(SiteId site, ResultSet row) throws SQLException {
        String text = row.getString("schema");
        String name = row.getString("name");
        String pattern = row.getString("url_pattern");
        Key key = new Key(site, row.getString("key"), row.getInt("revision"), text.length());
        ContentType kept = revisions.getIfPresent(key);
        JsonNode schema = kept == null ? FieldOrder.read(Json.read(text)) : kept.schema();
        ContentType type = new ContentType(key.key(), name, schema, pattern, false, key.revision());
        if (kept != null && kept.says(type)) {
            return kept;
        }
        revisions.put(key, type);
        return type;
    }

    /** Writes the new state of a type and returns its revision. */
    int write(SiteId site, ContentType type, boolean privacy, Instant now) {
        return jdbc.sql("""
                        WITH next AS (
                            SELECT coalesce(max(revision), 0) + 1 AS revision FROM content_type_version
                            WHERE site_id = :site AND key = :key
                        ), changed AS (
                            INSERT INTO content_type (site_id, key, name, schema, url_pattern, revision, privacy_since, updated_at)
                            SELECT :site, :key, :name, CAST(:schema AS jsonb), :pattern, next.revision, next.revision, :now FROM next
                            ON CONFLICT (site_id, key) DO UPDATE
                            SET name = excluded.name, schema = excluded.schema, url_pattern = excluded.url_pattern,
                                revision = greatest(content_type.revision + 1, excluded.revision),
                                privacy_since = CASE WHEN :privacy
                                    THEN greatest(content_type.revision + 1, excluded.revision)
                                    ELSE content_type.privacy_since END,
                                updated_at = excluded.updated_at
                            RETURNING revision
                        )
                        INSERT INTO content_type_version (site_id, key, revision, name, schema, url_pattern, created_at)
                        SELECT :site, :key, changed.revision, :name, CAST(:schema AS jsonb), :pattern, :now FROM changed
                        RETURNING revision""")
                .param("site", site.value())
                .param("key", type.key())
                .param("name", type.name())
                .param("schema", Json.write(type.schema()))
                .param("pattern", type.urlPattern())
                .param("privacy", privacy)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** The revisions of a type, newest first, at most 200. */
    List<TypeRevision> revisions(SiteId site, String key) {
        return new ArrayList<>(jdbc.sql("""
                        SELECT revision, name, schema, url_pattern, created_at FROM content_type_version
                        WHERE site_id = :site AND key = :key ORDER BY revision DESC LIMIT 200""")
                .param("site", site.value())
                .param("key", key)
                .query((row, n) -> new TypeRevision(
                        row.getInt("revision"),
                        row.getString("name"),
                        FieldOrder.read(Json.read(row.getString("schema"))),
                        row.getString("url_pattern"),
                        row.getObject("created_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .list());
    }
}
