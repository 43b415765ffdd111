package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final int LONGEST_PATH = 2_000;

    /** Under what a request keeps the device cookie's new value until the session's cookie is written. */
    private static final String DEVICE = "dev.sgen.device";

    /** A segment of a path: no escape of ASCII (%2f, %5c, %2e …), no {@code ;}, and not only dots. */
    private static final String SEGMENT =
            "(?!\\.{1,2}(?:[/?#]|$))(?:[A-Za-z0-9._~!$&'()*+,=:@-]++|%[89A-Fa-f][0-9A-Fa-f])++";

    private static final Pattern PATH = Pattern.compile("/admin(?:/" + SEGMENT + ")*+/?"
            + "(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[2-9A-Fa-f][0-9A-Fa-f])*+)?(?:#[A-Za-z0-9._~-]*)?");

    private final TimeAndIds time;

    Sessions(TimeAndIds time) {
        this.time = time;
    }

    /** Starts a session for somebody who just proved who they are: always a new one with a new id (T29). */
    public void start(HttpServletRequest request, Actor.Operator operator) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(MEMBER, operator.member().toString());
        session.setAttribute(CSRF, Base64.getUrlEncoder().withoutPadding().encodeToString(time.secret(CSRF_BYTES)));
        request.setAttribute(ActorFilter.ACTOR, operator);
    }

    /** Signs out here; other sessions of the member stay. */
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        request.removeAttribute(ActorFilter.ACTOR);
    }

    /** Where a request to sign in comes from. */
    public SignInOrigin origin(HttpServletRequest request) {
        return new SignInOrigin(request.getRemoteAddr(), SessionStore.device(request));
    }

    /** Has the browser told, with its new session's cookie, that an account signed in here. */
    public void remember(HttpServletRequest request, String device) {
        request.setAttribute(DEVICE, device);
    }

    /** What {@link #remember} was given for this request, or null. */
    static @Nullable String remembered(HttpServletRequest request) {
        return request.getAttribute(DEVICE) instanceof String device ? device : null;
    }

    /** The id of the request's session, by which guesses at its owner's password are counted. */
    public String id(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? "none" : session.getId();
    }

    /** The member whose session the request carries; a session older than two weeks is over however busy it is. */
    Optional<MemberId> member(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(MEMBER) instanceof String member)) {
            return Optional.empty();
        }
        if (Instant.ofEpochMilli(session.getCreationTime()).plus(LONGEST).isBefore(time.now())) {
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
     * @param next what the address bar carried; anything that isn't a plain path under {@code /admin}, in the
     *     letters that a Location header may hold and a server reads in one way only, is ignored
     */
    public static String returnPath(@Nullable String next) {
        return next != null
                        && next.length() <= LONGEST_PATH
                        && PATH.matcher(next).matches()
                ? next
                : HOME;
    }
}
