package dev.sgen.delivery;

import dev.sgen.platform.Remainder;
import dev.sgen.preview.Preview;
import dev.sgen.preview.Previews;
import dev.sgen.publishing.PublicView;
import dev.sgen.site.Address;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.theme.Lookups;
import dev.sgen.theme.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers at the names of previews. Nothing here can be indexed, kept on the way, sent or counted: pages come
 * from the same templates as a site's, and that is all a preview shares with it (invariant 6).
 */
@Component
class PreviewDoor {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewDoor.class);
    private static final long MAX_DISCARDED = 8L * 1024 * 1024;

    private final Previews previews;
    private final Sites sites;
    private final Hosts hosts;
    private final Shapes shapes;
    private final MediaFiles media;
    private final Headers headers;

    PreviewDoor(Previews previews, Sites sites, Hosts hosts, Shapes shapes, MediaFiles media, Headers headers) {
        this.previews = previews;
        this.sites = sites;
        this.hosts = hosts;
        this.shapes = shapes;
        this.media = media;
        this.headers = headers;
    }

    /** One visit. */
    private record Stage(Preview preview, Site site, String host, int port, Instant moment) {
        Address address() {
            return new Address(site, preview.environment());
        }
    }

    /** Answers, or says that nothing is behind this word. */
    boolean visit(String word, Request request, Response response, Callback callback) throws IOException {
        Optional<Preview> found = previews.find(word);
        if (found.isEmpty()) {
            return false;
        }
        Preview preview = found.get();
        Stage stage = new Stage(
                preview,
                sites.require(preview.site()),
                hosts.previewHost(word),
                Request.getLocalPort(request),
                previews.moment(preview));
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (head || HttpMethod.GET.is(request.getMethod())) {
            read(stage, head, request, response, callback);
        } else {
            refuse(request, response, callback);
        }
        return true;
    }

    private void read(Stage stage, boolean head, Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        switch (Target.of(path == null ? "/" : path, request.getHttpURI().getQuery())) {
            case Target.Found(Target target) ->
                Sending.answer(answer(stage, target), head, request, response, callback);
            case Target.Elsewhere(String location) ->
                Sending.away(301, location, Headers.secluded(Headers.always(true)), response, callback);
            case Target.Nowhere ignored -> Sending.answer(answer(stage, null), head, request, response, callback);
            case Target.Broken ignored ->
                plain(HttpStatus.BAD_REQUEST_400, "The address can't be read.", response, callback);
        }
    }

    /** What a visitor would send is read to its end and dropped, so that they can hear why. */
    private static void refuse(Request request, Response response, Callback callback) throws IOException {
        try (InputStream in = Request.asInputStream(request)) {
            Remainder.discard(in, MAX_DISCARDED);
        }
        if (HttpMethod.POST.is(request.getMethod())) {
            plain(
                    HttpStatus.FORBIDDEN_403,
                    "This is a preview. Nothing was sent and nothing is kept; the form takes answers on the site itself.",
                    response,
                    callback);
        } else {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            plain(HttpStatus.METHOD_NOT_ALLOWED_405, "This address can only be read.", response, callback);
        }
    }

    private static void plain(int status, String text, Response response, Callback callback) {
        Headers.secluded(List.of()).forEach(response.getHeaders()::put);
        Front.plain(status, text, response, callback);
    }

    /**
     * @param target null for a path that nothing can live at
     */
    private Answer answer(Stage stage, @Nullable Target target) {
        try {
            Optional<Answer> made = target == null ? Optional.empty() : made(stage, target);
            return secluded(made.orElseGet(() -> nothing(stage)));
        } catch (RuntimeException failed) {
            LOG.warn("A preview of {} could not be answered", stage.site().key(), failed);
            String html = new Pages(shapes.bare(stage.address(), stage.port()), Lookups.NONE).error();
            return secluded(Visit.html(500, html, true, headers));
        }
    }

    private Optional<Answer> made(Stage stage, Target target) {
        Optional<String> hash = MediaFiles.hash(target.path());
        return hash.isPresent()
                ? file(stage, hash.get(), target.width())
                : previews.look(
                        stage.preview(),
                        view -> Optional.ofNullable(visit(stage, view).answer(target)));
    }

    private Optional<Answer> file(Stage stage, String hash, int width) {
        Optional<PublicView.PublicFile> file = previews.look(stage.preview(), view -> view.mediaByBlob(hash));
        return file.flatMap(found -> media.answer(stage.site().id(), found, width, true));
    }

    private Visit visit(Stage stage, PublicView view) {
        Shape shape = shapes.of(view, stage.site(), stage.host(), stage.port(), stage.moment());
        return new Visit(view, stage.address(), shape, stage.moment(), headers, null);
    }

    private Answer nothing(Stage stage) {
        return previews.look(stage.preview(), view -> {
            Shape shape = shapes.of(view, stage.site(), stage.host(), stage.port(), stage.moment());
            return Visit.html(404, new Pages(shape.frame(), Lookups.NONE).notFound(false), true, headers);
        });
    }

    private static Answer secluded(Answer answer) {
        return switch (answer) {
            case Answer.Whole whole ->
                new Answer.Whole(whole.status(), whole.body().under(Headers::secluded), false);
            case Answer.Away away -> new Answer.Away(away.status(), away.location(), Headers.secluded(away.headers()));
            case Answer.Stored stored ->
                new Answer.Stored(stored.file(), stored.size(), stored.etag(), Headers.secluded(stored.headers()));
            case Answer.Failed failed -> failed;
        };
    }
}
