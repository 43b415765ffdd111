package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("T35")
class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//e.com",
                "\\\\e.com",
                "https:e.com",
                "https://e.com/admin",
                "/admin//e.com",
                "/admin\\@e.com",
                "javascript:alert(1)",
                "/admin/../..//e.com",
                "/admin/../api",
                "/administrator",
                "",
                " /admin",
                "/admin@e.com",
                "/admin/\r\nSet-Cookie: a=b",
                "/%2f/e.com",
                "/admin/%2f",
                "/admin/%2F%2fe.com",
                "/admin/..%2f..%2fe.com",
                "/admin/%5ce.com",
                "/admin/%2e%2e/e",
                "/admin/./x",
                "/admin/..",
                "/admin/é",
                "/admin/sites?q=é",
                "/admin/x y",
                "/admin/%",
                "/admin/%zz",
                "/admin/%00",
                "/admin/%0d%0aSet-Cookie:%20a=b",
                "/admin?x=%0d%0aSet-Cookie:%20a=b",
                "/admin/;/x",
                "/admin/x;jsessionid=1",
                "/admin/{x}",
                "/admin/x|y",
                "/admin/<b>",
                "/admin/\u0000",
                "/admin/\u2028",
                "/admin/\ud800"
            })
    void a_way_back_that_leaves_the_admin_leads_to_its_front(String next) {
        assertThat(Sessions.returnPath(next)).isEqualTo("/admin");
    }

    @Test
    void a_way_back_without_an_end_is_read_in_no_time() {
        assertThat(Sessions.returnPath("/admin/" + "a/".repeat(100_000) + "é")).isEqualTo("/admin");
        assertThat(Sessions.returnPath("/admin/" + "%E9".repeat(600) + "é")).isEqualTo("/admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin?x=1",
                "/admin/sites/a/staging/tags?tag=%C3%A9t%C3%A9&next=%2Fadmin",
                "/admin/sites/a/staging/pages?q=x&sort=-changed",
                "/admin/sites/a/records/1#history"
            })
    void a_way_back_into_the_admin_is_taken(String next) {
        assertThat(Sessions.returnPath(next)).isEqualTo(next);
    }
}
