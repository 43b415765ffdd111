package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large a pattern becomes is known from its text, before anything is compiled. */
class PatternSizeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "abc!1",
                "(a{2}){3}!6",
                "((a{1000}){1000}){1000}!1000000000",
                "(?:(?i)(a{20}){30}|b{5})!600",
                "[{}]{3}!3",
                "\\x{10FFFF}{4}!4",
                "\\Qa{9}{9}\\E!1",
                "a{2,7}!7",
                "a{3,}!4"
            })
    @Requirement("T38")
    void repeats_within_repeats_are_multiplied(String pattern, long repeats) {
        assertThat(PatternSize.of(pattern).repeats()).isEqualTo(repeats);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"abc!4!8", ".*a(.{100}){100}!10000!50000", "((a{1000}){1000}){1000}!1000000000!9000000000"})
    @Requirement("T38")
    void the_compiled_size_is_counted_with_every_repeat_written_out(String pattern, long least, long most) {
        assertThat(PatternSize.of(pattern).instructions()).isBetween(least, most);
    }
}
