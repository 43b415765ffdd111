package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Requirement({"REC-8", "T4", "T6"})
class CleaningTest {
    private static final Schemas SCHEMAS = new Schemas();
    private static final String EVERYTHING = """
            {"body": [
              {"type": "heading", "level": 2, "text": "About <em>us</em><script>x()</script>"},
              {"type": "paragraph", "id": "p1", "text": "Hello <a href='/x' onclick='y()'>there</a>"},
              {"type": "paragraph", "id": "p1", "text": "Same id"},
              {"type": "list", "style": "check", "items": [{"text": "one", "checked": true, "items": [{"text": "<b>two</b>"}]}]},
              {"type": "quote", "text": "<p>To be<br>or</p>", "cite": "W. S."},
              {"type": "code", "code": "if (a < b) {}", "language": "java"},
              {"type": "image", "src": "https://example.com/a.png", "alt": "a", "caption": "<i>c</i>", "width": 10},
              {"type": "gallery", "images": [{"media": "018f0000-0000-7000-8000-000000000001"}], "columns": 3},
              {"type": "table", "head": [["A", "B"]], "rows": [["1", {"text": "<b>2</b>", "colspan": 2}]]},
              {"type": "embed", "url": "https://video.example/1"},
              {"type": "button", "text": "Go", "link": "/go"},
              {"type": "columns", "columns": [{"width": 50, "body": [{"type": "paragraph", "text": "in"}]}]},
              {"type": "divider"}, {"type": "more"},
              {"type": "html", "html": "<div><iframe src='x'></iframe>ok</div>"},
              {"type": "form", "form": "018f0000-0000-7000-8000-000000000002"},
              {"type": "postList", "limit": 3}],
             "excerpt": null, "own": {"kept": [1, 2.5, true]}, "seo": {"noindex": false}}""";

    @Test
    void cleaning_what_is_clean_changes_nothing() {
        Contents once = clean("page", "  About \t us ", "/About/", EVERYTHING, List.of(" a ", "a", "", "b  c"));
        Contents twice = clean(type("page"), once);
        assertThat(twice).isEqualTo(once);
        assertThat(once.title()).isEqualTo("About us");
        assertThat(once.path()).isEqualTo("/About");
        assertThat(once.tags()).containsExactly("a", "b c");
        assertThat(once.content().has("excerpt")).isFalse();
        assertThat(once.content().path("own").path("kept").get(1).decimalValue())
                .isEqualByComparingTo("2.5");
    }

    @Test
    void markup_in_every_kind_of_block_is_cleaned() {
        String clean =
                Json.write(clean("page", "T", null, EVERYTHING, List.of()).content());
        assertThat(clean)
                .doesNotContain("<script", "onclick", "<iframe", "<b>", "<i>")
                .contains("<strong>two</strong>");
        assertThat(clean).contains("if (a < b) {}");
    }

    @Test
    void every_block_has_an_id_of_its_own() {
        JsonNode body =
                clean("page", "T", null, EVERYTHING, List.of()).content().path("body");
        List<String> ids =
                body.valueStream().map(b -> b.path("id").asString("")).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> !id.isEmpty()).contains("p1");
        assertThat(body.get(11)
                        .path("columns")
                        .get(0)
                        .path("body")
                        .get(0)
                        .path("id")
                        .asString(""))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'body':[{'type':'marquee'}]} | /content/body/0/type",
                "{'body':[{'text':'no type'}]} | /content/body/0/type",
                "{'body':[{'type':'heading','level':'2','text':'x'}]} | /content/body/0/level",
                "{'body':[{'type':'heading','level':7,'text':'x'}]} | /content/body/0/level",
                "{'body':[{'type':'paragraph','text':'x','onclick':'y'}]} | /content/body/0/onclick",
                "{'body':[{'type':'button','text':'x','link':'javascript:alert(1)'}]} | /content/body/0/link",
                "{'body':[{'type':'image','src':'data:image/svg+xml,x'}]} | /content/body/0/src",
                "{'body':[{'type':'columns','columns':[{'body':[{'type':'nope'}]}]}]} | /content/body/0/columns/0/body/0/type",
                "{'body':'text'} | /content/body",
                "{'featuredImage':'no-id'} | /content/featuredImage",
                "{'seo':{'noindex':'yes'}} | /content/seo/noindex",
                "{'excerpt':5} | /content/excerpt",
                "{'n':1e999} | /content/n",
                "{'n':90071992547409931} | /content/n"
            })
    void a_wrong_field_is_named(String json, String pointer) {
        assertThat(errors("page", "T", null, json.replace('\'', '"')))
                .extracting(FieldError::field)
                .contains(pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "product | {'price':'19.90','salePrice':17,'stock':null,'currency':'EUR'} | ",
                "product | {'price':'-1'} | /content/price",
                "product | {'price':'12 EUR'} | /content/price",
                "product | {'currency':'Euro'} | /content/currency",
                "event | {'start':'2027-03-01T09:00:00+01:00','timeZone':'Europe/Berlin'} | ",
                "event | {'start':'tomorrow'} | /content/start",
                "event | {'timeZone':'Berlin'} | /content/timeZone",
                "navigation | {'items':[{'label':'A','url':'/a','items':[{'label':'B','url':'vbscript:x'}]}]} | /content/items/0/items/0/url",
                "redirect | {'from':'/a','to':'https://b.example/'} | ",
                "redirect | {'from':'https://a.example','to':'/b'} | /content/from",
                "form | {'fields':[{'name':'n','type':'password'}]} | /content/fields/0/type",
                "media | {'blob':'xyz'} | /content/blob"
            })
    void fields_of_built_in_types_are_checked(String key, String json, @Nullable String pointer) {
        List<FieldError> errors = errors(key, "T", null, json.replace('\'', '"'));
        assertThat(errors).extracting(FieldError::field).isEqualTo(pointer == null ? List.of() : List.of(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "bell\u0007", "lone \uD83D", "\uDE00 lone", "", "   "})
    void a_title_that_can_not_be_kept_is_refused(String title) {
        assertThat(errors("page", title, null, "{}"))
                .extracting(FieldError::field)
                .containsExactly("/title");
    }

    @Test
    void control_characters_are_refused_wherever_they_hide() {
        ObjectNode content = Json.object();
        content.putObject("a/b").putArray("c").add("x\0y");
        assertThat(errors(type("page"), new Contents("T", null, content, List.of())))
                .extracting(FieldError::field)
                .containsExactly("/content/a~1b/c/0");
        ObjectNode key = Json.object();
        key.put("k\0", 1);
        assertThat(errors(type("page"), new Contents("T", null, key, List.of())))
                .isNotEmpty();
        assertThat(errors(type("page"), new Contents("T", null, Json.object(), List.of("t\0"))))
                .isNotEmpty();
    }

    @Test
    void what_is_too_much_is_refused_quickly() {
        assertThat(errors("page", "x".repeat(10_000_000), null, "{}")).hasSize(1);
        ObjectNode big = Json.object();
        big.put("own", "y".repeat(5_000_000));
        assertThat(errors(type("page"), new Contents("T", null, big, List.of())))
                .hasSize(1);
        ObjectNode deep = Json.object();
        ArrayNode level = deep.putArray("own");
        for (int i = 0; i < 5_000; i++) {
            level = level.addArray();
        }
        assertThat(errors(type("page"), new Contents("T", null, deep, List.of())))
                .hasSize(1);
        List<String> tags = IntStream.range(0, 51).mapToObj(i -> "t" + i).toList();
        assertThat(errors(type("page"), new Contents("T", null, Json.object(), tags)))
                .hasSize(1);
        assertThat(errors(
                        type("page"), new Contents("T", null, Json.object(), Collections.nCopies(1, "x".repeat(101)))))
                .hasSize(1);
    }

    @Test
    void a_body_of_thousands_of_blocks_is_checked_in_time() {
        ObjectNode content = Json.object();
        ArrayNode body = content.putArray("body");
        for (int i = 0; i < 5_000; i++) {
            body.addObject().put("type", "paragraph").put("text", "Line <em>" + i + "</em>");
        }
        Contents contents = new Contents("T", null, content, List.of());
        long start = System.nanoTime();
        assertThat(clean(type("page"), contents).content().path("body").size()).isEqualTo(5_000);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
    }

    @Test
    void a_path_is_made_of_the_title_when_none_is_given() {
        assertThat(clean("page", "Über uns", null, "{}", List.of()).path()).isEqualTo("/über-uns");
        assertThat(clean("post", "🎉", null, "{}", List.of()).path()).isEqualTo("/blog/🎉");
        assertThat(clean("post", "???", null, "{}", List.of()).path()).startsWith("/blog/post-");
        assertThat(clean("page", "Search", null, "{}", List.of()).path()).isEqualTo("/search-page");
        assertThat(clean("page", "Welcome", null, "{\"home\":true}", List.of()).path())
                .isEqualTo("/");
        assertThat(clean("navigation", "Menu", null, "{}", List.of()).path()).isNull();
        assertThat(errors("navigation", "Menu", "/menu", "{}"))
                .extracting(FieldError::field)
                .containsExactly("/path");
        assertThat(errors("page", "T", "/a/../b", "{}"))
                .extracting(FieldError::field)
                .containsExactly("/path");
    }

    @Test
    void every_built_in_type_takes_an_empty_record_and_describes_its_fields() {
        for (ContentType type : BuiltInTypes.all()) {
            String content = type.key().equals("redirect") ? "{\"from\":\"/a\",\"to\":\"/b\"}" : "{}";
            clean(type.key(), "T", null, content, List.of());
            assertThat(SCHEMAS.checkSchema((ObjectNode) type.schema()))
                    .as(type.key())
                    .isEmpty();
            type.schema().path("properties").properties().forEach(field -> {
                assertThat(field.getValue().path("title").asString(""))
                        .as(type.key() + "." + field.getKey())
                        .isNotEmpty();
                assertThat(field.getValue().path("x-widget").asString(""))
                        .as(type.key() + "." + field.getKey())
                        .isNotEmpty();
            });
        }
        assertThat(BuiltInTypes.all()).hasSize(14);
    }

    @Test
    void references_are_found_with_their_places() {
        String a = "018f0000-0000-7000-8000-00000000000a";
        String json = """
                {"featuredImage": "%1$s", "parent": "%1$s", "seo": {"image": "%1$s"}, "body": [
                  {"type": "image", "media": "%1$s"}, {"type": "gallery", "images": [{"media": "%1$s"}]},
                  {"type": "columns", "columns": [{"body": [{"type": "form", "form": "%1$s"}]}]}]}""".formatted(a);
        assertThat(Refs.of(type("page"), Json.readObject(json)))
                .extracting(Reference::pointer)
                .containsExactlyInAnyOrder(
                        "/featuredImage",
                        "/parent",
                        "/seo/image",
                        "/body/0/media",
                        "/body/1/images/0/media",
                        "/body/2/columns/0/body/0/form");
        List<Reference> product = Refs.of(type("product"), Json.readObject("""
                {"images": ["%1$s", "x"], "grouped": ["%1$s", "SKU-1"], "variants": [{"image": "%1$s"}]}""".formatted(a)));
        assertThat(product).extracting(Reference::type).containsExactly("media", "product", "media");
        assertThat(Refs.of(type("navigation"), Json.readObject("""
                {"items": [{"label": "x", "items": [{"label": "y", "record": "%s"}]}]}""".formatted(a))))
                .singleElement()
                .extracting(Reference::pointer)
                .isEqualTo("/items/0/items/0/record");
    }

    @Test
    void plain_text_holds_the_words_and_nothing_else() {
        ObjectNode content = clean("page", "T", null, EVERYTHING, List.of()).content();
        content.putArray("comments").addObject().put("text", "secretword");
        String text = PlainText.of(content);
        assertThat(text)
                .contains("About us", "Hello there", "two", "if (a < b) {}")
                .doesNotContain("secretword", "<em", "p1", "example.com/a.png");
        assertThat(PlainText.excerpt(content, 20)).isEqualTo("About us Hello there…");
        content.put("long", "word ".repeat(100_000));
        assertThat(PlainText.of(content)).hasSizeLessThanOrEqualTo(PlainText.MAX_LENGTH);
    }

    private static ContentType type(String key) {
        return BuiltInTypes.all().stream()
                .filter(t -> t.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Contents clean(ContentType type, Contents contents) {
        return new ContentCleaner(SCHEMAS, new TestClockwork(), type).clean(contents);
    }

    private static Contents clean(String key, String title, @Nullable String path, String json, List<String> tags) {
        return clean(type(key), new Contents(title, path, Json.readObject(json), tags));
    }

    private static List<FieldError> errors(String key, String title, @Nullable String path, String json) {
        return errors(type(key), new Contents(title, path, Json.readObject(json), List.of()));
    }

    private static List<FieldError> errors(ContentType type, Contents contents) {
        try {
            clean(type, contents);
            return List.of();
        } catch (Refused refused) {
            assertThat(refused.refusal().detail()).isNotBlank();
            return ((InvalidContent) refused.refusal()).errors();
        }
    }

    @Test
    void a_refusal_says_what_is_wrong_in_one_sentence() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> clean("page", "T", null, "{\"body\":[{\"type\":\"blink\"}]}", List.of()))
                .satisfies(r ->
                        assertThat(r.refusal().detail()).startsWith("/content/body/0/type: Choose one of paragraph"));
    }
}
