package dev.sgen.api;

import dev.sgen.platform.MasterKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * and no other (T21). Lists needn't know of it: whatever record with a list and a {@code next} they answer has it
 * sealed on the way out, and {@code cursor} is opened on the way in.
 */
@ControllerAdvice(basePackageClasses = Cursors.class)
final class Cursors implements ResponseBodyAdvice<Object> {
    private static final String CURSOR = "cursor";
    private static final String NEXT = "next";
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
        String position = cursor.substring(SEAL);
        byte[] expected = seal(request, position).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, cursor.substring(0, SEAL).getBytes(StandardCharsets.UTF_8))
                ? new Opened(request, position)
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
            values[next] = seal(request, (String) values[next]) + values[next];
            var maker = list.getClass()
                    .getDeclaredConstructor(
                            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
            maker.setAccessible(true);
            return maker.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record can be made again of its own parts", impossible);
        }
    }

    /** Over the address, the filters and the position; how many are asked for at a time may change. */
    private String seal(HttpServletRequest request, String position) {
        Map<String, String> filters = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> filters.put(name, String.join("\0", values)));
        filters.remove(CURSOR);
        filters.remove("limit");
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((request.getRequestURI() + "\n" + filters + "\n" + position).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal())
                    .substring(0, SEAL);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class Opened extends HttpServletRequestWrapper {
        private final String position;

        Opened(HttpServletRequest request, String position) {
            super(request);
            this.position = position;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return name.equals(CURSOR) ? position : super.getParameter(name);
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return name.equals(CURSOR) ? new String[] {position} : super.getParameterValues(name);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> all = new HashMap<>(super.getParameterMap());
            all.put(CURSOR, new String[] {position});
            return all;
        }
    }
}
