package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starters are data only, so a mistake in one shows here and not on the first visitor's screen. */
@Requirement("REC-8")
class StartersTest {
    private static final Path STARTER = Path.of("src/main/resources/starters/hartbeck");
    private static final Pattern REFERENCE = Pattern.compile("\"ref:([a-z0-9-]+)\"");
    private static final Pattern LOCAL_TIME = Pattern.compile("\\{\\{today[+-]\\d+d}}T\\d\\d:\\d\\d");
    private static final Pattern DATE = Pattern.compile("\\{\\{today([+-]\\d+d)?}}");
    private static final Schemas SCHEMAS = new Schemas();

    private final Map<String, JsonNode> records = read();

    @Test
    void every_record_of_the_starter_fits_its_type_as_it_starts_and_after_each_change() {
        records.forEach((key, entry) -> {
            JsonNode demo = entry.path("demo");
            for (JsonNode change : List.of(Json.object(), demo.path("later"), demo.path("live"))) {
                ObjectNode content = ((ObjectNode) entry.path("content")).deepCopy();
                change.path("content").properties().forEach(field -> content.set(field.getKey(), field.getValue()));
                assertThatCode(() -> clean(entry, content)).as(key).doesNotThrowAnyException();
            }
        });
    }

    @Test
    void every_reference_leads_to_a_record_or_a_picture() throws IOException {
        Set<String> keys = new TreeSet<>(records.keySet());
        JsonNode media = Json.read(Files.readString(STARTER.resolve("media/media.json")));
        for (JsonNode picture : media) {
            assertThat(keys.add(picture.path("key").asString()))
                    .as("key used twice")
                    .isTrue();
            assertThat(STARTER.resolve("media").resolve(picture.path("file").asString()))
                    .exists();
            assertThat(picture.path("alt").asString()).isNotBlank();
        }
        Set<String> used = new TreeSet<>();
        records.values()
                .forEach(entry -> REFERENCE
                        .matcher(Json.write(entry))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(used::add));
        assertThat(keys).containsAll(used);
    }

    @Test
    void the_starter_holds_every_kind_of_block_and_every_interesting_state() {
        Set<String> blocks = new TreeSet<>();
        List<String> states = new ArrayList<>();
        records.values().forEach(entry -> {
            entry.findValues("type").forEach(type -> blocks.add(type.asString("")));
            states.add(entry.path("state").asString());
            entry.path("demo").propertyNames().forEach(states::add);
        });
        assertThat(blocks)
                .contains("paragraph", "heading", "list", "quote", "code", "image", "gallery", "table", "embed")
                .contains("button", "columns", "divider", "html", "file", "more")
                .contains("postList", "productGrid", "eventList", "form");
        assertThat(states).contains("draft", "published", "archived", "later", "live", "schedule");
        assertThat(records).hasSizeGreaterThanOrEqualTo(60);
    }

    private static Contents clean(JsonNode entry, ObjectNode content) {
        String text = Json.write(content);
        text = REFERENCE.matcher(text).replaceAll(match -> '"' + idOf(match) + '"');
        text = LOCAL_TIME.matcher(text).replaceAll("2026-01-31T10:00:00Z");
        text = DATE.matcher(text).replaceAll("2026-01-31");
        String type = entry.path("type").asString();
        String path = entry.path("path").asString("");
        return new ContentCleaner(SCHEMAS, new TestClockwork(), require(type))
                .clean(new Contents(
                        entry.path("title").asString(),
                        path.isEmpty() ? null : path,
                        (ObjectNode) Json.read(text),
                        entry.path("tags").valueStream().map(JsonNode::asString).toList()));
    }

    private static ContentType require(String key) {
        ContentType type = BuiltInTypes.get(key);
        assertThat(type).as("type %s", key).isNotNull();
        return Objects.requireNonNull(type);
    }

    private static String idOf(MatchResult match) {
        return new UUID(
                        0x018f_0000_0000_7000L,
                        0x8000_0000_0000_0000L + match.group(1).hashCode())
                .toString();
    }

    private static Map<String, JsonNode> read() {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        Map<String, Path> paths = new HashMap<>();
        try (Stream<Path> files = Files.list(STARTER.resolve("records"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode entry = Json.read(Files.readString(file));
                String key = entry.path("key").asString();
                assertThat(found.put(key, entry)).as("key %s twice", key).isNull();
                String path = entry.path("path").asString("");
                if (!path.isEmpty()) {
                    assertThat(paths.put(path, file)).as("path %s twice", path).isNull();
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }
}
