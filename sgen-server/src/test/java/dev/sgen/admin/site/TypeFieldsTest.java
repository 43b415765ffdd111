package dev.sgen.admin.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fields of a type made and changed without writing a schema. */
@Requirement({"ADMIN-21", "CUSTOBJ-1"})
class TypeFieldsTest {
    private static TypeFields.Row row(String key, String label, String kind, int place) {
        return new TypeFields.Row(key, label, kind, false, false, "", "One\nTwo", "page", place, false);
    }

    @Test
    void what_a_row_does_not_speak_of_stays_as_it_was() {
        JsonNode before = Json.read("""
                {"type":"object","x-own":1,"required":["a","z"],"properties":{
                "a":{"title":"A","type":"string","maxLength":7,"x-widget":"text"},
                "z":{"title":"Z","type":"object","properties":{"q":{"type":"string"}}},
                "gone":{"title":"Gone","type":"string","x-widget":"text"}}}""");
        List<TypeFields.Row> rows = new ArrayList<>(TypeFields.rows(before));
        assertThat(rows).extracting(TypeFields.Row::kind).containsExactly("text", "other", "text");
        rows.set(0, new TypeFields.Row("a", "First", "text", false, true, "Help", "", "", 50, false));
        rows.set(2, new TypeFields.Row("gone", "Gone", "text", false, false, "", "", "", 1, true));
        rows.add(row("", "Opening hours", "select", 5));
        rows.add(row("", "Opening hours", "number", 6));
        rows.add(row("", "", "number", 7));
        JsonNode after = TypeFields.schema(before, rows);
        assertThat(after.path("properties").propertyNames()).containsExactly("openingHours", "openingHours2", "z", "a");
        assertThat(after.path("properties").path("a").path("maxLength").asInt()).isEqualTo(7);
        assertThat(after.path("properties").path("a").path("title").asString()).isEqualTo("First");
        assertThat(after.path("properties").path("a").path("x-private").asBoolean(false))
                .isTrue();
        assertThat(TypeFields.rows(after))
                .filteredOn(TypeFields.Row::membersOnly)
                .hasSize(1);
        assertThat(after.path("properties").path("z").path("properties").has("q"))
                .isTrue();
        assertThat(after.path("properties").path("openingHours").path("enum")).hasSize(2);
        assertThat(after.path("required").toString()).isEqualTo("[\"z\"]");
        assertThat(after.path("x-own").asInt()).isEqualTo(1);
    }

    @Test
    void every_kind_makes_a_schema_that_is_taken_and_read_back_as_that_kind() {
        TestApplication server = TestApplication.shared();
        Site site = server.bean(Sites.class).create(Actor.platform(), "kinds-of-fields", "Kinds", "growth");
        List<TypeFields.Row> rows = new ArrayList<>();
        TypeFields.KINDS.keySet().stream()
                .filter(k -> !k.equals("other"))
                .forEach(kind -> rows.add(row("", "A " + kind, kind, rows.size())));
        ContentType type = server.bean(ContentTypes.class)
                .put(
                        Actor.platform(),
                        site.id(),
                        "things",
                        "Thing",
                        TypeFields.schema(Json.object(), rows),
                        "/things/{slug}");
        assertThat(TypeFields.rows(type.schema()))
                .extracting(TypeFields.Row::kind)
                .containsExactlyElementsOf(
                        rows.stream().map(TypeFields.Row::kind).toList());
    }

    @Test
    void the_screen_adds_fields_and_asks_before_it_removes_one_that_records_hold() {
        TestApplication server = TestApplication.shared();
        Site site = server.bean(Sites.class).create(Actor.platform(), "fields-by-hand", "Fields", "growth");
        server.bean(ContentTypes.class)
                .put(
                        Actor.platform(),
                        site.id(),
                        "recipe",
                        "Recipe",
                        Json.readObject(
                                "{\"properties\":{\"serves\":{\"title\":\"Serves\",\"type\":\"string\",\"x-widget\":\"text\"}}}"),
                        "/recipes/{slug}");
        server.bean(Publishing.class)
                .create(
                        Actor.platform(),
                        site.id(),
                        Environment.STAGING,
                        "recipe",
                        new Contents("Soup", null, Json.object().put("serves", "4"), List.of()));
        Browser browser = Browser.signedIn(server);
        String page = "/admin/sites/fields-by-hand/staging/types/recipe";
        assertThat(browser.page(page).select("fieldset.type-field")).hasSize(4);
        String[] removal = {
            "f0.key", "serves", "f0.label", "Serves", "f0.kind", "text", "f0.place", "10", "f0.remove", "on",
            "f1.key", "", "f1.label", "Minutes", "f1.kind", "whole", "f1.place", "20", "f1.required", "on"
        };
        var asked = browser.post(page + "/fields", removal);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("1 record holds").contains("name=\"confirmed\"");
        String[] confirmed = java.util.Arrays.copyOf(removal, removal.length + 2);
        confirmed[removal.length] = "confirmed";
        confirmed[removal.length + 1] = "true";
        browser.done(page + "/fields", confirmed);
        JsonNode schema =
                server.bean(ContentTypes.class).require(site.id(), "recipe").schema();
        assertThat(schema.path("properties").propertyNames()).containsExactly("minutes");
        assertThat(schema.path("required").toString()).isEqualTo("[\"minutes\"]");
    }
}
