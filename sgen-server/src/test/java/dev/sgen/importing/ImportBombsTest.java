package dev.sgen.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.html.WordPressHtml;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that cost a reader more than their length: twice the text takes about twice the time (A7). */
@Invariant(21)
@Requirement({"T3", "T38"})
class ImportBombsTest {
    private static final int SIZE = 100_000;
    private static final long TOO_LITTLE_TO_MEASURE_MILLIS = 250;

    static Stream<String> bodies() {
        return Stream.of(
                "[caption ",
                "[caption]",
                "[caption]x[/caption]",
                "[caption]<img src=x>",
                "[caption][/wp_caption",
                "[embed]",
                "[embed] http://a ",
                "[gallery ",
                "[gallery]",
                "[audio src=\"",
                "[audio a b c",
                "[video src='x' ",
                "[x y ",
                "[",
                "]",
                "<br>",
                "<br>x",
                "<br ",
                "<a href>",
                "<a href=\"https://example.org/\">x",
                "<a>x</a>",
                "<table>",
                "<table><tr><td>",
                "<td>x",
                "<b>",
                "<b><i>",
                "<p>",
                "<p><b>",
                "<div>",
                "<div>x</div>",
                "<ul><li>",
                "<li>",
                "<dl><dd>",
                "<blockquote>",
                "<blockquote><cite>x",
                "<img src=x>",
                "<a><img src=x>",
                "<figure><img src=x>",
                "<figure>",
                "<form>",
                "<select><option>",
                "<svg><g>",
                "<math><mi>",
                "<template>",
                "<iframe src=\"https://a.example/\"></iframe>",
                "<object>",
                "<video src=x></video>",
                "<h1>",
                "<pre>\n",
                "<!-- wp:paragraph -->",
                "<!-- wp:html -->",
                "<!-- wp:html --><p>x",
                "<!-- wp:social-link {\"url\":\"https://a.example\"} /-->",
                "<!-- wp:x {",
                "<!--",
                "<",
                "</",
                "</p>",
                "</b>",
                "&",
                "\"",
                "'",
                "&amp;",
                "&#32;",
                "&nbsp;",
                "&#10;&#32;",
                "\n",
                " \n",
                "\n\n",
                "\t",
                "x\n",
                "http://a.example/ ",
                "http://a.example/\n\n",
                "<big>",
                "<font style=\"text-align\">",
                "<p style=\"text-align:\">",
                "<div class=\"wp-block-columns\"><div>",
                "<div class=\"gallery\"><img src=x>",
                "<div class=\"wp-block-button\"><a href=x>x",
                "<span onclick=x>",
                "a",
                "ab ");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void twice_a_body_takes_about_twice_the_time(String piece) {
        straight(piece, length -> piece.repeat(length / piece.length()));
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void twice_an_attribute_takes_about_twice_the_time(String before, String piece, String after) {
        straight(before + piece, length -> before + piece.repeat(length / piece.length()) + after);
    }

    static Stream<Object[]> attributes() {
        return Stream.of(
                new Object[] {"<div class=\"wp-block-columns\"><div style=\"", "flex-basis:", "\">x</div></div>"},
                new Object[] {"<div class=\"wp-block-cover\" style=\"", "background-image:url(", "\">x</div>"},
                new Object[] {"<div class=\"wp-block-cover\" style=\"", "background-image: ", "\">x</div>"},
                new Object[] {"<p style=\"", "text-align", "\">x</p>"},
                new Object[] {"<p class=\"", "a ", "\">x</p>"},
                new Object[] {"<img src=\"", "a", "\">"},
                new Object[] {"<a href=\"", "?", "\n\">x</a>"},
                new Object[] {"<a href=\"https://old.example/", "/", "x\">x</a>"},
                new Object[] {"[gallery ids=\"", " ", "x\"]"},
                new Object[] {"<sgen-gallery ids=\"1", " ", "x\"></sgen-gallery>"},
                new Object[] {"[audio ", "a", "]"});
    }

    private interface Text {
        String of(int length);
    }

    private static void straight(String what, Text text) {
        String once = text.of(SIZE);
        String twice = text.of(2 * SIZE);
        read(text.of(SIZE / 4));
        double factor = Double.MAX_VALUE;
        List<Long> measured = new ArrayList<>();
        // The machine has other work as well: the best of a few rounds counts.
        for (int round = 0; round < 3 && factor > 2.6; round++) {
            long one = read(once);
            long two = read(twice);
            measured.add(one);
            measured.add(two);
            factor = Math.min(factor, two < TOO_LITTLE_TO_MEASURE_MILLIS ? 1 : (double) two / Math.max(1, one));
        }
        assertThat(factor).as("%s, in milliseconds: %s", what, measured).isLessThan(2.6);
    }

    private static long read(String html) {
        long begun = System.nanoTime();
        try {
            WordPressHtml.blocks(html, HtmlContext.NONE, new ItemNotes());
        } catch (StackOverflowError deep) {
            // Then its words come in.
        }
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
