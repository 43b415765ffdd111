package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.web.TrustedProxies;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

@Requirement("T27")
class TrustedProxiesTest {
    /** Says who asked, by which scheme and for which host, as everything behind it sees them. */
    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String said =
                    Request.getRemoteAddr(request) + " " + request.getHttpURI().getScheme() + " "
                            + request.isSecure() + " " + request.getHeaders().get(HttpHeader.HOST) + " "
                            + Request.getServerName(request) + ":" + Request.getServerPort(request);
            Content.Sink.write(response, true, said, callback);
            return true;
        }
    }

    private static String asked(Map<String, String> settings, String... headers) throws Exception {
        Server server = new Server();
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.addCustomizer(new TrustedProxies(Settings.of(settings).limits()));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Echo());
        server.start();
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            String request = "GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n" : "") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        } finally {
            server.stop();
        }
    }

    private static final Map<String, String> TRUSTED =
            Map.of("SGEN_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8, fd00::/8");
    private static final String PLAIN = "127.0.0.1 http false shop.example shop.example:80";

    @Test
    void nobody_is_believed_unless_an_operator_said_so() throws Exception {
        String[] claims = {
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example",
            "Forwarded: for=203.0.113.9;proto=https;host=evil.example"
        };
        assertThat(asked(Map.of(), claims)).isEqualTo(PLAIN);
        assertThat(asked(Map.of("SGEN_TRUSTED_PROXIES", "192.0.2.1, ::1"), claims))
                .isEqualTo(PLAIN);
    }

    @Test
    void a_trusted_proxy_tells_address_scheme_and_host() throws Exception {
        assertThat(asked(
                        TRUSTED,
                        "X-Forwarded-For: 203.0.113.9",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: www.shop.example"))
                .isEqualTo("203.0.113.9 https true www.shop.example www.shop.example:443");
        assertThat(asked(TRUSTED)).isEqualTo(PLAIN);
    }

    @Test
    void what_a_client_puts_before_the_proxys_own_word_is_not_believed() throws Exception {
        assertThat(asked(TRUSTED, "X-Forwarded-For: 198.51.100.1, 203.0.113.9")).startsWith("203.0.113.9 ");
        assertThat(asked(TRUSTED, "X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.9, 10.1.2.3"))
                .startsWith("203.0.113.9 ");
        assertThat(asked(TRUSTED, "X-Forwarded-For: 10.1.2.3, [fd00::7]:4711")).startsWith("10.1.2.3 ");
        assertThat(asked(TRUSTED, "X-Forwarded-For: 203.0.113.9:4711")).startsWith("203.0.113.9 ");
        assertThat(asked(TRUSTED, "X-Forwarded-For: unknown", "X-Forwarded-Host: evil.example/x?y"))
                .isEqualTo(PLAIN);
        assertThat(asked(TRUSTED, "Forwarded: for=198.51.100.1;proto=https;host=evil.example"))
                .as("the family that the proxy doesn't write")
                .isEqualTo(PLAIN);
    }

    @Test
    void the_standard_header_is_read_where_the_operator_says_the_proxy_writes_it() throws Exception {
        Map<String, String> standard = Map.of("SGEN_TRUSTED_PROXIES", "127.0.0.1", "SGEN_PROXY_HEADERS", "forwarded");
        assertThat(asked(
                        standard,
                        "Forwarded: for=198.51.100.1;host=evil.example, for=\"[2001:db8::9]:4711\";proto=https;host=shop.example:8443",
                        "X-Forwarded-For: 198.51.100.1"))
                .isEqualTo("[2001:db8:0:0:0:0:0:9] https true shop.example:8443 shop.example:8443");
    }

    @Test
    void ranges_are_read_to_the_bit() throws Exception {
        NetworkRange ten = NetworkRange.parse("10.16.0.0/12").orElseThrow();
        assertThat(ten.holds(InetAddress.ofLiteral("10.31.255.255"))).isTrue();
        assertThat(ten.holds(InetAddress.ofLiteral("10.32.0.0"))).isFalse();
        assertThat(ten.holds(InetAddress.ofLiteral("::1"))).isFalse();
        for (String wrong : new String[] {"10.0.0.0/33", "10.0.0.0/", "example.org", "", "10.0.0.0/-1", "1.2.3"}) {
            assertThat(NetworkRange.parse(wrong)).as(wrong).isEmpty();
        }
        assertThatThrownBy(() -> Settings.of(Map.of("SGEN_TRUSTED_PROXIES", "proxy.example")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("proxy.example");
        assertThatThrownBy(() -> Settings.of(Map.of("SGEN_MAX_CONNECTIONS", "many")))
                .isInstanceOf(CannotStart.class);
    }

    @Test
    void behind_a_trusted_proxy_the_product_knows_its_client_and_its_host() throws IOException {
        try (TestApplication server = TestApplication.start(new TimeAndIds(Duration.ZERO), TRUSTED)) {
            var door = server.get(
                    "inside.example", "/admin", "X-Forwarded-Host", "localhost", "X-Forwarded-Proto", "https");
            assertThat(door.headers().firstValue("Strict-Transport-Security")).isPresent();
            var misled = server.get("inside.example", "/admin");
            assertThat(misled.statusCode()).isEqualTo(421);
        }
        var spoofed = TestApplication.shared()
                .get("inside.example", "/admin", "X-Forwarded-Host", "localhost", "X-Forwarded-Proto", "https");
        assertThat(spoofed.statusCode()).isEqualTo(421);
    }
}
