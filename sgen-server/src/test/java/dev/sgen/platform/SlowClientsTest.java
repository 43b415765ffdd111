package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.web.ConnectionsPerAddress;
import dev.sgen.platform.web.SlowClients;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jetty.JettyWebServer;

/** Clients that take their time for the sake of it, over real sockets (D5). */
@Requirement({"D5", "T36"})
class SlowClientsTest {
    private static final int BIG = 64 * 1024 * 1024;
    private static final Duration GRACE = Duration.ofMillis(400);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** Reads a body to its end before it answers; {@code /big} gets far more than any buffer takes. */
    private static final class Reading extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (request.getHttpURI().getPath().equals("/slow-server")) {
                Thread.sleep(1_500);
            }
            int read = Content.Source.asByteBuffer(request).remaining();
            if (request.getHttpURI().getPath().equals("/big")) {
                response.write(true, ByteBuffer.allocate(BIG), callback);
            } else {
                Content.Sink.write(response, true, "read " + read, callback);
            }
            return true;
        }
    }

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.addBean(new SlowClients(connector.getScheduler(), Duration.ofMillis(50), GRACE, 2_000));
        server.addConnector(connector);
        server.setHandler(new Reading());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()));
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a byte at a time until the other side has had enough, at most five seconds long. */
    private static boolean isEnded(Socket socket, String drop) throws Exception {
        long until = System.nanoTime() + 5_000_000_000L;
        try {
            while (System.nanoTime() < until) {
                say(socket, drop);
                Thread.sleep(40);
                if (socket.getInputStream().available() > 0
                        && socket.getInputStream().read() < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketException gone) {
            return true;
        }
    }

    @Test
    void a_head_that_comes_in_drops_is_ended() throws Exception {
        try (Socket socket = socket()) {
            say(socket, "GET / HTTP/1.1\r\nHost: a.example\r\nX-Slow: ");
            assertThat(isEnded(socket, "x")).isTrue();
        }
    }

    @Test
    void a_body_that_comes_in_drops_is_ended_and_a_steady_one_is_heard_out() throws Exception {
        try (Socket socket = socket()) {
            say(socket, "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100000\r\n\r\n");
            assertThat(isEnded(socket, "x")).isTrue();
        }
        try (Socket socket = socket()) {
            say(socket, "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 25; i++) {
                say(socket, "x".repeat(200));
                Thread.sleep(60);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("read 5000");
        }
    }

    @Test
    void an_answer_that_nobody_takes_is_ended() throws Exception {
        server.stop();
        connector.removeBean(connector.getBean(SlowClients.class));
        connector.addBean(new SlowClients(connector.getScheduler(), Duration.ofMillis(50), GRACE, 1_000_000_000L));
        server.start();
        try (Socket socket = socket()) {
            say(socket, "GET /big HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
            Thread.sleep(1_500);
            int taken = 0;
            try {
                byte[] piece = new byte[65_536];
                for (int n = socket.getInputStream().read(piece);
                        n >= 0;
                        n = socket.getInputStream().read(piece)) {
                    taken += n;
                }
            } catch (SocketException reset) {
                // Ended by force: as good as an end.
            }
            assertThat(taken).isLessThan(BIG);
        }
    }

    @Test
    void a_client_that_waits_for_us_is_left_alone_and_so_is_one_that_keeps_its_connection() throws Exception {
        try (Socket socket = socket()) {
            for (String path : List.of("/slow-server", "/", "/")) {
                say(socket, "GET " + path + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
                StringBuilder answer = new StringBuilder();
                while (!answer.toString().endsWith("read 0")) {
                    int c = socket.getInputStream().read();
                    assertThat(c).as(path).isNotNegative();
                    answer.append((char) c);
                }
                Thread.sleep(900);
            }
        }
    }

    @Test
    void one_address_gets_so_many_connections_and_loopback_isnt_counted() throws Exception {
        assertThat(opened("127.0.0.1", 3)).isEqualTo(5);
        String own = ownAddress();
        if (own != null) {
            assertThat(opened(own, 3)).isEqualTo(3);
        }
    }

    /** How many of five connections from an address live. */
    private static int opened(String address, int limit) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(address);
        connector.addBean(
                new ConnectionsPerAddress(Settings.of(Map.of("SGEN_MAX_CONNECTIONS_PER_ADDRESS", String.valueOf(limit)))
                        .limits()));
        server.addConnector(connector);
        server.setHandler(new Reading());
        server.start();
        List<Socket> sockets = new ArrayList<>();
        try {
            int alive = 0;
            for (int i = 0; i < 5; i++) {
                Socket socket = new Socket(address, connector.getLocalPort());
                socket.setSoTimeout(3_000);
                sockets.add(socket);
                try {
                    say(socket, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
                    alive += socket.getInputStream().read() >= 0 ? 1 : 0;
                } catch (SocketException refused) {
                    // Counted as not alive.
                }
            }
            return alive;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            server.stop();
        }
    }

    private static @Nullable String ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(null);
    }

    @Test
    void the_product_has_these_limits_in_place() {
        Server product = ((JettyWebServer) TestApplication.shared().webServer()).getServer();
        var door = product.getConnectors()[0];
        assertThat(((ServerConnector) door).getBean(SlowClients.class)).isNotNull();
        assertThat(((ServerConnector) door).getBean(ConnectionsPerAddress.class))
                .isNotNull();
        assertThat(((ServerConnector) door).getBean(NetworkConnectionLimit.class))
                .isNotNull();
        assertThat(((ServerConnector) door).getIdleTimeout()).isEqualTo(30_000);
    }
}
