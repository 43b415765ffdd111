package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks whether a session is still open, for responses that outlast their request (streams): after signing out,
 * nothing more is sent (T24).
 */
@Component
public class OpenSessions {
    private final JdbcClient jdbc;

    OpenSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of the request's session; null if the request was made with a token. */
    public static @Nullable String of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && RequestKind.actor(request) instanceof Actor.Operator ? session.getId() : null;
    }

    /**
     * Passes if the session hasn't been ended. Expiry isn't checked: the session was used when the response began, and
     * no response lasts as long as the idle time.
     *
     * @param session as returned by {@link #of}; null passes
     * @throws Refused {@link Forbidden}
     */
    public void require(@Nullable String session) {
        if (session != null && !open(session)) {
            throw new Refused(new Forbidden("of a session that has ended", "go on listening", null));
        }
    }

    private boolean open(String session) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM spring_session WHERE session_id = :id)")
                .param("id", session)
                .query(Boolean.class)
                .single();
    }
}
