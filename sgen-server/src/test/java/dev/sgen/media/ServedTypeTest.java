package dev.sgen.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;

class ServedTypeTest {
    @Test
    @Requirement("T2")
    void nothing_of_a_name_reaches_the_header_as_it_was_written() {
        ServedType text = ServedType.of("text/plain");
        assertThat(text.disposition("")).isEqualTo("inline");
        assertThat(text.disposition("a b\"\r\nX: ü.txt"))
                .isEqualTo("inline; filename*=UTF-8''a%20b%22%0D%0AX%3A%20%C3%BC.txt");
        assertThat(ServedType.attachment("a;b.txt")).isEqualTo("attachment; filename*=UTF-8''a%3Bb.txt");
    }
}
