package dev.sgen.member;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The admin's own scripts, styles and icons: the same for everybody, so nobody is asked who they are. */
final class StaticFiles {
    /** As patterns, for who may come in. */
    static final String[] PATTERNS = {"/webjars/**", "/assets/**", "/admin/assets/**", "/favicon.ico", "/robots.txt"};

    private static final List<String> FOLDERS = List.of("/webjars/", "/assets/", "/admin/assets/");

    private StaticFiles() {}

    static boolean asked(HttpServletRequest request) {
        return FOLDERS.stream().anyMatch(request.getRequestURI()::startsWith);
    }
}
