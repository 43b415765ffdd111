package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A schema may have so many places, and so many schemas may hold at them; each bound by itself. */
class PlanBoundsTest {
    /** An object with so many fields, at each of which so many schemas hold, which all fields share. */
    private static ContentType type(int fields, int shared) {
        ObjectNode schema = Json.object().put("type", "object");
        ArrayNode all = schema.putObject("$defs").putObject("many").putArray("allOf");
        for (int n = 0; n < shared; n++) {
            all.addObject().put("maxLength", 10 + n);
        }
        ObjectNode properties = schema.putObject("properties");
        for (int n = 0; n < fields; n++) {
            properties.putObject("f" + n).put("minLength", n).put("$ref", "#/$defs/many");
        }
        return new ContentType("bounds", "Bounds", schema, null, false, 1);
    }

    @Test
    @Requirement("T38")
    void a_schema_with_too_many_places_is_refused() {
        assertThatCode(() -> ContentPlan.of(type(1_500, 1)).explore()).doesNotThrowAnyException();
        assertThatThrownBy(() -> ContentPlan.of(type(2_500, 1)).explore())
                .isInstanceOf(SchemaIndex.Problem.class)
                .hasMessageContaining("too many different places");
    }

    @Test
    @Requirement("T38")
    void few_places_at_which_too_many_schemas_hold_are_refused() {
        assertThatCode(() -> ContentPlan.of(type(100, 1_000)).explore()).doesNotThrowAnyException();
        assertThatThrownBy(() -> ContentPlan.of(type(300, 1_000)).explore())
                .isInstanceOf(SchemaIndex.Problem.class)
                .hasMessageContaining("too many different places");
    }
}
