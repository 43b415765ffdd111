package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgen.audit.AuditTrail;
import dev.sgen.member.Members;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

@Requirement("CUSTOBJ-1")
class ContentTypesTest {
    private static final SiteId SITE = new SiteId(UUID.fromString("018f0000-0000-7000-8000-000000000001"));
    private static final SiteId OTHER = new SiteId(UUID.fromString("018f0000-0000-7000-8000-000000000002"));
    private static final Actor PLATFORM = Actor.platform();
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
        context.register(Members.class, AuditTrail.class, dev.sgen.platform.work.BoundedWork.class, ContentTypes.class);
        context.refresh();
        types = context.getBean(ContentTypes.class);
        jdbc.sql("INSERT INTO account VALUES (:a, 'A', now())")
                .param("a", SITE.value())
                .update();
        for (SiteId site : List.of(SITE, OTHER)) {
            jdbc.sql(
                            "INSERT INTO site (id, account_id, key, name, plan, created_at) VALUES (:s, :a, :k, 'S', 'starter', now())")
                    .param("s", site.value())
                    .param("a", SITE.value())
                    .param("k", "s" + site.value().toString().substring(30))
                    .update();
        }
    }

    private static final String RECIPE = """
            {"type": "object", "properties": {
              "servings": {"type": "integer", "minimum": 1, "title": "Servings"},
              "code": {"type": "string", "pattern": "^(a+)+$"},
              "cook": {"type": "string", "format": "record-id", "x-widget": "reference", "x-type": "page"},
              "aside": {"$ref": "urn:sgen:blocks#/$defs/body"},
              "intro": {"type": "string", "x-widget": "richtext"}},
             "required": ["servings"]}""";

    @Test
    void a_type_of_the_sites_own_checks_its_records() {
        ContentType type = types.put(PLATFORM, SITE, "recipe", "Recipe", Json.readObject(RECIPE), null);
        assertThat(type.urlPattern()).isEqualTo("/recipe/{slug}");
        assertThat(types.require(SITE, "recipe").schema().path("properties").propertyNames())
                .containsExactly("servings", "code", "cook", "aside", "intro");
        Contents soup = types.check(SITE, type, contents("""
                {"servings": 4, "intro": "<p>ok<script>x</script></p>", "body": [{"type": "divider"}],
                 "aside": [{"type": "paragraph", "text": "<b>x</b>"}], "cook": "018f0000-0000-7000-8000-00000000000a"}"""));
        assertThat(soup.path()).isEqualTo("/recipe/soup");
        assertThat(soup.content().path("intro").asString()).isEqualTo("<p>ok</p>");
        assertThat(soup.content().path("aside").get(0).path("text").asString()).isEqualTo("<strong>x</strong>");
        assertThat(soup.content().path("body").get(0).path("id").asString("")).isNotEmpty();
        assertThat(Refs.of(type, soup.content()))
                .singleElement()
                .extracting(Reference::type)
                .isEqualTo("page");
        assertRefused("invalid-content", () -> types.check(SITE, type, contents("{}")));
        assertRefused(
                "invalid-content",
                () -> types.check(SITE, type, contents("{\"servings\": 1, \"body\": [{\"type\": \"x\"}]}")));
    }

    @Test
    @Requirement("T38")
    void an_evil_pattern_keeps_nobody_busy() {
        ContentType type = types.put(PLATFORM, SITE, "patterned", "P", Json.readObject(RECIPE), null);
        String evil = "a".repeat(50_000) + "!";
        long start = System.nanoTime();
        assertRefused(
                "invalid-content",
                () -> types.check(SITE, type, contents("{\"servings\":1,\"code\":\"" + evil + "\"}")));
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(3_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"strin\"}",
                "{\"type\": \"array\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"https://evil.example/schema\"}}}",
                "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/passwd\"}}}",
                "{\"properties\": {\"a\": {\"pattern\": \"(?=x)y\"}}}",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/missing\"}}}",
                "{\"properties\": 5}"
            })
    void a_schema_that_is_none_is_refused(String schema) {
        assertRefused(
                "invalid-content", () -> types.put(PLATFORM, SITE, "broken", "Broken", Json.readObject(schema), null));
        assertRefused("not-found", () -> types.require(SITE, "broken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "media", "Page", "x", "has space", "ünique", "-a", "../etc", ""})
    void a_key_follows_the_rule_and_shadows_nothing(String key) {
        assertRefused("invalid-content", () -> types.put(PLATFORM, SITE, key, "N", Json.object(), null));
    }

    @Test
    void a_change_counts_up_and_is_told_to_the_trail_and_no_change_is_none() {
        types.put(PLATFORM, SITE, "team", "Team", schema("a"), "");
        assertThat(types.require(SITE, "team").hasPath()).isFalse();
        types.put(PLATFORM, SITE, "team", "Team", schema("a"), "");
        types.put(PLATFORM, SITE, "team", "Team", schema("b"), "/people/{slug}");
        assertThat(jdbc.sql("SELECT revision FROM content_type WHERE site_id = :s AND key = 'team'")
                        .param("s", SITE.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(entries("type.change", "team")).isEqualTo(2);
        assertRefused("not-found", () -> types.require(OTHER, "team"));
        types.remove(PLATFORM, SITE, "team");
        assertRefused("not-found", () -> types.require(SITE, "team"));
        assertThat(entries("type.remove", "team")).isEqualTo(1);
        assertRefused("not-found", () -> types.remove(PLATFORM, SITE, "team"));
        assertRefused("not-found", () -> types.remove(PLATFORM, SITE, "page"));
    }

    @Test
    void a_type_with_records_stays() {
        types.put(PLATFORM, SITE, "used", "Used", schema("a"), null);
        UUID record = UUID.fromString("018f0000-0000-7000-8000-0000000000ff");
        jdbc.sql("""
                        WITH r AS (INSERT INTO record VALUES (:s, :r, 'used', 1, NULL, now())),
                        v AS (INSERT INTO version VALUES (:s, :r, 1, 'T', NULL, '{}', '{}', '', 'staging', NULL, 'A', now(), 'save', ''))
                        INSERT INTO coordinate (site_id, environment, record_id, type, state, working, edition, title, tags, updated_at, updated_by)
                        VALUES (:s, 'staging', :r, 'used', 'draft', 1, 1, 'T', '{}', now(), 'A')""").param("s", SITE.value()).param("r", record).update();
        assertRefused("invalid-state", () -> types.remove(PLATFORM, SITE, "used"));
        assertThat(types.require(SITE, "used").name()).isEqualTo("Used");
        assertThat(entries("type.remove", "used")).isZero();
    }

    @Test
    void a_plan_allows_so_many_types_of_its_own() {
        for (int i = 0; i < 5; i++) {
            types.put(PLATFORM, OTHER, "kind-" + i, "Kind", schema("a"), null);
        }
        assertRefused("plan-limit", () -> types.put(PLATFORM, OTHER, "kind-5", "Kind", schema("a"), null));
        types.put(PLATFORM, OTHER, "kind-0", "Kind, changed", schema("b"), null);
        types.remove(PLATFORM, OTHER, "kind-0");
        types.put(PLATFORM, OTHER, "kind-5", "Kind", schema("a"), null);
        assertThat(types.require(OTHER, "kind-5").name()).isEqualTo("Kind");
    }

    @Test
    @Requirement("T15")
    void somebody_who_is_no_member_changes_nothing() {
        Actor stranger = new Actor.Operator(
                new dev.sgen.vocabulary.MemberId(UUID.fromString("018f0000-0000-7000-8000-0000000000aa")), "S");
        assertRefused("not-found", () -> types.put(stranger, SITE, "theirs", "N", Json.object(), null));
        assertRefused("not-found", () -> types.remove(stranger, SITE, "recipe"));
    }

    private static long entries(String operation, String type) {
        return jdbc.sql("""
                        SELECT count(*) FROM audit_entry WHERE site_id = :s AND operation = :o
                        AND entry -> 'details' ->> 'type' = :t""")
                .param("s", SITE.value())
                .param("o", operation)
                .param("t", type)
                .query(Long.class)
                .single();
    }

    private static ObjectNode schema(String field) {
        return Json.readObject("{\"properties\": {\"" + field + "\": {\"type\": \"string\"}}}");
    }

    private static Contents contents(String json) {
        return new Contents("Soup", null, Json.readObject(json), List.of());
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refused.class).isThrownBy(call).satisfies(r -> {
            assertThat(r.refusal().code()).isEqualTo(code);
            assertThat(r.refusal().detail()).isNotBlank();
            assertThat(r.refusal() instanceof ContentRefusal
                            || r.refusal() instanceof NotFound
                            || r.refusal() instanceof PlanLimit)
                    .isTrue();
        });
    }
}
