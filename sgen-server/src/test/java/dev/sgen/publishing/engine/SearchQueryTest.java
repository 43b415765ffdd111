package dev.sgen.publishing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;

@Requirement("T38")
class SearchQueryTest {
    @Test
    void minus_upon_minus_is_left_out_and_a_single_one_stays() {
        assertThat(SearchQuery.of("apple -pear well-known \"a - b\"")).isEqualTo("apple -pear well-known \"a - b\"");
        assertThat(SearchQuery.of("-".repeat(900))).isBlank();
        assertThat(SearchQuery.of("apple " + "- ".repeat(400) + "pear")).isEqualTo("apple pear");
        assertThat(SearchQuery.of("")).isEmpty();
    }
}
