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
 * Starts, ends and reads the sessions of browsers. A session names its member and nothing else about them; who the
 * member is and what they may do is read anew with each request.
 */
public class Sessions {
    /** The session attribute that holds the CSRF secret. */
    static final String CSRF = "csrf";

    private static final String MEMBER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String HOME = "/admin";
    private static final int CSRF_BYTES = 24;
    private static final Duration LONGEST = Duration.ofDays(14);
    private static final int LONGEST_PATH = 2_000;

    /** The request attribute that holds the device cookie's new value until the session cookie is written. */
    private static final String DEVICE = "dev.sgen.device";

    /** A path segment: no percent escape of an ASCII character (%2f, %5c, %2e …), no {@code ;}, and not only dots. */
    private static final String SEGMENT =
            "(?!\\.{1,2}(?:[/?#]|$))(?:[A-Za-z0-9._~!$&'()*+,=:@-]++|%[89A-Fa-f][0-9A-Fa-f])++";

    private static final Pattern PATH = Pattern.compile("/admin(?:/" + SEGMENT + ")*+/?"
            + "(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[2-9A-Fa-f][0-9A-Fa-f])*+)?(?:#[A-Za-z0-9._~-]*)?");

    private final TimeAndIds time;

    Sessions(TimeAndIds time) {
        this.time = time;
    }

    /**
     * Starts a session for an operator who just authenticated. Ends the present one, so that the session id always
     * changes (T29).
     */
    public void start(HttpServletRequest request, Actor.Operator operator) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(MEMBER, operator.member().toString());
        session.setAttribute(CSRF, Base64.getUrlEncoder().withoutPadding().encodeToString(time.secret(CSRF_BYTES)));
        request.setAttribute(ActorFilter.ACTOR, operator);
    }

    /** Ends this browser's session; other sessions of the member stay. */
    public void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        request.removeAttribute(ActorFilter.ACTOR);
    }

    /** The client address and device cookie of a sign-in attempt. */
    public SignInOrigin origin(HttpServletRequest request) {
        return new SignInOrigin(request.getRemoteAddr(), SessionStore.device(request));
    }

    /** Has the device cookie written together with the cookie of the new session. */
    public void remember(HttpServletRequest request, String device) {
        request.setAttribute(DEVICE, device);
    }

    /** The value given to {@link #remember} for this request, or null. */
    static @Nullable String remembered(HttpServletRequest request) {
        return request.getAttribute(DEVICE) instanceof String device ? device : null;
    }

    /** The id of the request's session, under which wrong guesses at its owner's password are counted. */
    public String id(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? "none" : session.getId();
    }

    /** The member whose session the request carries. A session ends two weeks after it began, even if it is in use. */
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
     * The page to open after sign-in; always a path of the admin (T35).
     *
     * @param next the requested page. Ignored unless it is a plain path under {@code /admin} that consists of
     *     characters a Location header may hold and that servers parse in one way only
     */
    public static String returnPath(@Nullable String next) {
        return next != null
                        && next.length() <= LONGEST_PATH
                        && PATH.matcher(next).matches()
                ? next
                : HOME;
    }
}
