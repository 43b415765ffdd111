package dev.sgen.theme;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                " javascript:alert(1)",
                "java\tscript:alert(1)",
                "java\nscript:alert(1)",
                "java\r\nscript:alert(1)",
                "\u0001javascript:alert(1)",
                "javascript\t:alert(1)",
                "j\ta\nv\ra\tscript:alert(1)",
                "\u00A0javascript:x",
                "vb\tscript:x",
                "da\nta:text/html,x",
                "java\u0000script:x"
            })
    @Requirement({"T6", "A23"})
    void an_address_that_a_browser_would_run_leads_nowhere(String address) {
        assertThat(Html.address(address)).isEqualTo("#");
        assertThat(Html.link(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/javascript:x",
                "/data:x",
                "mailto:a@example.org",
                "#javascript:",
                "tel:1",
                "?data:1"
            })
    void others_stay(String address) {
        assertThat(Html.link(address)).isEqualTo(address);
    }

    @Test
    @Requirement({"T38", "A7"})
    void tags_are_taken_out_in_one_pass_whatever_the_text() {
        assertThat(Html.plain("a<b>c</b> <i>d")).isEqualTo("a c d");
        assertThat(Html.plain("1 < 2 and <")).isEqualTo("1 < 2 and <");
        assertThat(assertTimeoutPreemptively(ofSeconds(5), () -> Html.plain("<".repeat(1_000_000))))
                .hasSize(1_000_000);
        assertThat(assertTimeoutPreemptively(ofSeconds(5), () -> Html.plain("<a".repeat(500_000) + ">")))
                .isEmpty();
    }
}
