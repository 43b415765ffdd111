package dev.sgen.member;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * The paths of the admin's scripts, styles and icons. They are the same for everybody, so requests for them aren't
 * authenticated.
 */
final class StaticFiles {
    /** The same paths as patterns, for the authorisation rules. */
    static final String[] PATTERNS = {"/webjars/**", "/assets/**", "/admin/assets/**", "/favicon.ico", "/robots.txt"};

    private static final List<String> FOLDERS = List.of("/webjars/", "/assets/", "/admin/assets/");

    private StaticFiles() {}

    static boolean asked(HttpServletRequest request) {
        return FOLDERS.stream().anyMatch(request.getRequestURI()::startsWith);
    }
}
