package dev.sgen.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A program that calls the API with one token, or with none. */
public final class Api {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    static final HttpClient CLIENT = client();

    private final Product product;
    private final Map<String, String> headers;

    private Api(Product product, Map<String, String> headers) {
        this.product = product;
        this.headers = headers;
    }

    static Api withToken(Product product, String token) {
        return new Api(product, Map.of("Authorization", "Bearer " + token));
    }

    static Api withoutToken(Product product) {
        return new Api(product, Map.of());
    }

    /** The same caller with one more header, for one call. */
    public Api with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(product, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json);
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    /** Any method on a path below {@code /api/v1}, with JSON or nothing. */
    public Answer send(String method, String path, @Nullable String json) {
        BodyPublisher body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        return send(method, path, body, json == null ? null : "application/json");
    }

    /** Posts a form of the admin, as a browser does that keeps no cookie. */
    Answer form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return at("POST", path, BodyPublishers.ofString(body), "application/x-www-form-urlencoded");
    }

    Answer send(String method, String path, BodyPublisher body, @Nullable String contentType) {
        return at(method, "/api/v1" + path, body, contentType);
    }

    private Answer at(String method, String path, BodyPublisher body, @Nullable String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port() + path))
                .timeout(LIMIT)
                .method(method, body);
        headers.forEach(request::setHeader);
        if (contentType != null) {
            request.setHeader("Content-Type", contentType);
        }
        try {
            return Answer.of(method + " " + path, CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + path + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }
}
