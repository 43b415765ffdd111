package dev.sgen.platform.settings;

import dev.sgen.platform.NetworkRange;
import java.net.InetAddress;
import java.util.List;

/**
 * What clients may take, and whom to believe about them.
 *
 * @param trustedProxies whose word about the client behind them is believed; nobody's by default (T27)
 * @param header the one family of headers that those proxies write
 * @param connections open at one time, in all
 * @param connectionsPerAddress open at one time from one IPv4 address or one IPv6 /64; loopback and trusted
 *     proxies aren't counted
 * @param requests at work at one time beyond those answered from memory
 */
public record Limits(
        List<NetworkRange> trustedProxies,
        ProxyHeader header,
        int connections,
        int connectionsPerAddress,
        int requests) {

    /** The two ways in which proxies tell. Only one is read, for the other may have come from the client. */
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
