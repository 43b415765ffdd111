package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.sgen.platform.outbound.OutboundGuard;
import dev.sgen.support.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.InetAddressFilter;

@Requirement({"T9", "T10", "T11", "T13"})
class OutboundGuardTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private OutboundGuard strict;
    private OutboundGuard open;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/ok", 200, null, 1_000);
        answer("/big", 200, null, 200_000);
        answer("/loop", 302, "/loop", 0);
        answer("/two", 302, "/one", 0);
        answer("/one", 307, "/ok", 0);
        answer("/out", 302, "file:///etc/passwd", 0);
        answer("/private", 302, "http://10.0.0.1/", 0);
        answer("/missing", 404, null, 10);
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException | IOException gone) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        strict = new OutboundGuard();
        open = new OutboundGuard(InetAddressFilter.of("127.0.0.0/8"), Duration.ofSeconds(1));
    }

    private void answer(String path, int status, String location, int size) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            if (location != null) {
                exchange.getResponseHeaders().add("Location", location);
            }
            exchange.sendResponseHeaders(status, size == 0 ? -1 : size);
            try (var out = exchange.getResponseBody()) {
                out.write(new byte[size]);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.stop(0);
        strict.close();
        open.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "localhost",
                "[::1]",
                "[::]",
                "0.0.0.0",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.5]",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "[fd00::1]",
                "[fe80::1]",
                "[64:ff9b::7f00:1]",
                "2130706433",
                "0x7f.1",
                "224.0.0.1"
            })
    void nothing_private_is_reached(String host) {
        assertThatExceptionOfType(OutboundGuard.Unreachable.class)
                .isThrownBy(() -> strict.fetch(
                        URI.create("http://" + host + ":" + server.getAddress().getPort() + "/ok"),
                        folder.resolve("f"),
                        10_000));
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://x/",
                "http:///x",
                "http://user:pass@example.org/",
                "x"
            })
    void other_schemes_and_odd_addresses_are_refused(String address) {
        assertThatExceptionOfType(OutboundGuard.Unreachable.class)
                .isThrownBy(() -> strict.fetch(URI.create(address), folder.resolve("f"), 10_000));
    }

    @Test
    void a_file_comes_whole_and_redirects_are_followed_a_few_times() throws Exception {
        assertThat(fetch("/ok").size()).isEqualTo(1_000);
        assertThat(Files.size(folder.resolve("f"))).isEqualTo(1_000);
        assertThat(fetch("/two").address().getPath()).isEqualTo("/ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loop", "/out", "/private", "/missing", "/big", "/slow"})
    void what_never_ends_leads_away_or_is_too_much_is_given_up(String path) {
        long start = System.nanoTime();
        assertThatExceptionOfType(OutboundGuard.Unreachable.class)
                .isThrownBy(() -> fetch(path))
                .satisfies(e -> assertThat(e.why()).isNotBlank());
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(4_000);
    }

    @Test
    void a_name_with_one_private_address_is_refused_whole() {
        OutboundGuard picky = new OutboundGuard(InetAddressFilter.none(), Duration.ofSeconds(1));
        assertThatExceptionOfType(OutboundGuard.Unreachable.class)
                .isThrownBy(() -> picky.fetch(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/ok"),
                        folder.resolve("f"),
                        10_000))
                .satisfies(e -> assertThat(e.why()).contains("public address"));
        assertThat(asked).hasValue(0);
    }

    private OutboundGuard.Fetched fetch(String path) throws OutboundGuard.Unreachable {
        return open.fetch(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), folder.resolve("f"), 100_000);
    }
}
