package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A visitor gets a field only if the schema it was saved under declares it, and neither that nor today's hides it. */
@Requirement("CUSTOBJ-5")
class VisitorFieldsTest {
    private static final String CANARY = "CANARY";

    private static ObjectNode visible(String saved, String today, String content) {
        return visible(Json.read(saved), Json.read(today), Json.readObject(content));
    }

    private static ObjectNode visible(JsonNode saved, JsonNode today, ObjectNode content) {
        ContentType then = new ContentType("dish", "Dish", saved, "/dishes/{slug}", false, 1);
        ContentType now = new ContentType("dish", "Dish", today, "/dishes/{slug}", false, 2);
        return new VisitorFields(() -> Map.of("dish", now), (key, revision) -> then, (body, at) -> List.of(), "test")
                .of("dish", 1, content);
    }

    private static final String P = "{\"type\": \"string\", \"x-private\": true}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"a\": @}} | {\"a\": \"CANARY\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/s\"}}, \"$defs\": {\"s\": {\"properties\": {\"p\": @, \"o\": {}}}}} | {\"a\": {\"p\": \"CANARY\", \"o\": \"open\"}}",
                "{\"properties\": {\"a\": {\"items\": {\"$ref\": \"#/$defs/s\"}}}, \"$defs\": {\"s\": {\"properties\": {\"p\": @}}}} | {\"a\": [{\"p\": \"CANARY\"}]}",
                "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/s\"}}, \"$defs\": {\"s\": @}} | {\"a\": \"CANARY\"}",
                "{\"properties\": {\"a\": {\"type\": \"string\"}}, \"allOf\": [{\"properties\": {\"a\": @}}]} | {\"a\": \"CANARY\"}",
                "{\"properties\": {\"a\": {\"anyOf\": [{\"type\": \"integer\"}, @]}}} | {\"a\": \"CANARY\"}",
                "{\"properties\": {\"a\": {}}, \"patternProperties\": {\"^a\": @}} | {\"a\": \"CANARY\"}",
                "{\"properties\": {\"a\": {\"additionalProperties\": @}}} | {\"a\": {\"q\": \"CANARY\"}}",
                "{\"properties\": {\"a\": {\"unevaluatedProperties\": @}}} | {\"a\": {\"q\": \"CANARY\"}}",
                "{\"properties\": {\"a\": {\"prefixItems\": [{}, @]}}} | {\"a\": [\"open\", \"CANARY\"]}",
                "{\"properties\": {\"a\": {}, \"k\": {}}, \"if\": {\"properties\": {\"k\": {\"const\": 1}}}, \"then\": {\"properties\": {\"a\": @}}} | {\"a\": \"CANARY\", \"k\": 1}",
                "{\"properties\": {\"a\": {}, \"k\": {}}, \"dependentSchemas\": {\"k\": {\"properties\": {\"a\": @}}}} | {\"a\": \"CANARY\", \"k\": 1}",
                "{\"properties\": {\"a\": {\"$anchor\": \"n\", \"properties\": {\"p\": @, \"sub\": {\"$ref\": \"#n\"}}}}} | {\"a\": {\"sub\": {\"sub\": {\"p\": \"CANARY\"}}}}",
                "{\"properties\": {\"a\": {\"type\": \"object\", \"x-private\": true, \"properties\": {\"o\": {}}}}} | {\"a\": {\"o\": \"CANARY\"}}",
                "{\"properties\": {\"body\": {\"$ref\": \"urn:sgen:blocks#/$defs/body\", \"x-private\": true}}} | {\"body\": [{\"type\": \"paragraph\", \"text\": \"CANARY\"}]}",
                "{\"properties\": {\"a\": {\"x-private\": \"yes\"}}} | {\"a\": \"CANARY\"}"
            })
    @Invariant(23)
    void what_a_schema_calls_private_wherever_it_does_goes_out_nowhere(String row) {
        String[] parts = row.split(" \\| ");
        String marked = parts[0].replace("@", P);
        String plain = "{\"additionalProperties\": {\"$ref\": \"#/$defs/any\"}, \"$defs\": {\"any\": {\"title\": \"x\","
                + " \"additionalProperties\": {\"$ref\": \"#/$defs/any\"}, \"items\": {\"$ref\": \"#/$defs/any\"}}}}";
        assertThat(visible(plain, plain, parts[1]).toString()).as("open to all").contains(CANARY);
        assertThat(visible(marked, marked, parts[1]).toString())
                .as("now and then")
                .doesNotContain(CANARY);
        assertThat(visible(marked, plain, parts[1]).toString()).as("then").doesNotContain(CANARY);
        assertThat(visible(plain, marked, parts[1]).toString()).as("now").doesNotContain(CANARY);
        assertThat(visible(marked, marked, parts[1]).toString().contains("open"))
                .as("what stands beside it")
                .isEqualTo(parts[1].contains("open"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} | {\"a\": \"CANARY\"}",
                "{\"properties\": {}} | {\"a\": \"CANARY\"}",
                "{\"additionalProperties\": true} | {\"a\": \"CANARY\"}",
                "{\"properties\": {\"a\": {\"properties\": {\"b\": {}}}}} | {\"a\": {\"c\": \"CANARY\"}}",
                "{\"properties\": {\"a\": {\"items\": {\"properties\": {\"b\": {}}}}}} | {\"a\": [{\"c\": \"CANARY\"}]}",
                "{\"properties\": {\"a\": {\"type\": \"object\"}}} | {\"a\": {\"c\": \"CANARY\"}}",
                "{\"properties\": {\"a\": {\"type\": \"array\"}}} | {\"a\": [[{\"c\": \"CANARY\"}]]}",
                "{\"if\": {\"properties\": {\"a\": {}}}} | {\"a\": \"CANARY\"}",
                "{\"not\": {\"properties\": {\"a\": {\"const\": 1}}}} | {\"a\": \"CANARY\"}",
                "{\"patternProperties\": {\"^b\": {}}} | {\"a\": \"CANARY\"}",
                "{\"$defs\": {\"x\": {\"properties\": {\"a\": {}}}}} | {\"a\": \"CANARY\"}"
            })
    @Invariant(23)
    void what_no_schema_declares_goes_out_nowhere(String row) {
        String[] parts = row.split(" \\| ");
        assertThat(visible(parts[0], parts[0], parts[1]).toString()).doesNotContain(CANARY);
    }

    @Test
    @Invariant(23)
    void a_field_that_the_type_no_longer_has_stays_what_it_was() {
        String before = "{\"properties\": {\"open\": {}, \"secret\": {\"x-private\": true}}}";
        String after = "{\"properties\": {\"other\": {}}}";
        assertThat(visible(before, after, "{\"open\": 1, \"secret\": \"CANARY\", \"other\": 2}"))
                .isEqualTo(Json.read("{\"open\": 1}"));
    }

    private static final String HIDING =
            "{\"properties\": {\"a\": {\"items\": {\"properties\": {\"off\": {\"x-hides\": true}, \"t\": {}}}}}}";
    private static final String SHOWING =
            "{\"properties\": {\"a\": {\"items\": {\"properties\": {\"off\": {}, \"t\": {}}}}}}";
    private static final String HIDDEN =
            "{\"a\": [{\"off\": true, \"t\": \"CANARY\"}, {\"off\": false, \"t\": \"open\"}]}";

    @Test
    @Requirement("F11")
    @Invariant(23)
    void an_item_that_hides_itself_by_the_schema_it_was_saved_under_stays_hidden() {
        assertThat(visible(SHOWING, SHOWING, HIDDEN).toString()).contains(CANARY);
        assertThat(visible(HIDING, SHOWING, HIDDEN).toString())
                .doesNotContain(CANARY)
                .contains("open");
    }

    @Test
    @Requirement("F11")
    @Invariant(23)
    void an_item_that_hides_itself_by_todays_schema_is_hidden() {
        assertThat(visible(SHOWING, HIDING, HIDDEN).toString())
                .doesNotContain(CANARY)
                .contains("open");
    }

    @Test
    @Requirement("F11")
    @Invariant(23)
    void a_list_of_private_items_is_no_field_that_visitors_see() {
        assertThat(fields("{\"properties\": {\"a\": {\"items\": {}}}}").shows("dish", 1, "a"))
                .isTrue();
        assertThat(fields("{\"properties\": {\"a\": {\"items\": {\"x-private\": true}}}}")
                        .shows("dish", 1, "a"))
                .isFalse();
    }

    @Test
    @Invariant({21, 23})
    void content_that_cannot_be_judged_in_reasonable_time_is_not_shown() {
        String schema =
                "{\"patternProperties\": {\"^secret\": {\"x-private\": true}}, \"additionalProperties\": {\"type\": \"string\"}}";
        ObjectNode content = Json.object().put("secret", CANARY).put("open", "open");
        assertThat(visible(schema, schema, content.toString())).isEqualTo(Json.read("{\"open\": \"open\"}"));
        IntStream.range(0, 20_000).forEach(i -> content.put("a_rather_long_name_" + i, "x"));
        assertThat(visible(schema, schema, content.toString())).isEmpty();
    }

    @Test
    @Invariant(23)
    void nothing_is_shown_while_todays_schema_cannot_be_read() {
        String schema = "{\"properties\": {\"a\": {}}}";
        assertThat(visible(schema, "{\"$ref\": \"#/$defs/nowhere\"}", "{\"a\": \"CANARY\"}"))
                .isEmpty();
    }

    @Test
    @Requirement("F11")
    void the_validator_names_the_revision_of_the_type() {
        ContentType before = new ContentType("dish", "Dish", Json.object(), "/dishes/{slug}", false, 1);
        ContentType after = new ContentType("dish", "Dish", Json.object(), "/dishes/{slug}", false, 2);
        assertThat(fields(before, "program").validator("dish"))
                .isNotEqualTo(fields(after, "program").validator("dish"));
    }

    @Test
    @Requirement("F11")
    void the_validator_names_the_schemas_of_the_program() {
        ContentType type = new ContentType("dish", "Dish", Json.object(), "/dishes/{slug}", false, 1);
        assertThat(fields(type, "before").validator("dish"))
                .isNotEqualTo(fields(type, "after").validator("dish"));
    }

    private static VisitorFields fields(String schema) {
        return fields(new ContentType("dish", "Dish", Json.read(schema), "/dishes/{slug}", false, 1), "test");
    }

    private static VisitorFields fields(ContentType now, String program) {
        return new VisitorFields(() -> Map.of("dish", now), (key, revision) -> now, (body, at) -> List.of(), program);
    }

    @Test
    @Invariant(23)
    void what_is_open_comes_as_it_was_saved() {
        String schema = """
                {"properties": {"list": {"items": {"type": "integer"}}, "any": {"items": {"type": "array"}},
                    "o": {"properties": {"x": {}}}, "m": {"additionalProperties": {"type": "string"}}}}""";
        ObjectNode content = Json.readObject("""
                {"list": [1, 2], "any": [[1, "x"]], "o": {"x": null}, "m": {"q": "r"},
                 "body": [{"type": "columns", "columns": [{"body": [{"type": "paragraph", "text": "t"}]}]}]}""");
        assertThat(visible(Json.read(schema), Json.read(schema), content)).isSameAs(content);
    }

    /** Schemas and contents at random, a canary in every place that is private or undeclared. */
    @Test
    @Invariant(23)
    void no_canary_gets_out() {
        for (int seed = 0; seed < 500; seed++) {
            grow(seed);
        }
    }

    private static void grow(int seed) {
        Growth growth = new Growth(new Random(seed));
        ObjectNode content = Json.object();
        ObjectNode schema = growth.object(content, 0, false);
        schema.set("$defs", growth.defs);
        String all = Json.write(content);
        for (JsonNode today : List.of(schema, (JsonNode) Json.object(), Json.read("{\"properties\": {\"f0\": {}}}"))) {
            String out = visible(schema, today, content).toString();
            assertThat(out).as("%s of %s under %s", seed, all, schema).doesNotContain(CANARY);
            if (today == schema) {
                assertThat(out.split("OPEN", -1)).hasSameSizeAs(all.split("OPEN", -1));
            }
        }
    }

    /** Grows a schema and a content that fits it side by side. */
    private static final class Growth {
        private final Random random;
        private final ObjectNode defs = Json.object();

        Growth(Random random) {
            this.random = random;
        }

        ObjectNode object(ObjectNode content, int depth, boolean hidden) {
            ObjectNode schema = Json.object();
            schema.putObject("properties");
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                String name = "f" + i;
                boolean secret = hidden || random.nextInt(4) == 0;
                JsonNode below = value(content, name, depth + 1, secret);
                if (secret && !hidden) {
                    ((ObjectNode) below).put("x-private", true);
                }
                declare(schema, name, wrapped((ObjectNode) below));
            }
            if (random.nextInt(3) == 0 && !hidden && !schema.has("additionalProperties")) {
                content.put("undeclared", CANARY);
            }
            return schema;
        }

        private JsonNode value(ObjectNode into, String name, int depth, boolean hidden) {
            int kind = depth > 4 ? 0 : random.nextInt(3);
            if (kind == 1) {
                ObjectNode object = into.putObject(name);
                return object(object, depth, hidden);
            }
            if (kind == 2) {
                ArrayNode list = into.putArray(name);
                ObjectNode item = list.addObject();
                ObjectNode schema = Json.object();
                schema.set(random.nextBoolean() ? "items" : "contains", wrapped(object(item, depth, hidden)));
                return schema;
            }
            into.put(name, hidden ? CANARY : "OPEN");
            return Json.object().put("type", "string");
        }

        /** Says the same by another of the ways there are. */
        private ObjectNode wrapped(ObjectNode schema) {
            return switch (random.nextInt(6)) {
                case 0 -> {
                    String name = "d" + defs.size();
                    defs.set(name, schema);
                    yield Json.object().put("$ref", "#/$defs/" + name);
                }
                case 1 -> with("allOf", Json.array().add(Json.object()).add(schema));
                case 2 ->
                    with("anyOf", Json.array().add(schema).add(Json.object().put("type", "null")));
                case 3 -> {
                    String name = "a" + defs.size();
                    schema.put("$anchor", name);
                    defs.set("d" + defs.size(), schema);
                    yield Json.object().put("$ref", "#" + name);
                }
                case 4 -> (ObjectNode) Json.object().set("then", schema).deepCopy();
                default -> schema;
            };
        }

        private static ObjectNode with(String word, @Nullable JsonNode value) {
            ObjectNode out = Json.object();
            out.set(word, value);
            return out;
        }

        private void declare(ObjectNode schema, String name, JsonNode below) {
            switch (random.nextInt(3)) {
                case 0 -> ((ObjectNode) schema.withObject("/patternProperties")).set("^" + name + "$", below);
                case 1 -> {
                    ArrayNode all = schema.has("allOf") ? (ArrayNode) schema.path("allOf") : schema.putArray("allOf");
                    all.addObject().putObject("properties").set(name, below);
                }
                default -> ((ObjectNode) schema.path("properties")).set(name, below);
            }
        }
    }
}
