package dev.sgen.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Exports as WordPress and its plugins have written them over twenty years, put together from a seed: every
 * oddity that was met in the wild, in random company.
 */
final class WxrForge {
    static final String HOST = "old.example";

    static final List<String> BODIES = List.of(
            "",
            "Plain words\nwith a line end\n\nand a second paragraph by the classic editor.",
            "<p onclick=\"alert(1)\">One</p><script>alert('x')</script><p>Two <a href=\"javascript:alert(1)\">bad</a> "
                    + "<a href=\" jAvAsCrIpT:alert(1)\">worse</a> <a href=\"data:text/html,<script>alert(1)</script>\">data</a></p>",
            "<svg onload=alert(1)><script>alert(2)</script><foreignObject><iframe srcdoc='<script>alert(3)</script>'></iframe></foreignObject></svg>",
            "<img src=x onerror=alert(1)><img src=\"javascript:alert(1)\"><iframe src=\"javascript:alert(1)\"></iframe><object data=\"javascript:1\"></object>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript><textarea><script>x</script></textarea>",
            "<form action=\"https://evil.example\"><input onfocus=alert(1) autofocus><button formaction=\"javascript:x\">Go</button></form>",
            "<!-- wp:paragraph --><p>Block <strong>bold <em>both</strong> broken</em></p><!-- /wp:paragraph -->"
                    + "<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div class=\"wp-block-column\"><p>L</p>"
                    + "<!-- wp:columns --><div class=\"wp-block-columns\"><div class=\"wp-block-column\"><p>LL</p></div><div class=\"wp-block-column\"><p>LR</p></div></div><!-- /wp:columns -->"
                    + "</div><!-- /wp:column --><div class=\"wp-block-column\" style=\"flex-basis:33.33%\"><p>R</p></div></div><!-- /wp:columns -->",
            "<!-- wp:block {\"ref\":900} /--><!-- wp:block {\"ref\":901} /--><!-- wp:block {\"ref\":99999} /-->",
            "<!-- wp:query {\"queryId\":1} --><div class=\"wp-block-query\"><!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template --></div><!-- /wp:query -->",
            "<!-- wp:acf/hero {\"name\":\"acf/hero\",\"data\":{\"title\":\"Hi -- there\"}} /--><!-- wp:unknown/thing {broken json --><p>kept</p><!-- /wp:unknown/thing -->",
            "[et_pb_section][et_pb_row][et_pb_column type=\"4_4\"][et_pb_text]<p>Divi</p>[/et_pb_text][/et_pb_column][/et_pb_row][/et_pb_section]",
            "[vc_row][vc_column width=\"1/2\"][vc_column_text]WPBakery[/vc_column_text][/vc_column][/vc_row][vc_raw_html]JTNDc2NyaXB0JTNF[/vc_raw_html]",
            "[gallery ids=\"700,701,junk\"][gallery][caption id=\"a\" align=\"alignleft\" width=\"300\"]<img src=\"http://127.0.0.1:9/a.png\"> Words[/caption][caption][caption][audio mp3=\"http://127.0.0.1:9/a.mp3\"][embed]https://youtu.be/abc[/embed]",
            "One<!--nextpage-->Two<!--more Read on-->Three<!--nextpage-->Four",
            "<table><thead><tr><th colspan=\"3\">Head</th></tr></thead><tbody><tr><td rowspan=2>a</td><td colspan=\"99999\">b</td></tr><tr><td><ul><li>in a cell</li></ul></td></tr></tbody></table><table></table><table><tr></table>",
            "<ul><li>One<ul><li>Two<ol start=\"-7\"><li>Three</li></ol></li></ul></li></ul><dl><dt>T</dt><dd>D</dd><dd>D2</dd></dl><li>stray</li>",
            "https://www.youtube.com/watch?v=abc\n\n<iframe width=\"1\" src=\"//player.vimeo.com/video/1\"></iframe><video src=\"http://127.0.0.1:9/v.mp4\" autoplay onplay=alert(1)></video>",
            "<h1>One</h1><h2 id=\"dup\">Two</h2><h2 id=\"dup\">Two</h2><h6></h6><h7>Seven</h7><blockquote><blockquote>deep<cite>who</cite></blockquote></blockquote><pre class=\"language-php\">&lt;?php echo '<b>';</pre>",
            "<p style=\"position:fixed;background:url(javascript:alert(1))\" class=\"x\">styled</p><style>body{display:none}</style><link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content=0><base href=//evil.example>",
            "<p>\u0627\u0644\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd <bdo dir=rtl>abc</bdo> \ud83d\ude80 \u202ehidden\u202c</p><ruby>\u6f22<rt>kan</rt></ruby>",
            "<a href=\"https://old.example/?p=2\">by id</a> <a href=\"/about/#x\">rel</a> <a href=\"http://[broken\">bad</a> <a href=\"mailto:a@b.example\">mail</a> <a href='//evil.example'>proto</a> <a href=\"https://old.example/nope\">gone</a>",
            "]]> stray end, ]]]]> more, <![CDATA[ inner ]]> and & bare &amp; &nbsp; &bogus; &#0; &#x1F;",
            "<div ".repeat(50) + ">unclosed" + "<b>".repeat(200),
            "<div>".repeat(3_000) + "deep" + "</div>".repeat(3_000),
            "<span>".repeat(3_000) + "deep inline" + "</span>".repeat(3_000),
            "<ul><li>".repeat(400) + "deep list" + "</li></ul>".repeat(400),
            "word ".repeat(60_000),
            "<p>" + "x".repeat(120_000) + "</p>",
            "<pre>" + "line of code\n".repeat(30_000) + "</pre>",
            " ".repeat(100_000) + "\n" + "\n".repeat(5_000) + "after the gap",
            "[caption]".repeat(3_000) + "[".repeat(5_000),
            "<p>p</p>".repeat(11_000),
            "<!-- wp:html --><div><script>alert(1)</script><custom-element onfoo=1>kept</custom-element></div><!-- /wp:html -->");

    static final List<String> TITLES = List.of(
            "Simple",
            "",
            "<b>Bold</b> &amp; more <script>alert(1)</script>",
            "\"><svg/onload=alert(1)>",
            "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
            "\ud83d\ude80 Rocket \ud83d\udc69\u200d\ud83d\udc67",
            "A &#8211; B &raquo; C & D < E",
            "T".repeat(900),
            "{{constructor}} {{#each}} {{{raw}}}",
            "Tab\tand\u0007bell\u0001",
            "..",
            "/",
            "Search",
            "feed");

    static final List<String> SLUGS = List.of(
            "",
            "plain",
            "plain",
            "%d0%bf%d1%80%d0%b8%d0%b2%d0%b5%d1%82",
            "%E3%81%82%E3",
            "a%2Fb",
            "..",
            "%00",
            "s".repeat(300),
            "UPPER case",
            "emoji-\ud83d\ude80",
            "media",
            "search",
            "2",
            "-");

    static final List<String> STATES = List.of(
            "publish",
            "publish",
            "publish",
            "draft",
            "pending",
            "private",
            "future",
            "trash",
            "auto-draft",
            "inherit",
            "acf-disabled",
            "");

    static final List<String> TYPES = List.of(
            "post",
            "post",
            "page",
            "page",
            "product",
            "event",
            "location",
            "form",
            "theme",
            "settings",
            "redirect",
            "media",
            "navigation",
            "portfolio",
            "wp_block",
            "wp_template",
            "custom_css",
            "revision",
            "elementor_library",
            "shop_order",
            "");

    private final Random random;
    private final String version;
    private final boolean spaces;
    final List<String> ids = new ArrayList<>();
    private final StringBuilder items = new StringBuilder();

    WxrForge(long seed) {
        random = new Random(seed);
        version = List.of("1.0", "1.1", "1.2").get(random.nextInt(3));
        spaces = random.nextInt(4) != 0;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** As WordPress's own wxr_cdata does it. */
    private static String cdata(String text) {
        return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>";
    }

    private String meta(String key, String value) {
        return "<wp:postmeta><wp:meta_key>" + key + "</wp:meta_key><wp:meta_value>" + cdata(value)
                + "</wp:meta_value></wp:postmeta>\n";
    }

    private String comment(int id) {
        return "<wp:comment><wp:comment_id>" + (random.nextInt(9) == 0 ? "" : id)
                + "</wp:comment_id><wp:comment_author>"
                + cdata(any(List.of("Bo", "<script>alert(1)</script>", "", "\u0639\u0644\u064a")))
                + "</wp:comment_author><wp:comment_author_url>"
                + any(List.of("", "javascript:alert(1)", "http://a.example"))
                + "</wp:comment_author_url><wp:comment_date>"
                + any(List.of("2011-01-01 00:00:00", "0000-00-00 00:00:00", "soon"))
                + "</wp:comment_date><wp:comment_content>"
                + cdata(any(List.of(
                        "Nice",
                        "<img src=x onerror=alert(1)>",
                        "<a href='javascript:alert(1)'>x</a>",
                        "y".repeat(70_000))))
                + "</wp:comment_content><wp:comment_approved>"
                + any(List.of("1", "0", "spam", "trash", "post-trashed", ""))
                + "</wp:comment_approved><wp:comment_type>"
                + any(List.of("", "comment", "pingback", "trackback", "order_note"))
                + "</wp:comment_type><wp:comment_parent>" + random.nextInt(5) + "</wp:comment_parent></wp:comment>\n";
    }

    /** One thing of the file. */
    WxrForge item(String id, String type, String status, String title, String slug, String body, String more) {
        ids.add(id);
        boolean plain = title.indexOf('<') < 0 || title.contains("< E");
        items.append("<item><title>")
                .append(plain && version.equals("1.0") ? title : cdata(title))
                .append("</title>\n<link>")
                .append(
                        slug.isEmpty()
                                ? "https://old.example/?p=" + id + "&preview=true"
                                : "https://old.example/" + slug + "/")
                .append("</link><dc:creator>")
                .append(cdata(any(List.of("ann", "ghost-writer", "<b>x</b>", ""))))
                .append("</dc:creator><content:encoded>")
                .append(cdata(body))
                .append("</content:encoded><excerpt:encoded>")
                .append(cdata(any(List.of("", "Short <b>words</b>", "e".repeat(3_000)))))
                .append("</excerpt:encoded><wp:post_id>")
                .append(id)
                .append("</wp:post_id><wp:post_date>")
                .append(any(List.of("2012-05-01 10:00:00", "0000-00-00 00:00:00", "2099-01-01 00:00:00", "yesterday")))
                .append("</wp:post_date>");
        if (random.nextBoolean()) {
            items.append("<wp:post_date_gmt>")
                    .append(any(List.of("2012-05-01 08:00:00", "0000-00-00 00:00:00")))
                    .append("</wp:post_date_gmt>");
        }
        items.append("<wp:post_name>")
                .append(slug.indexOf('\u0000') < 0 ? cdata(slug) : "")
                .append("</wp:post_name><wp:status>")
                .append(status)
                .append("</wp:status><wp:post_type>")
                .append(type)
                .append("</wp:post_type>\n")
                .append(more)
                .append("</item>\n");
        return this;
    }

    private String extras(int id) {
        StringBuilder more = new StringBuilder();
        more.append("<wp:post_parent>")
                .append(any(
                        List.of("0", "0", String.valueOf(id + 1), String.valueOf(id - 1), String.valueOf(id), "77777")))
                .append("</wp:post_parent><wp:menu_order>")
                .append(any(List.of("0", "5", "x", "-3")))
                .append("</wp:menu_order>");
        if (random.nextInt(6) == 0) {
            more.append("<wp:post_password>secret</wp:post_password>");
        }
        if (random.nextInt(3) == 0) {
            more.append("<category>").append(cdata("Uncategorized")).append("</category>");
            more.append("<category domain=\"category\" nicename=\"q-a\">")
                    .append(cdata("Q & A <script>"))
                    .append("</category>");
            more.append("<category domain=\"")
                    .append(any(List.of("tag", "post_tag")))
                    .append("\" nicename=\"t\">T & U</category>");
            more.append("<category domain=\"genre\" nicename=\"g\">Genre</category>");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            more.append(any(List.of(
                    meta("_thumbnail_id", "700"),
                    meta("_thumbnail_id", "88888"),
                    meta(
                            "_elementor_data",
                            "[{\"id\":\"a\",\"settings\":{\"html\":\"<script>alert(1)</script>\"}}]".repeat(400)),
                    meta("field_acf", "a:2:{i:0;s:3:\"one\";i:1;O:8:\"stdClass\":0:{}}"),
                    meta("views", "1") + meta("views", "2"),
                    meta("", "nameless"),
                    meta("_yoast_wpseo_title", "<script>alert(1)</script> %%sitename%%"),
                    meta("_price", "12,50") + meta("_regular_price", "15.00") + meta("_sku", "S-" + id))));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            more.append(comment(i));
        }
        return more.toString();
    }

    WxrForge crowd(int first, int count) {
        for (int id = first; id < first + count; id++) {
            item(String.valueOf(id), any(TYPES), any(STATES), any(TITLES), any(SLUGS), any(BODIES), extras(id));
        }
        return this;
    }

    /** Every body once, visible. */
    WxrForge everyBody(int first) {
        for (int i = 0; i < BODIES.size(); i++) {
            item(
                    String.valueOf(first + i),
                    i % 2 == 0 ? "post" : "page",
                    "publish",
                    "Body " + i,
                    "",
                    BODIES.get(i),
                    extras(first + i));
        }
        return this;
    }

    WxrForge furniture() {
        item(
                "700",
                "attachment",
                "inherit",
                "Picture",
                "picture",
                "",
                "<wp:attachment_url>http://127.0.0.1:9/pic.png</wp:attachment_url>");
        item("701", "attachment", "inherit", "", "", "", "");
        item(
                "702",
                "attachment",
                "inherit",
                "Odd",
                "",
                "",
                "<wp:attachment_url>javascript:alert(1)</wp:attachment_url>");
        item("900", "wp_block", "publish", "Pattern", "", "<p>Shared</p><!-- wp:block {\"ref\":901} /-->", "");
        item("901", "wp_block", "publish", "Circle", "", "<!-- wp:block {\"ref\":900} /-->", "");
        String menu = "<category domain=\"nav_menu\" nicename=\"main\">Main</category>";
        item(
                "800",
                "nav_menu_item",
                "publish",
                "Up",
                "",
                "",
                menu
                        + meta("_menu_item_menu_item_parent", "801")
                        + meta("_menu_item_type", "custom")
                        + meta("_menu_item_url", "javascript:alert(1)"));
        item(
                "801",
                "nav_menu_item",
                "publish",
                "Down",
                "",
                "",
                menu
                        + meta("_menu_item_menu_item_parent", "800")
                        + meta("_menu_item_type", "custom")
                        + meta("_menu_item_url", "/x"));
        item(
                "802",
                "nav_menu_item",
                "publish",
                "",
                "",
                "",
                menu
                        + meta("_menu_item_menu_item_parent", "0")
                        + meta("_menu_item_type", "post_type")
                        + meta("_menu_item_object_id", "1"));
        item("803", "nav_menu_item", "publish", "Alone", "", "", "");
        item("804", "product_variation", "publish", "Orphan", "", "", "<wp:post_parent>55555</wp:post_parent>");
        return this;
    }

    String xml() {
        String names = spaces
                ? " xmlns:excerpt=\"http://wordpress.org/export/" + version
                        + "/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
                        + " xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/"
                        + version + "/\""
                : "";
        String author = version.equals("1.0")
                ? ""
                : "<wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name>" + cdata("Ann <script>")
                        + "</wp:author_display_name></wp:author>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- generator=\"WordPress\" -->\n<rss version=\"2.0\""
                + names
                + "><channel><title>Old & new</title><link>https://old.example</link><wp:wxr_version>" + version
                + "</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>\n" + author
                + "<wp:category><wp:category_nicename>q-a</wp:category_nicename><wp:cat_name>" + cdata("Q & A")
                + "</wp:cat_name></wp:category>\n"
                + items + "</channel></rss>";
    }

    /** The file as bytes, in one of the shapes that exports come in. */
    byte[] bytes(int shape) {
        String xml = xml();
        return switch (shape % 6) {
            case 1 -> ("\uFEFF\n\n" + xml).getBytes(StandardCharsets.UTF_8);
            case 2 ->
                ("<br />\n<b>Notice</b>: Undefined index: x in y.php on line 3<br />\n" + xml)
                        .getBytes(StandardCharsets.UTF_8);
            case 3 -> xml.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_8);
            case 4 -> mixed(xml.getBytes(StandardCharsets.UTF_8));
            case 5 -> xml.replace("UTF-8", "windows-1252").getBytes(Charset.forName("windows-1252"));
            default -> xml.getBytes(StandardCharsets.UTF_8);
        };
    }

    /** A few bytes of Windows-1252 in the middle of UTF-8, and raw control characters. */
    private static byte[] mixed(byte[] bytes) {
        byte[] out = bytes.clone();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Plain words");
        if (at > 0) {
            out[at] = (byte) 0xE9;
            out[at + 1] = 0x07;
        }
        return out;
    }
}
