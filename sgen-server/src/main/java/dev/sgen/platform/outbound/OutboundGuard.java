package dev.sgen.platform.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.stereotype.Component;

/**
 * The only class that opens outbound HTTP connections (T9 to T13). It reaches public addresses only.
 *
 * <p>It connects to exactly the addresses that it checked, and refuses a name if any of its addresses is private or our
 * own. It follows at most three redirects and checks each. A call ends after 15 seconds.
 */
@Component
public class OutboundGuard implements AutoCloseable {
    /** The time limit of one call, redirects included. */
    public static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int THREADS = 8;

    private final InetAddressFilter allowed;
    private final Duration deadline;
    private @Nullable HttpClient client;

    public OutboundGuard() {
        this(InetAddressFilter.externalAddresses().and(InetAddressFilter.adapt(OutboundGuard::isNotOurs)), DEADLINE);
    }

    /** For tests: another address filter and another time limit. */
    public OutboundGuard(InetAddressFilter allowed, Duration deadline) {
        this.allowed = allowed;
        this.deadline = deadline;
    }

    /**
     * The result of a fetch.
     *
     * @param address the final address, after redirects
     * @param declaredType the content type that the sender declared; callers must go by the bytes
     */
    public record Fetched(URI address, @Nullable String declaredType, long size) {}

    /** The address may not be reached, or gave nothing usable. The message is fit for a report. */
    public static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreachable(String why) {
            super(why);
        }

        Unreachable(String why, Throwable cause) {
            super(why, cause);
        }

        /** The reason, as text for people. */
        public String why() {
            return String.valueOf(getMessage());
        }

        /** Whether the connection to the host failed, so that its other files will fail too. */
        public boolean hostFailed() {
            return getCause() != null;
        }
    }

    /**
     * Fetches a file by GET.
     *
     * @param target is overwritten; incomplete if this throws
     * @param maxBytes longer answers are refused
     * @throws Unreachable saying why
     */
    public Fetched fetch(URI address, Path target, long maxBytes) throws Unreachable {
        long end = System.nanoTime() + deadline.toNanos();
        URI at = checked(address, null);
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Answer answer = get(at, target, maxBytes, end);
            if (answer.redirect() == null) {
                return new Fetched(at, answer.type(), answer.size());
            }
            at = checked(resolve(at, answer.redirect()), at);
        }
        throw new Unreachable("it redirects more than " + MAX_REDIRECTS + " times");
    }

    private record Answer(
            @Nullable String redirect, @Nullable String type, long size) {}

    private static URI resolve(URI from, String location) throws Unreachable {
        try {
            return from.resolve(new URI(location.strip().replace(" ", "%20")));
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            throw new Unreachable("it redirects to an address that can't be read", unreadable);
        }
    }

    private static URI checked(URI address, @Nullable URI before) throws Unreachable {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Unreachable("only http and https addresses are fetched");
        }
        if (address.getHost() == null || address.getHost().isBlank() || address.getRawUserInfo() != null) {
            throw new Unreachable("its address has no plain host name");
        }
        if (before != null && before.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
            throw new Unreachable("it redirects from https to http");
        }
        return address;
    }

    private Answer get(URI address, Path target, long maxBytes, long end) throws Unreachable {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new Unreachable("it took longer than " + deadline.toSeconds() + " seconds");
        }
        var request = client().newRequest(address).timeout(left, TimeUnit.NANOSECONDS);
        request.send(listener);
        try {
            Response response = listener.get(left, TimeUnit.NANOSECONDS);
            int status = response.getStatus();
            if (status >= 300 && status < 400 && response.getHeaders().get(HttpHeader.LOCATION) != null) {
                giveUp(request, new IOException("a redirect's body is of no use"));
                return new Answer(response.getHeaders().get(HttpHeader.LOCATION), null, 0);
            }
            if (status != 200) {
                giveUp(request, new IOException("not wanted"));
                throw new Unreachable("its server answered " + status);
            }
            if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > maxBytes) {
                giveUp(request, new IOException("too large"));
                throw new Unreachable("it is larger than " + maxBytes + " bytes");
            }
            long size = copy(listener.getInputStream(), target, maxBytes);
            return new Answer(null, response.getHeaders().get(HttpHeader.CONTENT_TYPE), size);
        } catch (TimeoutException late) {
            giveUp(request, late);
            throw new Unreachable("it took longer than " + deadline.toSeconds() + " seconds", late);
        } catch (ExecutionException failed) {
            throw new Unreachable(reason(failed), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            giveUp(request, stopped);
            throw new Unreachable("the program is stopping", stopped);
        } catch (Unreachable known) {
            giveUp(request, known);
            throw known;
        } catch (IOException broken) {
            giveUp(request, broken);
            throw new Unreachable(reason(broken), broken);
        }
    }

    private static void giveUp(Request request, Throwable why) {
        // The result doesn't matter: nobody reads the response any more.
        var unused = request.abort(why);
    }

    private static long copy(InputStream in, Path target, long maxBytes) throws IOException {
        long size = 0;
        byte[] buffer = new byte[1 << 14];
        try (in;
                OutputStream out = Files.newOutputStream(target)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                size += got;
                if (size > maxBytes) {
                    throw new Unreachable("it is larger than " + maxBytes + " bytes");
                }
                out.write(buffer, 0, got);
            }
        }
        return size;
    }

    private String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Unreachable known -> {
                    return known.why();
                }
                case UnknownHostException unknown -> {
                    return "its host name isn't known";
                }
                case TimeoutException late -> {
                    return "it took longer than " + deadline.toSeconds() + " seconds";
                }
                case javax.net.ssl.SSLException insecure -> {
                    return "its certificate or TLS can't be trusted";
                }
                case java.net.ConnectException refused -> {
                    return "its server doesn't answer";
                }
                default -> {}
            }
        }
        return "the connection broke";
    }

    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient fresh = new HttpClient();
            QueuedThreadPool threads = new QueuedThreadPool(THREADS);
            threads.setName("outbound");
            threads.setDaemon(true);
            fresh.setExecutor(threads);
            fresh.setFollowRedirects(false);
            fresh.setConnectTimeout(Math.min(deadline.toMillis(), 5_000));
            fresh.setIdleTimeout(deadline.toMillis());
            fresh.setMaxResponseHeadersSize(MAX_HEADERS);
            fresh.setUserAgentField(new org.eclipse.jetty.http.HttpField(HttpHeader.USER_AGENT, "SGEN"));
            fresh.setHttpCookieStore(new org.eclipse.jetty.http.HttpCookieStore.Empty());
            fresh.setSocketAddressResolver(new CheckedAddresses(allowed));
            try {
                fresh.start();
            } catch (Exception broken) {
                throw new IllegalStateException("the outbound client does not start", broken);
            }
            fresh.getContentDecoderFactories().clear();
            client = fresh;
        }
        return client;
    }

    @Override
    public synchronized void close() throws Exception {
        if (client != null) {
            client.stop();
            client = null;
        }
    }

    private static boolean isNotOurs(InetAddress address) {
        try {
            Set<InetAddress> ours = new HashSet<>();
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                ours.addAll(Collections.list(network.getInetAddresses()));
            }
            return !ours.contains(address);
        } catch (SocketException unknown) {
            return false;
        }
    }

    /** Resolves a name once, checks all its addresses, and connects to the same list that was checked. */
    private record CheckedAddresses(InetAddressFilter allowed) implements SocketAddressResolver {
        @Override
        public void resolve(
                String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
            Thread.ofVirtual().name("resolve").start(() -> {
                try {
                    InetAddress[] addresses = InetAddress.getAllByName(host);
                    if (Arrays.stream(addresses).allMatch(allowed::matches)) {
                        promise.succeeded(Arrays.stream(addresses)
                                .map(address -> new InetSocketAddress(address, port))
                                .toList());
                    } else {
                        promise.failed(new Unreachable("its host isn't a public address, so it is not fetched"));
                    }
                } catch (UnknownHostException unknown) {
                    promise.failed(unknown);
                }
            });
        }
    }
}
