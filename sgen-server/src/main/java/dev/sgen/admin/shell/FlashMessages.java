package dev.sgen.admin.shell;

import dev.sgen.platform.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Carries the line about an action over the redirect that follows it; a session keeps texts only. */
public final class FlashMessages {
    private static final String KEY = "admin.notice";

    private FlashMessages() {}

    /** For the page that this request renders itself. */
    public static void now(HttpServletRequest request, FlashMessage flashMessage) {
        request.setAttribute(KEY, flashMessage);
    }

    /** For the page that comes next. */
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
