package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.support.Requirement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("T20")
class PathsTest {
    @ParameterizedTest
    @CsvSource({
        "about, /about",
        "/about/, /about",
        "/, /",
        "/Über uns/Team, /Über-uns/Team",
        "/%E2%9C%A8-neu, /✨-neu",
        "/日本語/ページ, /日本語/ページ",
        "/a%20b, /a-b",
        "/cafe\u0301, /café",
        "/feedback, /feedback",
        "/mediation, /mediation"
    })
    void a_path_has_one_spelling(String given, String expected) throws Exception {
        assertThat(Paths.normalise(given)).isEqualTo(expected);
        assertThat(Paths.normalise(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/a//b",
                "/../etc/passwd",
                "/a/../b",
                "/a/./b",
                "/%2e%2e/secret",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a?b",
                "/a#b",
                "/a\u0000b",
                "/a%00b",
                "/a\nb\u0007",
                "/100%",
                "/a%2525",
                "/a;b=c",
                "/<script>",
                "/a\"b",
                "/media/x",
                "/MEDIA/x",
                "/_forms/1",
                "/_sgen",
                "/feed",
                "/feed.xml",
                "/feed/posts",
                "/sitemap.xml",
                "/robots.txt",
                "/search",
                "/search/x",
                "/.well-known/acme",
                "/a\u202Eb",
                "/a\uD800b",
                "/%ff%fe"
            })
    void what_no_path_may_be_is_refused(String bad) {
        assertThatThrownBy(() -> Paths.normalise(bad)).isInstanceOf(Paths.BadPath.class);
    }

    @Test
    void a_very_long_path_is_refused_quickly() {
        assertThatThrownBy(() -> Paths.normalise("/" + "a".repeat(10_000_000))).isInstanceOf(Paths.BadPath.class);
        assertThatThrownBy(() -> Paths.normalise("/" + "a".repeat(500))).isInstanceOf(Paths.BadPath.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Hello World!, hello-world",
        "'  --What?--  ', what",
        "Grüße aus Köln, grüße-aus-köln",
        "日本語のタイトル, 日本語のタイトル",
        "Launch 🚀 day, launch-🚀-day",
        "It’s done, its-done",
        "ＦＵＬＬ width, full-width",
        "'!!!', ''",
        "हिन्दी में, हिन्दी-में"
    })
    void a_slug_keeps_letters_of_any_script(String title, String slug) {
        assertThat(Paths.slug(title)).isEqualTo(slug);
        assertThat(Paths.slug(slug)).isEqualTo(slug);
    }

    @Test
    void any_slug_is_a_path_and_stays_itself() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder title = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                int c = random.nextInt(0x30000);
                title.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
            }
            String slug = Paths.slug(title.toString());
            assertThat(slug.codePointCount(0, slug.length())).isLessThanOrEqualTo(81);
            if (!slug.isEmpty()) {
                assertThat(Paths.normalise("/p/" + slug)).isEqualTo("/p/" + slug);
            }
        }
    }
}
