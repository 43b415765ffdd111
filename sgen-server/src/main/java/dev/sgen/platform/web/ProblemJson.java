package dev.sgen.platform.web;

import dev.sgen.platform.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The one shape of every error answer: RFC 9457 with a stable {@code code} that programs branch on. */
public final class ProblemJson {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "urn:sgen:problem:";

    private ProblemJson() {}

    /**
     * @param code the stable word, such as {@code not-found}
     * @param detail what happened and what to do now
     * @param facts the data behind the sentence; they stand beside the standard members and never replace one
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

    /** Answers with the problem, unless an answer is on its way already. */
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
