package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody without an account who opens a site's pages on one of its hosts. */
public final class Visitor {
    private final Product product;
    private final String host;

    private Visitor(Product product, String host) {
        this.product = product;
        this.host = host;
    }

    static Visitor of(Product product, String site) {
        return new Visitor(product, site + ".localhost");
    }

    static Visitor ofStaging(Product product, String site) {
        return new Visitor(product, site + ".staging.localhost");
    }

    static Visitor ofHost(Product product, String host) {
        return new Visitor(product, host);
    }

    /** What a path answers here, redirects not followed. */
    public Answer opens(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port() + path))
                .timeout(Duration.ofSeconds(30))
                .setHeader("Host", host + ":" + product.port())
                .setHeader("Accept", "text/html")
                .build();
        try {
            return Answer.of("GET " + host + path, Api.CLIENT.send(request, BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(host + path + ": " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The page is there and says this. */
    public Visitor sees(String path, String words) {
        assertThat(opens(path).expect(200).text()).as("%s%s", host, path).contains(words);
        return this;
    }

    /** The page is there and doesn't say this. */
    public Visitor doesNotSee(String path, String words) {
        assertThat(opens(path).expect(200).text()).as("%s%s", host, path).doesNotContain(words);
        return this;
    }

    /** There is no such page here. */
    public Visitor findsNothingAt(String path) {
        assertThat(opens(path).status()).as("%s%s", host, path).isIn(404, 410);
        return this;
    }
}
