package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.web.HeaderFields;
import dev.sgen.support.Requirement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {
    @Test
    @Requirement({"T2", "T34"})
    void a_value_that_could_end_a_line_is_refused() {
        for (int c = 0; c <= 0xFFFF; c++) {
            String value = "a" + (char) c + "b";
            if (c >= 0x20 && c <= 0x7E) {
                assertThat(HeaderFields.of(HttpHeader.ETAG, value).getValue()).isEqualTo(value);
            } else {
                assertThatThrownBy(() -> HeaderFields.of(HttpHeader.ETAG, value))
                        .as("U+%04X", c)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageNotContaining(value);
            }
        }
        assertThatThrownBy(() -> HeaderFields.of("X\r\nY", "z")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderFields.of("X", "y\r\nZ: 1")).isInstanceOf(IllegalArgumentException.class);
    }

    /** What isn't encoded beforehand relies on this. */
    @Test
    @Requirement({"T2", "T34"})
    void the_web_server_cleans_what_is_written_as_text() {
        for (String end : new String[] {"\r\n", "\n", "\r", "\u010A", "\u010D\u010A", "\0"}) {
            ByteBuffer out = ByteBuffer.allocate(200);
            HttpGenerator.putTo(new HttpField("Location", "/a" + end + "X-Injected: yes"), out);
            out.flip();
            String line = StandardCharsets.ISO_8859_1.decode(out).toString();
            assertThat(line).startsWith("Location: /a ").endsWith("X-Injected: yes\r\n");
            assertThat(line.substring(0, line.length() - 2)).doesNotContain("\r", "\n", "\0");
        }
    }
}
