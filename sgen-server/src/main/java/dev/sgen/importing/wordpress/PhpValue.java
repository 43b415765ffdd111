package dev.sgen.importing.wordpress;

import dev.sgen.platform.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Parses the output of PHP's {@code serialize} into JSON: arrays become JSON objects. Serialised PHP objects are
 * rejected.
 */
public final class PhpValue {
    private static final int MAX_DEPTH = 20;

    private final byte[] text;
    private int at;

    private PhpValue(byte[] text) {
        this.text = text;
    }

    /** The parsed value; null if the text is not a serialised value, or is too long or too deep. */
    public static @Nullable JsonNode read(String serialized) {
        if (serialized.length() > 1_000_000) {
            return null;
        }
        try {
            return new PhpValue(serialized.strip().getBytes(StandardCharsets.UTF_8)).value(0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOne) {
            return null;
        }
    }

    private JsonNode value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too deep");
        }
        char kind = (char) text[at++];
        return switch (kind) {
            case 'N' -> {
                expect(';');
                yield Json.MAPPER.nullNode();
            }
            case 'b', 'i', 'd' -> {
                expect(':');
                yield StringNode.valueOf(until(';'));
            }
            case 's' -> {
                StringNode string = StringNode.valueOf(string());
                expect(';');
                yield string;
            }
            case 'a' -> array(depth);
            default -> throw new IllegalArgumentException("not a plain value");
        };
    }

    private String string() {
        expect(':');
        int length = Integer.parseInt(until(':'));
        expect('"');
        if (length < 0 || length > text.length - at) {
            throw new IllegalArgumentException("too long");
        }
        String string = new String(text, at, length, StandardCharsets.UTF_8);
        at += length;
        expect('"');
        return string;
    }

    private ObjectNode array(int depth) {
        expect(':');
        int size = Integer.parseInt(until(':'));
        expect('{');
        ObjectNode array = Json.object();
        for (int i = 0; i < size; i++) {
            String key = value(depth + 1).asString("");
            array.set(key, value(depth + 1));
        }
        expect('}');
        return array;
    }

    private void expect(char c) {
        if (text[at++] != c) {
            throw new IllegalArgumentException("not serialized");
        }
    }

    private String until(char end) {
        int start = at;
        while (text[at] != end) {
            at++;
        }
        return new String(text, start, at++ - start, StandardCharsets.UTF_8);
    }
}
