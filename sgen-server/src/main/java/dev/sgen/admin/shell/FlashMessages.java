package dev.sgen.admin.shell;

import dev.sgen.platform.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the message about an operation until the page after the redirect is rendered. It is stored in the session as
 * JSON, because sessions hold only texts.
 */
public final class FlashMessages {
    private static final String KEY = "admin.notice";

    private FlashMessages() {}

    /** Shows the message on the page that this request renders. */
    public static void now(HttpServletRequest request, FlashMessage flashMessage) {
        request.setAttribute(KEY, flashMessage);
    }

    /** Shows the message on the next page, after a redirect. */
    public static void next(HttpServletRequest request, FlashMessage flashMessage) {
        request.getSession().setAttribute(KEY, Json.write(flashMessage));
    }

    static @Nullable FlashMessage take(HttpServletRequest request) {
        if (request.getAttribute(KEY) instanceof FlashMessage now) {
            return now;
        }
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEY) instanceof String kept)) {
            return null;
        }
        session.removeAttribute(KEY);
        return Json.MAPPER.readValue(kept, FlashMessage.class);
    }
}
