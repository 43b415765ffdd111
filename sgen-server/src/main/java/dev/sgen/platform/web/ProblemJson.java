package dev.sgen.platform.web;

import dev.sgen.platform.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The format of every error response: RFC 9457 with a stable {@code code} for programs. */
public final class ProblemJson {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "urn:sgen:problem:";

    private ProblemJson() {}

    /**
     * @param code the stable code, such as {@code not-found}
     * @param detail what happened and what to do
     * @param facts additional members with the data behind the message; they never replace a standard member
     */
    public static ObjectNode of(int status, String code, @Nullable String detail, Map<String, Object> facts) {
        ObjectNode problem = Json.object();
        problem.put("type", TYPES + code);
        problem.put("title", title(code));
        problem.put("status", status);
        problem.put("code", code);
        if (detail != null) {
            problem.put("detail", detail);
        }
        facts.forEach((name, value) -> {
            if (!problem.has(name)) {
                problem.set(name, Json.tree(value));
            }
        });
        return problem;
    }

    /** Writes the problem as the response, unless a response is committed already. */
    public static void write(
            HttpServletResponse response, int status, String code, String detail, Map<String, Object> facts)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = Json.MAPPER.writeValueAsBytes(of(status, code, detail, facts));
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String title(String code) {
        String words = code.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
