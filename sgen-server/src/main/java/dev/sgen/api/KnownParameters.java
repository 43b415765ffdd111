package dev.sgen.api;

import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a query parameter that a call doesn't know, or that comes twice: a filter that is misspelt would
 * otherwise answer with more than was asked for (T21).
 */
@Component
class KnownParameters implements HandlerInterceptor, WebMvcConfigurer {
    private static final String OURS = KnownParameters.class.getPackageName();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(Routes.API + "/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null
                || query.isEmpty()
                || !(handler instanceof HandlerMethod method)
                || !method.getBeanType().getPackageName().equals(OURS)) {
            return true;
        }
        Set<String> known = known(method);
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&")) {
            String name = decoded(pair.split("=", 2)[0]);
            if (!known.contains(name)) {
                throw odd(
                        name,
                        "There is no such parameter here. Known are: " + String.join(", ", new TreeSet<>(known)) + ".");
            }
            if (!seen.add(name)) {
                throw odd(name, "Give this parameter once.");
            }
        }
        for (String[] values : request.getParameterMap().values()) {
            if (Arrays.stream(values).anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw odd("query", "The character NUL is part of no text here.");
            }
        }
        return true;
    }

    private static Set<String> known(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .map(KnownParameters::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String name(MethodParameter parameter) {
        RequestParam wanted = parameter.getParameterAnnotation(RequestParam.class);
        if (wanted == null) {
            return "";
        }
        return wanted.name().isEmpty() ? parameter.getParameter().getName() : wanted.name();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static Refused odd(String name, String message) {
        return new Refused(new BadRequest(name + ": " + message, List.of(new FieldError(name, message))));
    }
}
