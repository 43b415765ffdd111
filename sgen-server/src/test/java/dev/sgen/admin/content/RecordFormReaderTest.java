package dev.sgen.admin.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.content.ContentType;
import dev.sgen.platform.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A form shown and sent back untouched changes nothing; what it doesn't show stays. */
class RecordFormReaderTest {
    private static final LocalTimes LISBON =
            new LocalTimes(ZoneId.of("Europe/Lisbon"), Instant.parse("2026-11-21T09:00:00Z"));
    private static final ContentType TYPE = new ContentType("dish", "Dish", Json.read("""
                    {"type": "object", "properties": {
                      "price": {"type": ["number", "string"], "format": "money", "x-widget": "money"},
                      "grams": {"type": "integer"},
                      "vegan": {"type": "boolean"},
                      "served": {"type": "string", "format": "date-time"},
                      "allergens": {"type": "array", "items": {"type": "string"}, "x-widget": "tags"},
                      "seo": {"type": "object", "properties": {"title": {"type": "string"}}},
                      "sizes": {"type": "array", "items": {"type": "object", "properties": {
                          "name": {"type": "string"}, "extra": {"type": "object", "additionalProperties": {"type": "string"}}}}}
                    }}"""), "/dishes/{slug}", false, 1);
    private static final ObjectNode STORED = Json.readObject("""
            {"price": "12.50", "grams": 300, "vegan": false, "served": "2026-06-01T18:30:15Z",
             "allergens": ["Nuts, roasted", "Milk"], "seo": {"title": "Soup", "own": 1}, "unknown": {"a": [1]},
             "sizes": [{"name": "S", "extra": {"Bowl": "small"}, "kept": true}, {"name": "L"}]}""");

    /** What a browser sends back of the form as it stands. */
    private static Map<String, String[]> sent(List<RecordFormGroup> form) {
        Map<String, String[]> sent = new LinkedHashMap<>();
        form.forEach(group -> group.fields().forEach(field -> send(field, sent)));
        return sent;
    }

    private static void send(RecordFormField field, Map<String, String[]> sent) {
        sent.put("~" + field.name(), new String[] {""});
        switch (field.kind()) {
            case "object" -> field.fields().forEach(inner -> send(inner, sent));
            case "list" ->
                field.rows().forEach(row -> {
                    sent.put(field.name() + "/" + row.token() + "/~was", new String[] {row.was()});
                    row.fields().forEach(inner -> send(inner, sent));
                });
            case "checkbox" -> {
                if (field.checked()) {
                    sent.put(field.name(), new String[] {"true"});
                }
            }
            default -> sent.put(field.name(), new String[] {field.value()});
        }
    }

    private static Map<String, String[]> untouched() {
        return sent(SchemaForm.of(TYPE, STORED, LISBON, List.of()));
    }

    @Test
    void an_untouched_form_gives_back_the_very_content() {
        assertThat(RecordFormReader.read(TYPE, STORED, untouched(), LISBON)).isEqualTo(STORED);
    }

    @Test
    void a_touched_field_changes_alone() {
        Map<String, String[]> sent = untouched();
        sent.put("c/grams", new String[] {"350"});
        ObjectNode expected = STORED.deepCopy();
        expected.put("grams", 350);
        ObjectNode read = RecordFormReader.read(TYPE, STORED, sent, LISBON);
        assertThat(Json.write(read)).isEqualTo(Json.write(expected));
    }

    @Test
    void rows_come_back_in_the_order_they_were_sent_with_what_they_had() {
        Map<String, String[]> sent = new LinkedHashMap<>();
        sent.put("~c/sizes", new String[] {""});
        sent.put("c/sizes/1/~was", new String[] {"{\"name\":\"L\"}"});
        sent.put("~c/sizes/1/name", new String[] {""});
        sent.put("c/sizes/1/name", new String[] {"L"});
        sent.put("c/sizes/0/~was", new String[] {"{\"name\":\"S\",\"kept\":true}"});
        sent.put("~c/sizes/0/name", new String[] {""});
        sent.put("c/sizes/0/name", new String[] {"Small"});
        ObjectNode read = RecordFormReader.read(TYPE, STORED, sent, LISBON);
        assertThat(Json.write(read.path("sizes"))).isEqualTo("[{\"name\":\"L\"},{\"name\":\"Small\",\"kept\":true}]");
        assertThat(read.path("price").asString()).isEqualTo("12.50");
    }

    @Test
    void a_moment_is_read_in_the_sites_zone() {
        Map<String, String[]> sent = untouched();
        sent.put("c/served", new String[] {"2026-07-01T20:00"});
        assertThat(RecordFormReader.read(TYPE, STORED, sent, LISBON)
                        .path("served")
                        .asString())
                .isEqualTo("2026-07-01T19:00:00Z");
    }

    @Test
    void a_number_that_is_none_is_kept_as_typed_for_the_check_to_refuse() {
        Map<String, String[]> sent = untouched();
        sent.put("c/grams", new String[] {"many"});
        assertThat(RecordFormReader.read(TYPE, STORED, sent, LISBON)
                        .path("grams")
                        .asString())
                .isEqualTo("many");
    }
}
