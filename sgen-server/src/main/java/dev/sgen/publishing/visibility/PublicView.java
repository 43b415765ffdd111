package dev.sgen.publishing.visibility;

import dev.sgen.content.VisitorFields;
import dev.sgen.platform.Json;
import dev.sgen.platform.work.MemoryBudget;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.SearchQuery;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** One environment at one revision; valid inside {@link PublicReading#read}. */
public final class PublicView {
    /** Joins the visible version. */
    private static final String VERSION =
            " JOIN version v ON v.site_id = :site AND v.record_id = o.record_id AND v.number = o.version";

    /**
     * The content. For media, file facts come from the upload's blob row instead of the content, because a version may
     * be older than the rule that sets them, and visitors must not get facts that somebody just typed (invariant 22).
     */
    private static final String CONTENT = """
            CASE WHEN o.type <> 'media' THEN v.content::text ELSE (
                (v.content - '{blob,mediaType,size,width,height,duration}'::text[])
                || coalesce((SELECT jsonb_strip_nulls(jsonb_build_object('blob', b.hash, 'mediaType', b.media_type,
                                 'size', b.size, 'width', b.width, 'height', b.height))
                             FROM blob b WHERE b.site_id = :site AND b.hash = v.content ->> 'blob'), '{}'))::text
            END AS content
            """;

    private static final String RECORD =
            "SELECT o.record_id, o.type, o.version, v.title, o.path, to_json(v.tags)::text AS tags, " + CONTENT + """
                   , v.type_revision, o.listed_at, o.from_at
            FROM shown o
            """
                    + VERSION + " WHERE true\n";

    private static final int MOST_WEIGHED = 5_000;
    /** Fetch size, so that the memory limit takes effect before a whole list is loaded. */
    private static final int AT_ONCE = 16;

    /** As {@link Filter#type}: records of every type that has pages. */
    public static final String ANY = "*";

    private final JdbcClient jdbc;
    private final SiteId site;
    private final Environment environment;
    private final VisibilitySource visibilitySource;
    private final VisitorFields fields;
    private final MemoryBudget.Seat seat;

    PublicView(
            JdbcClient jdbc,
            SiteId site,
            Environment environment,
            VisibilitySource visibilitySource,
            VisitorFields fields,
            MemoryBudget.Seat seat) {
        this.fields = fields;
        this.seat = seat;
        this.jdbc = jdbc;
        this.site = site;
        this.environment = environment;
        this.visibilitySource = visibilitySource;
    }

    /** The revision of this view. */
    public long revision() {
        Long looked = visibilitySource.revision();
        return looked != null
                ? looked
                : jdbc.sql(
                                "SELECT revision FROM environment_state WHERE site_id = :site AND environment = :environment")
                        .param("site", site.value())
                        .param("environment", environment.key())
                        .query(Long.class)
                        .single();
    }

    /**
     * The part of an HTTP validator that changes whenever this view may show other fields of the type's records (F11).
     */
    public String validator(String type) {
        return revision() + "." + fields.validator(type);
    }

    /** The record at a public address. */
    public Optional<PublicRecord> byPath(String path) {
        return sql(RECORD + " AND o.path = :path")
                .param("path", path)
                .query(this::record)
                .optional();
    }

    public Optional<PublicRecord> byId(RecordId id) {
        return sql(RECORD + " AND o.record_id = :id")
                .param("id", id.value())
                .query(this::record)
                .optional();
    }

    /** Several records; those not visible here are omitted. */
    public Map<RecordId, PublicRecord> byIds(Collection<RecordId> ids) {
        Map<RecordId, PublicRecord> found = new HashMap<>();
        if (!ids.isEmpty()) {
            sql(RECORD + " AND o.record_id = ANY (:ids)")
                    .param("ids", RecordRows.array(ids))
                    .query(this::record)
                    .list()
                    .forEach(r -> found.put(r.id(), r));
        }
        return found;
    }

    /**
     * A filter for public lists; null means no restriction.
     *
     * @param category an entry of the content's {@code categories}
     * @param author the content's {@code author}
     * @param order the order of the list
     */
    public record Filter(
            String type,
            @Nullable String tag,
            @Nullable String category,
            @Nullable String author,
            Order order) {
        public static Filter of(String type) {
            return new Filter(type, null, null, null, Order.NEWEST);
        }
    }

    /** The orders of public lists. */
    public enum Order {
        NEWEST("o.listed_at DESC, o.record_id DESC"),
        OLDEST("o.listed_at, o.record_id"),
        TITLE("lower(v.title), o.record_id");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    /** A page of the records that match, in the order of the filter. */
    public List<PublicRecord> list(Filter filter, int offset, int limit) {
        return filtered(RECORD, filter, " ORDER BY " + filter.order().sql + " OFFSET :offset LIMIT :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(this::record)
                .list();
    }

    /** The number of records that match. */
    public int count(Filter filter) {
        boolean ofContents = filter.tag() != null || filter.category() != null || filter.author() != null;
        return filtered("SELECT count(*) FROM shown o" + (ofContents ? VERSION : "") + " WHERE true", filter, "")
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec filtered(String select, Filter filter, String tail) {
        List<Map<String, Object>> readable = new ArrayList<>();
        String where = (filter.category() == null ? "" : readable("categories", filter, readable))
                + (filter.author() == null ? "" : readable("author", filter, readable))
                + (filter.type().equals(ANY) ? " AND o.path IS NOT NULL" : " AND o.type = :type")
                + (filter.tag() == null ? "" : " AND v.tags @> ARRAY[CAST(:tag AS text)]")
                + (filter.category() == null
                        ? ""
                        : " AND v.content -> 'categories' @> to_jsonb(CAST(:category AS text))")
                + (filter.author() == null ? "" : " AND v.content ->> 'author' = :author");
        JdbcClient.StatementSpec spec = sql(select + where + tail).param("type", filter.type());
        if (!readable.isEmpty()) {
            spec = spec.param("readable", RecordStore.json(readable));
        }
        if (filter.tag() != null) {
            spec = spec.param("tag", filter.tag());
        }
        if (filter.category() != null) {
            spec = spec.param("category", filter.category());
        }
        return filter.author() == null ? spec : spec.param("author", filter.author());
    }

    /**
     * A condition that the field is public, so that nobody can find out a private value by filtering. For built-in
     * types the program defines it, for a site's own types the revision under which each version was saved.
     */
    private String readable(String field, Filter asked, List<Map<String, Object>> readable) {
        List<String> builtIn = fields.builtInShowing(field);
        List<String> own = fields.own();
        boolean any = asked.type().equals(ANY);
        if (!any && !own.contains(asked.type())) {
            return builtIn.contains(asked.type()) ? "" : " AND false";
        }
        if (any) {
            builtIn.forEach(type -> readable.add(readable(field, type, 0)));
        }
        if (!own.isEmpty()) {
            sql("SELECT DISTINCT o.type, v.type_revision FROM shown o" + VERSION
                            + " WHERE o.type = ANY (:types) AND v.content -> CAST(:field AS text) IS NOT NULL")
                    .param("types", any ? own.toArray(String[]::new) : new String[] {asked.type()})
                    .param("field", field)
                    .query(row -> {
                        String type = row.getString("type");
                        Integer revision = row.getObject("type_revision", Integer.class);
                        if (fields.shows(type, revision, field)) {
                            readable.add(readable(field, type, revision == null ? 0 : revision));
                        }
                    });
        }
        return readable.stream().noneMatch(row -> field.equals(row.get("field")))
                ? " AND false"
                : " AND ((o.type, coalesce(v.type_revision, 0)) IN (SELECT r.type, r.revision FROM"
                        + " jsonb_to_recordset(CAST(:readable AS jsonb)) AS r(field text, type text, revision int)"
                        + " WHERE r.field = '" + field + "')) IS TRUE";
    }

    private static Map<String, Object> readable(String field, String type, int revision) {
        return Map.of("field", field, "type", type, "revision", revision);
    }

    /** The next record of the same type in list order: the next newer or the next older one. */
    public Optional<PublicRecord> neighbour(PublicRecord record, boolean newer) {
        return sql(RECORD + " AND o.type = :type AND o.path IS NOT NULL AND (o.listed_at, o.record_id) "
                        + (newer
                                ? "> (:listed, :id) ORDER BY o.listed_at, o.record_id"
                                : "< (:listed, :id) ORDER BY o.listed_at DESC, o.record_id DESC")
                        + " LIMIT 1")
                .param("type", record.type())
                .param("listed", record.listedAt().atOffset(ZoneOffset.UTC))
                .param("id", record.id().value())
                .query(this::record)
                .optional();
    }

    /** The pages directly below a page, or the top-level pages if {@code parent} is null, in their configured order. */
    public List<PublicRecord> pagesUnder(@Nullable RecordId parent, int limit) {
        String under = parent == null ? "v.content ->> 'parent' IS NULL" : "v.content ->> 'parent' = :parent";
        JdbcClient.StatementSpec spec = sql(RECORD + " AND o.type = 'page' AND o.path IS NOT NULL AND " + under
                        + " ORDER BY CASE WHEN jsonb_typeof(v.content -> 'order') = 'number'"
                        + " THEN (v.content ->> 'order')::numeric END NULLS LAST, lower(v.title), o.record_id LIMIT :limit")
                .param("limit", limit);
        return (parent == null ? spec : spec.param("parent", parent.toString()))
                .query(this::record)
                .list();
    }

    /** The present address of a record that used to be at {@code oldPath}, if it is visible (REC-13). */
    public Optional<String> movedTo(String oldPath) {
        return sqlWithPast("""
                        SELECT o.path FROM past
                        JOIN shown o ON o.record_id = past.record_id AND o.path IS NOT NULL
                        WHERE past.path = :path
                        ORDER BY past.to_revision DESC LIMIT 1""").param("path", oldPath).query(String.class).optional();
    }

    /** Whether the record that used to be at this address is archived (C-21). */
    public boolean archivedAt(String path) {
        return sqlWithPast("SELECT " + visibilitySource.archived()
                        + " FROM past WHERE past.path = :path ORDER BY past.to_revision DESC LIMIT 1")
                .param("path", path)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * Full-text search in public fields of visible records, best match first. Ranking a match costs about a hundred
     * times as much as finding it, so only the newest {@link #MOST_WEIGHED} matches are ranked. Contents are read only
     * for the rows of the page.
     */
    public List<PublicRecord> search(String words, int offset, int limit) {
        return sql("""
                        , matching AS (
                            SELECT o.record_id, o.version FROM shown o
                            JOIN public_words p ON p.site_id = :site AND p.record_id = o.record_id AND p.version = o.version
                            LEFT JOIN content_type t ON t.site_id = :site AND t.key = o.type
                            WHERE o.path IS NOT NULL AND p.words @@ websearch_to_tsquery('simple', :words)
                              AND p.rules >= coalesce(t.privacy_since, 0)
                            ORDER BY o.listed_at DESC, o.record_id DESC LIMIT :weighed
                        ), best AS (
                            SELECT m.record_id, ts_rank(p.words, websearch_to_tsquery('simple', :words)) AS weight
                            FROM matching m
                            JOIN public_words p ON p.site_id = :site AND p.record_id = m.record_id AND p.version = m.version
                            ORDER BY weight DESC, m.record_id OFFSET :offset LIMIT :limit
                        )
                        """ + RECORD.replace("FROM shown o", "FROM best b JOIN shown o ON o.record_id = b.record_id")
                        + " ORDER BY b.weight DESC, o.record_id")
                .param("words", SearchQuery.of(words))
                .param("weighed", MOST_WEIGHED)
                .param("offset", offset)
                .param("limit", limit)
                .query(this::record)
                .list();
    }

    /** All addresses with the moment of their last change, for the sitemap. */
    public List<Address> addresses() {
        return sql("""
                        SELECT o.path, o.type, o.from_at, coalesce(v.content -> 'seo' ->> 'noindex', 'false') = 'true' AS noindex
                        FROM shown o
                        JOIN version v ON v.site_id = :site AND v.record_id = o.record_id AND v.number = o.version
                        WHERE o.path IS NOT NULL
                        ORDER BY o.path""")
                .query((row, n) -> new Address(
                        row.getString("path"),
                        row.getString("type"),
                        row.getObject("from_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("noindex")))
                .list();
    }

    /** A public address. */
    public record Address(String path, String type, java.time.Instant changedAt, boolean noindex) {}

    /** The tags of visible records of a type, with the number of records. */
    public Map<String, Integer> tags(String type) {
        Map<String, Integer> tags = new java.util.TreeMap<>();
        sql("""
                        SELECT t AS tag, count(*) AS n FROM shown o
                        JOIN version v ON v.site_id = :site AND v.record_id = o.record_id AND v.number = o.version
                        CROSS JOIN unnest(v.tags) t
                        WHERE o.type = :type
                        GROUP BY t""").param("type", type).query(row -> {
            tags.put(row.getString("tag"), row.getInt("n"));
        });
        return tags;
    }

    /**
     * A file that visitors may download.
     *
     * @param blob SHA-256 of its bytes, uploaded to this site
     * @param fileName as entered by an editor; empty if none
     */
    public record PublicFile(String blob, String fileName) {}

    /**
     * The file of this site whose hash starts with the prefix, if visitors may download it. Staging also serves files
     * visible on live (MEDIA-2); live never serves files of staging (MEDIA-1). A record with the hash of a file that
     * this site did not upload matches nothing.
     */
    public Optional<PublicFile> mediaByBlob(String hashPrefix) {
        return jdbc.sql("""
                        SELECT b.hash, coalesce(v.content ->> 'fileName', '') AS file_name
                        FROM blob b
                        JOIN version v ON v.site_id = b.site_id AND v.content ->> 'blob' = b.hash
                        JOIN visibility o ON o.site_id = v.site_id AND o.record_id = v.record_id AND o.version = v.number
                        WHERE b.site_id = :site AND b.hash >= :prefix AND b.hash < :end
                          AND o.type = 'media' AND\s""" + visibilitySource.media() + " ORDER BY b.hash, o.record_id LIMIT 1")
                .param("site", site.value())
                .param("environment", environment.key())
                .params(visibilitySource.parameters())
                .param("prefix", hashPrefix)
                .param("end", hashPrefix + "g")
                .query((row, n) -> new PublicFile(row.getString("hash"), row.getString("file_name")))
                .optional();
    }

    private JdbcClient.StatementSpec sql(String sql) {
        return on(visibilitySource.shown() + sql);
    }

    private JdbcClient.StatementSpec sqlWithPast(String sql) {
        return on(visibilitySource.shown() + ", " + visibilitySource.past() + sql);
    }

    private JdbcClient.StatementSpec on(String sql) {
        return jdbc.sql(sql)
                .withFetchSize(AT_ONCE)
                .param("site", site.value())
                .param("environment", environment.key())
                .params(visibilitySource.parameters());
    }

    private PublicRecord record(ResultSet row, int n) throws SQLException {
        String type = row.getString("type");
        String content = row.getString("content");
        seat.weigh(content);
        ObjectNode stored = Json.readObject(content);
        return new PublicRecord(
                new RecordId(row.getObject("record_id", UUID.class)),
                type,
                row.getInt("version"),
                row.getString("title"),
                row.getString("path"),
                RecordRows.texts(row.getString("tags")),
                fields.of(type, row.getObject("type_revision", Integer.class), stored),
                stored,
                row.getObject("listed_at", OffsetDateTime.class).toInstant(),
                row.getObject("from_at", OffsetDateTime.class).toInstant());
    }
}
