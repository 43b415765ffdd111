package dev.sgen.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockRendererTest {
    private static String render(String block) {
        return BlockRenderer.render(Json.read("[" + block + "]"), Showcase.frame(false, false), Showcase.lookups());
    }

    @Test
    void pictures_say_their_size_and_only_the_first_loads_at_once() {
        String html = render("{\"type\":\"image\",\"media\":\"m-wide\"},{\"type\":\"image\",\"media\":\"m-square\"}");
        assertThat(html).containsOnlyOnce("loading=\"lazy\"");
        assertThat(html)
                .contains("width=\"1600\" height=\"900\"")
                .contains("?w=640 640w")
                .contains("sizes=");
        assertThat(html).doesNotContain("2048w");
    }

    @Test
    @Requirement("ENV-26")
    void what_is_not_visible_leaves_no_trace() {
        assertThat(render("{\"type\":\"image\",\"media\":\"m-hidden\",\"caption\":\"secret\",\"alt\":\"secret\"}"))
                .isEmpty();
        assertThat(render("{\"type\":\"form\",\"form\":\"r-hidden\"}")).isEmpty();
        assertThat(render(
                        "{\"type\":\"button\",\"text\":\"secret\",\"link\":\"0198f0aa-0000-7000-8000-00000000dead\"}"))
                .isEmpty();
    }

    @Test
    void code_is_escaped_and_a_link_that_runs_code_goes_nowhere() {
        assertThat(render("{\"type\":\"code\",\"code\":\"<script>\"}")).contains("&lt;script&gt;");
        assertThat(render("{\"type\":\"button\",\"text\":\"x\",\"link\":\" JavaScript:alert(1)\"}"))
                .doesNotContainIgnoringCase("javascript");
        assertThat(render("{\"type\":\"image\",\"src\":\"javascript:alert(1)\",\"alt\":\"\\\"><script>\"}"))
                .doesNotContain("javascript")
                .doesNotContain("<script>");
    }

    @Test
    void lists_nest_count_and_tick() {
        String html = render("""
                {"type":"list","style":"number","start":3,"items":[{"text":"a","items":[{"text":"b"}]},{"text":"c","style":"bullet","items":[{"text":"d"}]}]}""");
        assertThat(html.replace("\n", ""))
                .isEqualTo("<ol dir=\"auto\" start=\"3\"><li>a<ol dir=\"auto\"><li>b</li></ol></li>"
                        + "<li>c<ul dir=\"auto\"><li>d</li></ul></li></ol>");
    }

    @Test
    void embeds_are_links_unless_their_provider_may_be_framed() {
        assertThat(render("{\"type\":\"embed\",\"url\":\"https://youtu.be/dQw4w9WgXcQ\"}"))
                .contains("<iframe src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\"");
        assertThat(render("{\"type\":\"embed\",\"url\":\"https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ\"}"))
                .doesNotContain("iframe")
                .contains("href=\"https://evil.example/");
    }

    @Test
    void a_body_that_nests_without_end_is_cut() {
        String open = "{\"type\":\"columns\",\"columns\":[{\"body\":[";
        String close = "]}]}";
        String html = render(open.repeat(14) + "{\"type\":\"paragraph\",\"text\":\"deep\"}" + close.repeat(14));
        assertThat(html).doesNotContain("deep");
    }

    @Test
    void a_product_on_sale_shows_both_prices_only_in_its_time() {
        SiteFrame siteFrame = Showcase.frame(false, false);
        String sale = "{\"price\":\"32.50\",\"salePrice\":24,\"currency\":\"EUR\"%s}";
        assertThat(new Price(siteFrame, Json.read(sale.formatted(""))).model())
                .containsEntry("now", "€24.00")
                .containsEntry("was", "€32.50");
        assertThat(new Price(siteFrame, Json.read(sale.formatted(",\"saleFrom\":\"2026-04-01T00:00:00Z\""))).model())
                .containsEntry("now", "€32.50")
                .doesNotContainKey("was");
    }

    @Test
    @Requirement("ENV-10")
    void pages_describe_themselves_and_staging_asks_not_to_be_indexed() {
        String live = new Pages(Showcase.frame(false, false), Showcase.lookups())
                .entry(Showcase.product(), Neighbours.NOTHING);
        assertThat(live)
                .contains("<link rel=\"canonical\" href=\"https://northwind.example/products/ledger\">")
                .contains("\"@type\":\"Product\"")
                .contains("og:image")
                .doesNotContain("noindex")
                .doesNotContain("class=\"staging\"");
        String staging = new Pages(Showcase.frame(false, true), Showcase.lookups())
                .entry(Showcase.product(), Neighbours.NOTHING);
        assertThat(staging).contains("content=\"noindex\"").contains("class=\"staging\"");
    }

    @Test
    void a_title_cannot_end_the_data_about_it() {
        Entry entry = Showcase.entry("post", "</script><script>alert(1)</script>", "/blog/x", "{}");
        String html = new Pages(Showcase.frame(false, false), Lookups.NONE).entry(entry, Neighbours.NOTHING);
        assertThat(html).doesNotContain("<script>alert").containsOnlyOnce("</script>");
    }

    @Test
    void what_a_content_refers_to_is_found() {
        Needs needs = Needs.of(Json.read("""
                {"featuredImage":"a","images":["b"],"body":[{"type":"columns","columns":[{"body":[{"type":"image","media":"c"}]}]},
                 {"type":"postList","limit":900,"tag":"x"}]}"""));
        assertThat(needs.ids()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(needs.lists())
                .isEqualTo(java.util.Set.copyOf(List.of(new Needs.Wanted("post", 48, "x", "", false))));
    }
}
