package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Filters what visitors may see of a site's content (invariant 23): a field is visible only if the schema under which
 * its version was saved declares it, and neither that schema nor the present one marks it as private. Undeclared fields
 * are never visible.
 *
 * <p>An instance reflects one site's types at one moment. Each response is made with one instance and includes its
 * {@link #validator} in the cache validator.
 */
public final class VisitorFields {
    private final Supplier<Map<String, ContentType>> own;
    private volatile @Nullable Map<String, ContentType> known;
    private final BiFunction<String, @Nullable Integer, @Nullable ContentType> past;
    private final BiFunction<JsonNode, String, List<FieldError>> bodyCheck;
    private final String program;

    /**
     * @param own the site's own types by key; called once, when first needed
     * @param past a type as it was at a revision; the revision is null for what was saved before types had revisions
     * @param program fingerprint of the built-in schemas
     */
    VisitorFields(
            Supplier<Map<String, ContentType>> own,
            BiFunction<String, @Nullable Integer, @Nullable ContentType> past,
            BiFunction<JsonNode, String, List<FieldError>> bodyCheck,
            String program) {
        this.own = own;
        this.past = past;
        this.bodyCheck = bodyCheck;
        this.program = program;
    }

    /**
     * The content of a version as visitors may see it; the same object if nothing had to be removed. Empty if that
     * takes too long to find out.
     *
     * @param type the key of the record's type
     * @param savedUnder the revision of the type that the version was saved under; null for built-in types and for
     *     versions from before revisions were kept
     */
    public ObjectNode of(String type, @Nullable Integer savedUnder, ObjectNode content) {
        ContentType saved = saved(type, savedUnder);
        if (saved == null) {
            return content.objectNode();
        }
        try {
            return ScopedValue.where(CheckBudget.CURRENT, CheckBudget.ofVisit())
                    .call(() -> visible(saved, today(type), savedUnder, content));
        } catch (CheckBudget.Spent | StackOverflowError tooMuch) {
            // What takes too long to check isn't shown.
            return content.objectNode();
        }
    }

    private ObjectNode visible(
            ContentType saved, @Nullable ContentType today, @Nullable Integer savedUnder, ObjectNode content) {
        ContentPlan then = ContentPlan.of(saved);
        ContentPlan now = today == null ? then : ContentPlan.of(today);
        if (then.problem() != null || now.problem() != null) {
            return content.objectNode();
        }
        JsonNode shown = shown(then.root(), now.root(), content);
        ObjectNode out = shown instanceof ObjectNode object ? object : content.objectNode();
        return saved.builtIn() || savedUnder != null ? out : cleaned(saved, out);
    }

    /** Whether visitors may see a top-level field of such a version, and its items if it is a list. */
    public boolean shows(String type, @Nullable Integer savedUnder, String field) {
        ContentType saved = saved(type, savedUnder);
        if (saved == null) {
            return false;
        }
        SchemaPlace then = ContentPlan.of(saved).root();
        SchemaPlace now =
                ContentPlan.of(Objects.requireNonNullElse(today(type), saved)).root();
        return open(then, now)
                && open(then.field(field), now.field(field))
                && open(then.field(field).item(0), now.field(field).item(0));
    }

    /** The present revision of the type; 0 for a built-in type and for one that the site doesn't have. */
    public int revision(String type) {
        ContentType now = today(type);
        return now == null ? 0 : now.revision();
    }

    /** The keys of the site's own types. */
    public List<String> own() {
        return List.copyOf(owned().keySet());
    }

    private @Nullable ContentType today(String type) {
        ContentType builtIn = BuiltInTypes.get(type);
        return builtIn != null ? builtIn : owned().get(type);
    }

    private Map<String, ContentType> owned() {
        Map<String, ContentType> types = known;
        if (types == null) {
            types = own.get();
            known = types;
        }
        return types;
    }

    /** The keys of the built-in types whose field of that name visitors may see. */
    public List<String> builtInShowing(String field) {
        return BuiltInTypes.all().stream()
                .map(ContentType::key)
                .filter(key -> shows(key, null, field))
                .toList();
    }

    /**
     * A cache validator for a type's visible content: the type's revision and the fingerprint of the built-in schemas.
     */
    public String validator(String type) {
        return revision(type) + "." + program;
    }

    private @Nullable ContentType saved(String type, @Nullable Integer savedUnder) {
        ContentType now = today(type);
        if (now != null && (now.builtIn() || (savedUnder != null && savedUnder == now.revision()))) {
            return now;
        }
        return past.apply(type, savedUnder);
    }

    private static boolean open(SchemaPlace saved, SchemaPlace today) {
        return saved.declared() && !saved.isPrivate() && !today.isPrivate();
    }

    private static @Nullable JsonNode shown(SchemaPlace savedAt, SchemaPlace todayAt, JsonNode value) {
        SchemaPlace saved = savedAt.of(value);
        SchemaPlace today = todayAt.of(value);
        if (!open(saved, today)) {
            return null;
        }
        return switch (value) {
            case ObjectNode object -> object(saved, today, object);
            case ArrayNode list -> list(saved, today, list);
            default -> value;
        };
    }

    private static ObjectNode object(SchemaPlace saved, SchemaPlace today, ObjectNode object) {
        ObjectNode copy = object;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            JsonNode after = shown(saved.field(name), today.field(name), field.getValue());
            if (after != field.getValue()) {
                copy = copy == object ? object.objectNode().setAll(object) : copy;
                if (after == null) {
                    copy.remove(name);
                } else {
                    copy.set(name, after);
                }
            }
        }
        return copy;
    }

    private static ArrayNode list(SchemaPlace saved, SchemaPlace today, ArrayNode list) {
        ArrayNode copy = list.arrayNode(list.size());
        boolean changed = false;
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            SchemaPlace savedItem = saved.item(i);
            SchemaPlace todayItem = today.item(i);
            JsonNode after =
                    hidden(savedItem, item) || hidden(todayItem, item) ? null : shown(savedItem, todayItem, item);
            changed |= after != item;
            if (after != null) {
                copy.add(after);
            }
        }
        return changed ? copy : list;
    }

    /** Whether a list item is marked as hidden from visitors by one of its own fields ({@code x-hides}). */
    private static boolean hidden(SchemaPlace place, JsonNode item) {
        return item.isObject()
                && place.hiding().stream().anyMatch(name -> item.path(name).asBoolean(false));
    }

    /** Cleans content that was saved before all its places were cleaned at save (A11). */
    private ObjectNode cleaned(ContentType saved, ObjectNode content) {
        ObjectNode copy = content.deepCopy();
        if (ContentPlan.of(saved).declaresAnotherBody()
                && !bodyCheck.apply(copy.path("body"), "/body").isEmpty()) {
            copy.remove("body");
        }
        ContentWalk.walk(saved, copy, "", new MarkupCleaner());
        return copy.equals(content) ? content : copy;
    }
}
