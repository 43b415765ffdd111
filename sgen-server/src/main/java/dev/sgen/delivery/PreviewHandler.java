package dev.sgen.delivery;

import dev.sgen.platform.web.RequestRemainder;
import dev.sgen.preview.Preview;
import dev.sgen.preview.Previews;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.HostAddress;
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
class PreviewHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewHandler.class);
    private static final long MAX_DISCARDED = 8L * 1024 * 1024;

    private final Previews previews;
    private final Sites sites;
    private final Hosts hosts;
    private final SiteLayouts siteLayouts;
    private final MediaFiles media;
    private final AnswerHeaders answerHeaders;

    PreviewHandler(
            Previews previews,
            Sites sites,
            Hosts hosts,
            SiteLayouts siteLayouts,
            MediaFiles media,
            AnswerHeaders answerHeaders) {
        this.previews = previews;
        this.sites = sites;
        this.hosts = hosts;
        this.siteLayouts = siteLayouts;
        this.media = media;
        this.answerHeaders = answerHeaders;
    }

    /** One visit. */
    private record Stage(Preview preview, Site site, String host, int port, Instant moment) {
        HostAddress address() {
            return new HostAddress(site, preview.environment());
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
        switch (RequestTarget.of(path == null ? "/" : path, request.getHttpURI().getQuery())) {
            case RequestTarget.Found(RequestTarget requestTarget) ->
                AnswerSender.answer(answer(stage, requestTarget), head, request, response, callback);
            case RequestTarget.Elsewhere(String location) ->
                AnswerSender.away(
                        301, location, AnswerHeaders.secluded(AnswerHeaders.always(true)), response, callback);
            case RequestTarget.Nowhere ignored ->
                AnswerSender.answer(answer(stage, null), head, request, response, callback);
            case RequestTarget.Broken ignored ->
                plain(HttpStatus.BAD_REQUEST_400, "The address can't be read.", response, callback);
        }
    }

    /** What a visitor would send is read to its end and dropped, so that they can hear why. */
    private static void refuse(Request request, Response response, Callback callback) throws IOException {
        try (InputStream in = Request.asInputStream(request)) {
            RequestRemainder.discard(in, MAX_DISCARDED);
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
        AnswerHeaders.secluded(List.of()).forEach(response.getHeaders()::put);
        SiteHandler.plain(status, text, response, callback);
    }

    /**
     * @param requestTarget null for a path that nothing can live at
     */
    private PublicAnswer answer(Stage stage, @Nullable RequestTarget requestTarget) {
        try {
            Optional<PublicAnswer> made = requestTarget == null ? Optional.empty() : made(stage, requestTarget);
            return secluded(made.orElseGet(() -> nothing(stage)));
        } catch (RuntimeException failed) {
            LOG.warn("A preview of {} could not be answered", stage.site().key(), failed);
            String html = new Pages(siteLayouts.bare(stage.address(), stage.port()), Lookups.NONE).error();
            return secluded(PageRequest.html(500, html, true, answerHeaders));
        }
    }

    private Optional<PublicAnswer> made(Stage stage, RequestTarget requestTarget) {
        Optional<String> hash = MediaFiles.hash(requestTarget.path());
        return hash.isPresent()
                ? file(stage, hash.get(), requestTarget.width())
                : previews.look(
                        stage.preview(),
                        view -> Optional.ofNullable(visit(stage, view).answer(requestTarget)));
    }

    private Optional<PublicAnswer> file(Stage stage, String hash, int width) {
        Optional<PublicView.PublicFile> file = previews.look(stage.preview(), view -> view.mediaByBlob(hash));
        return file.flatMap(found -> media.answer(stage.site().id(), found, width, true));
    }

    private PageRequest visit(Stage stage, PublicView view) {
        SiteLayout siteLayout = siteLayouts.of(view, stage.site(), stage.host(), stage.port(), stage.moment());
        return new PageRequest(view, stage.address(), siteLayout, stage.moment(), answerHeaders, null);
    }

    private PublicAnswer nothing(Stage stage) {
        return previews.look(stage.preview(), view -> {
            SiteLayout siteLayout = siteLayouts.of(view, stage.site(), stage.host(), stage.port(), stage.moment());
            return PageRequest.html(
                    404, new Pages(siteLayout.frame(), Lookups.NONE).notFound(false), true, answerHeaders);
        });
    }

    private static PublicAnswer secluded(PublicAnswer publicAnswer) {
        return switch (publicAnswer) {
            case PublicAnswer.Whole whole ->
                new PublicAnswer.Whole(whole.status(), whole.body().under(AnswerHeaders::secluded), false);
            case PublicAnswer.Away away ->
                new PublicAnswer.Away(away.status(), away.location(), AnswerHeaders.secluded(away.headers()));
            case PublicAnswer.Stored stored ->
                new PublicAnswer.Stored(
                        stored.file(), stored.size(), stored.etag(), AnswerHeaders.secluded(stored.headers()));
            case PublicAnswer.Failed failed -> failed;
        };
    }
}
