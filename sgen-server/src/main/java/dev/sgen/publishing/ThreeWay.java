package dev.sgen.publishing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The three-way merge of staging and live against their base, field by field and block by block. A change made on one
 * side only is taken. If both sides changed the same thing differently, that is a conflict until an operator picks a
 * side.
 *
 * @param merged the merged contents; for a conflict the picked side, else staging's
 * @param strands every field and block that either side changed
 * @param picked the keys of the strands for which a side was picked
 */
public record ThreeWay(Contents merged, List<Strand> strands, Set<String> picked) {
    /** The empty base, for records that have none. */
    public static final Contents NOTHING = new Contents("", null, Json.object(), List.of());

    /** Which side made a change. */
    public enum Side {
        STAGING,
        LIVE,
        /** Both made the same change. */
        BOTH,
        CONFLICT;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One field or block that changed.
     *
     * @param field a JSON Pointer; {@code /content/body} for a block and for the order of blocks
     * @param block the block's id; null for a field or for the order of blocks
     * @param base null if absent in the base
     * @param staging null if absent on staging
     * @param live null if absent on live
     */
    public record Strand(
            String field,
            @Nullable String block,
            Side side,
            @Nullable JsonNode base,
            @Nullable JsonNode staging,
            @Nullable JsonNode live) {
        /**
         * The key in {@link ConflictResolutions}: the field's pointer, followed by {@code /} and the block's id if any.
         */
        @JsonProperty("key")
        public String key() {
            return keyOf(field, block);
        }
    }

    private static String keyOf(String field, @Nullable String block) {
        return block == null ? field : field + "/" + block;
    }

    private static final String BODY = FieldDifference.pointer(BodyBlocks.BODY);

    /** The conflicts for which no side was picked. */
    public List<Strand> conflicts() {
        return strands.stream()
                .filter(s -> s.side() == Side.CONFLICT && !picked.contains(s.key()))
                .toList();
    }

    /** Merges without picks; {@code base} is the version on which the other two last agreed. */
    public static ThreeWay of(Contents base, Contents staging, Contents live) {
        return of(base, staging, live, Map.of());
    }

    /**
     * Merges with an operator's picks by {@link Strand#key}.
     *
     * @throws Refused {@link BadRequest} if a pick names no difference, or {@code BOTH} for something that is not a
     *     list
     */
    public static ThreeWay of(Contents base, Contents staging, Contents live, Map<String, PickedSide> pickedSides) {
        ThreeWay woven = new Weaving(base, staging, live, pickedSides).weave();
        Set<String> known = woven.strands().stream().map(Strand::key).collect(Collectors.toSet());
        for (String key : pickedSides.keySet()) {
            if (!known.contains(key) && !key.equals(ConflictResolutions.WHOLE)) {
                throw new Refused(new BadRequest("“" + key
                        + "” is no difference between staging and live. Look at the two again, then choose."));
            }
        }
        return woven;
    }

    private static final class Weaving {
        private final Contents base;
        private final Contents staging;
        private final Contents live;
        private final Map<String, PickedSide> pickedSides;
        private final List<Strand> strands = new ArrayList<>();
        /** Where both were picked: live's block by the id of staging's block, after which it is inserted. */
        private final Map<String, JsonNode> beside = new LinkedHashMap<>();

        Weaving(Contents base, Contents staging, Contents live, Map<String, PickedSide> pickedSides) {
            this.base = base;
            this.staging = staging;
            this.live = live;
            this.pickedSides = pickedSides;
        }

        ThreeWay weave() {
            Map<String, JsonNode> fields = values(
                    null, FieldDifference.fields(base), FieldDifference.fields(staging), FieldDifference.fields(live));
            ObjectNode content = Json.object();
            fields.forEach((pointer, value) -> {
                if (pointer.startsWith("/content/")) {
                    String name = pointer.substring("/content/".length());
                    content.set(name.replace("~1", "/").replace("~0", "~"), value);
                }
            });
            if (!content.has(BodyBlocks.BODY) && (hasBody(staging) || hasBody(live))) {
                content.set(BodyBlocks.BODY, body());
            }
            JsonNode path = fields.get("/path");
            return new ThreeWay(
                    new Contents(
                            Objects.requireNonNull(fields.get("/title")).asString(),
                            path == null ? null : path.asString(),
                            content,
                            tags(fields.get("/tags"))),
                    List.copyOf(strands),
                    Set.copyOf(pickedSides.keySet()));
        }

        private static boolean hasBody(Contents contents) {
            return contents.content().has(BodyBlocks.BODY);
        }

        /** Tags are a set, so additions and removals of the two sides never conflict. */
        private List<String> tags(@Nullable JsonNode taken) {
            if (pickedSides.containsKey("/tags")) {
                return taken == null
                        ? List.of()
                        : taken.valueStream().map(t -> t.asString()).toList();
            }
            Set<String> tags = new LinkedHashSet<>(staging.tags());
            live.tags().stream().filter(t -> !base.tags().contains(t)).forEach(tags::add);
            base.tags().stream().filter(t -> !live.tags().contains(t)).forEach(tags::remove);
            return List.copyOf(tags);
        }

        private Map<String, JsonNode> values(
                @Nullable String within,
                Map<String, JsonNode> bases,
                Map<String, JsonNode> stagings,
                Map<String, JsonNode> lives) {
            Set<String> names = new LinkedHashSet<>(stagings.keySet());
            names.addAll(lives.keySet());
            names.addAll(bases.keySet());
            Map<String, JsonNode> taken = new LinkedHashMap<>();
            for (String name : names) {
                JsonNode value = value(within, name, bases.get(name), stagings.get(name), lives.get(name));
                if (value != null) {
                    taken.put(name, value);
                }
            }
            return taken;
        }

        private @Nullable JsonNode value(
                @Nullable String within,
                String name,
                @Nullable JsonNode b,
                @Nullable JsonNode s,
                @Nullable JsonNode l) {
            boolean byStaging = !Objects.equals(b, s);
            boolean byLive = !Objects.equals(b, l);
            if (byStaging || byLive) {
                Side side = side(byStaging, byLive, Objects.equals(s, l) || name.equals("/tags"));
                Strand strand = new Strand(within == null ? name : within, within == null ? null : name, side, b, s, l);
                strands.add(strand);
                PickedSide pickedSide = pickedSides.get(strand.key());
                if (pickedSide != null) {
                    return picked(strand, pickedSide);
                }
            }
            return byStaging ? s : l;
        }

        private @Nullable JsonNode picked(Strand strand, PickedSide pickedSide) {
            return switch (pickedSide) {
                case STAGING -> strand.staging();
                case LIVE -> strand.live();
                case BASE -> strand.base();
                case BOTH -> both(strand);
            };
        }

        private @Nullable JsonNode both(Strand strand) {
            JsonNode s = strand.staging();
            JsonNode l = strand.live();
            if (s == null || l == null) {
                return s != null ? s : l;
            }
            if (strand.block() != null) {
                beside.put(strand.block(), l);
                return s;
            }
            if (!s.isArray() || !l.isArray()) {
                throw new Refused(new BadRequest(
                        "“" + strand.key() + "” is no list, so it can't hold both. Choose staging or live."));
            }
            ArrayNode all = Json.array();
            Set<JsonNode> entries = new LinkedHashSet<>(s.valueStream().toList());
            entries.addAll(l.valueStream().toList());
            all.addAll(entries);
            return all;
        }

        private static Side side(boolean byStaging, boolean byLive, boolean agree) {
            if (byStaging && byLive) {
                return agree ? Side.BOTH : Side.CONFLICT;
            }
            return byStaging ? Side.STAGING : Side.LIVE;
        }

        private ArrayNode body() {
            Map<String, JsonNode> b = BodyBlocks.of(base);
            Map<String, JsonNode> s = BodyBlocks.of(staging);
            Map<String, JsonNode> l = BodyBlocks.of(live);
            Map<String, JsonNode> kept = values(BODY, b, s, l);
            ArrayNode body = Json.array();
            order(b.keySet(), s.keySet(), l.keySet(), kept.keySet()).forEach(id -> {
                body.add(kept.get(id));
                JsonNode other = beside.get(id);
                if (other instanceof ObjectNode block) {
                    body.add(block.deepCopy().put("id", fresh(id, kept.keySet())));
                }
            });
            return body;
        }

        private static String fresh(String id, Set<String> taken) {
            String fresh = id + "-live";
            while (taken.contains(fresh)) {
                fresh += "-live";
            }
            return fresh;
        }

        /**
         * The order of the merged blocks. Follows the side that moved blocks; a block that this side lacks comes after
         * the block that it followed on its own side.
         */
        private List<String> order(Set<String> b, Set<String> s, Set<String> l, Set<String> kept) {
            Set<String> common = new LinkedHashSet<>(b);
            common.retainAll(s);
            common.retainAll(l);
            List<String> before = List.copyOf(common);
            List<String> here = BodyBlocks.only(s, common);
            List<String> there = BodyBlocks.only(l, common);
            boolean byStaging = !here.equals(before);
            boolean byLive = !there.equals(before);
            if (byStaging || byLive) {
                strands.add(new Strand(
                        BODY,
                        null,
                        side(byStaging, byLive, here.equals(there)),
                        Json.tree(before),
                        Json.tree(here),
                        Json.tree(there)));
            }
            PickedSide pickedSide = byStaging || byLive ? pickedSides.get(BODY) : null;
            if (pickedSide == PickedSide.BOTH) {
                throw new Refused(new BadRequest("An order can't be both. Choose staging's or live's."));
            }
            Set<String> lead = pickedSide == PickedSide.BASE
                    ? b
                    : pickedSide == PickedSide.LIVE || pickedSide == null && byLive && !byStaging ? l : s;
            List<String> order = new ArrayList<>(BodyBlocks.only(lead, kept));
            for (Set<String> follower : List.of(s, l, b)) {
                int place = 0;
                for (String id : follower) {
                    int at = order.indexOf(id);
                    if (at >= 0) {
                        place = at + 1;
                    } else if (kept.contains(id)) {
                        order.add(place++, id);
                    }
                }
            }
            return order;
        }
    }
}
