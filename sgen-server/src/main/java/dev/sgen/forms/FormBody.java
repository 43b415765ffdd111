package dev.sgen.forms;

import dev.sgen.platform.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Parses the body of a post: a URL-encoded HTML form or a JSON object of texts. File uploads are not supported (T1).
 */
final class FormBody {
    private static final String BROWSER = "application/x-www-form-urlencoded";
    private static final String PROGRAM = "application/json";
    private static final int MOST_PAIRS = 1_000;

    private FormBody() {}

    /** The values by field name, in their order; empty if the body is of another type or malformed. */
    static Optional<Map<String, List<String>>> read(@Nullable String contentType, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (mediaType(contentType)) {
            case BROWSER -> pairs(text);
            case PROGRAM -> object(text);
            default -> Optional.empty();
        };
    }

    /** Whether the content type is supported. */
    static boolean known(@Nullable String contentType) {
        return mediaType(contentType).equals(BROWSER) || mediaType(contentType).equals(PROGRAM);
    }

    private static String mediaType(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType;
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Map<String, List<String>>> pairs(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String[] pairs = text.split("&", MOST_PAIRS + 1);
        if (pairs.length > MOST_PAIRS) {
            return Optional.empty();
        }
        try {
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                if (!name.isEmpty()) {
                    values.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Optional<Map<String, List<String>>> object(String text) {
        try {
            JsonNode root = Json.read(text);
            if (!root.isObject() || root.size() > MOST_PAIRS) {
                return Optional.empty();
            }
            Map<String, List<String>> values = new LinkedHashMap<>();
            root.properties().forEach(field -> values.put(field.getKey(), texts(field.getValue())));
            return Optional.of(values);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static List<String> texts(JsonNode value) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(each -> all.addAll(texts(each)));
            return all;
        }
        // JSON clients send false for an unticked box, for which a browser sends nothing.
        boolean nothing = value.isNull() || value.isObject() || value.isBoolean() && !value.booleanValue();
        return nothing ? List.of() : List.of(value.isBoolean() ? "yes" : value.asString(""));
    }
}
