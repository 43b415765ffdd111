package dev.sgen.platform.settings;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Reasons;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The settings of the installation, from environment variables or {@code sgen.properties} in the working directory;
 * variables take precedence. Values are validated when read, not when used.
 *
 * @param port the port to listen on; 0 picks a free one
 * @param bind the address to listen on
 * @param data the folder for all persistent data
 * @param baseDomain the admin's host; sites are subdomains of it
 * @param database an external PostgreSQL, empty for the embedded one
 * @param replica a read replica for delivery, if any
 * @param blobs the folder for media
 * @param secretKey the installation's secret, empty for a key file created on first start
 * @param administrator the first administrator, to be created without a browser
 * @param smtp the mail server, if any
 * @param publicAdmin the admin's address for links in mail, if it isn't base domain and port
 * @param clockOffset test only: added to the machine's clock
 * @param limits limits per client, and trusted proxies
 * @param nameServer the DNS server to query, as {@code dns://ADDRESS:PORT}; empty for the machine's own
 */
public record Settings(
        int port,
        String bind,
        Path data,
        String baseDomain,
        Optional<DatabaseAddress> database,
        Optional<String> replica,
        Path blobs,
        Optional<String> secretKey,
        Optional<Administrator> administrator,
        Optional<MailServer> smtp,
        Optional<URI> publicAdmin,
        Duration clockOffset,
        Limits limits,
        Optional<String> nameServer) {

    /** The first administrator, and optionally their API token. */
    public record Administrator(String email, String password, Optional<String> token) {
        @Override
        public String toString() {
            return email;
        }
    }

    static final Path FILE = Path.of("sgen.properties");

    private static final Set<String> NAMES = Set.of(
            "SGEN_PORT",
            "SGEN_BIND",
            "SGEN_DATA",
            "SGEN_BASE_DOMAIN",
            "SGEN_DATABASE_URL",
            "SGEN_DATABASE_REPLICA_URL",
            "SGEN_BLOBS",
            "SGEN_SECRET_KEY",
            "SGEN_ADMIN_EMAIL",
            "SGEN_ADMIN_PASSWORD",
            "SGEN_ADMIN_TOKEN",
            "SGEN_SMTP_URL",
            "SGEN_ADMIN_URL",
            "SGEN_TRUSTED_PROXIES",
            "SGEN_PROXY_HEADERS",
            "SGEN_MAX_CONNECTIONS",
            "SGEN_MAX_CONNECTIONS_PER_ADDRESS",
            "SGEN_MAX_REQUESTS",
            "SGEN_DNS_SERVER",
            "SGEN_CLOCK");

    /**
     * Reads the environment and the file.
     *
     * @throws CannotStart for a value that can't be used, with exit code 2
     */
    public static Settings load() {
        Map<String, String> values = fromFile(FILE);
        values.putAll(System.getenv());
        return of(values);
    }

    /** Reads the given values by their {@code SGEN_} names; ignores others. */
    public static Settings of(Map<String, String> values) {
        SettingValues read = new SettingValues(values);
        Path data = read.folder("SGEN_DATA", Path.of("data"));
        return new Settings(
                read.port(),
                read.text("SGEN_BIND").orElse("127.0.0.1"),
                data,
                read.baseDomain(),
                read.text("SGEN_DATABASE_URL").map(url -> DatabaseUrl.parse("SGEN_DATABASE_URL", url)),
                read.text("SGEN_DATABASE_REPLICA_URL")
                        .map(url -> DatabaseUrl.parse("SGEN_DATABASE_REPLICA_URL", url)
                                .url()),
                read.blobs(data.resolve("blobs")),
                read.secretKey(),
                read.administrator(),
                read.smtp(),
                read.adminUrl(),
                read.clock(),
                read.limits(),
                read.nameServer());
    }

    /** The admin's address as a person types it. */
    public String adminUrl(int actualPort) {
        return "http://" + baseDomain + (actualPort == 80 ? "" : ":" + actualPort) + "/admin";
    }

    /** Scheme, host and port for links in mail, without trailing slash. */
    public String adminAddress() {
        return publicAdmin.map(URI::toString).orElseGet(() -> adminUrl(port).replaceFirst("/admin$", ""));
    }

    public static Map<String, String> fromFile(Path file) {
        Map<String, String> values = new HashMap<>();
        if (!Files.exists(file)) {
            return values;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw CannotStart.setting(
                    "The file " + file.toAbsolutePath() + " can't be read (" + Reasons.of(unreadable) + ").",
                    "Write one NAME=value on each line, in UTF-8.");
        }
        for (String name : properties.stringPropertyNames()) {
            if (!NAMES.contains(name)) {
                throw CannotStart.setting(
                        file + " sets " + name + ", which is no setting.",
                        "Use one of "
                                + String.join(", ", NAMES.stream().sorted().toList()) + ".");
            }
            values.put(name, properties.getProperty(name));
        }
        return values;
    }
}
