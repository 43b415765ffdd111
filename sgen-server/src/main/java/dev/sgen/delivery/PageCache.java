package dev.sgen.delivery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.VisibilityChanged;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.HostAddress;
import dev.sgen.theme.Lookups;
import dev.sgen.theme.Pages;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Finished answers of all environments, kept until what they show changes.
 *
 * <p>Every key carries the environment's generation, which a change moves on before its author hears of it. So
 * nothing made before a change is found after it, not even what was being made meanwhile (PERF-1, PERF-5).
 */
@Component
class PageCache {
    private static final long MAX_WEIGHT = 96L * 1024 * 1024;
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final String NOTHING = "\0nothing";

    private final PublicReading reading;
    private final SiteLayouts siteLayouts;
    private final MediaFiles media;
    private final AnswerHeaders answerHeaders;
    private final FormHandler forms;
    private final TimeAndIds time;
    private final ConcurrentHashMap<Where, AtomicLong> generations = new ConcurrentHashMap<>();
    private final AsyncCache<Key, PublicAnswer> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((Key key, PublicAnswer publicAnswer) ->
                    publicAnswer.weight() + 2 * key.target().length() + 160)
            // Sales begin and events pass without anyone publishing anything.
            .expireAfterWrite(KEPT)
            .buildAsync();

    private record Where(SiteId site, Environment environment) {}

    private record Key(SiteId site, Environment environment, long generation, String target) {}

    PageCache(
            PublicReading reading,
            SiteLayouts siteLayouts,
            MediaFiles media,
            AnswerHeaders answerHeaders,
            FormHandler forms,
            TimeAndIds time) {
        this.reading = reading;
        this.siteLayouts = siteLayouts;
        this.media = media;
        this.answerHeaders = answerHeaders;
        this.forms = forms;
        this.time = time;
    }

    /**
     * Everything kept of an environment is out of date from now on. Staging shows what is on live's media
     * library as well (MEDIA-2), so a change there is one here.
     */
    @EventListener
    void hear(VisibilityChanged visibilityChanged) {
        generation(new Where(visibilityChanged.site(), visibilityChanged.environment()))
                .incrementAndGet();
        if (visibilityChanged.environment() == Environment.LIVE) {
            generation(new Where(visibilityChanged.site(), Environment.STAGING)).incrementAndGet();
        }
    }

    private AtomicLong generation(Where where) {
        AtomicLong found = generations.get(where);
        return found != null ? found : generations.computeIfAbsent(where, ignored -> new AtomicLong());
    }

    /**
     * The answer at an address; made once, however many ask for it at a time.
     *
     * @param port that this server listens on
     */
    PublicAnswer of(HostAddress hostAddress, RequestTarget requestTarget, int port) {
        long generation = generation(new Where(hostAddress.site().id(), hostAddress.environment()))
                .get();
        Key key = new Key(hostAddress.site().id(), hostAddress.environment(), generation, requestTarget.key());
        return once(key, () -> make(hostAddress, requestTarget, port, generation));
    }

    /** The same if it is kept and finished, else null; never waits for anything. */
    @Nullable
    PublicAnswer kept(HostAddress hostAddress, RequestTarget requestTarget) {
        AtomicLong generation = generations.get(new Where(hostAddress.site().id(), hostAddress.environment()));
        if (generation == null) {
            return null;
        }
        CompletableFuture<PublicAnswer> found = kept.getIfPresent(
                new Key(hostAddress.site().id(), hostAddress.environment(), generation.get(), requestTarget.key()));
        return found == null ? null : found.getNow(null);
    }

    private PublicAnswer once(Key key, Supplier<PublicAnswer> make) {
        CompletableFuture<PublicAnswer> found = kept.getIfPresent(key);
        if (found != null) {
            return orThrow(found.join());
        }
        CompletableFuture<PublicAnswer> mine = new CompletableFuture<>();
        CompletableFuture<PublicAnswer> theirs = kept.asMap().putIfAbsent(key, mine);
        if (theirs != null) {
            return orThrow(theirs.join());
        }
        PublicAnswer made = attempt(make);
        mine.complete(made);
        if (!made.keepable()) {
            kept.asMap().remove(key, mine);
        }
        return orThrow(made);
    }

    private static PublicAnswer attempt(Supplier<PublicAnswer> make) {
        try {
            return make.get();
        } catch (RuntimeException failed) {
            return new PublicAnswer.Failed(failed);
        } catch (Error failed) {
            return new PublicAnswer.Failed(new IllegalStateException("the page could not be made", failed));
        }
    }

    private static PublicAnswer orThrow(PublicAnswer publicAnswer) {
        if (publicAnswer instanceof PublicAnswer.Failed(RuntimeException why)) {
            throw why;
        }
        return publicAnswer;
    }

    private PublicAnswer make(HostAddress hostAddress, RequestTarget requestTarget, int port, long generation) {
        Optional<String> hash = MediaFiles.hash(requestTarget.path());
        if (hash.isPresent()) {
            SiteId site = hostAddress.site().id();
            // No bytes are touched while the view is held open.
            Optional<PublicView.PublicFile> file =
                    reading.read(site, hostAddress.environment(), view -> view.mediaByBlob(hash.get()));
            boolean staging = hostAddress.environment() == Environment.STAGING;
            return file.flatMap(found -> media.answer(site, found, requestTarget.width(), staging))
                    .orElseGet(() -> nothing(hostAddress, port, generation));
        }
        PublicAnswer made = reading.<Optional<PublicAnswer>>read(
                        hostAddress.site().id(), hostAddress.environment(), view -> {
                            SiteLayout siteLayout = siteLayouts.of(view, hostAddress, port);
                            return Optional.ofNullable(
                                    visit(view, siteLayout, hostAddress).answer(requestTarget));
                        })
                .orElse(null);
        return made != null ? made : nothing(hostAddress, port, generation);
    }

    private PageRequest visit(PublicView view, SiteLayout siteLayout, HostAddress hostAddress) {
        return new PageRequest(view, hostAddress, siteLayout, time.now(), answerHeaders, forms);
    }

    /** A page with a visitor's own words in a form: made for them alone and not kept. */
    PublicAnswer again(HostAddress hostAddress, dev.sgen.forms.PostOutcome.Again again, int port) {
        return reading.<Optional<PublicAnswer>>read(hostAddress.site().id(), hostAddress.environment(), view -> {
                    SiteLayout siteLayout = siteLayouts.of(view, hostAddress, port);
                    return Optional.ofNullable(
                            visit(view, siteLayout, hostAddress).again(again));
                })
                .orElseGet(() -> nothing(hostAddress, port));
    }

    /** The one page for every address that leads nowhere. */
    PublicAnswer nothing(HostAddress hostAddress, int port) {
        return nothing(
                hostAddress,
                port,
                generation(new Where(hostAddress.site().id(), hostAddress.environment()))
                        .get());
    }

    private PublicAnswer nothing(HostAddress hostAddress, int port, long generation) {
        Key key = new Key(hostAddress.site().id(), hostAddress.environment(), generation, NOTHING);
        return once(
                key,
                () -> reading.read(hostAddress.site().id(), hostAddress.environment(), view -> {
                    SiteLayout siteLayout = siteLayouts.of(view, hostAddress, port);
                    String html = new Pages(siteLayout.at(time.now()), Lookups.NONE).notFound(false);
                    return PageRequest.html(404, html, hostAddress.environment() == Environment.STAGING, answerHeaders);
                }));
    }

    /** The page for a fault of ours. It asks nothing of what may be broken. */
    PublicAnswer fault(HostAddress hostAddress, int port, int status) {
        String html = new Pages(siteLayouts.bare(hostAddress, port), Lookups.NONE).error();
        return PageRequest.html(status, html, hostAddress.environment() == Environment.STAGING, answerHeaders);
    }
}
