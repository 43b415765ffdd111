package dev.sgen.admin.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDiffTest {
    private static String told(List<WordDiff.Piece> pieces) {
        return pieces.stream()
                .map(p -> p.marked() ? "[" + p.text() + "]" : p.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "one two three | one 2 three | one [two] three | one [2] three",
                "one three | one two three | one three | one [two ]three",
                "Preis: 5 € | Preis: 6 € | Preis: [5] € | Preis: [6] €",
                "größer | kleiner | [größer] | [kleiner]"
            })
    void words_that_differ_are_marked_on_both_sides(String before, String after, String left, String right) {
        WordDiff.Pair pair = WordDiff.of(before, after);
        assertThat(told(pair.before())).isEqualTo(left);
        assertThat(told(pair.after())).isEqualTo(right);
    }

    @Test
    void nothing_is_lost_whatever_the_texts_are() {
        for (String[] texts : new String[][] {{"", "a"}, {"a", ""}, {"", ""}, {"a\n\nb", "a b"}, {"😀 a", "a 😀"}}) {
            WordDiff.Pair pair = WordDiff.of(texts[0], texts[1]);
            assertThat(pair.before().stream().map(WordDiff.Piece::text).collect(Collectors.joining()))
                    .isEqualTo(texts[0]);
            assertThat(pair.after().stream().map(WordDiff.Piece::text).collect(Collectors.joining()))
                    .isEqualTo(texts[1]);
        }
    }
}
