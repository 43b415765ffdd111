package dev.sgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "///evil.example",
                "//evil.example/%2e%2e",
                "\\\\evil.example",
                "\\/evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "evil.example",
                "",
                " //evil.example",
                "\t//evil.example",
                "ftp://evil.example",
                "https:evil.example",
                "http:/evil.example"
            })
    @Requirement("T35")
    void an_address_that_leaves_the_site_unsaid_is_never_sent(String to) {
        assertThat(LocationHeader.safe(to)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\\evil.example", "/\t/evil.example", "/\r\n/evil.example", "/\u0000/evil.example"})
    @Requirement("T35")
    void what_a_browser_reads_as_a_second_slash_or_leaves_out_is_escaped(String to) {
        String location = LocationHeader.safe(to);
        assertThat(location).isNotNull().startsWith("/%").matches("[!-~]+").doesNotContain("\\");
    }

    @Test
    void an_address_of_the_site_or_of_the_web_stays() {
        assertThat(LocationHeader.safe("/prices?a=1#b")).isEqualTo("/prices?a=1#b");
        assertThat(LocationHeader.safe("https://example.org/ä")).isEqualTo("https://example.org/%c3%a4");
    }
}
