package dev.sgen.member;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a session goes on, for answers that outlast the request they were asked by: whoever signs out, or is signed
 * out, hears nothing more (T24).
 */
@Component
public class OpenSessions {
    private final JdbcClient jdbc;

    OpenSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of the session a request was asked by; null where it was asked with a token. */
    public static @Nullable String of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && RequestKind.actor(request) instanceof Actor.Operator ? session.getId() : null;
    }

    /**
     * Lets a session pass that hasn't been ended. That it expires needn't be asked: it was used when the answer began,
     * and no answer lasts as long.
     *
     * @param session as {@link #of} answered it; null passes
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
