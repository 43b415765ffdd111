package dev.sgen.platform.settings;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.settings.DatabaseAddress.Login;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the address of an external database, as a PostgreSQL URI or a JDBC URL. */
final class DatabaseUrl {
    private DatabaseUrl() {}

    /**
     * Parses {@code postgresql://user:password@host:port/database?option=value}, the same with {@code postgres:}, or
     * {@code jdbc:postgresql:} with user and password in either place.
     */
    static DatabaseAddress parse(String setting, String text) {
        try {
            URI uri = new URI(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
            boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            String path = uri.getRawPath();
            if (known && uri.getHost() != null && path != null && path.length() > 1) {
                return address(setting, uri, path);
            }
        } catch (URISyntaxException refusedBelow) {
            // Reported below. The text may contain a password and isn't repeated.
        }
        throw unusable(setting);
    }

    private static DatabaseAddress address(String setting, URI uri, String path) {
        String[] named = userInfo(uri.getRawUserInfo());
        List<String> options = new ArrayList<>();
        for (String option :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            if (option.startsWith("user=")) {
                named[0] = decode(option.substring("user=".length()));
            } else if (option.startsWith("password=")) {
                named[1] = decode(option.substring("password=".length()));
            } else if (!option.isEmpty()) {
                options.add(option);
            }
        }
        if (named[0] == null) {
            throw unusable(setting);
        }
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        String url = "jdbc:postgresql://" + uri.getHost() + ":" + port + path
                + (options.isEmpty() ? "" : "?" + String.join("&", options));
        Login login = new Login(named[0], named[1] == null ? "" : named[1]);
        return new DatabaseAddress(url, login, login);
    }

    private static @Nullable String[] userInfo(@Nullable String raw) {
        if (raw == null) {
            return new @Nullable String[] {null, null};
        }
        int colon = raw.indexOf(':');
        return colon < 0
                ? new @Nullable String[] {decode(raw), null}
                : new @Nullable String[] {decode(raw.substring(0, colon)), decode(raw.substring(colon + 1))};
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CannotStart unusable(String setting) {
        return CannotStart.setting(
                setting + " is no address of a PostgreSQL database.",
                "Set postgresql://user:password@host:5432/database, special characters percent-encoded.");
    }
}
