package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Requirement("CUSTOBJ-1")
class TypesApiTest {
    private final ApiSite site = new ApiSite();

    @Test
    void a_site_has_the_built_in_types_and_makes_its_own() {
        JsonNode types = site.get("/types?limit=200").json();
        assertThat(types.path("items").valueStream().map(t -> t.path("key").asString()))
                .contains("page", "post", "product", "form", "media", "redirect");
        Map<String, Object> recipe = Map.of(
                "name",
                "Recipe",
                "schema",
                Map.of("type", "object", "properties", Map.of("minutes", Map.of("type", "integer"))),
                "urlPattern",
                "/recipes/{slug}");
        Answer made = site.call("PUT", "/types/recipe", recipe);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("builtIn").asBoolean()).isFalse();
        assertThat(site.get("/types/recipe").json().path("urlPattern").asString())
                .isEqualTo("/recipes/{slug}");

        JsonNode versions = site.get("/types/recipe/versions").json().path("items");
        assertThat(versions).hasSize(1);
        assertThat(versions.path(0).path("revision").asInt()).isEqualTo(1);

        Answer record = site.post(
                "/staging/records", Map.of("type", "recipe", "title", "Soup", "content", Map.of("minutes", 5)));
        assertThat(record.json().path("path").asString()).isEqualTo("/recipes/soup");
        Answer wrong = site.post(
                "/staging/records", Map.of("type", "recipe", "title", "Soup", "content", Map.of("minutes", "five")));
        assertThat(wrong.status()).isEqualTo(422);

        Answer inUse = site.call("DELETE", "/types/recipe", null);
        assertThat(inUse.status()).isEqualTo(409);
        assertThat(code(inUse)).isEqualTo("invalid-state");
        site.call("DELETE", "/staging/records/" + record.json().path("id").asString(), null);
        assertThat(site.call("DELETE", "/types/recipe", null).status()).isEqualTo(204);
        assertThat(site.get("/types/recipe").status()).isEqualTo(404);
    }

    @Test
    void what_is_built_in_or_malformed_is_refused() {
        Map<String, Object> schema = Map.of("type", "object");
        assertThat(site.call("PUT", "/types/page", Map.of("name", "x", "schema", schema))
                        .status())
                .isEqualTo(422);
        assertThat(site.call("DELETE", "/types/page", null).status()).isEqualTo(404);
        assertThat(site.call("PUT", "/types/Bad%20Key", Map.of("name", "x", "schema", schema))
                        .status())
                .isEqualTo(422);
        assertThat(site.call("PUT", "/types/mine", Map.of("name", "x")).status())
                .isEqualTo(400);
        assertThat(site.call("PUT", "/types/mine", Map.of("schema", schema)).status())
                .isEqualTo(400);
        assertThat(site.call("PUT", "/types/mine", Map.of("name", "x", "schema", Map.of("type", 7)))
                        .status())
                .isEqualTo(422);
        assertThat(site.call("PUT", "/types/mine", Map.of("name", "x", "schema", schema, "builtIn", true))
                        .status())
                .isEqualTo(400);
    }
}
