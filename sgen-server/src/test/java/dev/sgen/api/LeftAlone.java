package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.KeptWire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A record that somebody made and scheduled, and nobody touches again. */
record LeftAlone(String environment, String id, String path, Instant at) {
    /** Each of them fired, not before its moment and not twice, and nothing else became of it. */
    static void firedOnce(Collection<LeftAlone> all, List<JsonNode> oldestFirst) {
        Map<String, List<JsonNode>> told = new HashMap<>();
        oldestFirst.forEach(e -> e.path("records")
                .forEach(r -> told.computeIfAbsent(r.path("id").asString(), id -> new ArrayList<>())
                        .add(e)));
        for (LeftAlone one : all) {
            List<JsonNode> its = told.getOrDefault(one.id, List.of());
            assertThat(its.stream().map(e -> e.path("operation").asString()))
                    .as(one.toString())
                    .containsExactly("save", "schedule", "schedule.trigger");
            JsonNode fired = its.getLast();
            assertThat(fired.path("environment").asString()).isEqualTo(one.environment);
            assertThat(moment(fired.path("details").path("planned"))).isEqualTo(one.at);
            assertThat(moment(fired.path("at"))).isAfterOrEqualTo(one.at);
        }
    }

    private static Instant moment(JsonNode text) {
        return Instant.parse(text.asString());
    }

    void isShownTo(KeptWire visitor, String site) {
        visitor.ask(site + (environment.equals("live") ? "" : ".staging") + ".localhost", path);
        assertThat(visitor.answer().status()).as(toString()).isEqualTo(200);
    }
}
