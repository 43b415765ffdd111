package dev.sgen.platform.web;

import dev.sgen.platform.NetworkRange;
import dev.sgen.platform.settings.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of open connections per client address; further ones are closed at once. Loopback and trusted
 * proxies aren't counted, because a proxy's connections carry many clients.
 */
public final class ConnectionsPerAddress implements Connection.Listener {
    private final Limits limits;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    public ConnectionsPerAddress(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void onOpened(Connection connection) {
        String client = counted(connection);
        if (client != null && open.merge(client, 1, Integer::sum) > limits.connectionsPerAddress()) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        String client = counted(connection);
        if (client != null) {
            open.computeIfPresent(client, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    private @Nullable String counted(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                        && !exempt(socket.getAddress())
                ? NetworkRange.ofOneClient(socket.getAddress())
                : null;
    }

    private boolean exempt(InetAddress address) {
        return address.isLoopbackAddress() || limits.trusts(address);
    }
}
