package dev.sgen.admin;

import dev.sgen.platform.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Carries the line about an action over the redirect that follows it; a session keeps texts only. */
final class Notices {
    private static final String KEY = "admin.notice";

    private Notices() {}

    /** For the page that this request renders itself. */
    static void now(HttpServletRequest request, Notice notice) {
        request.setAttribute(KEY, notice);
    }

    /** For the page that comes next. */
    static void next(HttpServletRequest request, Notice notice) {
        request.getSession().setAttribute(KEY, Json.write(notice));
    }

    static @Nullable Notice take(HttpServletRequest request) {
        if (request.getAttribute(KEY) instanceof Notice now) {
            return now;
        }
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(KEY) instanceof String kept)) {
            return null;
        }
        session.removeAttribute(KEY);
        return Json.MAPPER.readValue(kept, Notice.class);
    }
}
