package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sgen.audit.AuditTrail;
import dev.sgen.member.Members;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever schema or pattern somebody writes, its type is refused or its records are checked in little time. */
@Requirement({"T38", "CUSTOBJ-1"})
class SchemaBoundsTest {
    private static final SiteId SITE = new SiteId(UUID.fromString("018f0000-0000-7000-8000-0000000000b1"));
    private static final Actor PLATFORM = Actor.platform();
    /** Less than the deadline of a check, and nothing beside what these would take: minutes to years. */
    private static final long LIMIT = 8_000;

    private static JdbcClient jdbc;
    private static ContentTypes types;

    @BeforeAll
    static void start() {
        TestDatabase.Fresh database = TestDatabase.fresh();
        jdbc = database.jdbc();
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(TransactionTemplate.class, database::transactions);
        context.registerBean(TimeAndIds.class, () -> new TestClockwork());
        context.register(Members.class, AuditTrail.class, BoundedWork.class, ContentTypes.class);
        context.refresh();
        types = context.getBean(ContentTypes.class);
        jdbc.sql("INSERT INTO account VALUES (:a, 'A', now())")
                .param("a", SITE.value())
                .update();
        jdbc.sql(
                        "INSERT INTO site (id, account_id, key, name, plan, created_at) VALUES (:s, :s, 'bounds', 'B', 'starter', now())")
                .param("s", SITE.value())
                .update();
    }

    /** A schema, and a content that is meant to keep its check busy. */
    record Bomb(String name, JsonNode schema, ObjectNode content) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bomb> bombs() {
        ObjectNode text = Json.object().put("a", "x");
        Stream.Builder<Bomb> bombs = Stream.builder();
        for (String word : List.of("allOf", "anyOf", "oneOf")) {
            bombs.add(new Bomb(word + " doubling", doubling(word, false), text));
            bombs.add(new Bomb(word + " doubling behind an empty one (A5)", doubling(word, true), text));
        }
        bombs.add(new Bomb("if and then doubling", chain("""
                {"if": {"$ref": "#/$defs/NEXT"}, "then": {"$ref": "#/$defs/NEXT"}, "else": {"$ref": "#/$defs/NEXT"}}"""), text));
        bombs.add(new Bomb("not doubling", chain("""
                {"not": {"allOf": [{"$ref": "#/$defs/NEXT"}, {"$ref": "#/$defs/NEXT"}]}}"""), text));
        bombs.add(new Bomb("dependentSchemas doubling", chain("""
                {"dependentSchemas": {"b": {"$ref": "#/$defs/NEXT"}, "c": {"$ref": "#/$defs/NEXT"}}}"""), Json.readObject("""
                {"a": {"b": 1, "c": 1}}""")));
        bombs.add(new Bomb("itself in anyOf (A19)", Json.read("""
                {"properties": {"a": {"anyOf": [{}, {"$ref": "#/properties/a"}]}}}"""), text));
        bombs.add(new Bomb("itself by $dynamicRef", Json.read("""
                {"properties": {"a": {"$dynamicAnchor": "me", "anyOf": [{}, {"$dynamicRef": "#me"}]}}}"""), text));
        bombs.add(new Bomb("twice into each item", Json.read("""
                {"properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"allOf": [
                    {"items": {"$ref": "#/$defs/n"}}, {"items": {"$ref": "#/$defs/n"}}]}}}"""), deep(45, true)));
        bombs.add(new Bomb("twice into each field", Json.read("""
                {"properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"anyOf": [
                    {"properties": {"x": {"$ref": "#/$defs/n"}}, "required": ["y"]},
                    {"properties": {"x": {"$ref": "#/$defs/n"}}, "required": ["y"]}]}}}"""), deep(45, false)));
        ArrayNode many = Json.array();
        for (int i = 0; i < 5_000; i++) {
            many.add("needed" + i);
        }
        bombs.add(new Bomb(
                "needed fields in many objects", wrap("items", Json.object().set("required", many)), objects(40_000)));
        bombs.add(new Bomb(
                "needed fields in many objects, tried twice",
                wrap(
                        "items",
                        Json.object()
                                .set(
                                        "anyOf",
                                        Json.array()
                                                .add(Json.object().set("required", many))
                                                .add(Json.object().put("type", "object")))),
                objects(40_000)));
        ObjectNode patterns = Json.object();
        for (int i = 0; i < 1_500; i++) {
            patterns.putObject("^z" + i);
        }
        bombs.add(new Bomb("patterns of names", wrap("patternProperties", patterns), names(30_000)));
        bombs.add(new Bomb("pattern of names", Json.read("""
                {"properties": {"a": {"propertyNames": {"pattern": "^.*a(.{30}){30}b$"}}}}"""), names(30_000)));
        ArrayNode twenty = Json.array();
        for (int i = 0; i < 20_000; i++) {
            twenty.addObject().put("k", i);
        }
        bombs.add(
                new Bomb("20,000 different items", Json.read("""
                {"properties": {"a": {"uniqueItems": true}}}"""), Json.object().set("a", twenty)));
        bombs.add(new Bomb(
                "20,000 asked for one that isn't there",
                Json.read("""
                {"properties": {"a": {"contains": {"properties": {"k": {"const": -1}}, "required": ["k"]}}}}"""),
                Json.object().set("a", twenty)));
        bombs.add(new Bomb("fields that nothing looked at", Json.read("""
                {"properties": {"a": {"anyOf": [{"patternProperties": {"^q": {}}}, {"properties": {"z": {}}}],
                    "unevaluatedProperties": {"type": "integer"}}}}"""), names(30_000)));
        return bombs.build();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @Invariant(21)
    void a_schema_is_refused_or_its_records_are_checked_quickly(Bomb bomb) {
        long start = System.nanoTime();
        Throwable refused =
                catchThrowable(() -> types.put(PLATFORM, SITE, "bomb", "Bomb", (ObjectNode) bomb.schema(), null));
        assertThat(millis(start)).as("the type").isLessThan(LIMIT);
        assertRefusalOrNothing(refused);
        if (refused == null) {
            start = System.nanoTime();
            Throwable checked =
                    catchThrowable(() -> types.check(SITE, types.require(SITE, "bomb"), contents(bomb.content())));
            assertThat(millis(start)).as("a save").isLessThan(LIMIT);
            assertRefusalOrNothing(checked);
        }
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @Invariant(21)
    void a_type_of_before_the_limits_keeps_no_save_and_no_reader_busy(Bomb bomb) {
        ContentType old = stored(bomb.schema());
        long start = System.nanoTime();
        assertRefusalOrNothing(catchThrowable(() -> types.check(SITE, old, contents(bomb.content()))));
        assertThat(millis(start)).as("a save").isLessThan(LIMIT);
        start = System.nanoTime();
        assertThatCode(() -> types.forVisitors(SITE).of("old", 1, bomb.content()))
                .doesNotThrowAnyException();
        assertThatCode(() -> Refs.of(old, bomb.content())).doesNotThrowAnyException();
        assertThat(millis(start)).as("a reader").isLessThan(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "((a{200}){100}){1000}",
                "^.*a(.{100}){100}b$",
                "^((a?){100}){100}$",
                "(((((a{9}){9}){9}){9}){9}){9}",
                "(?:x{100}){100}",
                "(?P<n>[a-z]{50}){50}",
                "(\\d{40}|\\Q{2}\\E{40}){40}",
                "(a{0,900}|b{0,900}|c{0,900})",
                "((((((((((a*)*)*)*)*)*)*)*)*)*){999}"
            })
    @Invariant(21)
    void a_pattern_that_grows_is_refused_before_it_is_compiled(String pattern) {
        for (String schema : List.of(
                "{\"properties\": {\"a\": {\"pattern\": @}}}",
                "{\"patternProperties\": {@: {}}}",
                "{\"properties\": {\"a\": {\"type\": \"object\", \"propertyNames\": {\"pattern\": @}}}}")) {
            ObjectNode written = Json.readObject(schema.replace("@", Json.write(pattern)));
            long start = System.nanoTime();
            Throwable refused = catchThrowable(() -> types.put(PLATFORM, SITE, "bomb", "Bomb", written, null));
            assertThat(refused).as(schema).isInstanceOf(Refused.class);
            assertThat(((InvalidContent) ((Refused) refused).refusal()).errors().toString())
                    .contains("pattern");
            assertThat(millis(start)).isLessThan(LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[A-Z]{2}[0-9]{3,10}$",
                "^(\\+|00)[0-9 ]{6,20}$",
                "^.{1,500}$",
                "^.{1,1000}$",
                "[[:alpha:]{}]{1,900}",
                "\\p{Lu}\\x{41}{2}",
                "a{,3}b{x}"
            })
    void patterns_that_people_write_are_taken(String pattern) {
        ObjectNode schema = Json.object();
        schema.putObject("properties").putObject("a").put("pattern", pattern);
        assertThatCode(() -> types.put(PLATFORM, SITE, "bomb", "Bomb", schema, null))
                .doesNotThrowAnyException();
    }

    @Test
    @Invariant(21)
    void a_text_that_is_too_long_for_its_pattern_is_refused_at_its_field() {
        ObjectNode schema =
                Json.readObject("{\"properties\": {\"list\": {\"items\": {\"pattern\": \"^.*a(.{30}){30}b$\"}}}}");
        ContentType type = types.put(PLATFORM, SITE, "bomb", "Bomb", schema, null);
        ObjectNode content = Json.object();
        content.putArray("list").add("short").add("a".repeat(60_000));
        long start = System.nanoTime();
        Throwable refused = catchThrowable(() -> types.check(SITE, type, contents(content)));
        assertThat(millis(start)).isLessThan(LIMIT);
        assertThat(((InvalidContent) ((Refused) refused).refusal()).errors()).anySatisfy(error -> {
            assertThat(error.field()).isEqualTo("/content/list/1");
            assertThat(error.message()).contains("too long to check");
        });
    }

    @Test
    @Invariant(21)
    void a_stored_pattern_that_grows_keeps_no_save_busy() {
        ContentType old = stored(Json.read("{\"properties\": {\"a\": {\"pattern\": \"((a{1000}){1000}){1000}\"}}}"));
        long start = System.nanoTime();
        assertThat(catchThrowable(
                        () -> types.check(SITE, old, contents(Json.object().put("a", "x")))))
                .isInstanceOf(Refused.class);
        assertThat(millis(start)).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"body\": {\"type\": \"array\"}}}",
                "{\"properties\": {\"body\": {\"type\": \"string\"}}}",
                "{\"allOf\": [{\"properties\": {\"body\": {\"type\": \"object\"}}}]}",
                "{\"$ref\": \"#/$defs/t\", \"$defs\": {\"t\": {\"properties\": {\"body\": {}}}}}"
            })
    @Requirement("T6")
    void a_type_with_pages_has_no_other_body_than_blocks(String schema) {
        Throwable refused =
                catchThrowable(() -> types.put(PLATFORM, SITE, "bomb", "Bomb", Json.readObject(schema), null));
        assertThat(refused).isInstanceOf(Refused.class);
        assertThat(((InvalidContent) ((Refused) refused).refusal()).errors().toString())
                .contains("blocks");
        assertThatCode(() -> types.put(PLATFORM, SITE, "bomb", "Bomb", Json.readObject(schema), ""))
                .as("without pages it is a field like any other")
                .doesNotThrowAnyException();
    }

    private static final String MARKED = "{\"type\": \"string\", \"x-markup\": \"html\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"x\": {\"patternProperties\": {\".*\": M}}}} | /x/any",
                "{\"properties\": {\"x\": {\"prefixItems\": [{}, M]}}} | /x/1",
                "{\"properties\": {\"x\": {\"$ref\": \"#frag\"}}, \"$defs\": {\"f\": {\"$anchor\": \"frag\", \"x-markup\": \"html\"}}} | /x",
                "{\"properties\": {\"x\": {\"$dynamicRef\": \"#frag\"}}, \"$defs\": {\"f\": {\"$dynamicAnchor\": \"frag\", \"x-widget\": \"richtext\"}}} | /x",
                "{\"properties\": {\"x\": {\"not\": {\"not\": M}}}} | /x",
                "{\"properties\": {\"x\": {\"contains\": M}}} | /x/0",
                "{\"properties\": {\"x\": {\"unevaluatedItems\": M}}} | /x/0",
                "{\"properties\": {\"x\": {\"unevaluatedProperties\": M}}} | /x/any",
                "{\"properties\": {\"x\": {\"dependentSchemas\": {\"any\": {\"properties\": {\"any\": M}}}}}} | /x/any",
                "{\"if\": {\"properties\": {\"x\": M}}} | /x",
                "{\"if\": {}, \"then\": {\"properties\": {\"x\": M}}} | /x",
                "{\"if\": false, \"else\": {\"properties\": {\"x\": M}}} | /x",
                "{\"properties\": {\"x\": {\"$ref\": \"#/$defs/a%20b~1c\"}}, \"$defs\": {\"a b/c\": M}} | /x",
                "{\"properties\": {\"x\": {\"$ref\": \"#/definitions/m\"}}, \"definitions\": {\"m\": M}} | /x",
                "{\"properties\": {\"x\": {\"$ref\": \"#/x-shared/m\"}}, \"x-shared\": {\"m\": M}} | /x",
                "{\"properties\": {\"x\": {\"items\": {\"anyOf\": [{\"type\": \"integer\"}, {\"oneOf\": [M]}]}}}} | /x/3"
            })
    @Requirement("T6")
    void markup_is_cleaned_wherever_a_schema_can_say_that_it_is_some(String row) {
        String[] parts = row.split(" \\| ");
        ObjectNode schema = Json.readObject(parts[0].replace("M", MARKED));
        ContentType type = types.put(PLATFORM, SITE, "bomb", "Bomb", schema, null);
        String evil = "<p>ok</p><script>alert(1)</script><meta http-equiv=refresh content=\"0;url=//evil\">";
        ObjectNode content = Json.object();
        if (parts[1].equals("/x")) {
            content.put("x", evil);
        } else if (parts[1].endsWith("/any")) {
            content.putObject("x").put("any", evil);
        } else {
            content.putArray("x").add(evil).add(evil).add(evil).add(evil);
        }
        Contents clean = types.check(SITE, type, contents(content));
        assertThat(clean.content().at(parts[1]).asString()).isEqualTo("<p>ok</p>");
    }

    @Test
    @Requirement("T6")
    void markup_said_where_it_can_have_no_effect_is_refused() {
        for (String word : List.of("propertyNames", "contentSchema")) {
            ObjectNode schema = Json.object();
            schema.putObject("properties").putObject("a").set(word, Json.read(MARKED));
            assertThat(catchThrowable(() -> types.put(PLATFORM, SITE, "bomb", "Bomb", schema, null)))
                    .isInstanceOf(Refused.class);
        }
    }

    private static ContentType stored(JsonNode schema) {
        jdbc.sql("DELETE FROM content_type WHERE site_id = :s AND key = 'old'")
                .param("s", SITE.value())
                .update();
        jdbc.sql("""
                        INSERT INTO content_type (site_id, key, name, schema, url_pattern, revision, updated_at)
                        VALUES (:s, 'old', 'Old', CAST(:schema AS jsonb), '/old/{slug}', 1, now())""")
                .param("s", SITE.value())
                .param("schema", Json.write(schema))
                .update();
        types.forget(SITE);
        return types.require(SITE, "old");
    }

    private static void assertRefusalOrNothing(Throwable thrown) {
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(Refused.class);
            assertThat(((Refused) thrown).refusal().code()).isEqualTo("invalid-content");
        }
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static Contents contents(ObjectNode content) {
        return new Contents("Soup", null, content, List.of());
    }

    private static JsonNode doubling(String word, boolean behindEmpty) {
        String empty = behindEmpty ? "{}, " : "";
        return chain("{\"" + word + "\": [" + empty + "{\"$ref\": \"#/$defs/NEXT\"}, {\"$ref\": \"#/$defs/NEXT\"}]}");
    }

    private static JsonNode chain(String link) {
        StringBuilder schema = new StringBuilder("{\"properties\": {\"a\": {\"$ref\": \"#/$defs/d0\"}}, \"$defs\": {");
        for (int i = 0; i < 30; i++) {
            schema.append("\"d")
                    .append(i)
                    .append("\": ")
                    .append(link.replace("NEXT", "d" + (i + 1)))
                    .append(", ");
        }
        return Json.read(schema + "\"d30\": {}}}");
    }

    private static JsonNode wrap(String word, JsonNode value) {
        ObjectNode schema = Json.object();
        schema.putObject("properties").putObject("a").set(word, value);
        return schema;
    }

    private static ObjectNode objects(int count) {
        ObjectNode content = Json.object();
        ArrayNode list = content.putArray("a");
        for (int i = 0; i < count; i++) {
            list.addObject();
        }
        return content;
    }

    private static ObjectNode names(int count) {
        ObjectNode content = Json.object();
        ObjectNode object = content.putObject("a");
        for (int i = 0; i < count; i++) {
            object.put("aname" + i, i);
        }
        return content;
    }

    private static ObjectNode deep(int levels, boolean lists) {
        JsonNode value = Json.object().put("end", 1);
        for (int i = 0; i < levels; i++) {
            value = lists ? Json.array().add(value) : Json.object().set("x", value);
        }
        return Json.object().set("a", value);
    }
}
