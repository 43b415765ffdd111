package dev.sgen.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads, writes and hashes JSON for all modules. */
public final class Json {
    /** Maximum nesting depth. Deeper input is refused while parsing. */
    public static final int MAX_DEPTH = 64;

    /** Refuses unknown properties, duplicate keys and deep nesting; never resolves a Java type by name. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** A mapper as strict as {@link #MAPPER} for large foreign files, with a limit on the number of tokens. */
    public static JsonMapper reading(long maxTokens) {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxTokenCount(maxTokens)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Converts any value (records, maps, lists) to a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Parses text that this program wrote itself.
     *
     * @throws JacksonException if it is no JSON
     */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    public static ObjectNode readObject(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    /** Converts a tree to the plain maps, lists, strings, numbers and booleans that templates may read. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> toMap(JsonNode node) {
        return MAPPER.convertValue(node, Map.class);
    }

    /** The canonical form of a value by RFC 8785, so that equal content has an equal hash. */
    public static byte[] canonical(JsonNode node) {
        try {
            return new JsonCanonicalizer(write(node)).getEncodedUTF8();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("not canonicalisable JSON", unreadable);
        }
    }

    /** The SHA-256 of a value's canonical form, in lower-case hexadecimal. */
    public static String hash(JsonNode node) {
        return sha256(canonical(node));
    }

    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
