package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;

@Requirement("T29")
class SessionsTest {
    private final TestClockwork clock =
            new TestClockwork(Instant.ofEpochMilli(new MockHttpSession().getCreationTime()));
    private final Sessions sessions = new Sessions(clock);
    private final Actor.Operator ana = new Actor.Operator(new MemberId(new UUID(1, 2)), "Ana");

    @Test
    void signing_in_begins_a_new_session_and_ends_the_one_that_was_there() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        MockHttpSession before = (MockHttpSession) request.getSession(true);
        before.setAttribute("planted", "x");

        sessions.start(request, ana);

        assertThat(before.isInvalid()).isTrue();
        assertThat(request.getSession(false).getId()).isNotEqualTo(before.getId());
        assertThat(request.getSession(false).getAttribute("planted")).isNull();
        assertThat(sessions.member(request)).contains(ana.member());
    }

    @Test
    void each_session_has_a_secret_of_its_own() {
        MockHttpServletRequest one = new MockHttpServletRequest();
        MockHttpServletRequest two = new MockHttpServletRequest();
        sessions.start(one, ana);
        sessions.start(two, ana);
        assertThat(one.getSession().getAttribute(Sessions.CSRF))
                .isNotEqualTo(two.getSession().getAttribute(Sessions.CSRF));
    }

    @Test
    void a_session_ends_after_two_weeks_however_busy_it_is() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        sessions.start(request, ana);
        clock.advance(Duration.ofDays(15));
        assertThat(sessions.member(request)).isEmpty();
        assertThat(request.getSession(false)).isNull();
    }

    @Test
    void signing_out_ends_the_session() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        sessions.start(request, ana);
        sessions.end(request);
        assertThat(sessions.member(request)).isEmpty();
    }
}
