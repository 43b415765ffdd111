package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Requirement({"T4", "T6"})
class MarkupTest {
    static List<String> attacks() {
        return List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg/onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
                "<title><a title=\"</title><script>alert(1)</script>\"></title>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\" jav&#x09;ascript:alert(1)\">x</a>",
                "<a href=\"&#1;javascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a href=\"vbscript:msgbox(1)\">x</a>",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<iframe src=\"https://evil.example/\"></iframe>",
                "<object data=x></object><embed src=x>",
                "<base href=\"https://evil.example/\">",
                "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
                "<p style=\"background:url(javascript:alert(1));position:fixed\">x</p>",
                "<div style=\"width:expression(alert(1))\">x</div>",
                "<link rel=stylesheet href=https://evil.example/x.css>",
                "<style>@import 'https://evil.example/x.css'</style>",
                "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<p><b><i><p><a href=x><a href=y>nested</a></a></p></i></b>",
                "<template><script>alert(1)</script></template>",
                "<xmp><img src=x onerror=alert(1)></xmp>",
                "<plaintext><script>alert(1)</script>",
                "<details open ontoggle=alert(1)><summary>x</summary></details>",
                "<input autofocus onfocus=alert(1)>",
                "<img srcset=\"javascript:alert(1)\" src=\"javascript:alert(1)\">",
                "<a id=\"attributes\" name=\"cookie\">clobber</a>",
                "<p>{{constructor}} {{{raw}}} <!-- --> a=b, c@d + e</p>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<<script>alert(1)//<</script>",
                "<a href=\"https://ok.example/?a=1&b=2&copy=3\" title='\"quotes\"'>fine</a>",
                "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;",
                "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nothing_that_runs_or_loads_code_survives(String attack) {
        assertHarmless(Markup.inline(attack));
        assertHarmless(Markup.html(attack));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void what_was_cleaned_reads_the_same_after_a_browser_wrote_it_again(String attack) {
        for (String clean : List.of(Markup.inline(attack), Markup.html(attack))) {
            assertThat(Markup.html(clean)).as("second cleaning").isEqualTo(Markup.html(Markup.html(clean)));
            String rewritten = Jsoup.parseBodyFragment(clean).body().html();
            assertHarmless(rewritten);
            assertThat(Jsoup.parseBodyFragment(Markup.html(rewritten)).text())
                    .isEqualTo(Jsoup.parseBodyFragment(clean).text());
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void cleaning_twice_is_cleaning_once(String attack) {
        assertThat(Markup.inline(Markup.inline(attack))).isEqualTo(Markup.inline(attack));
        assertThat(Markup.html(Markup.html(attack))).isEqualTo(Markup.html(attack));
    }

    @Test
    void pieces_of_attacks_put_together_at_random_stay_harmless() {
        Random random = new Random(20_261_121);
        String all = String.join("", attacks());
        for (int round = 0; round < 3_000; round++) {
            StringBuilder soup = new StringBuilder();
            for (int piece = 0; piece < 6; piece++) {
                int from = random.nextInt(all.length());
                soup.append(all, from, Math.min(all.length(), from + 1 + random.nextInt(40)));
            }
            String html = Markup.html(soup.toString());
            String inline = Markup.inline(soup.toString());
            assertHarmless(html);
            assertHarmless(inline);
            assertThat(Markup.html(html)).as(soup.toString()).isEqualTo(html);
            assertThat(Markup.inline(inline)).as(soup.toString()).isEqualTo(inline);
        }
    }

    @Test
    void ordinary_text_is_left_as_it_was_written() {
        String text =
                "Write to <a href=\"mailto:a@b.example\">a@b.example</a>: 1 + 1 = 2, it's <strong>so</strong><br />{{name}}";
        assertThat(Markup.inline(text)).isEqualTo(text);
        assertThat(Markup.inline("plain, no markup")).isEqualTo("plain, no markup");
        assertThat(Markup.html("<p style=\"text-align:center\">mid</p>"))
                .isEqualTo("<p style=\"text-align:center\">mid</p>");
        assertThat(Markup.inline("<b>bold</b> and <i>slanted</i>"))
                .isEqualTo("<strong>bold</strong> and <em>slanted</em>");
    }

    @Test
    void what_was_removed_is_told() {
        Markup.Cleaned cleaned = Markup.htmlReporting("<p onclick=\"x()\">hi<script>x()</script><iframe></iframe></p>");
        assertThat(cleaned.html()).isEqualTo("<p>hi</p>");
        assertThat(cleaned.removed()).contains("script", "iframe", "p onclick");
    }

    private static void assertHarmless(String html) {
        Document parsed = Jsoup.parseBodyFragment(html);
        assertThat(
                        parsed.select(
                                "script,iframe,object,embed,base,meta,link,style,svg,math,form,input,textarea,template,noscript"))
                .as(html)
                .isEmpty();
        parsed.body()
                .getAllElements()
                .forEach(element -> element.attributes().forEach(attribute -> {
                    assertThat(attribute.getKey())
                            .as(html)
                            .doesNotStartWith("on")
                            .isNotIn("srcdoc", "srcset", "id", "name", "class");
                    if (attribute.getKey().equals("href") || attribute.getKey().equals("src")) {
                        assertThat(SchemaFormats.isLink(attribute.getValue()))
                                .as(html)
                                .isTrue();
                    }
                    if (attribute.getKey().equals("style")) {
                        assertThat(attribute.getValue()).as(html).startsWith("text-align:");
                    }
                }));
    }
}
