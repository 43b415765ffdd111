package dev.sgen.content;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sgen.vocabulary.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an operator's own schema may not do, though JSON Schema would let it. */
final class SchemaRules {
    private static final Set<String> NAMES_OF_FIELDS =
            Set.of("properties", "$defs", "patternProperties", "dependentSchemas");
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    private SchemaRules() {}

    static void check(JsonNode schema, String at, List<FieldError> errors) {
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                check(schema.get(i), at + "/" + i, errors);
            }
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            String here = at + "/" + keyword.replace("~", "~0").replace("/", "~1");
            switch (keyword) {
                case "$ref", "$dynamicRef", "$recursiveRef" -> reference(value, here, errors);
                case "pattern" -> pattern(value.asString(""), here, errors);
                case "$schema" -> dialect(value.asString(""), here, errors);
                case "patternProperties" -> value.propertyNames().forEach(p -> pattern(p, here, errors));
                default -> {}
            }
            if (NAMES_OF_FIELDS.contains(keyword) && value.isObject()) {
                value.properties().forEach(e -> check(e.getValue(), here + "/" + e.getKey(), errors));
            } else if (!VALUES.contains(keyword)) {
                check(value, here, errors);
            }
        }
    }

    private static void reference(JsonNode value, String at, List<FieldError> errors) {
        String target = value.asString("");
        if (!target.startsWith("#") && !target.startsWith(Schemas.BLOCKS + "#/$defs/")) {
            errors.add(new FieldError(
                    at, "A schema may refer to its own parts and to " + Schemas.BLOCKS + "#/$defs/… only"));
        }
    }

    private static void dialect(String value, String at, List<FieldError> errors) {
        if (!value.replaceAll("#$", "").equals("https://json-schema.org/draft/2020-12/schema")) {
            errors.add(new FieldError(at, "Only JSON Schema 2020-12 is understood"));
        }
    }

    private static void pattern(String regex, String at, List<FieldError> errors) {
        try {
            if (regex.length() > 1_000) {
                errors.add(new FieldError(at, "A pattern may have at most 1000 characters"));
            } else {
                Pattern unused = Pattern.compile(regex);
            }
        } catch (PatternSyntaxException unsupported) {
            errors.add(new FieldError(at, "This pattern can't be used: " + unsupported.getDescription()));
        }
    }
}
