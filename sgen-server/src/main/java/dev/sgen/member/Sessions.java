package dev.sgen.member;

import dev.sgen.platform.Clockwork;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;

/**
 * A signed-in browser. A session is a row that names its member and nothing else; who that is and what they
 * may do is asked anew with each request.
 */
public class Sessions {
    /** Where a request keeps the secret of its session that a form or a script must send back. */
    static final String CSRF = "csrf";

    private static final String MEMBER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String HOME = "/admin";
    private static final int CSRF_BYTES = 24;
    private static final Duration LONGEST = Duration.ofDays(14);

    private final Clockwork clockwork;

    Sessions(Clockwork clockwork) {
        this.clockwork = clockwork;
    }

    /** Starts a session for somebody who just proved who they are: always a new one with a new id (T29). */
    public void start(HttpServletRequest request, Actor.Operator operator) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(MEMBER, operator.member().toString());
        session.setAttribute(
                CSRF, Base64.getUrlEncoder().withoutPadding().encodeToString(clockwork.secret(CSRF_BYTES)));
        request.setAttribute(WhoAsks.ACTOR, operator);
    }

    /** Signs out here; other sessions of the member stay. */
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        request.removeAttribute(WhoAsks.ACTOR);
    }

    /** The member whose session the request carries; a session older than two weeks is over however busy it is. */
    Optional<MemberId> member(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(MEMBER) instanceof String member)) {
            return Optional.empty();
        }
        if (Instant.ofEpochMilli(session.getCreationTime()).plus(LONGEST).isBefore(clockwork.now())) {
            session.invalidate();
            return Optional.empty();
        }
        try {
            return Optional.of(MemberId.parse(member));
        } catch (Refused foreign) {
            return Optional.empty();
        }
    }

    /**
     * Where to go after signing in: a path of the admin, whatever was asked for (T35).
     *
     * @param next what the address bar carried; anything that isn't a plain path under {@code /admin} is ignored
     */
    public static String returnPath(@Nullable String next) {
        if (next == null || !next.startsWith(HOME) || next.indexOf('\\') >= 0 || next.contains("//")) {
            return HOME;
        }
        try {
            URI uri = new URI(next);
            boolean plain = uri.getScheme() == null && uri.getRawAuthority() == null && uri.getRawPath() != null;
            boolean inside = plain
                    && (uri.normalize().getRawPath().equals(HOME)
                            || uri.normalize().getRawPath().startsWith(HOME + "/"));
            return inside ? next : HOME;
        } catch (URISyntaxException odd) {
            return HOME;
        }
    }
}
