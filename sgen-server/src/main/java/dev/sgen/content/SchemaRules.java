package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Checks a site's own schema for what JSON Schema allows but this product doesn't: references to other documents,
 * expensive patterns, schemas whose cost isn't proportional to the content, and {@code x-private} or {@code x-markup}
 * where it would have no effect.
 */
final class SchemaRules {
    private static final Set<String> NAMES_OF_FIELDS =
            Set.of("properties", "$defs", "definitions", "patternProperties", "dependentSchemas");
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");
    private static final int MOST_PATHS = 2_000;
    private static final int MOST_IN_PLACE = 100;

    private final List<FieldError> errors;
    private final Map<SchemaNode, Long> paths = new HashMap<>();

    private SchemaRules(List<FieldError> errors) {
        this.errors = errors;
    }

    /**
     * Adds the errors of single keywords, with pointers beginning with {@code at}. The value may be no valid schema.
     */
    static void checkWords(JsonNode schema, String at, List<FieldError> errors) {
        new SchemaRules(errors).words(schema, at);
    }

    /** Adds the errors of how the parts of a schema refer to each other. */
    static void checkParts(JsonNode schema, String at, List<FieldError> errors) {
        SchemaRules rules = new SchemaRules(errors);
        try {
            SchemaIndex index = SchemaIndex.of(schema);
            index.all().forEach(node -> rules.node(index, node, at));
        } catch (SchemaIndex.Problem problem) {
            errors.add(new FieldError(at + problem.pointer(), String.valueOf(problem.getMessage())));
        }
    }

    /** Adds the errors of the type's plan: it must be small enough, and its body must be one that pages can render. */
    static void checkPlan(ContentType type, String at, List<FieldError> errors) {
        ContentPlan plan = ContentPlan.of(type);
        SchemaIndex.Problem problem = plan.problem();
        try {
            if (problem == null) {
                plan.explore();
            }
        } catch (SchemaIndex.Problem tooMuch) {
            problem = tooMuch;
        } catch (CheckBudget.Spent tooLong) {
            problem = new SchemaIndex.Problem("", "The patterns of this schema take too long; make them simpler");
        }
        if (problem != null) {
            errors.add(new FieldError(at + problem.pointer(), String.valueOf(problem.getMessage())));
        } else if (plan.declaresAnotherBody()) {
            errors.add(new FieldError(
                    at + "/properties/body",
                    "Pages draw the field body as blocks: let it be {\"$ref\": \"" + Schemas.BLOCKS
                            + "#/$defs/body\"}, or give this field another name, or the type no pages"));
        }
    }

    /**
     * Checks everything that looks like a keyword, also in places where the schema library looks and the plan doesn't.
     */
    private void words(JsonNode schema, String at) {
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                words(schema.get(i), at + "/" + i);
            }
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            JsonNode value = entry.getValue();
            String here = at + "/" + ContentPlan.escape(keyword);
            switch (keyword) {
                case "$ref", "$dynamicRef" -> reference(value, here);
                case "$recursiveRef", "$recursiveAnchor" ->
                    complain(here, "JSON Schema 2020-12 has no such word; use $ref");
                case "$id" -> {
                    if (at.contains("/schema/")) {
                        complain(here, "Only the schema as a whole may have an $id; use $anchor for its parts");
                    }
                }
                case "pattern" -> pattern(value.asString(""), here);
                case "$schema" -> dialect(value.asString(""), here);
                case "patternProperties" -> value.propertyNames().forEach(p -> pattern(p, here));
                default -> {}
            }
            if (NAMES_OF_FIELDS.contains(keyword) && value.isObject()) {
                value.properties().forEach(e -> words(e.getValue(), here + "/" + ContentPlan.escape(e.getKey())));
            } else if (!VALUES.contains(keyword)) {
                words(value, here);
            }
        }
    }

    private void node(SchemaIndex index, SchemaNode node, String at) {
        JsonNode isPrivate = node.json.path("x-private");
        if (!isPrivate.isMissingNode() && !isPrivate.isBoolean()) {
            complain(at + node.pointer + "/x-private", "Write true or false");
        }
        for (String keyword : List.of("propertyNames", "contentSchema")) {
            String below = node.pointer + "/" + keyword;
            if (index.has(below) && marks(index, index.node(below))) {
                complain(
                        at + below, "x-private, x-markup and x-widget have no effect here; say it of the field itself");
            }
        }
        if (paths(node, 0) > MOST_PATHS) {
            complain(
                    at + node.pointer,
                    "This leads to itself or along too many ways to schemas for one and the same value;"
                            + " make it simpler");
        }
    }

    private static boolean marks(SchemaIndex index, SchemaNode top) {
        return index.all().stream()
                .filter(node -> node == top || node.pointer.startsWith(top.pointer + "/"))
                .anyMatch(node -> node.isPrivate()
                        || !node.markup().isEmpty()
                        || node.applied.stream().anyMatch(SchemaNode::isPrivate));
    }

    /**
     * How many schemas are evaluated for one value, each counted as often as it is reached; above the limit if they
     * refer to each other in a circle.
     */
    private long paths(SchemaNode node, int depth) {
        Long known = paths.get(node);
        if (known != null) {
            return known;
        }
        if (depth > MOST_IN_PLACE) {
            return MOST_PATHS + 1L;
        }
        // Provisional value: reaching the node again before it is counted means a circle.
        paths.put(node, MOST_PATHS + 1L);
        long sum = 1;
        if (!node.block) {
            for (SchemaNode next : node.applied) {
                sum = Math.min(MOST_PATHS + 1L, sum + paths(next, depth + 1));
            }
            for (SchemaNode next : node.asked) {
                sum = Math.min(MOST_PATHS + 1L, sum + paths(next, depth + 1));
            }
        }
        paths.put(node, sum);
        return sum;
    }

    private void reference(JsonNode value, String at) {
        String target = value.asString("");
        if (!target.startsWith("#") && !target.startsWith(Schemas.BLOCKS + "#/$defs/")) {
            complain(at, "A schema may refer to its own parts and to " + Schemas.BLOCKS + "#/$defs/… only");
        }
    }

    private void dialect(String value, String at) {
        if (!value.replaceAll("#$", "").equals("https://json-schema.org/draft/2020-12/schema")) {
            complain(at, "Only JSON Schema 2020-12 is understood");
        }
    }

    private void pattern(String regex, String at) {
        try {
            BoundedPattern unused = BoundedPattern.of(regex);
        } catch (IllegalArgumentException unusable) {
            complain(at, String.valueOf(unusable.getMessage()));
        }
    }

    private void complain(String at, String message) {
        if (errors.size() < 50) {
            errors.add(new FieldError(at, message));
        }
    }
}
