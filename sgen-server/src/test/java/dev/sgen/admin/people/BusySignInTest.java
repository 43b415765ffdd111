package dev.sgen.admin.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.support.FullShare;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Who comes in the middle of a storm of sign-ins hears so, and those who are in go on. */
@Invariant(21)
class BusySignInTest {
    @Test
    @Requirement("T36")
    void a_sign_in_beyond_the_line_is_told_to_come_back_and_no_session_waits() {
        TestApplication server = TestApplication.shared();
        Browser within = Browser.signedIn(server);
        try (FullShare storm = new FullShare(server.bean(BoundedWork.class), Lane.SHORT, "passwords")) {
            HttpResponse<String> late = new Browser(server)
                    .post(
                            "/admin/sign-in",
                            "email",
                            TestApplication.EMAIL,
                            "password",
                            TestApplication.PASSWORD,
                            "next",
                            "");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).contains("try again in 2 seconds");
            assertThat(within.get("/admin/sites").statusCode()).isEqualTo(200);
        }
    }
}
