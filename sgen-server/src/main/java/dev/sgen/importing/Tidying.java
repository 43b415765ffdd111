package dev.sgen.importing;

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
 * Makes arrivals fit to be kept and told of: every source named once and not too long for an index, no
 * character in any text that can't be stored.
 */
final class Tidying {
    private static final int LONGEST = 300;
    private static final int LABEL = 500;

    private final Map<String, Integer> seen = new HashMap<>();

    private Tidying() {}

    static List<Arrival> tidy(List<Arrival> arrivals) {
        Tidying tidying = new Tidying();
        List<Arrival> out = new ArrayList<>(arrivals.size());
        arrivals.forEach(arrival -> out.add(tidying.tidied(arrival)));
        return out;
    }

    private Arrival tidied(Arrival arrival) {
        String source = once(name(arrival.source()));
        String label = Texts.cut(Texts.storable(arrival.label()), LABEL);
        List<String> notes = arrival.notes().stream().map(Texts::storable).toList();
        return switch (arrival) {
            case Arrival.Item item ->
                new Arrival.Item(
                        source,
                        label,
                        item.type(),
                        Texts.storable(item.title()),
                        item.path() == null ? null : Texts.storable(item.path()),
                        (ObjectNode) storable(item.content()),
                        item.tags().stream().map(Texts::storable).toList(),
                        item.wish(),
                        item.at(),
                        item.file(),
                        notes);
            case Arrival.Folded folded -> new Arrival.Folded(source, label, name(folded.into()), notes);
            case Arrival.Left left -> new Arrival.Left(source, label, notes);
        };
    }

    private String once(String source) {
        int times = seen.merge(source, 1, Integer::sum);
        return times == 1 ? source : once(source + "#" + times);
    }

    /** The name itself, or for one too long its beginning and its hash. */
    static String name(String source) {
        String plain = Texts.storable(source);
        return plain.length() <= LONGEST ? plain : Texts.cut(plain, LONGEST - 70) + "…" + Json.sha256(plain);
    }

    private static JsonNode storable(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(e -> copy.set(Texts.storable(e.getKey()), storable(e.getValue())));
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
                String text = Texts.storable(value.asString());
                boolean reference = text.startsWith("ref:");
                yield StringNode.valueOf(reference ? "ref:" + name(text.substring("ref:".length())) : text);
            }
        };
    }
}
