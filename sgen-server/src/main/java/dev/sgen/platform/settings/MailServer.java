package dev.sgen.platform.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mail server through which the installation sends mail, as set by {@code SGEN_SMTP_URL}: {@code
 * smtp[s]://user:password@host:port?starttls=required&from=site@example.org}.
 *
 * @param secure TLS from the first byte ({@code smtps})
 * @param startTls whether a plain connection is upgraded to TLS; the password is never sent without TLS
 * @param user null if the server needs none
 * @param from the sender address
 */
public record MailServer(
        String host,
        int port,
        boolean secure,
        StartTls startTls,
        @Nullable String user,
        @Nullable String password,
        String from) {
    private static final int SMTPS = 465;
    private static final int SUBMISSION = 587;
    private static final int SMTP = 25;

    /** Whether a connection that begins without TLS is upgraded. */
    public enum StartTls {
        OFF,
        OFFERED,
        REQUIRED
    }

    /** Parses the URL; empty if it doesn't describe a mail server. */
    static Optional<MailServer> parse(URI uri, String baseDomain) {
        boolean secure = "smtps".equals(uri.getScheme());
        if (uri.getHost() == null || !(secure || "smtp".equals(uri.getScheme()))) {
            return Optional.empty();
        }
        Map<String, String> options = options(uri.getRawQuery());
        if (!Set.of("starttls", "from").containsAll(options.keySet())) {
            return Optional.empty();
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String user = login.length == 0 ? null : decoded(login[0]);
        Optional<StartTls> startTls = startTls(options.get("starttls"), user != null);
        if (startTls.isEmpty()) {
            return Optional.empty();
        }
        int usual = secure ? SMTPS : user == null ? SMTP : SUBMISSION;
        return Optional.of(new MailServer(
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                secure,
                secure ? StartTls.OFF : startTls.get(),
                user,
                login.length < 2 ? user == null ? null : "" : decoded(login[1]),
                options.getOrDefault("from", user != null && user.contains("@") ? user : "sgen@" + baseDomain)));
    }

    private static Optional<StartTls> startTls(@Nullable String word, boolean signsIn) {
        return word == null
                ? Optional.of(signsIn ? StartTls.REQUIRED : StartTls.OFFERED)
                : Arrays.stream(StartTls.values())
                        .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst();
    }

    private static Map<String, String> options(@Nullable String query) {
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(p -> p[0], p -> p.length > 1 ? decoded(p[1]) : "", (a, b) -> b));
    }

    private static String decoded(String text) {
        // A plus sign in an address is literal; only percent escapes are decoded.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (secure ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
