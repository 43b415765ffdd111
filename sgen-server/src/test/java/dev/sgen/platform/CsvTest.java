package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+49 30",
                "-1",
                "@SUM(A1)",
                "%x",
                "|calc",
                "°x",
                "\t=1",
                "\r=1",
                "\n=1",
                "\tx",
                "\rx",
                " =1",
                "\u00A0=1",
                "\u3000=1",
                "\u200B=1",
                "\uFEFF=1",
                "\"=1",
                "'=1",
                "\"' =1",
                "＝1",
                "＋1",
                "－1",
                "＠x",
                "\u2212 1",
                "x;=cmd",
                "x,=cmd",
                "x\t=cmd",
                "x; =cmd",
                "x;\"=cmd",
                "x;+1",
                "x;-1",
                "x;@x",
                ";=1",
                "x\uFF1B=1"
            })
    @Requirement({"T39", "A18"})
    void what_a_spreadsheet_could_take_for_a_formula_begins_with_an_apostrophe(String text) {
        assertThat(Csv.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a=b", "a-b", "well-known, and so on", "two\nlines", "me@example.org", "7; 8", "Zoë"})
    @Requirement("T39")
    void other_words_stay_as_they_are(String text) {
        assertThat(Csv.safe(text)).isEqualTo(text);
    }

    @Test
    @Requirement({"T39", "A18"})
    void every_cell_is_quoted() throws IOException {
        StringBuilder out = new StringBuilder();
        Csv csv = new Csv(out, List.of("a", "=b"));
        csv.row(Arrays.asList("x;y", null));
        csv.row(List.of("say \"hi\"", 7));
        csv.flush();
        assertThat(out.toString()).isEqualTo("\"a\",\"'=b\"\r\n\"x;y\",\"\"\r\n\"say \"\"hi\"\"\",\"7\"\r\n");
    }
}
