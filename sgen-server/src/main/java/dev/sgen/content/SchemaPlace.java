package dev.sgen.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A place in content: the set of all schemas that apply there, and what they say together. Places are made on demand,
 * kept, and shared by all contents of the type.
 */
final class SchemaPlace {
    private static final int MOST_MATCHED = 256;

    private final ContentPlan plan;
    private final List<Member> members;
    private final boolean declared;
    private final boolean isPrivate;
    private final boolean hides;
    private final boolean block;
    private final String markup;
    private final @Nullable String target;
    private final Set<String> known = new TreeSet<>();
    private final boolean patterned;
    private final Map<String, SchemaPlace> fields = new ConcurrentHashMap<>();
    private final Map<List<Member>, SchemaPlace> matched = new ConcurrentHashMap<>();
    private final Map<Integer, SchemaPlace> items = new ConcurrentHashMap<>();
    private volatile @Nullable Set<String> hiding;

    /** A schema that applies at a place, and whether it declares the value or only tests it. */
    record Member(SchemaNode node, boolean declares) {}

    SchemaPlace(ContentPlan plan, List<Member> members, boolean declared, @Nullable String inherited) {
        this.plan = plan;
        this.members = members;
        this.declared = declared;
        this.isPrivate = members.stream().anyMatch(m -> m.node().isPrivate());
        this.hides = members.stream().anyMatch(m -> m.node().hides());
        this.block = members.stream().anyMatch(m -> m.node().block);
        List<String> markups = members.stream()
                .map(m -> m.node().markup())
                .filter(m -> !m.isEmpty())
                .toList();
        this.markup = markups.isEmpty() ? "" : markups.contains("inline") ? "inline" : "html";
        this.target = target(members, inherited);
        members.forEach(m -> known.addAll(m.node().properties.keySet()));
        this.patterned = members.stream().anyMatch(m -> !m.node().patterns.isEmpty());
    }

    private static @Nullable String target(List<Member> members, @Nullable String inherited) {
        for (Member member : members) {
            String own = member.node().target();
            if (own != null) {
                return own;
            }
        }
        return inherited != null
                ? inherited
                : members.stream().anyMatch(m -> m.node().recordId()) ? "" : null;
    }

    /** Whether the schema declares this place. */
    boolean declared() {
        return declared;
    }

    /** Whether any schema that applies here marks it as private. */
    boolean isPrivate() {
        return isPrivate;
    }

    /** {@code inline}, {@code html}, or empty if it is no markup. */
    String markup() {
        return markup;
    }

    /** The type of record that a text here refers to; empty for any type; null if it is no reference. */
    @Nullable
    String target() {
        return target;
    }

    boolean isBlock() {
        return block;
    }

    /** Whether no schema says anything about it or the places below. */
    boolean bare() {
        return members.isEmpty();
    }

    /** Whether the schema is among those that apply here. */
    boolean has(SchemaNode node) {
        return members.stream().anyMatch(m -> m.node() == node);
    }

    int weight() {
        return members.size() + 1;
    }

    Set<String> known() {
        return known;
    }

    int prefix() {
        return members.stream().mapToInt(m -> m.node().prefix.size()).max().orElse(0);
    }

    /** The fields that hide the item that contains them when they are true. */
    Set<String> hiding() {
        Set<String> found = hiding;
        if (found == null) {
            found = new TreeSet<>();
            for (String name : known) {
                if (field(name).hides) {
                    found.add(name);
                }
            }
            hiding = found;
        }
        return found;
    }

    /** For a block, the place for its type; else this place. */
    SchemaPlace of(JsonNode value) {
        if (!block || !value.isObject()) {
            return this;
        }
        String kind = value.path("type").asString("");
        String pointer = "/$defs/" + ContentPlan.escape(kind);
        if (kind.isEmpty() || !SchemaIndex.BLOCKS.has(pointer)) {
            return this;
        }
        // The prefix can't begin a field name, so block types and fields share one map.
        return fields.computeIfAbsent("\0" + kind, k -> {
            List<Member> all = new ArrayList<>();
            boolean declares = members.stream().anyMatch(m -> m.node().block && m.declares());
            members.stream().filter(m -> !m.node().block).forEach(all::add);
            all.add(new Member(SchemaIndex.BLOCKS.node(pointer), declares));
            return plan.place(all, declared, null);
        });
    }

    /** The place of a field of the object here. */
    SchemaPlace field(String name) {
        if (members.isEmpty()) {
            return plan.nothing();
        }
        if (known.contains(name)) {
            return kept(name, name);
        }
        if (!patterned) {
            return plan.isBody(this, name) ? kept(name, name) : kept("\0", name);
        }
        SchemaPlace found = fields.get(name);
        if (found == null) {
            found = make(name);
            if (fields.size() < MOST_MATCHED) {
                fields.put(name, found);
            }
        }
        return found;
    }

    private SchemaPlace kept(String key, String name) {
        SchemaPlace found = fields.get(key);
        if (found == null) {
            found = make(name);
            fields.put(key, found);
        }
        return found;
    }

    /** As {@link #field}, but only by the type's own schema, without the body that every page has. */
    SchemaPlace own(String name) {
        List<Member> below = below(name);
        return plan.place(below, below.stream().anyMatch(Member::declares), null);
    }

    private SchemaPlace make(String name) {
        List<Member> below = below(name);
        if (!patterned) {
            return make(name, below);
        }
        if (plan.isBody(this, name)) {
            return make(name, below);
        }
        // Many names match few patterns, so places are shared by the set of matching schemas.
        SchemaPlace found = matched.get(below);
        if (found == null) {
            found = make(name, below);
            if (matched.size() < MOST_MATCHED) {
                matched.put(below, found);
            }
        }
        return found;
    }

    private SchemaPlace make(String name, List<Member> below) {
        if (plan.isBody(this, name)) {
            below.add(new Member(SchemaIndex.BLOCKS.node("/$defs/body"), true));
        }
        return plan.place(below, below.stream().anyMatch(Member::declares), null);
    }

    private List<Member> below(String name) {
        List<Member> below = new ArrayList<>();
        for (Member member : members) {
            SchemaNode node = member.node();
            SchemaNode own = node.properties.get(name);
            boolean named = own != null;
            if (own != null) {
                below.add(new Member(own, member.declares()));
            }
            for (SchemaNode.Matching matching : node.patterns) {
                if (matching.pattern().find(name)) {
                    named = true;
                    below.add(new Member(matching.schema(), member.declares()));
                }
            }
            if (!named) {
                node.others.forEach(other -> below.add(new Member(other, member.declares() && other.says())));
            }
        }
        return below;
    }

    /** The place of an item of the list here. */
    SchemaPlace item(int index) {
        if (members.isEmpty()) {
            return declared ? this : plan.nothing();
        }
        int place = Math.min(index, prefix());
        SchemaPlace found = items.get(place);
        if (found == null) {
            List<Member> below = new ArrayList<>();
            for (Member member : members) {
                SchemaNode node = member.node();
                SchemaNode at = place < node.prefix.size() ? node.prefix.get(place) : node.items;
                if (at != null) {
                    below.add(new Member(at, member.declares()));
                }
                node.anyItems.forEach(any -> below.add(new Member(any, member.declares())));
            }
            found = plan.place(below, declared, target);
            items.put(place, found);
        }
        return found;
    }
}
