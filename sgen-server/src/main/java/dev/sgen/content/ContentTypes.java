package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.audit.Act;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.PlanRoom;
import dev.sgen.platform.BoundedWork;
import dev.sgen.platform.BoundedWork.Lane;
import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content types of a site, built in and its own, and whether contents fit them (CUSTOBJ-1).
 *
 * <p>A site's own types are kept in memory for a few seconds; a change on this node is seen at once, on
 * others within that time.
 */
@Component
public class ContentTypes {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,39}");
    private static final int MAX_SCHEMA = 256 * 1024;
    private static final Duration CHECKING = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clockwork clockwork;
    private final AuditTrail trail;
    private final Members members;
    private final ObjectProvider<ContentRule> rules;
    private final BoundedWork work;
    private final Schemas schemas = new Schemas();
    private final Cache<SiteId, Map<String, ContentType>> own = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    ContentTypes(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clockwork clockwork,
            AuditTrail trail,
            Members members,
            ObjectProvider<ContentRule> rules,
            BoundedWork work) {
        this.rules = rules;
        this.work = work;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clockwork = clockwork;
        this.trail = trail;
        this.members = members;
    }

    /** All types of a site: the built-in ones in their order, then its own by key. */
    public List<ContentType> all(SiteId site) {
        List<ContentType> types = new ArrayList<>(BuiltInTypes.all());
        types.addAll(own(site).values());
        return types;
    }

    /**
     * The type of that key.
     *
     * @throws Refused {@link NotFound} if the site has none
     */
    public ContentType require(SiteId site, String key) {
        ContentType builtIn = BuiltInTypes.get(key);
        ContentType type = builtIn != null ? builtIn : own(site).get(key);
        if (type == null) {
            throw new Refused(new NotFound("content type"));
        }
        return type;
    }

    /**
     * Contents as they may be kept: characters checked, fields checked against the schema, markup
     * sanitised, every block named, the path normalised or made from the title. Checking the answer again
     * changes nothing.
     *
     * @throws Refused {@link InvalidContent} naming each wrong field
     */
    public Contents check(SiteId site, ContentType type, Contents contents) {
        Contents clean = work.run(
                Lane.SHORT,
                site,
                CHECKING,
                () -> new Cleaning(schemas, clockwork, type).clean(contents),
                () -> wrong("/content", "This took too long to check; make it shorter, or its type simpler"));
        List<FieldError> errors = complaints(type, clean.content());
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        return clean;
    }

    /** What the rules of a type say against a content that its schema allows, such as a template that doesn't parse. */
    public List<FieldError> complaints(ContentType type, ObjectNode content) {
        return rules.stream()
                .filter(rule -> type.builtIn() && rule.type().equals(type.key()))
                .flatMap(rule -> rule.check(content).stream())
                .toList();
    }

    /**
     * Makes or changes one of the site's own types. Existing records keep their versions; they are checked
     * against the new schema when next saved.
     *
     * @param schema JSON Schema 2020-12 of an object
     * @param urlPattern such as {@code /recipes/{slug}}; null means {@code /KEY/{slug}}, the empty text a
     *     type without public pages
     * @throws Refused {@link InvalidContent} for a bad key, name, schema or pattern; {@link PlanLimit}
     */
    public ContentType put(
            Actor actor, SiteId site, String key, String name, ObjectNode schema, @Nullable String urlPattern) {
        String role = members.permit(actor, site, Permission.TYPES, null);
        ContentType type = work.run(
                Lane.SHORT,
                site,
                CHECKING,
                () -> checked(site, key, name, schema, urlPattern),
                () -> wrong("/schema", "This schema took too long to check; make it simpler"));
        ContentType before = read(site).get(key);
        if (before != null && type.equals(before)) {
            return before;
        }
        transactions.executeWithoutResult(status -> {
            if (before == null) {
                PlanRoom.require(
                        jdbc,
                        site,
                        Plan::customTypes,
                        "content types of its own",
                        "SELECT count(*) FROM content_type WHERE site_id = :site");
            }
            int revision = write(site, type);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("type", key);
            details.put("name", type.name());
            details.put("revision", revision);
            trail.append(Act.onSite(site, Operation.TYPE_CHANGE, clockwork.newId(), actor, role, details));
        });
        own.invalidate(site);
        return require(site, key);
    }

    /**
     * Removes one of the site's own types.
     *
     * @throws Refused {@link NotFound} for an unknown or built-in type, {@link TypeInUse} while records of
     *     it stand in an environment
     */
    public void remove(Actor actor, SiteId site, String key) {
        String role = members.permit(actor, site, Permission.TYPES, null);
        ContentType type = read(site).get(key);
        if (type == null) {
            throw new Refused(new NotFound("content type of its own"));
        }
        transactions.executeWithoutResult(status -> {
            // Locked first, so that of two removals one finds it gone.
            int removed = jdbc.sql("DELETE FROM content_type WHERE site_id = :site AND key = :key")
                    .param("site", site.value())
                    .param("key", key)
                    .update();
            long records = jdbc.sql("""
                            SELECT count(DISTINCT record_id) FROM coordinate WHERE site_id = :site AND type = :key""")
                    .param("site", site.value())
                    .param("key", key)
                    .query(Long.class)
                    .single();
            if (records > 0) {
                throw new Refused(new TypeInUse(key, records));
            }
            if (removed == 0) {
                throw new Refused(new NotFound("content type of its own"));
            }
            trail.append(Act.onSite(
                    site,
                    Operation.TYPE_REMOVE,
                    clockwork.newId(),
                    actor,
                    role,
                    Map.of("type", key, "name", type.name())));
        });
        own.invalidate(site);
    }

    /** Drops what is kept in memory of a site's types, after they changed by another way than through here. */
    public void forget(SiteId site) {
        own.invalidate(site);
    }

    private ContentType checked(SiteId site, String key, String name, ObjectNode schema, @Nullable String urlPattern) {
        if (!KEY.matcher(key).matches()) {
            throw wrong("/type", "Use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter");
        }
        if (BuiltInTypes.get(key) != null) {
            throw wrong("/type", "The type " + key + " is built in and can't be changed; choose another key");
        }
        String title = name.strip();
        if (title.isEmpty() || Text.length(title) > 100 || Text.forbidden(title) >= 0) {
            throw wrong("/name", "Write a name of at most 100 characters");
        }
        String text = Json.write(schema);
        if (text.length() > MAX_SCHEMA || Text.forbidden(text) >= 0 || text.contains("\\u0000")) {
            throw wrong("/schema", "A schema may have at most 256 kB and no control characters");
        }
        List<FieldError> errors = new ArrayList<>(schemas.checkSchema(schema));
        if (!schema.path("type").asString("object").equals("object")) {
            errors.add(new FieldError("/schema/type", "Content is an object, so the schema's type must be object"));
        }
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        return new ContentType(key, title, FieldOrder.written(schema), pattern(key, urlPattern), false);
    }

    private static @Nullable String pattern(String key, @Nullable String given) {
        if (given == null) {
            return "/" + key + "/{slug}";
        }
        if (given.isBlank()) {
            return null;
        }
        String rest = given.strip().replace("{slug}", "x");
        if (given.split("\\{slug}", -1).length != 2) {
            throw wrong("/urlPattern", "A pattern holds {slug} once, such as /" + key + "/{slug}");
        }
        try {
            if (!Paths.normalise(rest).equals(rest)) {
                throw wrong("/urlPattern", "Write a pattern such as /" + key + "/{slug}");
            }
        } catch (Paths.BadPath bad) {
            throw new Refused(new InvalidContent("/urlPattern", bad.why()), bad);
        }
        return given.strip();
    }

    private static Refused wrong(String field, String message) {
        return new Refused(new InvalidContent(field, message));
    }

    private int write(SiteId site, ContentType type) {
        return jdbc.sql("""
                        INSERT INTO content_type (site_id, key, name, schema, url_pattern, revision, updated_at)
                        VALUES (:site, :key, :name, CAST(:schema AS jsonb), :pattern, 1, :now)
                        ON CONFLICT (site_id, key) DO UPDATE
                        SET name = excluded.name, schema = excluded.schema, url_pattern = excluded.url_pattern,
                            revision = content_type.revision + 1, updated_at = excluded.updated_at
                        RETURNING revision""")
                .param("site", site.value())
                .param("key", type.key())
                .param("name", type.name())
                .param("schema", Json.write(type.schema()))
                .param("pattern", type.urlPattern())
                .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    private Map<String, ContentType> own(SiteId site) {
        Map<String, ContentType> cached = own.getIfPresent(site);
        return cached != null ? cached : own.asMap().computeIfAbsent(site, this::read);
    }

    private Map<String, ContentType> read(SiteId site) {
        Map<String, ContentType> types = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT key, name, schema, url_pattern FROM content_type WHERE site_id = :site ORDER BY key""")
                .param("site", site.value())
                .query((row, n) -> new ContentType(
                        row.getString("key"),
                        row.getString("name"),
                        FieldOrder.read(Json.read(row.getString("schema"))),
                        row.getString("url_pattern"),
                        false))
                .list()
                .forEach(type -> types.put(type.key(), type));
        return types;
    }
}
