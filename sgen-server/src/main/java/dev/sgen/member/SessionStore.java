package dev.sgen.member;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * Configures where sessions are stored: as database rows, so that every node knows them and one statement ends them.
 * All attributes are strings and are stored as text; no Java object is deserialised from the table (T40).
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = SessionStore.IDLE_SECONDS)
class SessionStore {
    static final int IDLE_SECONDS = 12 * 60 * 60;

    private static final String SECURE = "__Host-sgen";
    private static final String PLAIN = "sgen";
    private static final String DEVICE = "-device";

    @Bean
    HttpSessionIdResolver sessionCookie() {
        CookieHttpSessionIdResolver resolver = new CookieHttpSessionIdResolver();
        resolver.setCookieSerializer(new ByScheme());
        return resolver;
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> attributesByUpsert() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    ConversionService springSessionConversionService() {
        GenericConversionService texts = new GenericConversionService();
        texts.addConverter(Object.class, byte[].class, value -> {
            if (value instanceof String text) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            throw new IllegalArgumentException("a session keeps texts only, not " + value.getClass());
        });
        texts.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return texts;
    }

    /** The value of the request's device cookie, unchecked; null if there is none. */
    static @Nullable String device(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? null
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(deviceName(request)))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private static String deviceName(HttpServletRequest request) {
        return request.isSecure() ? SECURE + DEVICE : PLAIN + DEVICE;
    }

    /**
     * Over TLS uses a {@code __Host-} cookie, which no sibling host can set. Browsers refuse that prefix on plain HTTP,
     * so there a plain cookie is used.
     */
    private static final class ByScheme implements CookieSerializer {
        private final CookieSerializer secure = serializer(SECURE, true);
        private final CookieSerializer plain = serializer(PLAIN, false);

        @Override
        public void writeCookieValue(CookieValue value) {
            of(value.getRequest()).writeCookieValue(value);
            String device = Sessions.remembered(value.getRequest());
            if (device != null && !value.getCookieValue().isEmpty()) {
                value.getResponse().addHeader(HttpHeaders.SET_COOKIE, deviceCookie(value.getRequest(), device));
            }
        }

        private static String deviceCookie(HttpServletRequest request, String device) {
            return ResponseCookie.from(deviceName(request), device)
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Lax")
                    .path("/")
                    .maxAge(KnownDevices.GOOD_FOR)
                    .build()
                    .toString();
        }

        @Override
        public List<String> readCookieValues(HttpServletRequest request) {
            return of(request).readCookieValues(request);
        }

        private CookieSerializer of(HttpServletRequest request) {
            return request.isSecure() ? secure : plain;
        }

        private static CookieSerializer serializer(String name, boolean secure) {
            DefaultCookieSerializer cookie = new DefaultCookieSerializer();
            cookie.setCookieName(name);
            cookie.setUseSecureCookie(secure);
            cookie.setUseHttpOnlyCookie(true);
            cookie.setSameSite("Lax");
            cookie.setCookiePath("/");
            return cookie;
        }
    }
}
