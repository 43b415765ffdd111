package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of every schedule of a site, told from its trail alone: each was replaced, taken back, overtaken by
 * somebody who did otherwise, or it came to its moment, where it fired or couldn't. One that did two of these, or
 * fired without having been planned, doesn't fit into the tale.
 */
final class ScheduleFates {
    /** What takes a schedule away, whoever set it. */
    private static final Set<String> ENDS = Set.of("publish", "unpublish", "archive", "delete");

    /** By environment and record: the moment of the schedule that waits there. */
    final Map<String, String> waiting = new HashMap<>();

    final Map<String, Integer> fates = new TreeMap<>();
    private final Map<String, String> states = new HashMap<>();

    /** @param entries oldest first */
    ScheduleFates(List<JsonNode> entries) {
        entries.forEach(this::tell);
    }

    static void nothingFiredTwice(List<JsonNode> entries) {
        Map<String, Integer> fired = new HashMap<>();
        entries.stream()
                .filter(e -> e.path("operation").asString().equals("schedule.trigger"))
                .forEach(e -> {
                    for (JsonNode record : e.path("records")) {
                        String what = e.path("environment").asString() + " "
                                + record.path("id").asString() + " "
                                + e.path("details").path("planned").asString();
                        fired.merge(what, 1, Integer::sum);
                    }
                });
        assertThat(fired).isNotEmpty();
        assertThat(fired.values()).containsOnly(1);
    }

    private void tell(JsonNode entry) {
        String operation = entry.path("operation").asString();
        for (JsonNode record : entry.path("records")) {
            String id = record.path("id").asString();
            String here = entry.path("environment").asString() + " " + id;
            String after = after(entry, id);
            switch (operation) {
                case "schedule" -> {
                    end(here, "replaced");
                    waiting.put(here, entry.path("details").path("at").asString());
                }
                case "schedule.cancel" -> assertThat(end(here, "cancelled")).isTrue();
                case "schedule.trigger" -> atItsMoment(here, entry, "fired");
                case "schedule.fail" -> atItsMoment(here, entry, "failed");
                case "promote" -> {
                    end("live " + id, "overtaken");
                    // What is about to appear on staging is about to appear on live.
                    if ("scheduled".equals(states.get("staging " + id))) {
                        waiting.put("live " + id, waiting.get("staging " + id));
                    }
                }
                default -> {
                    if (ENDS.contains(operation)
                            || operation.equals("recover")
                                    && entry.path("visibility").asBoolean()) {
                        end(here, "overtaken");
                    }
                }
            }
            if (after != null && !operation.equals("promote")) {
                states.put(here, after);
            }
        }
    }

    /** The state that the entry left the record in, where it says so. */
    private static @Nullable String after(JsonNode entry, String id) {
        if (entry.path("newState").isString()) {
            return entry.path("newState").asString();
        }
        for (JsonNode told : entry.path("details").path("records")) {
            if (told.path("id").asString().equals(id)) {
                return told.path("newState").asString();
            }
        }
        return null;
    }

    private void atItsMoment(String here, JsonNode entry, String fate) {
        assertThat(waiting.get(here))
                .as(here + " " + fate)
                .isEqualTo(entry.path("details").path("planned").asString());
        end(here, fate);
    }

    private boolean end(String here, String fate) {
        boolean waited = waiting.remove(here) != null;
        if (waited) {
            fates.merge(fate, 1, Integer::sum);
        }
        return waited;
    }
}
