package dev.sgen.content;

import dev.sgen.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The built-in content types, read once from {@code types/*.json}, in the order of the menu. */
final class BuiltInTypes {
    private static final List<String> KEYS = List.of(
            "page",
            "post",
            "product",
            "form",
            "event",
            "location",
            "media",
            "settings",
            "navigation",
            "theme",
            "layout",
            "redirect",
            "automation",
            "integration");
    private static final Map<String, ContentType> TYPES = load();
    private static final String FINGERPRINT = made();

    private BuiltInTypes() {}

    static Collection<ContentType> all() {
        return TYPES.values();
    }

    static @Nullable ContentType get(String key) {
        return TYPES.get(key);
    }

    /** The schema document of blocks, which the types' schemas refer to. */
    static String blocks() {
        return resource("blocks");
    }

    /** A short hash of all built-in schemas; it changes when a release changes any of them. */
    static String fingerprint() {
        return FINGERPRINT;
    }

    private static String made() {
        StringBuilder all = new StringBuilder(blocks());
        KEYS.forEach(key -> all.append(resource(key)));
        return Json.sha256(all.toString()).substring(0, 8);
    }

    private static Map<String, ContentType> load() {
        Map<String, ContentType> types = new LinkedHashMap<>();
        for (String key : KEYS) {
            JsonNode schema = Json.read(resource(key));
            String pattern = schema.path("x-url-pattern").asString(null);
            types.put(key, new ContentType(key, schema.path("title").asString(), schema, pattern, true, 0));
        }
        return types;
    }

    private static String resource(String name) {
        try (InputStream in = BuiltInTypes.class.getResourceAsStream("/types/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks types/" + name + ".json");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
