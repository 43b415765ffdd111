package dev.sgen.platform.web;

import dev.sgen.platform.NetworkRange;
import dev.sgen.platform.settings.Limits;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Takes client address, scheme and host from proxy headers if the connection comes from a trusted proxy, else ignores
 * the headers (T27). From a list of addresses it takes the last one that isn't a trusted proxy, because the client may
 * have invented those before it.
 */
public final class TrustedProxies implements HttpConfiguration.Customizer {
    private static final int MAX_HOPS = 20;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,260}");

    private final Limits limits;

    public TrustedProxies(Limits limits) {
        this.limits = limits;
    }

    /** One hop of the request's way, as recorded by the proxy that received it. */
    private record Hop(
            @Nullable String client,
            @Nullable String scheme,
            @Nullable String host) {}

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
        if (!(peer instanceof InetSocketAddress socket)
                || socket.getAddress() == null
                || !limits.trusts(socket.getAddress())) {
            return request;
        }
        Hop hop = limits.header() == Limits.ProxyHeader.FORWARDED
                ? forwarded(request.getHeaders())
                : xForwarded(request.getHeaders());
        InetSocketAddress client = NetworkRange.address(bare(hop.client()))
                .map(address -> new InetSocketAddress(address, 0))
                .orElse(socket);
        boolean https = hop.scheme() == null ? request.isSecure() : hop.scheme().equalsIgnoreCase("https");
        String host = hop.host() != null && HOST.matcher(hop.host()).matches() ? hop.host() : null;
        return new Believed(request, client, https, host);
    }

    private Hop xForwarded(HttpFields headers) {
        List<String> clients = words(headers, "X-Forwarded-For");
        String client = null;
        for (int i = clients.size() - 1; i >= 0; i--) {
            client = clients.get(i);
            if (!isTrusted(client)) {
                break;
            }
        }
        List<String> schemes = words(headers, "X-Forwarded-Proto");
        List<String> hosts = words(headers, "X-Forwarded-Host");
        return new Hop(client, schemes.isEmpty() ? null : schemes.getLast(), hosts.isEmpty() ? null : hosts.getLast());
    }

    /** RFC 7239: each hop is one element of name-value pairs. */
    private Hop forwarded(HttpFields headers) {
        List<String> steps = words(headers, "Forwarded");
        Hop hop = new Hop(null, null, null);
        for (int i = steps.size() - 1; i >= 0; i--) {
            hop = step(steps.get(i));
            if (hop.client() == null || !isTrusted(hop.client())) {
                break;
            }
        }
        return hop;
    }

    private static Hop step(String element) {
        String client = null;
        String scheme = null;
        String host = null;
        for (String pair : element.split(";", MAX_HOPS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).strip().replace("\"", "");
                switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> client = value;
                    case "proto" -> scheme = value;
                    case "host" -> host = value;
                    default -> {
                        // "by" and extensions say nothing about the client.
                    }
                }
            }
        }
        return new Hop(client, scheme, host);
    }

    /** The values of a list header, over all its lines, at most the last twenty. */
    private static List<String> words(HttpFields headers, String name) {
        List<String> out = new ArrayList<>();
        for (HttpField field : headers) {
            if (field.is(name) && field.getValue() != null) {
                for (String each : field.getValue().split(",", -1)) {
                    if (!each.isBlank()) {
                        out.add(each.strip());
                    }
                }
            }
        }
        return out.size() > MAX_HOPS ? out.subList(out.size() - MAX_HOPS, out.size()) : out;
    }

    private boolean isTrusted(String client) {
        return NetworkRange.address(bare(client)).filter(limits::trusts).isPresent();
    }

    /** The address without port and brackets: {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
    private static String bare(@Nullable String client) {
        if (client == null) {
            return "";
        }
        if (client.startsWith("[")) {
            int end = client.indexOf(']');
            return end < 0 ? "" : client.substring(1, end);
        }
        int colon = client.indexOf(':');
        return colon > 0 && colon == client.lastIndexOf(':') ? client.substring(0, colon) : client;
    }

    /** The request as the client sent it to the proxy. */
    private static final class Believed extends Request.Wrapper {
        private final boolean secure;
        private final HttpURI uri;
        private final HttpFields headers;
        private final ConnectionMetaData connection;

        Believed(Request request, InetSocketAddress client, boolean secure, @Nullable String host) {
            super(request);
            this.secure = secure;
            this.headers = host == null
                    ? request.getHeaders()
                    : HttpFields.build(request.getHeaders())
                            .put(HttpHeader.HOST, host)
                            .asImmutable();
            this.uri = uri(request.getHttpURI(), secure, host);
            this.connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return client;
                }

                @Override
                public boolean isSecure() {
                    return secure;
                }
            };
        }

        /** A host without a port uses the scheme's default port. */
        private static HttpURI uri(HttpURI sent, boolean secure, @Nullable String host) {
            HttpURI.Mutable uri = HttpURI.build(sent).scheme(secure ? "https" : "http");
            if (host != null) {
                int colon = host.endsWith("]") ? -1 : host.lastIndexOf(':');
                String port = colon < 0 ? "" : host.substring(colon + 1);
                boolean number =
                        !port.isEmpty() && port.length() < 6 && port.chars().allMatch(Character::isDigit);
                uri.authority(colon < 0 ? host : host.substring(0, colon), number ? Integer.parseInt(port) : -1);
            }
            return uri.asImmutable();
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public ConnectionMetaData getConnectionMetaData() {
            return connection;
        }
    }
}
