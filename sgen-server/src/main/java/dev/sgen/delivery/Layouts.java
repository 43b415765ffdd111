package dev.sgen.delivery;

import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The layouts visible in an environment.
 *
 * @param byId every one
 * @param byType the one that a type's records stand in unless they name another; of several the newest
 */
record Layouts(Map<String, PublicRecord> byId, Map<String, PublicRecord> byType) {
    private static final int MAX = 200;

    static Layouts of(PublicView view) {
        List<PublicRecord> all = view.list(PublicView.Filter.of("layout"), 0, MAX);
        Map<String, PublicRecord> byId = new HashMap<>();
        Map<String, PublicRecord> byType = new HashMap<>();
        for (PublicRecord layout : all) {
            byId.put(layout.id().toString(), layout);
            for (JsonNode type : layout.content().path("appliesTo")) {
                byType.putIfAbsent(type.asString(""), layout);
            }
        }
        return new Layouts(Map.copyOf(byId), Map.copyOf(byType));
    }

    /** The record's own choice, if that is visible here, else its type's. */
    Optional<PublicRecord> of(PublicRecord record) {
        PublicRecord own = byId.get(record.content().path("layout").asString(""));
        return Optional.ofNullable(own != null ? own : byType.get(record.type()));
    }
}
