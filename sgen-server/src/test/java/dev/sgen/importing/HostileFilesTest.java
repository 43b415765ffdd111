package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgen.importing.ghost.GhostExport;
import dev.sgen.importing.ghost.GhostMapping;
import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.html.InterruptibleHtmlContext;
import dev.sgen.importing.products.ProductCsv;
import dev.sgen.importing.run.ImportRun;
import dev.sgen.importing.run.ImportSlots;
import dev.sgen.importing.run.Imports;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.importing.wordpress.PhpValue;
import dev.sgen.importing.wordpress.WxrMapping;
import dev.sgen.importing.wordpress.WxrReader;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;

/** Files made to keep an importer busy: each item takes bounded time, and whatever else a file holds comes in (A7). */
@Invariant(21)
@Requirement({"REC-19", "T3", "T38"})
class HostileFilesTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private static String item(int id, String name, String body, String more) {
        return "<item><title>" + name + "</title><wp:post_id>" + id + "</wp:post_id><wp:post_type>page</wp:post_type>"
                + "<wp:status>publish</wp:status><wp:post_name>" + name + "</wp:post_name><content:encoded><![CDATA["
                + body + "]]></content:encoded>" + more + "</item>";
    }

    private static byte[] wxr(String items) {
        return ("<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"x\"><channel>"
                        + "<title>T</title><link>https://old.example</link>" + items + "</channel></rss>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<SourceItem> wordpress(String items) throws UnreadableFile {
        return WxrMapping.map(WxrReader.read(new ByteArrayInputStream(wxr(items))), NOW, key -> null, Trial.bodies());
    }

    private static List<SourceItem> ghost(String json) throws UnreadableFile {
        return GhostMapping.map(
                GhostExport.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))), NOW, Trial.bodies());
    }

    private static List<ProductCsv.Row> csv(String text) throws UnreadableFile {
        return ProductCsv.rows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_stands_beside_bombs_comes_in() {
        TestApplication server = TestApplication.shared();
        String key = "hostile-" + Long.toString(System.nanoTime(), 36);
        SiteId site = server.bean(Sites.class)
                .create(Actor.platform(), key, "Hostile", "growth")
                .id();
        Map<String, String> bombs = new LinkedHashMap<>();
        bombs.put("captions", "[caption ".repeat(5_000));
        bombs.put("many-captions", "[caption ".repeat(100_000));
        bombs.put("breaks", "<br>".repeat(11_000));
        bombs.put("links", "<a href>".repeat(5_600));
        bombs.put("tables", "<table>".repeat(6_400));
        bombs.put("depth", "<div>".repeat(100_000) + "deep");
        bombs.put("spans", "<span>".repeat(100_000) + "deep");
        bombs.put("ampersands", "&".repeat(45_000));
        StringBuilder items = new StringBuilder();
        bombs.forEach((name, body) -> items.append(item(items.length() + 1, name, body, "")));
        items.append(item(900_000_000, "good", "<p>Good words</p>", ""));
        Imports imports = server.bean(Imports.class);
        ImportRun run = imports.run(
                Actor.platform(),
                site,
                Environment.STAGING,
                "bombs.xml",
                new ByteArrayInputStream(wxr(items.toString())),
                false);
        assertThat(run.status()).as(String.valueOf(run.problem())).isEqualTo("done");
        List<ImportRun.Line> lines = imports.lines(Actor.platform(), site, run.id());
        assertThat(lines).hasSize(bombs.size() + 1);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.outcome().equals("created")
                                || !line.notes().isEmpty())
                        .as(line.toString())
                        .isTrue());
        List<PublicRecord> visible = server.bean(PublicReading.class)
                .read(site, Environment.STAGING, view -> view.list(PublicView.Filter.of("page"), 0, 100));
        assertThat(visible).anyMatch(record -> "/good".equals(record.path()));
    }

    @Test
    void a_body_that_takes_too_long_comes_in_with_its_words() {
        HtmlToBlocks htmlToBlocks = new HtmlToBlocks(new BoundedWork(), "site", Duration.ofMillis(1));
        ItemNotes itemNotes = new ItemNotes();
        ArrayNode blocks =
                htmlToBlocks.of("<p>Some words</p>" + "<b><i>x</i></b>".repeat(40_000), HtmlContext.NONE, itemNotes);
        assertThat(itemNotes.list())
                .containsExactly("Its text took too long to read; its words came in without their form");
        assertThat(blocks.path(0).path("text").asString()).startsWith("Some words");
        assertThat(blocks.toString()).doesNotContain("<b>");
    }

    @Test
    void a_site_keeps_only_so_many_files_waiting_and_one_import_of_it_runs_beside_one_of_another() throws Exception {
        SiteId site = Trial.SITE;
        SiteId other = new SiteId(new UUID(1, 1));
        SiteId third = new SiteId(new UUID(1, 2));
        ImportSlots places = new ImportSlots(100);
        for (int n = 0; n < 8; n++) {
            places.admit(site);
        }
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> places.admit(site));
        places.admit(other);
        places.done(site);
        places.admit(site);
        places.take(site, 60);
        try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            var again = waiting.submit(() -> places.take(site, 10));
            places.take(other, 40);
            var tooMuch = waiting.submit(() -> places.take(third, 50));
            assertThat(again.isDone() || tooMuch.isDone()).isFalse();
            places.leave(site);
            again.get(5, TimeUnit.SECONDS);
            places.leave(site);
            places.leave(other);
            tooMuch.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void who_was_given_up_changes_nothing_any_more() {
        InterruptibleHtmlContext around = new InterruptibleHtmlContext(HtmlContext.NONE);
        assertThat(around.link("/x")).isEqualTo("/x");
        around.end();
        assertThatExceptionOfType(InterruptibleHtmlContext.Ended.class).isThrownBy(() -> around.link("/x"));
    }

    @Test
    void shared_blocks_in_shared_blocks_do_not_multiply() throws UnreadableFile {
        StringBuilder items = new StringBuilder();
        for (int level = 1; level <= 5; level++) {
            String refs = ("<!-- wp:block {\"ref\":" + (level + 1) + "} /-->").repeat(1_000);
            items.append(item(level, "level-" + level, level == 5 ? "<p>x</p>" : refs, "")
                    .replace(">page<", level == 1 ? ">page<" : ">wp_block<"));
        }
        assertThat(wordpress(items.toString())).allSatisfy(sourceItem -> {
            if (sourceItem.label().contains("level-1")) {
                assertThat(sourceItem.notes()).anyMatch(n -> n.contains("longer than any record"));
            }
        });
    }

    @Test
    void a_hundred_thousand_fields_one_name_for_all_and_a_long_line_of_parents_are_read() throws UnreadableFile {
        String meta = IntStream.range(0, 100_000)
                .mapToObj(i -> "<wp:postmeta><wp:meta_key>k" + i
                        + "</wp:meta_key><wp:meta_value>a:99999999:{</wp:meta_value></wp:postmeta>")
                .collect(Collectors.joining());
        assertThat(wordpress(item(1, "fields", "x", meta)))
                .singleElement()
                .satisfies(sourceItem -> assertThat(sourceItem.notes()).anyMatch(n -> n.contains("more than 200")));
        String same = IntStream.rangeClosed(1, 20_000)
                .mapToObj(i -> item(i, "same", "x", "<wp:post_parent>" + (i - 1) + "</wp:post_parent>"))
                .collect(Collectors.joining());
        assertThat(wordpress(same)).hasSize(20_000);
        assertThat(PhpValue.read("a:99999999:{")).isNull();
        assertThat(PhpValue.read("a:1:{i:0;".repeat(1_000))).isNull();
    }

    @Test
    void ghosts_documents_have_a_depth_and_a_number() throws UnreadableFile {
        String deep = "{\\\"root\\\":" + "{\\\"children\\\":[".repeat(50_000);
        assertThat(ghost("{\"data\":{\"posts\":[{\"id\":\"1\",\"title\":\"Deep\",\"lexical\":\"" + deep
                        + "\"},{\"id\":\"2\",\"title\":\"Good\",\"html\":\"<p>x</p>\"}]},\"version\":1}"))
                .hasSize(2)
                .anySatisfy(a -> assertThat(a.notes()).contains("Its text is damaged in the export"));
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> ghost("{\"data\":{\"posts\":" + "[".repeat(100_000)))
                .withMessageContaining("nested deeper");
        String little = "{\"data\":{\"posts\":[],\"x\":[" + "{},".repeat(2_200_000) + "{}]}}";
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> ghost(little))
                .withMessageContaining("export it in parts");
    }

    @Test
    void product_lists_have_columns_and_quotation_marks_without_end() throws UnreadableFile {
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> csv("SKU,Name" + ",x".repeat(100_000) + "\n1,2\n"))
                .withMessageContaining("more than 1000 columns");
        assertThat(csv("SKU,Name" + ",x".repeat(900) + "\n1,2" + ",y".repeat(100_000) + "\n"))
                .hasSize(1);
        assertThatExceptionOfType(UnreadableFile.class).isThrownBy(() -> csv("SKU,Name\n" + "\"".repeat(1_000_001)));
        String pictures = "https://a.example/p.png\n";
        assertThat(csv("Handle,Title,Image Src,Image Position\n" + ("h,T," + pictures.strip() + ",1\n").repeat(50_000)))
                .hasSize(50_000);
    }
}
