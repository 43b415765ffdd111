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

/** One environment at one revision, inside {@link PublicReading#read}. */
public final class PublicView {
    /** What the visible version says. */
    private static final String VERSION =
            " JOIN version v ON v.site_id = :site AND v.record_id = o.record_id AND v.number = o.version";

    /**
     * What it says, and of a file what its upload found: a version may be older than the rule that sets these when it
     * is written, and visitors are told nothing that somebody merely wrote (invariant 22).
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
    /** Rows that the database hands over at a time, so that a list is weighed before all of it is here. */
    private static final int AT_ONCE = 16;

    /** In a {@link Filter}: records of every type that has pages. */
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

    /** The number of the newest change this view knows. */
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

    /** Names all that decides which fields of a type's records this view shows, for the validator of an answer (F11). */
    public String validator(String type) {
        return revision() + "." + fields.validator(type);
    }

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

    /** Several records at once; what isn't visible here is left out. */
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
     * Which records a list shows; null means any.
     *
     * @param category a word of the content's {@code categories}
     * @param author the content's {@code author}
     * @param order what comes first
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

    /** Orders of public lists. */
    public enum Order {
        NEWEST("o.listed_at DESC, o.record_id DESC"),
        OLDEST("o.listed_at, o.record_id"),
        TITLE("lower(v.title), o.record_id");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    public List<PublicRecord> list(Filter filter, int offset, int limit) {
        return filtered(RECORD, filter, " ORDER BY " + filter.order().sql + " OFFSET :offset LIMIT :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(this::record)
                .list();
    }

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
     * The condition that a field is one which visitors may see, so that nobody learns a private one by asking for its
     * values: of built-in types as the program says, of a site's own by the revisions that its versions were saved under.
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

    /** The next record of the same type in the order of lists: the newer one or the older one. */
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

    /** Pages directly under a page, or those under none, in their own order. */
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

    /** Where a record that used to be at this address is now, if it is visible anywhere (REC-13). */
    public Optional<String> movedTo(String oldPath) {
        return sqlWithPast("""
                        SELECT o.path FROM past
                        JOIN shown o ON o.record_id = past.record_id AND o.path IS NOT NULL
                        WHERE past.path = :path
                        ORDER BY past.to_revision DESC LIMIT 1""").param("path", oldPath).query(String.class).optional();
    }

    /** Whether a record that was archived used to be at this address (C-21). */
    public boolean archivedAt(String path) {
        return sqlWithPast("SELECT " + visibilitySource.archived()
                        + " FROM past WHERE past.path = :path ORDER BY past.to_revision DESC LIMIT 1")
                .param("path", path)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * Full-text search over what visitors may see of what is visible, best match first. To weigh a match takes a hundred times as long as to
     * find it, so of very many the newest are weighed; and contents are read of those that are answered only.
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

    /** Every address of the environment with the moment it last changed, for the sitemap. */
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

    /** The tags of what is visible of a type, with how many carry each. */
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
     * A stored file that visitors may fetch.
     *
     * @param blob SHA-256 of its bytes, which this site uploaded
     * @param fileName as an editor wrote it; empty for none
     */
    public record PublicFile(String blob, String fileName) {}

    /**
     * The file of this site whose hash begins so, if visitors here may fetch it. Staging reads what is visible
     * on live as well (MEDIA-2); live never reads from staging (MEDIA-1). A record that names what the site never
     * uploaded names nothing, so it can't stand in a real file's place.
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
