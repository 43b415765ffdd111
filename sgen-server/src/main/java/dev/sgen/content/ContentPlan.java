package dev.sgen.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A type's schema, resolved once. For each place of the content it says whether the value is markup, a block, a
 * reference or private, and whether it is declared at all (invariants 21 and 23).
 *
 * <p>It follows references, {@code allOf} and similar keywords, {@code if}, patterns and recursion, and remembers the
 * places it met. A walk over content therefore costs time in proportion to the content, whatever the schema (A5).
 * Thread-safe.
 */
final class ContentPlan {
    private static final int MOST_PLACES = 2_000;
    private static final long MOST_MEMBERS = 200_000;

    // Keyed by identity: everyone who holds a type holds the same instance.
    private static final Cache<ContentType, ContentPlan> MADE =
            Caffeine.newBuilder().weakKeys().maximumSize(5_000).build();

    private final Map<Key, SchemaPlace> places = new ConcurrentHashMap<>();
    private final AtomicLong kept = new AtomicLong();
    private final SchemaPlace nothing;
    private final SchemaPlace root;
    private final boolean pages;
    private final int heaviest;
    private final SchemaIndex.@Nullable Problem problem;

    private record Key(
            List<Integer> members,
            boolean declared,
            @Nullable String target) {}

    private ContentPlan(ContentType type) {
        this.nothing = new SchemaPlace(this, List.of(), false, null);
        this.pages = type.hasPath();
        SchemaPlace start = nothing;
        SchemaIndex.Problem wrong = null;
        int longest = 0;
        try {
            SchemaIndex index = SchemaIndex.of(type.schema());
            longest = index.heaviest();
            start = place(List.of(new SchemaPlace.Member(index.root(), true)), true, null);
        } catch (SchemaIndex.Problem unusable) {
            wrong = unusable;
        }
        this.root = start;
        this.problem = wrong;
        this.heaviest = longest;
    }

    static ContentPlan of(ContentType type) {
        return MADE.get(type, ContentPlan::new);
    }

    /** Why the schema can't be resolved; null if it can. If it can't, nothing is declared. */
    SchemaIndex.@Nullable Problem problem() {
        return problem;
    }

    SchemaPlace root() {
        return root;
    }

    SchemaPlace nothing() {
        return nothing;
    }

    /**
     * Whether the field is the body of a type with pages. Such types always have a body of blocks, even if their schema
     * doesn't declare it, because pages render it (A11).
     */
    boolean isBody(SchemaPlace place, String name) {
        return pages && place == root && name.equals("body");
    }

    /**
     * Whether the schema itself declares the body as a list of blocks, so that checking the schema covers the blocks.
     */
    boolean declaresBlocks() {
        SchemaPlace own = root.own("body");
        return own.has(SchemaIndex.BLOCKS.node("/$defs/body"))
                || own.item(0).has(SchemaIndex.BLOCKS.node("/$defs/block"));
    }

    /** Whether the schema declares a body that isn't a list of blocks. */
    boolean declaresAnotherBody() {
        return pages && root.known().contains("body") && !declaresBlocks();
    }

    /** The length of the longest list that a check may have to go through in one step. */
    int heaviest() {
        return heaviest;
    }

    /**
     * The place where these schemas apply, with all schemas that apply because of them.
     *
     * @param inherited if this is a list item, the type of record that the list refers to
     */
    SchemaPlace place(List<SchemaPlace.Member> direct, boolean declared, @Nullable String inherited) {
        if (direct.isEmpty() && !declared) {
            return nothing;
        }
        List<SchemaPlace.Member> all = closure(direct);
        int[] code = all.stream()
                .mapToInt(m -> m.node().id * 2 + (m.declares() ? 1 : 0))
                .sorted()
                .toArray();
        Key key = new Key(Arrays.stream(code).boxed().toList(), declared, inherited);
        SchemaPlace known = places.get(key);
        if (known != null) {
            return known;
        }
        SchemaPlace made = new SchemaPlace(this, all, declared, inherited);
        if (kept.addAndGet(made.weight()) > MOST_MEMBERS || places.size() >= MOST_PLACES) {
            // More than an accepted type can have. Places beyond the limit aren't kept, but made again each time.
            return made;
        }
        SchemaPlace first = places.putIfAbsent(key, made);
        return first == null ? made : first;
    }

    private static List<SchemaPlace.Member> closure(List<SchemaPlace.Member> direct) {
        Map<SchemaNode, Boolean> met = new LinkedHashMap<>();
        Deque<SchemaPlace.Member> open = new ArrayDeque<>(direct);
        while (!open.isEmpty()) {
            SchemaPlace.Member next = open.pop();
            Boolean before = met.get(next.node());
            if (before != null && (before || !next.declares())) {
                continue;
            }
            met.put(next.node(), next.declares());
            if (!next.node().block) {
                next.node().applied.forEach(n -> open.push(new SchemaPlace.Member(n, next.declares())));
                next.node().asked.forEach(n -> open.push(new SchemaPlace.Member(n, false)));
            }
        }
        List<SchemaPlace.Member> all = new ArrayList<>();
        met.forEach((node, declares) -> all.add(new SchemaPlace.Member(node, declares)));
        return all;
    }

    /**
     * Visits every place that contents of the type can have.
     *
     * @throws SchemaIndex.Problem if there are more than a type may have
     */
    void explore() {
        Set<SchemaPlace> met = new java.util.HashSet<>(Set.of(root));
        Deque<SchemaPlace> open = new ArrayDeque<>(met);
        long members = 0;
        while (!open.isEmpty()) {
            SchemaPlace place = open.pop();
            members += place.weight();
            if (met.size() > MOST_PLACES || members > MOST_MEMBERS) {
                throw new SchemaIndex.Problem(
                        "", "This schema has too many different places; make it simpler, or make two types of it");
            }
            List<SchemaPlace> below = new ArrayList<>();
            place.known().forEach(name -> below.add(place.field(name)));
            below.add(place.field("body"));
            below.add(place.field(""));
            for (int i = 0; i <= place.prefix(); i++) {
                below.add(place.item(i));
            }
            below.stream().filter(met::add).forEach(open::push);
        }
    }

    /** Escapes a key as a segment of a JSON Pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
