package dev.sgen.importing.starter;

import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a starter: a folder with {@code starter.json}, {@code records/*.json} and {@code media/}. Dates such as {@code
 * {{today+3d}}} are relative to the day on which it is read, in the starter's time zone.
 */
public final class StarterReader {
    private static final int MAX_FILE = 4 * 1024 * 1024;
    private static final Pattern DAY = Pattern.compile("\\{\\{today(?:([+-][0-9]{1,5})d)?\\}\\}");
    private static final Pattern LOCAL = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?");

    private final PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
    private final String location;
    private final ZoneId zone;
    private final LocalDate today;
    private final String prefix;

    private StarterReader(String location, ZoneId zone, LocalDate today, String prefix) {
        this.location = location;
        this.zone = zone;
        this.today = today;
        this.prefix = prefix;
    }

    /**
     * Reads all items of a starter; each source is {@code starter:NAME:KEY}.
     *
     * @param location such as {@code classpath:starters/NAME/} or {@code file:/some/folder/}
     */
    public static List<SourceItem> read(String location, java.time.Instant now) throws UnreadableFile {
        String folder = location.endsWith("/") ? location : location + "/";
        try {
            JsonNode starter = json(new PathMatchingResourcePatternResolver().getResource(folder + "starter.json"));
            ZoneId zone = ZoneId.of(starter.path("timeZone").asString("UTC"));
            String name = folder.replaceFirst("/$", "").replaceFirst("^.*[/:]", "");
            return new StarterReader(folder, zone, now.atZone(zone).toLocalDate(), "starter:" + name + ":").all();
        } catch (IOException | JacksonException | DateTimeException broken) {
            throw new UnreadableFile("The starter at " + location + " can't be read: " + broken.getMessage(), broken);
        }
    }

    /**
     * What a starter's file says about a record beyond its content.
     *
     * @param archived whether the record is imported archived
     * @param demo the file's {@code demo} object: the operations to perform after the import
     */
    public record Told(String key, String source, String type, boolean archived, JsonNode demo) {}

    /**
     * Reads what happens to each record after the import, in the order of the files. Dates and references are resolved
     * as in {@link #read}.
     */
    public static List<Told> story(String location, java.time.Instant now) throws UnreadableFile {
        String folder = location.endsWith("/") ? location : location + "/";
        try {
            JsonNode starter = json(new PathMatchingResourcePatternResolver().getResource(folder + "starter.json"));
            ZoneId zone = ZoneId.of(starter.path("timeZone").asString("UTC"));
            String prefix = source(location, "");
            StarterReader reader =
                    new StarterReader(folder, zone, now.atZone(zone).toLocalDate(), prefix);
            List<Told> story = new ArrayList<>();
            for (Resource file : reader.records()) {
                JsonNode item = json(file);
                String key = item.path("key").asString("");
                story.add(new Told(
                        key,
                        prefix + key,
                        item.path("type").asString(""),
                        item.path("state").asString("").equals("archived"),
                        reader.value(item.path("demo"))));
            }
            return story;
        } catch (IOException | JacksonException | DateTimeException broken) {
            throw new UnreadableFile("The starter at " + location + " can't be read: " + broken.getMessage(), broken);
        }
    }

    /** The source name of a starter's item. */
    public static String source(String location, String key) {
        return "starter:" + name(location) + ":" + key;
    }

    /** The name of a starter: the last folder of its location. */
    public static String name(String location) {
        return location.replaceFirst("/$", "").replaceFirst("^.*[/:]", "");
    }

    private List<SourceItem> all() throws IOException {
        List<SourceItem> sourceItems = new ArrayList<>();
        Resource media = files.getResource(location + "media/media.json");
        if (media.exists()) {
            json(media).forEach(item -> sourceItems.add(media(item)));
        }
        for (Resource file : records()) {
            sourceItems.add(record(json(file)));
        }
        return sourceItems;
    }

    private Resource[] records() throws IOException {
        Resource[] records = files.getResources(location + "records/*.json");
        Arrays.sort(records, java.util.Comparator.comparing(r -> String.valueOf(r.getFilename())));
        return records;
    }

    private static JsonNode json(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            return Json.read(new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8));
        }
    }

    private SourceItem media(JsonNode item) {
        String key = item.path("key").asString("");
        String file = item.path("file").asString("");
        ObjectNode content = Json.object();
        for (String field : List.of("alt", "caption", "credit")) {
            if (item.has(field)) {
                content.set(field, item.path(field));
            }
        }
        content.put("fileName", file);
        return new SourceItem.Item(
                prefix + key,
                "picture " + key,
                "media",
                item.path("title").asString(key),
                null,
                content,
                List.of(),
                Wish.PUBLISHED,
                null,
                location + "media/" + file,
                List.of());
    }

    private SourceItem record(JsonNode item) {
        String key = item.path("key").asString("");
        List<String> tags =
                item.path("tags").valueStream().map(t -> t.asString("")).toList();
        ObjectNode content =
                item.path("content") instanceof ObjectNode given ? (ObjectNode) value(given) : Json.object();
        return new SourceItem.Item(
                prefix + key,
                item.path("type").asString("") + " " + key,
                item.path("type").asString(""),
                text(item.path("title").asString(key)),
                item.path("path").asString(null),
                content,
                tags,
                wish(item.path("state").asString("published")),
                null,
                null,
                List.of());
    }

    private static Wish wish(String state) {
        return switch (state) {
            case "draft" -> Wish.DRAFT;
            case "archived" -> Wish.ARCHIVED;
            default -> Wish.PUBLISHED;
        };
    }

    private JsonNode value(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    copy.set(field.getKey(), value(field.getValue()));
                }
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = list.arrayNode();
                list.forEach(item -> copy.add(value(item)));
                yield copy;
            }
            default -> value.isString() ? StringNode.valueOf(text(value.asString())) : value;
        };
    }

    private String text(String text) {
        if (text.startsWith("ref:")) {
            return "ref:" + prefix + text.substring("ref:".length());
        }
        if (!text.contains("{{today")) {
            return text;
        }
        String dated = DAY.matcher(text).replaceAll(this::day);
        return LOCAL.matcher(dated).matches()
                ? LocalDateTime.parse(dated).atZone(zone).toInstant().toString()
                : dated;
    }

    private String day(java.util.regex.MatchResult match) {
        return Matcher.quoteReplacement(today.plusDays(match.group(1) == null ? 0 : Long.parseLong(match.group(1)))
                .toString());
    }
}
