package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
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
                "/%2f/e.com"
            })
    void a_way_back_that_leaves_the_admin_leads_to_its_front(String next) {
        assertThat(Sessions.returnPath(next)).isEqualTo("/admin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/admin", "/admin/sites/a/staging/pages?q=x&sort=-changed", "/admin/sites/a/records/1#history"})
    void a_way_back_into_the_admin_is_taken(String next) {
        assertThat(Sessions.returnPath(next)).isEqualTo(next);
    }
}
