package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;

@Requirement("T38")
class SearchWordsTest {
    @Test
    void minus_upon_minus_is_left_out_and_a_single_one_stays() {
        assertThat(SearchWords.of("apple -pear well-known \"a - b\"")).isEqualTo("apple -pear well-known \"a - b\"");
        assertThat(SearchWords.of("-".repeat(900))).isBlank();
        assertThat(SearchWords.of("apple " + "- ".repeat(400) + "pear")).isEqualTo("apple pear");
        assertThat(SearchWords.of("")).isEmpty();
    }
}
