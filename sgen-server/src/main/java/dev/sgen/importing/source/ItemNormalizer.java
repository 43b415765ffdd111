package dev.sgen.importing.source;

import dev.sgen.platform.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Normalises source items before the import: makes source names unique and short enough for the index, and removes
 * characters that can't be stored from every text.
 */
public final class ItemNormalizer {
    private static final int LONGEST = 300;
    private static final int LABEL = 500;

    private final Map<String, Integer> seen = new HashMap<>();

    private ItemNormalizer() {}

    /** The normalised items, in the same order. An item whose source name repeats gets a number appended. */
    public static List<SourceItem> tidy(List<SourceItem> sourceItems) {
        ItemNormalizer itemNormalizer = new ItemNormalizer();
        List<SourceItem> out = new ArrayList<>(sourceItems.size());
        sourceItems.forEach(sourceItem -> out.add(itemNormalizer.tidied(sourceItem)));
        return out;
    }

    private SourceItem tidied(SourceItem sourceItem) {
        String source = once(name(sourceItem.source()));
        String label = ForeignText.cut(ForeignText.storable(sourceItem.label()), LABEL);
        List<String> notes =
                sourceItem.notes().stream().map(ForeignText::storable).toList();
        return switch (sourceItem) {
            case SourceItem.Item item ->
                new SourceItem.Item(
                        source,
                        label,
                        item.type(),
                        ForeignText.storable(item.title()),
                        item.path() == null ? null : ForeignText.storable(item.path()),
                        (ObjectNode) storable(item.content()),
                        item.tags().stream().map(ForeignText::storable).toList(),
                        item.wish(),
                        item.at(),
                        item.file(),
                        notes);
            case SourceItem.Folded folded -> new SourceItem.Folded(source, label, name(folded.into()), notes);
            case SourceItem.Left left -> new SourceItem.Left(source, label, notes);
        };
    }

    private String once(String source) {
        int times = seen.merge(source, 1, Integer::sum);
        return times == 1 ? source : once(source + "#" + times);
    }

    /** A source name of at most 300 characters: the name itself, or its beginning with its hash. */
    public static String name(String source) {
        String plain = ForeignText.storable(source);
        return plain.length() <= LONGEST ? plain : ForeignText.cut(plain, LONGEST - 70) + "…" + Json.sha256(plain);
    }

    private static JsonNode storable(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(e -> copy.set(ForeignText.storable(e.getKey()), storable(e.getValue())));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(item -> copy.add(storable(item)));
                yield copy;
            }
            default -> {
                if (!value.isString()) {
                    yield value;
                }
                String text = ForeignText.storable(value.asString());
                boolean reference = text.startsWith("ref:");
                yield StringNode.valueOf(reference ? "ref:" + name(text.substring("ref:".length())) : text);
            }
        };
    }
}
