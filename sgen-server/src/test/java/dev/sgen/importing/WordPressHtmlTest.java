package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

@Requirement("REC-19")
class WordPressHtmlTest {
    private ItemNotes itemNotes;

    @BeforeEach
    void fresh() {
        itemNotes = new ItemNotes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "one~~two | paragraph,paragraph",
                "<h2 id=\"x\">T</h2>text | heading,paragraph",
                "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --> | paragraph",
                "a<!--more-->b<!--nextpage-->c | paragraph,more,paragraph,divider,paragraph",
                "<ul><li>a</li></ul> | list",
                "<p>a <img src=\"/i.png\"> b</p> | paragraph,image,paragraph",
                "<p><a href=\"/big.png\"><img src=\"/i.png\"></a></p> | image",
                "[caption width=\"1\"]<img src=\"/i.png\"> Words[/caption] | image",
                "<blockquote><p>q</p><cite>c</cite></blockquote> | quote",
                "<pre><code>x</code></pre> | code",
                "<table><tr><td>1</td></tr></table> | table",
                "<iframe src=\"https://www.youtube.com/embed/x\"></iframe> | embed",
                "https://youtu.be/abc | embed",
                "https://unknown.example/abc | paragraph",
                "[embed]https://vimeo.com/1[/embed] | embed",
                "<hr> | divider",
                "<video src=\"/v.mp4\" poster=\"/p.jpg\"></video> | video",
                "[audio src=\"https://a.example/a.mp3\"] | audio",
                "<div class=\"wp-block-columns\"><div class=\"wp-block-column\"><p>a</p></div></div> | columns",
                "<div class=\"wp-block-button\"><a href=\"/go\">Go</a></div> | button",
                "<!-- wp:latest-posts {\"postsToShow\":3} /--> | postList",
                "<!-- wp:html --><details><summary>s</summary>t</details><!-- /wp:html --> | html",
                "<!-- wp:file --><div class=\"wp-block-file\"><a href=\"/f.pdf\">F</a></div><!-- /wp:file --> | file",
                "<form><input name=a></form> | ",
                "<script>x</script><style>y</style> | "
            })
    void each_form_has_its_block(String html, String kinds) {
        ArrayNode blocks = Trial.blocks(html.replace('~', '\n'), itemNotes);
        assertThat(String.join(",", Trial.kinds(blocks))).isEqualTo(kinds == null ? "" : kinds.strip());
    }

    @Test
    void nothing_is_left_out_without_a_word() {
        for (String html : List.of(
                "<script>x</script>",
                "<style>x</style>",
                "<form><input></form>",
                "<p style=\"color:red\">x</p>",
                "<iframe></iframe>",
                "<p onclick=\"x()\">y</p>",
                "[slider id=3]",
                "<!-- wp:archives /-->",
                "<!-- odd -->",
                "<a href=\"javascript:x()\">y</a>",
                "<object data=\"x\"></object>",
                "<marquee>m</marquee>")) {
            ItemNotes told = new ItemNotes();
            Trial.blocks(html, told);
            assertThat(told.list()).as(html).isNotEmpty();
        }
    }

    @Test
    void shortcodes_of_plugins_stay_readable() {
        JsonNode block = Trial.blocks("Before [slider id=\"3\"] after, [sic] and [[gallery]]", itemNotes)
                .get(0);
        assertThat(block.path("text").asString()).contains("[slider id=\"3\"]", "[[gallery]]");
        assertThat(itemNotes.list()).anyMatch(n -> n.contains("[slider]"));
    }

    @Test
    void lists_keep_their_nesting_and_tables_their_spans() {
        JsonNode list = Trial.blocks("<ol start=\"3\"><li>a<ul><li>b</li></ul></li></ol>", itemNotes)
                .get(0);
        assertThat(list.path("style").asString()).isEqualTo("number");
        assertThat(list.path("start").asInt()).isEqualTo(3);
        assertThat(list.path("items").get(0).path("items").get(0).path("text").asString())
                .isEqualTo("b");
        JsonNode table = Trial.blocks(
                        "<table><thead><tr><th>H</th></tr></thead><tr><td colspan=2>x</td></tr></table>", itemNotes)
                .get(0);
        assertThat(table.path("head").get(0).get(0).asString()).isEqualTo("H");
        assertThat(table.path("rows").get(0).get(0).path("colspan").asInt()).isEqualTo(2);
    }

    @Test
    void alignment_and_captions_are_kept() {
        assertThat(Trial.blocks("<p style=\"text-align: center\">x</p>", itemNotes)
                        .get(0)
                        .path("align")
                        .asString())
                .isEqualTo("center");
        JsonNode image = Trial.blocks(
                        "<figure class=\"wp-block-image alignright\"><img src=\"/i.png\" alt=\"A\"/><figcaption>C <b>d</b></figcaption></figure>",
                        itemNotes)
                .get(0);
        assertThat(image.path("align").asString()).isEqualTo("right");
        assertThat(image.path("caption").asString()).isEqualTo("C <strong>d</strong>");
    }

    @Test
    void code_is_kept_to_the_letter() {
        assertThat(Trial.blocks("<pre>a &lt; b\n  c</pre>", itemNotes)
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("a < b\n  c");
    }

    @Test
    void deep_and_broken_markup_ends_well() {
        assertThat(Json.write(Trial.blocks("<div>".repeat(3_000) + "deep" + "</div>".repeat(10), itemNotes)))
                .contains("deep");
        assertThat(Trial.blocks("<ul><li>".repeat(300) + "x", itemNotes)).isNotEmpty();
        assertThat(Json.write(Trial.blocks("<p>a<b>b<p>c</b></table></p>", itemNotes)))
                .contains("a", "b", "c");
    }
}
