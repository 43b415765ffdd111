package dev.sgen.api;

import dev.sgen.platform.settings.MasterKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Seals the cursors of every list: one continues the list that gave it out, of that site and with those filters,
 * and no other (T21). It carries the filters, so a program may follow it with nothing beside it. Lists needn't know of
 * it: whatever record with a list and a {@code next} they answer has it sealed on the way out, and {@code cursor} is
 * opened on the way in.
 */
@ControllerAdvice(basePackageClasses = Cursors.class)
final class Cursors implements ResponseBodyAdvice<Object> {
    private static final String CURSOR = "cursor";
    private static final String NEXT = "next";
    private static final String LIMIT = "limit";
    private static final String ALGORITHM = "HmacSHA256";
    /** In characters: 96 bits in base64. */
    private static final int SEAL = 16;

    private final SecretKeySpec key;

    Cursors(MasterKey master) {
        this.key = new SecretKeySpec(master.derive("api.cursor"), ALGORITHM);
    }

    /** The request as the list shall see it, or null if its cursor isn't one that this very list gave out. */
    @Nullable
    HttpServletRequest open(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || !query.contains(CURSOR)) {
            return request;
        }
        String[] sent = request.getParameterValues(CURSOR);
        if (sent == null || sent.length != 1) {
            return request;
        }
        String cursor = sent[0];
        if (cursor.length() <= SEAL) {
            return null;
        }
        String carried = cursor.substring(SEAL);
        byte[] expected = seal(request, carried).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, cursor.substring(0, SEAL).getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        String text = new String(Base64.getUrlDecoder().decode(carried), StandardCharsets.UTF_8);
        String filters = text.substring(0, text.indexOf('\n'));
        String asked = filters(request);
        return asked.isEmpty() || asked.equals(filters)
                ? new Opened(request, text.substring(text.indexOf('\n') + 1), parsed(filters))
                : null;
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return body instanceof Record list && request instanceof ServletServerHttpRequest servlet
                ? sealed(list, servlet.getServletRequest())
                : body;
    }

    private Object sealed(Record list, HttpServletRequest request) {
        RecordComponent[] parts = list.getClass().getRecordComponents();
        int next = -1;
        boolean lists = false;
        for (int i = 0; i < parts.length; i++) {
            lists |= parts[i].getType() == List.class;
            if (parts[i].getName().equals(NEXT) && parts[i].getType() == String.class) {
                next = i;
            }
        }
        if (next < 0 || !lists) {
            return list;
        }
        try {
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i].getAccessor().setAccessible(true);
                values[i] = parts[i].getAccessor().invoke(list);
            }
            if (values[next] == null) {
                return list;
            }
            String carried = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((filters(request) + "\n" + values[next]).getBytes(StandardCharsets.UTF_8));
            values[next] = seal(request, carried) + carried;
            var maker = list.getClass()
                    .getDeclaredConstructor(
                            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
            maker.setAccessible(true);
            return maker.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record can be made again of its own parts", impossible);
        }
    }

    /** What the list was asked for; how many at a time may change. */
    private static String filters(HttpServletRequest request) {
        return new TreeMap<>(request.getParameterMap())
                .entrySet().stream()
                        .filter(e -> !e.getKey().equals(CURSOR) && !e.getKey().equals(LIMIT))
                        .flatMap(e -> Arrays.stream(e.getValue()).map(v -> encoded(e.getKey()) + "=" + encoded(v)))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String[]> parsed(String filters) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String each : filters.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                all.computeIfAbsent(
                                URLDecoder.decode(each.substring(0, equals), StandardCharsets.UTF_8),
                                name -> new ArrayList<>())
                        .add(URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        Map<String, String[]> parsed = new HashMap<>();
        all.forEach((name, values) -> parsed.put(name, values.toArray(String[]::new)));
        return parsed;
    }

    private String seal(HttpServletRequest request, String carried) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((request.getRequestURI() + "\n" + carried).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal())
                    .substring(0, SEAL);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The request with what its cursor says. */
    private static final class Opened extends HttpServletRequestWrapper {
        private final Map<String, String[]> all;

        Opened(HttpServletRequest request, String position, Map<String, String[]> filters) {
            super(request);
            all = new HashMap<>(filters);
            all.putAll(request.getParameterMap());
            all.put(CURSOR, new String[] {position});
        }

        @Override
        public @Nullable String getParameter(String name) {
            String[] values = all.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return all.get(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Collections.unmodifiableMap(all);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(all.keySet());
        }
    }
}
