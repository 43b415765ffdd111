package dev.sgen.platform.settings;

import dev.sgen.platform.NetworkRange;
import java.net.InetAddress;
import java.util.List;

/**
 * Limits per client, and which proxies are trusted.
 *
 * @param trustedProxies the proxies whose headers about the client are trusted; none by default (T27)
 * @param header the family of headers that those proxies write
 * @param connections maximum of open connections, in all
 * @param connectionsPerAddress maximum of open connections from one IPv4 address or one IPv6 /64; loopback and trusted
 *     proxies aren't counted
 * @param requests maximum of requests in progress, besides those answered from memory
 */
public record Limits(
        List<NetworkRange> trustedProxies,
        ProxyHeader header,
        int connections,
        int connectionsPerAddress,
        int requests) {

    /** The two families of proxy headers. Only one is read, because the client may have sent the other. */
    public enum ProxyHeader {
        X_FORWARDED,
        FORWARDED
    }

    public boolean trusts(InetAddress address) {
        for (NetworkRange each : trustedProxies) {
            if (each.holds(address)) {
                return true;
            }
        }
        return false;
    }
}
