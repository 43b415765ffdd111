package dev.sgen.platform.settings;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.NetworkRange;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the values of settings. Throws {@link CannotStart} if a value can't be used. */
record SettingValues(Map<String, String> values) {
    private static final Pattern NAME_SERVER =
            Pattern.compile("(?:(?<four>[0-9.]+)|\\[(?<six>[0-9a-fA-F:.]+)\\])(?::(?<port>[0-9]{1,5}))?");

    private static final int MAX_PORT = 65_535;
    private static final int MIN_SECRET = 32;
    private static final int MIN_PASSWORD = 8;
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");
    private static final Pattern SECONDS = Pattern.compile("[+-]?\\d{1,12}");

    /** The value of a setting; empty if it is missing or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    int port() {
        String value = text("SGEN_PORT").orElse("8080");
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException refusedBelow) {
            // Reported below.
        }
        throw CannotStart.setting(
                "SGEN_PORT is \"" + value + "\", which is no port.",
                "Set a number from 1 to 65535, or 0 for any free port.");
    }

    Path folder(String name, Path otherwise) {
        try {
            return text(name).map(Path::of).orElse(otherwise).toAbsolutePath().normalize();
        } catch (InvalidPathException impossible) {
            throw CannotStart.setting(
                    name + " is no path of a folder.", "Set the path of a folder that SGEN may write.");
        }
    }

    String baseDomain() {
        String value = text("SGEN_BASE_DOMAIN").orElse("localhost").toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(value).matches()) {
            throw CannotStart.setting(
                    "SGEN_BASE_DOMAIN is \"" + value + "\", which is no domain name.",
                    "Set a name without scheme, port or path, such as example.org.");
        }
        return value;
    }

    Path blobs(Path otherwise) {
        Optional<String> value = text("SGEN_BLOBS");
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().startsWith("file:")) {
            throw CannotStart.setting(
                    "SGEN_BLOBS is \"" + value.get() + "\"; only a folder can hold media in this version.",
                    "Set file:/path/of/a/folder, or leave it empty for a folder under SGEN_DATA.");
        }
        String path = value.get().substring("file:".length()).replaceFirst("^//(?=/)", "");
        return Path.of(path).toAbsolutePath().normalize();
    }

    Optional<String> secretKey() {
        Optional<String> key = text("SGEN_SECRET_KEY");
        if (key.isPresent() && key.get().length() < MIN_SECRET) {
            throw CannotStart.setting(
                    "SGEN_SECRET_KEY is shorter than 32 characters.",
                    "Set 32 or more random characters, or leave it empty: SGEN then keeps a key file under SGEN_DATA.");
        }
        return key;
    }

    Optional<Settings.Administrator> administrator() {
        Optional<String> email = text("SGEN_ADMIN_EMAIL");
        Optional<String> password =
                Optional.ofNullable(values.get("SGEN_ADMIN_PASSWORD")).filter(p -> !p.isEmpty());
        if (email.isEmpty() && password.isEmpty() && text("SGEN_ADMIN_TOKEN").isEmpty()) {
            return Optional.empty();
        }
        if (email.isEmpty() || password.isEmpty()) {
            throw CannotStart.setting(
                    "SGEN_ADMIN_EMAIL and SGEN_ADMIN_PASSWORD (and SGEN_ADMIN_TOKEN) go together.",
                    "Set both, or none of them and create the first administrator in the browser.");
        }
        if (!email.get().contains("@")) {
            throw CannotStart.setting("SGEN_ADMIN_EMAIL is no email address.", "Set one like ada@example.org.");
        }
        if (password.get().length() < MIN_PASSWORD) {
            throw CannotStart.setting(
                    "SGEN_ADMIN_PASSWORD is shorter than 8 characters.", "Choose a longer one; a few words are good.");
        }
        return Optional.of(new Settings.Administrator(email.get(), password.get(), text("SGEN_ADMIN_TOKEN")));
    }

    Optional<MailServer> smtp() {
        return text("SGEN_SMTP_URL").map(value -> {
            try {
                Optional<MailServer> server = MailServer.parse(new URI(value), baseDomain());
                if (server.isPresent()) {
                    return server.get();
                }
            } catch (URISyntaxException | IllegalArgumentException refusedBelow) {
                // Reported below.
            }
            throw CannotStart.setting(
                    "SGEN_SMTP_URL is no address of a mail server.",
                    "Set smtp://user:password@host:587 or smtps://user:password@host:465; behind a ? only starttls=off, "
                            + "offered or required, and from=ADDRESS.");
        });
    }

    Optional<URI> adminUrl() {
        return text("SGEN_ADMIN_URL").map(value -> {
            try {
                URI uri = new URI(value.replaceFirst("(/admin)?/?$", ""));
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (web && uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null) {
                    return uri;
                }
            } catch (URISyntaxException refusedBelow) {
                // Reported below.
            }
            throw CannotStart.setting(
                    "SGEN_ADMIN_URL is no address of an admin.",
                    "Set scheme and host as people type them, such as https://cms.example.org.");
        });
    }

    Duration clock() {
        String value = text("SGEN_CLOCK").orElse("0");
        try {
            return SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : Duration.parse(value);
        } catch (DateTimeParseException unreadable) {
            throw CannotStart.setting(
                    "SGEN_CLOCK is \"" + value + "\", which is no offset.",
                    "Set seconds such as 3600, or an ISO 8601 duration such as PT1H; it is for tests only.");
        }
    }

    Optional<String> nameServer() {
        return text("SGEN_DNS_SERVER").map(SettingValues::nameServer);
    }

    private static String nameServer(String value) {
        Matcher read = NAME_SERVER.matcher(value);
        String address = read.matches() ? Objects.requireNonNullElse(read.group("four"), read.group("six")) : "";
        if (NetworkRange.parse(address).isEmpty()) {
            throw CannotStart.setting(
                    "SGEN_DNS_SERVER is \"" + value + "\", which is no address of a name server.",
                    "Set an address, with a port if it isn't 53, such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53.");
        }
        String host = address.equals(read.group("six")) ? "[" + address + "]" : address;
        return "dns://" + host + ":" + Objects.requireNonNullElse(read.group("port"), "53");
    }

    Limits limits() {
        List<NetworkRange> proxies = new ArrayList<>();
        for (String each : text("SGEN_TRUSTED_PROXIES").orElse("").split("[,\\s]+")) {
            if (!each.isEmpty()) {
                proxies.add(NetworkRange.parse(each)
                        .orElseThrow(() -> CannotStart.setting(
                                "SGEN_TRUSTED_PROXIES has \"" + each + "\", which is no address.",
                                "Set addresses or ranges with commas between, such as 127.0.0.1, 10.0.0.0/8.")));
            }
        }
        return new Limits(
                List.copyOf(proxies),
                proxyHeader(),
                count("SGEN_MAX_CONNECTIONS", 10_000),
                count("SGEN_MAX_CONNECTIONS_PER_ADDRESS", 256),
                count("SGEN_MAX_REQUESTS", 1_000));
    }

    private Limits.ProxyHeader proxyHeader() {
        String value = text("SGEN_PROXY_HEADERS").orElse("x-forwarded").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "x-forwarded" -> Limits.ProxyHeader.X_FORWARDED;
            case "forwarded" -> Limits.ProxyHeader.FORWARDED;
            default ->
                throw CannotStart.setting(
                        "SGEN_PROXY_HEADERS is \"" + value + "\", which no proxy writes.",
                        "Set x-forwarded (X-Forwarded-For, -Proto, -Host) or forwarded (RFC 7239).");
        };
    }

    private int count(String name, int otherwise) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!COUNT.matcher(value.get()).matches()) {
            throw CannotStart.setting(
                    name + " is \"" + value.get() + "\", which is no number of them.",
                    "Set a whole number from 1 to 999999.");
        }
        return Integer.parseInt(value.get());
    }
}
