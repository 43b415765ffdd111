package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgen.content.Contents;
import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.platform.Json;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.node.ObjectNode;

@Requirement("REC-19")
class ImportsTest {
    private static final Actor ACTOR = Actor.platform();
    private static TestApplication server;
    private static Imports imports;
    private static int sites;

    private SiteId site;
    private String key;

    @BeforeAll
    static void start() {
        server = TestApplication.shared();
        imports = server.bean(Imports.class);
    }

    @BeforeEach
    void site() {
        key = "import-" + ++sites + "-" + Long.toString(System.nanoTime(), 36);
        site = server.bean(Sites.class).create(ACTOR, key, "Import", "growth").id();
    }

    @Test
    void a_wordpress_export_comes_in_with_its_states_links_menus_and_comments() {
        Map<String, ImportRun.Line> lines = lines(bring(WxrSample.XML, false));
        assertThat(lines.get("wp:old.example:1").outcome()).isEqualTo("created");
        Contents about = contents(lines, "wp:old.example:1");
        assertThat(about.path()).isEqualTo("/about");
        assertThat(Json.write(about.content().path("body")))
                .contains("href=\\\"/2020/01/hello\\\"")
                .doesNotContain("<script");
        assertThat(lines.get("wp:old.example:1").notes()).anyMatch(n -> n.contains("<script>"));
        assertThat(contents(lines, "wp:old.example:2").path()).isEqualTo("/about/team");
        assertThat(contents(lines, "wp:old.example:2").content().path("parent").asString())
                .isEqualTo(String.valueOf(lines.get("wp:old.example:1").record()));
        assertThat(state(lines, "wp:old.example:1")).isEqualTo(State.PUBLISHED);
        for (String hidden : List.of("4", "5", "6")) {
            assertThat(state(lines, "wp:old.example:" + hidden)).as(hidden).isEqualTo(State.DRAFT);
        }
        assertThat(state(lines, "wp:old.example:7")).isEqualTo(State.SCHEDULED);
        assertThat(state(lines, "wp:old.example:8")).isEqualTo(State.ARCHIVED);
        ObjectNode hello = contents(lines, "wp:old.example:3").content();
        assertThat(hello.path("comments").get(0).path("text").asString()).isEqualTo("First &lt;3");
        assertThat(hello.path("comments").get(1).path("hidden").asBoolean(false))
                .isTrue();
        assertThat(hello.path("body").get(1).path("type").asString()).isEqualTo("image");
        assertThat(hello.path("body").get(1).path("media").asString())
                .isEqualTo(String.valueOf(lines.get("wp:old.example:9").record()));
        assertThat(hello.path("body").get(1).path("src").asString()).startsWith("http://127.0.0.1");
        assertThat(lines.get("wp:old.example:9").unfetched()).isNotNull();
        assertThat(state(lines, "wp:old.example:9")).isEqualTo(State.DRAFT);
        ObjectNode menu = contents(lines, "wp:old.example:menu:main").content();
        assertThat(menu.path("area").asString()).isEqualTo("primary");
        assertThat(menu.path("items").get(0).path("items").get(0).path("url").asString())
                .isEqualTo("https://elsewhere.example/");
    }

    @Test
    void categories_tags_and_menus_that_nothing_has_are_told_by_name_and_so_is_what_was_written_about_them() {
        String declared = """
                <wp:category><wp:category_nicename>news</wp:category_nicename><wp:category_parent>all</wp:category_parent>
                <wp:cat_name>News</wp:cat_name><wp:category_description>What <b>happened</b></wp:category_description></wp:category>
                <wp:category><wp:category_nicename>all</wp:category_nicename><wp:cat_name>Everything</wp:cat_name></wp:category>
                <wp:tag><wp:tag_slug>lost</wp:tag_slug><wp:tag_name>Lost &amp; found</wp:tag_name></wp:tag>
                <wp:tag><wp:tag_slug>kept</wp:tag_slug><wp:tag_name>Kept</wp:tag_name></wp:tag>
                <wp:tag><wp:tag_slug>drawn</wp:tag_slug><wp:tag_name>Drawn</wp:tag_name></wp:tag>
                <wp:term><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>none</wp:term_slug><wp:term_name>None</wp:term_name></wp:term>
                <wp:term><wp:term_taxonomy>genre</wp:term_taxonomy><wp:term_slug>jazz</wp:term_slug><wp:term_name>Jazz</wp:term_name></wp:term>
                """;
        String file = "<rss><channel><link>https://old.example</link>" + declared
                + "<item><title>A page</title><wp:post_id>1</wp:post_id><wp:post_type>page</wp:post_type>"
                + "<category domain=\"category\" nicename=\"news\">News</category>"
                + "<category domain=\"post_tag\" nicename=\"kept\">Kept</category></item>"
                + "<item><title>A file</title><wp:post_id>2</wp:post_id><wp:post_type>attachment</wp:post_type>"
                + "<category domain=\"post_tag\" nicename=\"drawn\">Drawn</category></item></channel></rss>";
        Map<String, ImportRun.Line> lines = lines(bring(file, false));
        ImportRun.Line terms = lines.get("wp:old.example:terms");
        assertThat(terms.outcome()).isEqualTo("skipped");
        assertThat(terms.notes())
                .containsExactly(
                        "Categories that nothing here has: “Everything”",
                        "Tags that nothing here has: “Lost & found”, “Drawn”",
                        "Menus without entries: “None”",
                        "Terms (genre) that nothing here has: “Jazz”",
                        "These stood below others and stand beside them now: “News” below “Everything”",
                        "The description of “News” isn't brought in: What happened");
        Contents page = contents(lines, "wp:old.example:1");
        assertThat(page.tags()).containsExactly("Kept");
        assertThat(page.content()
                        .path("customFields")
                        .path("taxonomy:category")
                        .get(0)
                        .asString())
                .isEqualTo("News");
    }

    @Test
    void nothing_hidden_can_be_seen() {
        bring(WxrSample.XML, false);
        visible(view -> {
            for (String path : List.of("/secret", "/locked", "/waiting", "/later", "/binned")) {
                assertThat(view.byPath(path)).as(path).isEmpty();
            }
            assertThat(view.byPath("/about")).isPresent();
        });
    }

    @Test
    void the_second_import_of_a_file_changes_nothing() {
        ImportRun first = bring(WxrSample.XML, false);
        assertThat(first.counts().get("created")).isEqualTo(first.total()).isPositive();
        long versions = count("version");
        long entries = count("audit_entry");
        ImportRun second = bring(WxrSample.XML, false);
        assertThat(second.counts()).containsEntry("updated", 0);
        assertThat(second.counts()).containsEntry("unchanged", second.total());
        assertThat(count("version")).isEqualTo(versions);
        assertThat(count("audit_entry")).isEqualTo(entries);
    }

    @Test
    void a_changed_source_updates_what_nobody_edited_and_leaves_what_somebody_did() {
        Map<String, ImportRun.Line> lines = lines(bring(WxrSample.XML, false));
        RecordId team = id(lines, "wp:old.example:2");
        Contents mine = contents(lines, "wp:old.example:2");
        server.bean(Publishing.class)
                .save(
                        ACTOR,
                        site,
                        Environment.STAGING,
                        team,
                        1,
                        new Contents("Mine", mine.path(), mine.content(), List.of()));
        String changed = WxrSample.XML.replace("Team text", "New team text").replace("Say hello", "Say good day");
        Map<String, ImportRun.Line> again = lines(bring(changed, false));
        assertThat(again.get("wp:old.example:3").outcome()).isEqualTo("updated");
        assertThat(again.get("wp:old.example:2").outcome()).isEqualTo("skipped");
        assertThat(again.get("wp:old.example:2").notes()).anyMatch(n -> n.contains("left as it is"));
        assertThat(contents(again, "wp:old.example:2").title()).isEqualTo("Mine");
        assertThat(Json.write(contents(again, "wp:old.example:3").content())).contains("Say good day");
    }

    @Test
    void a_dry_run_reports_and_changes_nothing() {
        ImportRun dry = bring(WxrSample.XML, true);
        assertThat(dry.status()).isEqualTo("done");
        assertThat(dry.counts().get("created")).isPositive();
        assertThat(count("version")).isZero();
        assertThat(count("import_source")).isZero();
        assertThat(imports.lines(ACTOR, site, dry.id())).allMatch(l -> l.record() == null);
        ImportRun real = bring(WxrSample.XML, false);
        assertThat(imports.lines(ACTOR, site, real.id())).allMatch(l -> l.record() != null);
        assertThat(imports.lines(ACTOR, site, bring(WxrSample.XML, true).id())).allMatch(l -> l.record() != null);
    }

    @Test
    void a_run_that_was_cut_off_before_it_noted_its_records_goes_on_without_doubling_them() {
        bring(WxrSample.XML, false);
        long records = count("record");
        server.database()
                .jdbc()
                .sql("UPDATE import_source SET version = NULL, fingerprint = NULL WHERE site_id = :s")
                .param("s", site.value())
                .update();
        bring(WxrSample.XML, false);
        assertThat(count("record")).isEqualTo(records);
        assertThat(lines(bring(WxrSample.XML, false)).values())
                .allMatch(l -> l.outcome().equals("unchanged"));
    }

    @Test
    void an_address_that_is_taken_is_given_a_number() {
        SiteRecord there = server.bean(Publishing.class)
                .create(
                        ACTOR,
                        site,
                        Environment.STAGING,
                        "page",
                        new Contents("About", "/about", Json.object(), List.of()));
        server.bean(Publishing.class).publish(ACTOR, site, Environment.STAGING, List.of(there.id()));
        Map<String, ImportRun.Line> lines = lines(bring(WxrSample.XML, false));
        assertThat(contents(lines, "wp:old.example:1").path()).isEqualTo("/about-2");
        assertThat(lines.get("wp:old.example:1").notes()).anyMatch(n -> n.contains("/about-2"));
    }

    @Test
    void an_import_of_an_operator_leaves_one_entry_per_batch_and_never_touches_live() {
        bring(WxrSample.XML, false);
        assertThat(server.database()
                        .jdbc()
                        .sql("SELECT count(*) FROM audit_entry WHERE site_id = :s AND operation = 'import'")
                        .param("s", site.value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(server.database()
                        .jdbc()
                        .sql("SELECT count(*) FROM coordinate WHERE site_id = :s AND environment = 'live'")
                        .param("s", site.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @Requirement("T14")
    void a_bad_file_fails_whole_and_says_why() {
        String bomb =
                "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>";
        ImportRun run = bring(bomb, false);
        assertThat(run.status()).isEqualTo("failed");
        assertThat(run.problem()).contains("document type");
        assertThat(count("version")).isZero();
        for (String other : List.of("", "hello", "<html></html>", "{\"db\": []}", "PK\u0003\u0004zip")) {
            assertThatExceptionOfType(Refused.class)
                    .isThrownBy(() -> bring(other, false))
                    .satisfies(r -> assertThat(r.refusal().code()).isEqualTo("unreadable-file"));
        }
        assertThat(bring("<rss><channel><item><title>cut", false).status()).isEqualTo("failed");
    }

    @Test
    void products_come_in_with_their_variants() {
        Map<String, ImportRun.Line> lines = lines(bring(ProductMappingTest.LIST, false));
        ObjectNode shirt = contents(lines, "product:SH-1").content();
        assertThat(shirt.path("variants").size()).isEqualTo(2);
        assertThat(lines.get("product:SH-1-R").record())
                .isEqualTo(lines.get("product:SH-1").record());
        assertThat(state(lines, "product:SH-1")).isEqualTo(State.PUBLISHED);
        assertThat(state(lines, "product:CAP")).isEqualTo(State.DRAFT);
        assertThat(lines.get("product:LOST").outcome()).isEqualTo("skipped");
        assertThat(contents(lines, "product:SET")
                        .content()
                        .path("grouped")
                        .get(0)
                        .asString())
                .isEqualTo(String.valueOf(lines.get("product:SH-1").record()));
    }

    @Test
    void the_starter_comes_in_whole() {
        Map<String, RecordId> byKey =
                imports.bringStarter(ACTOR, site, Environment.STAGING, "classpath:starters/hartbeck/");
        ImportRun run = imports.list(ACTOR, site, 1).getFirst();
        assertThat(run.status()).isEqualTo("done");
        assertThat(imports.lines(ACTOR, site, run.id()))
                .as("skipped")
                .filteredOn(l -> l.outcome().equals("skipped") || l.unfetched() != null)
                .isEmpty();
        assertThat(run.counts().get("created")).isGreaterThan(100);
        visible(view -> assertThat(view.byPath("/about"))
                .get()
                .satisfies(about -> assertThat(
                                about.content().path("featuredImage").asString())
                        .isEqualTo(String.valueOf(byKey.get("img-station")))));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "SGEN_CORPUS", matches = ".+", disabledReason = "SGEN_CORPUS is not set")
    void the_real_export_comes_in_whole_and_a_second_time_changes_nothing() throws Exception {
        for (String file : List.of("theme-unit-test.wxr.xml", "sample_products.csv")) {
            String text = Files.readString(CorpusTest.corpus(file));
            long start = System.nanoTime();
            ImportRun first = bring(text, false);
            System.out.println(file + " " + first.counts() + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            assertThat(first.status()).as(String.valueOf(first.problem())).isEqualTo("done");
            assertThat(first.counts().values().stream().mapToInt(n -> n).sum()).isEqualTo(first.total());
            assertThat(lines(first).values())
                    .filteredOn(
                            l -> l.outcome().equals("skipped") && !l.source().endsWith(":terms"))
                    .isEmpty();
            long versions = count("version");
            ImportRun second = bring(text, false);
            assertThat(lines(second).values())
                    .allMatch(l -> l.outcome().equals("unchanged") || l.source().endsWith(":terms"));
            assertThat(count("version")).isEqualTo(versions);
        }
    }

    private void visible(Consumer<PublicView> look) {
        server.bean(PublicReading.class).read(site, Environment.STAGING, view -> {
            look.accept(view);
            return true;
        });
    }

    private ImportRun bring(String text, boolean dryRun) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return imports.run(ACTOR, site, Environment.STAGING, "file", in, dryRun);
    }

    private Map<String, ImportRun.Line> lines(ImportRun run) {
        assertThat(run.status()).as(String.valueOf(run.problem())).isEqualTo("done");
        Map<String, ImportRun.Line> lines = new HashMap<>();
        imports.lines(ACTOR, site, run.id()).forEach(l -> lines.put(l.source(), l));
        return lines;
    }

    private static RecordId id(Map<String, ImportRun.Line> lines, String source) {
        return new RecordId(java.util.Objects.requireNonNull(lines.get(source).record(), source));
    }

    private SiteRecord record(Map<String, ImportRun.Line> lines, String source) {
        return server.bean(RecordReading.class).require(ACTOR, site, Environment.STAGING, id(lines, source));
    }

    private State state(Map<String, ImportRun.Line> lines, String source) {
        return record(lines, source).in(Environment.STAGING).state();
    }

    private Contents contents(Map<String, ImportRun.Line> lines, String source) {
        SiteRecord record = record(lines, source);
        return server.bean(RecordReading.class)
                .version(
                        ACTOR,
                        site,
                        Environment.STAGING,
                        record.id(),
                        record.in(Environment.STAGING).working())
                .contents();
    }

    private long count(String table) {
        return server.database()
                .jdbc()
                .sql("SELECT count(*) FROM " + table + " WHERE site_id = :s")
                .param("s", site.value())
                .query(Long.class)
                .single();
    }
}
