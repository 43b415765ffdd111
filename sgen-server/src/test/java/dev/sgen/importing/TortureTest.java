package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.importing.ghost.GhostFormat;
import dev.sgen.importing.products.ProductListFormat;
import dev.sgen.importing.run.FileTypes;
import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.Imports;
import dev.sgen.importing.source.ItemNormalizer;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.importing.wordpress.WordPressFormat;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.Sites;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.URIUtil;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exports nobody has seen: everything in them is in the report, everything published is a page that answers,
 * nothing runs in it, and the same file again changes nothing.
 */
@Requirement({"REC-19", "T4", "T6"})
class TortureTest {
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
        key = "torture-" + ++sites + "-" + Long.toString(System.nanoTime(), 36);
        site = server.bean(Sites.class).create(ACTOR, key, "Torture", "growth").id();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void an_export_of_oddities_comes_in_whole(int seed) {
        WxrForge forge = new WxrForge(seed);
        forge.furniture();
        if (seed == 0) {
            forge.everyBody(1_000);
        }
        forge.crowd(1, 60);
        byte[] file = forge.bytes(seed);
        List<ImportRun.Line> lines = bring(file);
        Set<String> told = lines.stream()
                .map(l -> l.source().replaceFirst("^wp:old\\.example:", "").replaceFirst("[@:#].*$", ""))
                .collect(Collectors.toSet());
        assertThat(told).as("in the report").containsAll(forge.ids);
        everyPageAnswersAndNothingRuns();
        again(file);
    }

    @Test
    void numbers_that_two_things_share_and_things_without_a_number_all_come_in() {
        String twice = new WxrForge(7)
                .item("5", "post", "publish", "One", "one", "a", "")
                .item("5", "post", "publish", "Two", "two", "b", "")
                .item("5", "post", "publish", "Two", "two", "b", "")
                .xml();
        String feed = "<rss><channel><title>Feed</title><link>https://f.example</link>"
                + "<item><title>First</title><link>https://f.example/first</link><guid>1</guid></item>"
                + "<item><title>Second</title><link>https://f.example/second</link></item><item></item></channel></rss>";
        assertThat(outcomes(bring(twice.getBytes(StandardCharsets.UTF_8))))
                .containsExactlyInAnyOrder("created", "created", "skipped", "skipped");
        assertThat(outcomes(bring(feed.getBytes(StandardCharsets.UTF_8))))
                .containsOnly("created")
                .hasSize(3);
        everyPageAnswersAndNothingRuns();
    }

    @Test
    void a_visible_page_keeps_its_address_before_a_draft_gets_it_and_no_page_stands_below_itself() {
        bring(new WxrForge(3)
                .item("1", "page", "draft", "Same", "same", "draft", "<wp:post_parent>2</wp:post_parent>")
                .item("2", "page", "publish", "Same", "same", "seen", "<wp:post_parent>1</wp:post_parent>")
                .xml()
                .getBytes(StandardCharsets.UTF_8));
        assertThat(page("/same").body()).contains("seen");
    }

    @Test
    void what_is_more_than_a_record_holds_is_named() {
        String terms = java.util.stream.IntStream.range(0, 203)
                .mapToObj(
                        i -> "<category domain=\"category\" nicename=\"c" + i + "\"><![CDATA[C" + i + "]]></category>")
                .collect(Collectors.joining());
        List<ImportRun.Line> lines = bring(new WxrForge(5)
                .item("1", "post", "publish", "Sorted", "sorted", "x", terms)
                .xml()
                .getBytes(StandardCharsets.UTF_8));
        assertThat(lines.stream().flatMap(l -> l.notes().stream()))
                .contains("It has 203 categories, and 200 are kept. Left out: C200, C201, C202");
    }

    @Test
    void thousands_of_items_come_in() {
        WxrForge forge = new WxrForge(11);
        for (int i = 1; i <= 3_000; i++) {
            forge.item(String.valueOf(i), "post", "publish", "Post " + i, "post-" + i, "<p>Words " + i + "</p>", "");
        }
        List<ImportRun.Line> lines = bring(forge.xml().getBytes(StandardCharsets.UTF_8));
        assertThat(lines.stream().filter(l -> l.outcome().equals("created"))).hasSize(3_000);
        assertThat(page("/post-2999").statusCode()).isEqualTo(200);
    }

    @Test
    @Requirement("T14")
    void a_shop_inside_an_export_becomes_products() {
        bring(WooSample.XML.getBytes(StandardCharsets.UTF_8));
        visible().stream()
                .filter(r -> r.path() != null && r.path().equals("/product/mug"))
                .findFirst()
                .ifPresentOrElse(
                        mug -> {
                            assertThat(mug.type()).isEqualTo("product");
                            assertThat(mug.content().path("price").asString()).isEqualTo("15.00");
                            assertThat(mug.content().path("salePrice").asString())
                                    .isEqualTo("12.50");
                            assertThat(mug.content().path("sku").asString()).isEqualTo("MUG");
                            assertThat(mug.content().path("categories").get(0).asString())
                                    .isEqualTo("Kitchen");
                            assertThat(mug.content().path("images").size()).isEqualTo(2);
                            assertThat(mug.content().path("variants").size()).isEqualTo(2);
                            assertThat(mug.content()
                                            .path("variants")
                                            .get(1)
                                            .path("attributes")
                                            .path("Colour")
                                            .asString())
                                    .isEqualTo("Sky blue");
                            assertThat(mug.content()
                                            .path("attributes")
                                            .get(0)
                                            .path("values")
                                            .size())
                                    .isEqualTo(2);
                            assertThat(mug.content().has("customFields")).isFalse();
                        },
                        () -> assertThat(visible()).as("the mug").isEmpty());
        assertThat(page("/product/mug").body()).contains("Sky blue");
        again(WooSample.XML.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void product_lists_of_other_shops_come_in_whole() {
        for (CsvSamples.List list : CsvSamples.ALL) {
            site();
            byte[] file = list.bytes();
            List<ImportRun.Line> lines = bring(file);
            assertThat(lines.stream().filter(l -> !l.source().startsWith("file:")))
                    .as(list.name())
                    .hasSize(list.rows());
            assertThat(lines.stream().filter(l -> l.outcome().equals("skipped")).map(ImportRun.Line::notes))
                    .as(list.name())
                    .hasSize(list.skipped());
            assertThat(visible().stream().filter(r -> r.type().equals("product")))
                    .as(list.name())
                    .hasSize(list.published());
            everyPageAnswersAndNothingRuns();
            again(file);
        }
    }

    @Test
    void a_ghost_export_comes_in_and_nothing_for_members_is_public() {
        byte[] file = GhostSample.JSON.getBytes(StandardCharsets.UTF_8);
        List<ImportRun.Line> lines = bring(file);
        assertThat(visible().stream().filter(r -> r.path() != null).map(PublicRecord::path))
                .containsExactlyInAnyOrder("/welcome", "/lexical", "/old-mobiledoc", "/about");
        String welcome = page("/welcome").body();
        assertThat(welcome)
                .contains("href=\"/lexical#part\"")
                .contains("Ann Author")
                .doesNotContain("__GHOST_URL__");
        assertThat(page("/lexical").body())
                .contains("<strong>Bold</strong>")
                .contains("A callout")
                .contains("let x = 1;");
        assertThat(page("/old-mobiledoc").body()).contains("<em>old</em>").contains("<li>item</li>");
        assertThat(page("/").body()).contains("href=\"/about\"");
        assertThat(lines).anySatisfy(l -> assertThat(l.notes()).anyMatch(n -> n.contains("members only")));
        assertThat(lines).anySatisfy(l -> assertThat(l.source()).isEqualTo("ghost:table:members"));
        everyPageAnswersAndNothingRuns();
        again(file);
    }

    @Test
    void files_damaged_at_random_are_read_or_refused_and_never_break_the_readers() throws Exception {
        Trial trial = new Trial();
        Random random = new Random(42);
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(new WxrForge(1).furniture().crowd(1, 4).xml().getBytes(StandardCharsets.UTF_8));
        seeds.add(WooSample.XML.getBytes(StandardCharsets.UTF_8));
        seeds.add(GhostSample.JSON.getBytes(StandardCharsets.UTF_8));
        CsvSamples.ALL.forEach(list -> seeds.add(list.bytes()));
        long end = System.nanoTime() + 8_000_000_000L;
        int tried = 0;
        Set<String> refusals = new HashSet<>();
        while (System.nanoTime() < end && tried < 4_000) {
            byte[] file = Damage.of(random, seeds.get(tried++ % seeds.size()));
            try {
                for (SourceItem sourceItem : Reading.all(trial, file)) {
                    if (!(sourceItem instanceof SourceItem.Item)) {
                        assertThat(sourceItem.notes()).isNotEmpty();
                    }
                }
            } catch (UnreadableFile bad) {
                assertThat(bad.why()).isNotBlank();
                refusals.add(bad.why().replaceAll("[0-9]+", "N"));
            }
        }
        System.out.println(tried + " damaged files, " + refusals.size() + " reasons of refusal: " + refusals);
        assertThat(tried).isGreaterThan(100);
        assertThat(refusals).hasSizeGreaterThan(3);
    }

    private void everyPageAnswersAndNothingRuns() {
        for (PublicRecord record : visible()) {
            if (record.path() == null) {
                continue;
            }
            HttpResponse<String> answer = page(URIUtil.encodePath(record.path()));
            assertThat(answer.statusCode()).as(record.path()).isEqualTo(200);
            nothingRuns(record.path(), answer.body());
        }
        for (String path :
                List.of("/", "/blog", "/products", "/events", "/locations", "/search?q=words", "/category/Kitchen")) {
            HttpResponse<String> answer = page(path);
            assertThat(answer.statusCode()).as(path).isIn(200, 404);
            nothingRuns(path, answer.body());
        }
        assertThat(page("/sitemap.xml").statusCode()).isEqualTo(200);
        assertThat(page("/feed.xml").statusCode()).isEqualTo(200);
    }

    private static void nothingRuns(String path, String html) {
        Document page = Jsoup.parse(html);
        assertThat(page.select("script:not([type=application/ld+json]), style, object, base, meta[http-equiv]"))
                .as(path)
                .isEmpty();
        for (Element data : page.select("script")) {
            assertThat(data.data()).as(path).doesNotContain("<");
        }
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                String value =
                        attribute.getValue().replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(java.util.Locale.ROOT);
                assertThat(attribute.getKey()).as(path + " " + element).doesNotStartWith("on");
                if (List.of("href", "src", "action", "formaction", "data", "poster")
                        .contains(attribute.getKey())) {
                    assertThat(value)
                            .as(path)
                            .doesNotStartWith("javascript:")
                            .doesNotStartWith("data:text")
                            .doesNotStartWith("vbscript:");
                }
                assertThat(attribute.getKey()).as(path).isNotEqualTo("srcdoc");
            }
        }
    }

    private List<PublicRecord> visible() {
        return server.bean(PublicReading.class).read(site, Environment.STAGING, view -> {
            List<PublicRecord> all = new ArrayList<>();
            for (String type : List.of(
                    "page", "post", "product", "event", "location", "form", "navigation", "theme", "settings")) {
                all.addAll(view.list(PublicView.Filter.of(type), 0, 500));
            }
            return all;
        });
    }

    private HttpResponse<String> page(String path) {
        return server.get(key + ".staging.localhost", path);
    }

    private List<ImportRun.Line> bring(byte[] file) {
        ImportRun run = imports.run(ACTOR, site, Environment.STAGING, "file", new ByteArrayInputStream(file), false);
        assertThat(run.status()).as(String.valueOf(run.problem())).isEqualTo("done");
        List<ImportRun.Line> lines = imports.lines(ACTOR, site, run.id());
        assertThat(lines).hasSize(run.total());
        assertThat(lines).allSatisfy(line -> {
            if (line.outcome().equals("skipped")) {
                assertThat(line.notes()).as(line.label()).isNotEmpty();
            }
        });
        return lines;
    }

    private static List<String> outcomes(List<ImportRun.Line> lines) {
        return lines.stream().map(ImportRun.Line::outcome).toList();
    }

    private void again(byte[] file) {
        long before = versions();
        List<ImportRun.Line> lines = bring(file);
        assertThat(lines.stream()
                        .filter(l ->
                                l.outcome().equals("created") || l.outcome().equals("updated")))
                .isEmpty();
        assertThat(versions()).isEqualTo(before);
    }

    private long versions() {
        return server.database()
                .jdbc()
                .sql("SELECT count(*) FROM version WHERE site_id = :s")
                .param("s", site.value())
                .query(Long.class)
                .single();
    }

    /** A file read as an import does, up to where it would be written. */
    private static final class Reading {
        static List<SourceItem> all(Trial trial, byte[] file) throws Exception {
            java.nio.file.Path path = java.nio.file.Files.createTempFile("torture", ".file");
            try {
                java.nio.file.Files.write(path, file);
                ByteArrayInputStream in = new ByteArrayInputStream(file);
                java.time.Instant now = java.time.Instant.parse("2026-01-15T12:00:00Z");
                SourceFormat format = new FileTypes(
                                List.of(new WordPressFormat(), new GhostFormat(), new ProductListFormat()))
                        .of(path);
                return ItemNormalizer.tidy(format.read(
                        in, new SourceFormat.Target(java.time.ZoneId.of("UTC"), now, trial::type, Trial.bodies())));
            } finally {
                java.nio.file.Files.deleteIfExists(path);
            }
        }
    }
}
