package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import dev.sgen.support.Requirement;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody writes: with the keyboard, the mouse, the clipboard and pictures, and finds in the saved blocks what they meant. */
@Requirement("ADMIN-27")
class WritingTest {
    private static final String PASTE = """
            (body, [html, text]) => {
              const clipboard = new DataTransfer();
              clipboard.setData('text/html', html);
              clipboard.setData('text/plain', text);
              body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
            }""";

    private World world;
    private Desk desk;

    @BeforeEach
    void sitDown() {
        world = World.site(Product.shared(), "writing");
        desk = Desk.of(world, world.signsUp("Lena", "lead"));
        desk.opens(Person.STAGING, "/content/page/new");
        desk.body().click();
    }

    @AfterEach
    void standUp() {
        desk.close();
    }

    private Page page() {
        return desk.page();
    }

    private WritingTest type(String text) {
        page().keyboard().type(text);
        return this;
    }

    private WritingTest press(String... keys) {
        for (String key : keys) {
            page().keyboard().press(key);
        }
        return this;
    }

    private JsonNode blocks() {
        return Answer.JSON.readTree(page().locator("textarea[name=body]").inputValue());
    }

    private String told() {
        return blocks().valueStream()
                .map(b -> b.path("type").asString() + ":" + b.path("text").asString(""))
                .collect(Collectors.joining(" | "));
    }

    private void pasted(String html) {
        desk.body().evaluate(PASTE, List.of(html, "plain"));
    }

    private WritingTest slash(String words) {
        type("/" + words);
        page().locator(".float-menu:not([hidden]) .float-item").first().waitFor();
        return press("Enter");
    }

    @Test
    void blocks_move_by_keyboard_and_by_mouse_and_every_move_is_one_step_back() {
        type("First").press("Enter").type("Second").press("Enter").type("Third");
        press("Alt+ArrowUp");
        assertThat(told()).isEqualTo("paragraph:First | paragraph:Third | paragraph:Second");
        press("Control+z");
        assertThat(told()).isEqualTo("paragraph:First | paragraph:Second | paragraph:Third");
        press("Control+Shift+z");

        desk.body().locator("p").first().hover();
        BoundingBox grip = page().locator(".grip").boundingBox();
        BoundingBox last = desk.body().locator("p").last().boundingBox();
        Mouse mouse = page().mouse();
        mouse.move(grip.x + 8, grip.y + 8);
        mouse.down();
        mouse.move(grip.x + 60, grip.y + 30, new Mouse.MoveOptions().setSteps(5));
        mouse.move(last.x + 40, last.y + last.height - 2, new Mouse.MoveOptions().setSteps(8));
        mouse.up();
        assertThat(told()).isEqualTo("paragraph:Third | paragraph:Second | paragraph:First");
        press("Control+z");
        assertThat(told()).isEqualTo("paragraph:First | paragraph:Third | paragraph:Second");
        desk.browser().isQuiet();
    }

    @Test
    void tables_grow_and_shrink_and_columns_hold_blocks() {
        slash("table").type("Day").press("Tab").type("Hours");
        button("Row below");
        button("Column after");
        JsonNode table = blocks().path(0);
        assertThat(table.path("head").path(0).path(0).asString()).isEqualTo("Day");
        assertThat(table.path("head").path(0).size()).isEqualTo(4);
        assertThat(table.path("rows").size()).isEqualTo(3);
        button("Delete column");
        button("Delete row");
        assertThat(blocks().path(0).path("rows").size()
                        + blocks().path(0).path("head").size())
                .isEqualTo(3);

        desk.body().locator("> p").last().click();
        slash("columns").type("Left").press("Enter");
        slash("quote").type("Within");
        JsonNode column = blocks().path(1).path("columns").path(0).path("body");
        assertThat(column.path(0).path("text").asString()).isEqualTo("Left");
        assertThat(column.path(1).path("type").asString()).isEqualTo("quote");
        assertThat(column.path(1).path("text").asString()).isEqualTo("Within");
        desk.browser().isQuiet();
    }

    private void button(String name) {
        page().getByRole(AriaRole.BUTTON, Browser.named(name)).click();
    }

    @Test
    void a_link_is_found_by_the_title_of_a_page() {
        world.administrator().creates("About our seeds", "/about-us", "Seeds");
        type("Read more here");
        press("Control+Shift+ArrowLeft", "Control+k");
        Locator address = page().locator("#link-href");
        address.fill("about our");
        page().locator(".pick-list button").first().click();
        assertThat(address.inputValue()).isEqualTo("/about-us");
        page().locator("dialog[open] .btn-primary").click();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(told()).isEqualTo("paragraph:Read more <a href=\"/about-us\">here</a>"));
        desk.browser().isQuiet();
    }

    @Test
    void a_picture_is_uploaded_and_picked() {
        slash("image");
        page().locator(".block-form .picker .btn").first().click();
        page().locator("#pick-file")
                .setInputFiles(new FilePayload(
                        "shed.svg",
                        "image/svg+xml",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><rect width=\"4\" height=\"3\"/></svg>"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(blocks().path(0).path("media").asString("")).isNotEmpty());
        assertThat(blocks().path(0).path("type").asString()).isEqualTo("image");
        desk.browser().isQuiet();
    }

    @Test
    void what_word_writes_arrives_as_headings_lists_and_tables() {
        pasted("""
                <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style>
                <!--[if gte mso 9]><xml><o:Settings></o:Settings></xml><![endif]--></head><body style='tab-interval:36.0pt'>
                <h1 style='margin:0'>Opening hours<o:p></o:p></h1>
                <p class=MsoNormal>We are <b style='mso-bidi-font-weight:normal'>open</b> on <i>Sundays</i>.<o:p></o:p></p>
                <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Seeds</p>
                <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span>Peas</p>
                <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Tools</p>
                <table class=MsoTableGrid><tr><td><p class=MsoNormal>Day</p></td><td><p class=MsoNormal>Hours</p></td></tr></table>
                <p class=MsoNormal><o:p>&nbsp;</o:p></p></body></html>""");
        JsonNode blocks = blocks();
        assertThat(blocks.valueStream().map(b -> b.path("type").asString()))
                .containsExactly("heading", "paragraph", "list", "table");
        assertThat(blocks.path(1).path("text").asString())
                .isEqualTo("We are <strong>open</strong> on <em>Sundays</em>.");
        JsonNode items = blocks.path(2).path("items");
        assertThat(items.valueStream().map(i -> i.path("text").asString())).containsExactly("Seeds", "Tools");
        assertThat(items.path(0).path("items").path(0).path("text").asString()).isEqualTo("Peas");
        desk.browser().isQuiet();
    }

    @Test
    void what_google_docs_writes_is_bold_only_where_it_was_bold() {
        pasted("""
                <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38">\
                <span style="font-size:16pt;font-weight:400">Courses</span></h2><p dir="ltr"><span style="font-weight:700;">Bold</span>\
                <span style="font-weight:400;"> and </span><span style="font-style:italic">slanted</span> and <a href="https://example.org/">\
                <span style="color:#1155cc">a link</span></a></p><ul><li dir="ltr"><p dir="ltr"><span>One</span></p></li>\
                <ul><li><p><span>Nested</span></p></li></ul><li><p><span>Two</span></p></li></ul><br /></b>""");
        assertThat(told())
                .isEqualTo("heading:Courses | paragraph:<strong>Bold</strong> and <em>slanted</em> and"
                        + " <a href=\"https://example.org/\">a link</a> | list:");
        assertThat(blocks().path(2)
                        .path("items")
                        .path(0)
                        .path("items")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("Nested");
        desk.browser().isQuiet();
    }

    @Test
    @Requirement("T8")
    void what_an_old_site_holds_arrives_without_its_scripts() {
        pasted("""
                <!-- wp:heading --><h2 class="wp-block-heading">From the old site</h2><!-- /wp:heading -->
                <p>Text with <code>code</code> and <script>canary(1)</script><a href="javascript:canary(2)" onclick="canary(3)">bad</a>.</p>
                <figure class="wp-block-image"><img src="https://old.example/a.jpg" alt="A shed" onerror="canary(4)"/><figcaption>The shed</figcaption></figure>
                <ol start="3"><li>three</li><li>four<ul><li>inner</li></ul></li></ol>
                <blockquote class="wp-block-quote"><p>Said</p><cite>Somebody</cite></blockquote>
                <pre class="wp-block-code"><code>a &lt; b</code></pre><hr/>
                <div class="wp-block-buttons"><div><a href="/shop">Shop</a></div></div>""");
        assertThat(told())
                .isEqualTo("heading:From the old site | paragraph:Text with <code>code</code> and bad. | image: | list:"
                        + " | quote:Said | code: | divider: | paragraph:<a href=\"/shop\">Shop</a>");
        assertThat(blocks().path(2).path("caption").asString()).isEqualTo("The shed");
        assertThat(blocks().path(3).path("start").asInt()).isEqualTo(3);
        assertThat(blocks().path(4).path("cite").asString()).isEqualTo("Somebody");
        desk.browser().isQuiet();
    }

    @Test
    @Requirement("REC-16")
    void leaving_with_unsaved_words_is_asked_about() {
        String asked = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        assertThat(page().evaluate(asked)).isEqualTo(false);
        type("Not kept yet");
        assertThat(page().evaluate(asked)).isEqualTo(true);
        desk.title().fill("Kept");
        desk.saves();
        assertThat(page().evaluate(asked)).isEqualTo(false);
        desk.browser().isQuiet();
    }
}
