package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.importing.run.BlockIdMatcher;
import dev.sgen.platform.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SameBlocksTest {
    private static JsonNode body(String json) {
        return Json.readObject("{\"body\":" + json + "}").path("body");
    }

    private static List<String> ids(JsonNode body) {
        return body.valueStream().map(b -> b.path("id").asString("-")).toList();
    }

    @Test
    void a_rewritten_body_keeps_the_ids_of_the_blocks_it_keeps() {
        JsonNode before = body("""
                [{"id":"h","type":"heading","text":"Hours"},{"id":"a","type":"paragraph","text":"Nine"},
                 {"id":"b","type":"paragraph","text":"Closed on Sundays"}]""");
        JsonNode after = body("""
                [{"type":"heading","text":"Hours"},{"type":"quote","text":"New"},{"type":"paragraph","text":"Ten"},
                 {"type":"paragraph","text":"Closed on Sundays"},{"type":"paragraph","text":"One more"}]""");
        BlockIdMatcher.keepIds(before, after);
        assertThat(ids(after)).containsExactly("h", "-", "a", "b", "-");
    }

    @Test
    void blocks_inside_columns_keep_theirs_too() {
        JsonNode before = body("""
                [{"id":"c","type":"columns","columns":[{"body":[{"id":"x","type":"paragraph","text":"Left"}]}]}]""");
        JsonNode after = body("""
                [{"type":"columns","columns":[{"body":[{"type":"paragraph","text":"Left, changed"}]}]}]""");
        BlockIdMatcher.keepIds(before, after);
        assertThat(ids(after)).containsExactly("c");
        assertThat(((ObjectNode) after.path(0))
                        .path("columns")
                        .path(0)
                        .path("body")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo("x");
    }
}
