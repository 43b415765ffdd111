package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.PlanQuota;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The content types of a site, built-in and its own, and the check of contents against them (CUSTOBJ-1).
 *
 * <p>A site's own types are cached for a few seconds. A change is visible at once on this node, and within that time on
 * others.
 */
@Component
public class ContentTypes {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,39}");
    private static final int MAX_SCHEMA = 256 * 1024;
    private static final Duration CHECKING = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TypeRows rows;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final TimeAndIds time;
    private final AuditTrail trail;
    private final Members members;
    private final ObjectProvider<ContentRule> rules;
    private final ObjectProvider<SystemFields> systemFields;
    private final BoundedWork work;
    private final Schemas schemas = new Schemas();
    /** Revisions that aren't the present one. A revision never changes, but which is the first known one may. */
    private final Cache<Revision, Optional<ContentType>> past = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private final Cache<SiteId, Map<String, ContentType>> own = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(5))
            .build();

    /**
     * @param revision null for the first known one
     */
    private record Revision(
            SiteId site, String key, @Nullable Integer revision) {}

    ContentTypes(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            TimeAndIds time,
            AuditTrail trail,
            Members members,
            ObjectProvider<ContentRule> rules,
            ObjectProvider<SystemFields> systemFields,
            BoundedWork work,
            ApplicationEventPublisher events) {
        this.rules = rules;
        this.systemFields = systemFields;
        this.work = work;
        this.jdbc = jdbc;
        this.rows = new TypeRows(jdbc);
        this.events = events;
        this.transactions = transactions;
        this.time = time;
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
     * Validates and cleans contents: checks characters, checks fields against the schema, sanitises markup, gives every
     * block an id, and normalises the path or derives it from the title. Idempotent.
     *
     * @throws Refused {@link InvalidContent} naming each wrong field
     */
    public Contents check(SiteId site, ContentType type, Contents contents) {
        Contents clean = work.run(
                Lane.SHORT,
                site,
                CHECKING,
                () -> cleaned(type, contents),
                () -> wrong("/content", "This took too long to check; make it shorter, or its type simpler"));
        List<FieldError> errors = complaints(site, type, clean.content());
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        return clean;
    }

    private Contents cleaned(ContentType type, Contents contents) {
        try {
            return new ContentCleaner(schemas, time, type).clean(contents);
        } catch (StackOverflowError deep) {
            throw wrong("/content", "This is too deep or too large to check; make it simpler");
        }
    }

    /**
     * Checks contents that a request sent and sets the system fields. The request may omit system fields, which then
     * keep the values of the replaced version; it may not change them (invariant 22).
     *
     * @param replaced the replaced content, or null for a new record; read only if needed
     * @throws Refused {@link InvalidContent} naming each wrong field
     */
    public VersionContents checkSent(
            SiteId site, ContentType type, Contents contents, Supplier<@Nullable ObjectNode> replaced) {
        Contents clean = check(site, type, contents);
        Set<String> names = systemNames(type);
        Contents whole = clean;
        if (!names.stream().allMatch(clean.content()::has)) {
            ObjectNode kept = clean.content().deepCopy();
            ObjectNode before = replaced.get();
            names.stream()
                    .filter(name -> before != null && before.has(name) && !kept.has(name))
                    .forEach(name ->
                            kept.set(name, Objects.requireNonNull(before).get(name)));
            whole = new Contents(clean.title(), clean.path(), kept, clean.tags());
        }
        VersionContents established = systemFacts(site, List.of(whole)).in(type, whole);
        ObjectNode known = established.contents().content();
        List<FieldError> errors = names.stream()
                .filter(name ->
                        clean.content().has(name) && !same(clean.content().path(name), known.path(name)))
                .map(name -> new FieldError(
                        "/content/" + name,
                        "The server establishes this itself and knows "
                                + (known.has(name) ? "another value" : "no value for it") + "; leave the field out"))
                .toList();
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        return established;
    }

    /**
     * Looks up the system fields' values for contents that are about to become versions. At most one statement per
     * type.
     */
    public SystemFacts systemFacts(SiteId site, Collection<Contents> contents) {
        List<ObjectNode> all = contents.stream().map(Contents::content).toList();
        Map<String, SystemFields.Facts> byType = new HashMap<>();
        systemFields.forEach(fields -> byType.put(fields.type(), fields.look(site, all)));
        return new SystemFacts(byType);
    }

    private Set<String> systemNames(ContentType type) {
        return systemFields.stream()
                .filter(fields -> type.builtIn() && fields.type().equals(type.key()))
                .flatMap(fields -> fields.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean same(JsonNode sent, JsonNode known) {
        return sent.isNumber() && known.isNumber()
                ? sent.decimalValue().compareTo(known.decimalValue()) == 0
                : sent.equals(known);
    }

    /**
     * The errors that the type's rules find in content which its schema allows, such as a template that doesn't parse.
     */
    public List<FieldError> complaints(SiteId site, ContentType type, ObjectNode content) {
        return rules.stream()
                .filter(rule -> type.builtIn() && rule.type().equals(type.key()))
                .flatMap(rule -> rule.check(site, content).stream())
                .toList();
    }

    /**
     * Creates or changes one of the site's own types. Existing records keep their versions; they are checked against
     * the new schema when they are next saved.
     *
     * @param schema JSON Schema 2020-12 of an object
     * @param urlPattern such as {@code /recipes/{slug}}; null for {@code /KEY/{slug}}, an empty string for a type
     *     without public pages
     * @throws Refused {@link InvalidContent} for a bad key, name, schema or pattern; {@link PlanLimit}
     */
    public ContentType put(
            Actor actor, SiteId site, String key, String name, ObjectNode schema, @Nullable String urlPattern) {
        String role = members.permit(actor, site, Permission.TYPES, null);
        ContentType type = work.run(
                Lane.SHORT,
                site,
                CHECKING,
                () -> checked(key, name, schema, urlPattern),
                () -> wrong("/schema", "This schema took too long to check; make it simpler"));
        ContentType before = rows.today(site).get(key);
        if (before != null && type.says(before)) {
            return before;
        }
        // If neither schema marks anything as private, the set of private fields can't change.
        boolean privacy = before != null && !type.schema().equals(before.schema()) && (marked(type) || marked(before));
        TypeChange change = Objects.requireNonNull(transactions.execute(status -> {
            if (before == null) {
                PlanQuota.require(
                        jdbc,
                        site,
                        Plan::customTypes,
                        "content types of its own",
                        "SELECT count(*) FROM content_type WHERE site_id = :site");
            }
            int revision = rows.write(site, type, privacy, time.now());
            TypeChange writing = new TypeChange(site, key, revision, privacy, TypeChange.Moment.WRITING);
            events.publishEvent(writing);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("type", key);
            details.put("name", type.name());
            details.put("revision", revision);
            trail.append(AuditAct.onSite(site, ContentOperations.TYPE_CHANGE, time.newId(), actor, role, details));
            return writing;
        }));
        own.invalidate(site);
        events.publishEvent(change.done());
        return require(site, key);
    }

    private static boolean marked(ContentType type) {
        return Json.write(type.schema()).contains("\"x-private\"");
    }

    /** The revisions of one of the site's own types, newest first (CUSTOBJ-5). */
    public List<TypeRevision> revisions(SiteId site, String key) {
        return rows.revisions(site, key);
    }

    /** The filter of what visitors may see, by the site's types as they are now (invariant 23). */
    public VisitorFields forVisitors(SiteId site) {
        return new VisitorFields(
                () -> own(site),
                (key, revision) -> Optional.ofNullable(past.get(
                                new Revision(site, key, revision),
                                r -> Optional.ofNullable(rows.at(r.site(), r.key(), r.revision()))))
                        .flatMap(found -> found)
                        .orElse(null),
                schemas::checkBody,
                BuiltInTypes.fingerprint());
    }

    /**
     * Removes one of the site's own types.
     *
     * @throws Refused {@link NotFound} for an unknown or built-in type, {@link TypeInUse} while an environment has
     *     records of it
     */
    public void remove(Actor actor, SiteId site, String key) {
        String role = members.permit(actor, site, Permission.TYPES, null);
        ContentType type = rows.today(site).get(key);
        if (type == null) {
            throw new Refused(new NotFound("content type of its own"));
        }
        transactions.executeWithoutResult(status -> {
            // Deletes first, which locks the row: of two concurrent removals the second finds nothing.
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
            events.publishEvent(new TypeChange(site, key, 0, false, TypeChange.Moment.WRITING));
            trail.append(AuditAct.onSite(
                    site,
                    ContentOperations.TYPE_REMOVE,
                    time.newId(),
                    actor,
                    role,
                    Map.of("type", key, "name", type.name())));
        });
        own.invalidate(site);
        events.publishEvent(new TypeChange(site, key, 0, false, TypeChange.Moment.DONE));
    }

    /** Drops the cached types of a site after they were changed by other code than this class. */
    public void forget(SiteId site) {
        own.invalidate(site);
    }

    private ContentType checked(String key, String name, ObjectNode schema, @Nullable String urlPattern) {
        if (!KEY.matcher(key).matches()) {
            throw wrong("/type", "Use 2 to 40 lower-case letters, digits and hyphens, beginning with a letter");
        }
        if (BuiltInTypes.get(key) != null) {
            throw wrong("/type", "The type " + key + " is built in and can't be changed; choose another key");
        }
        String title = name.strip();
        if (title.isEmpty() || TextRules.length(title) > 100 || TextRules.forbidden(title) >= 0) {
            throw wrong("/name", "Write a name of at most 100 characters");
        }
        String text = Json.write(schema);
        if (text.length() > MAX_SCHEMA || TextRules.forbidden(text) >= 0 || text.contains("\\u0000")) {
            throw wrong("/schema", "A schema may have at most 256 kB and no control characters");
        }
        List<FieldError> errors;
        try {
            errors = new ArrayList<>(schemas.checkSchema(schema));
        } catch (StackOverflowError deep) {
            throw wrong("/schema", "This schema is nested too deeply; make it simpler");
        }
        if (!schema.path("type").asString("object").equals("object")) {
            errors.add(new FieldError("/schema/type", "Content is an object, so the schema's type must be object"));
        }
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        ContentType type =
                new ContentType(key, title, FieldOrder.written(schema), UrlPattern.checked(key, urlPattern), false, 0);
        SchemaRules.checkPlan(type, "/schema", errors);
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(errors));
        }
        return type;
    }

    private static Refused wrong(String field, String message) {
        return new Refused(new InvalidContent(field, message));
    }

    private Map<String, ContentType> own(SiteId site) {
        Map<String, ContentType> cached = own.getIfPresent(site);
        return cached != null ? cached : own.asMap().computeIfAbsent(site, rows::today);
    }
}
