package dev.sgen.delivery;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.Clockwork;
import dev.sgen.publishing.PublicReading;
import dev.sgen.publishing.PublicView;
import dev.sgen.publishing.Shown;
import dev.sgen.site.Address;
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
class Answers {
    private static final long MAX_WEIGHT = 96L * 1024 * 1024;
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final String NOTHING = "\0nothing";

    private final PublicReading reading;
    private final Shapes shapes;
    private final MediaFiles media;
    private final Headers headers;
    private final FormDoor forms;
    private final Clockwork clockwork;
    private final ConcurrentHashMap<Where, AtomicLong> generations = new ConcurrentHashMap<>();
    private final AsyncCache<Key, Answer> kept = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((Key key, Answer answer) ->
                    answer.weight() + 2 * key.target().length() + 160)
            // Sales begin and events pass without anyone publishing anything.
            .expireAfterWrite(KEPT)
            .buildAsync();

    private record Where(SiteId site, Environment environment) {}

    private record Key(SiteId site, Environment environment, long generation, String target) {}

    Answers(
            PublicReading reading,
            Shapes shapes,
            MediaFiles media,
            Headers headers,
            FormDoor forms,
            Clockwork clockwork) {
        this.reading = reading;
        this.shapes = shapes;
        this.media = media;
        this.headers = headers;
        this.forms = forms;
        this.clockwork = clockwork;
    }

    /**
     * Everything kept of an environment is out of date from now on. Staging shows what is on live's media
     * library as well (MEDIA-2), so a change there is one here.
     */
    @EventListener
    void hear(Shown shown) {
        generation(new Where(shown.site(), shown.environment())).incrementAndGet();
        if (shown.environment() == Environment.LIVE) {
            generation(new Where(shown.site(), Environment.STAGING)).incrementAndGet();
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
    Answer of(Address address, Target target, int port) {
        long generation = generation(new Where(address.site().id(), address.environment()))
                .get();
        Key key = new Key(address.site().id(), address.environment(), generation, target.key());
        return once(key, () -> make(address, target, port, generation));
    }

    /** The same if it is kept and finished, else null; never waits for anything. */
    @Nullable
    Answer kept(Address address, Target target) {
        AtomicLong generation = generations.get(new Where(address.site().id(), address.environment()));
        if (generation == null) {
            return null;
        }
        CompletableFuture<Answer> found =
                kept.getIfPresent(new Key(address.site().id(), address.environment(), generation.get(), target.key()));
        return found == null ? null : found.getNow(null);
    }

    private Answer once(Key key, Supplier<Answer> make) {
        CompletableFuture<Answer> found = kept.getIfPresent(key);
        if (found != null) {
            return orThrow(found.join());
        }
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> theirs = kept.asMap().putIfAbsent(key, mine);
        if (theirs != null) {
            return orThrow(theirs.join());
        }
        Answer made = attempt(make);
        mine.complete(made);
        if (!made.keepable()) {
            kept.asMap().remove(key, mine);
        }
        return orThrow(made);
    }

    private static Answer attempt(Supplier<Answer> make) {
        try {
            return make.get();
        } catch (RuntimeException failed) {
            return new Answer.Failed(failed);
        } catch (Error failed) {
            return new Answer.Failed(new IllegalStateException("the page could not be made", failed));
        }
    }

    private static Answer orThrow(Answer answer) {
        if (answer instanceof Answer.Failed(RuntimeException why)) {
            throw why;
        }
        return answer;
    }

    private Answer make(Address address, Target target, int port, long generation) {
        Optional<String> hash = MediaFiles.hash(target.path());
        if (hash.isPresent()) {
            SiteId site = address.site().id();
            // No bytes are touched while the view is held open.
            Optional<PublicView.PublicFile> file =
                    reading.read(site, address.environment(), view -> view.mediaByBlob(hash.get()));
            boolean staging = address.environment() == Environment.STAGING;
            return file.flatMap(found -> media.answer(site, found, target.width(), staging))
                    .orElseGet(() -> nothing(address, port, generation));
        }
        Answer made = reading.<Optional<Answer>>read(address.site().id(), address.environment(), view -> {
                    Shape shape = shapes.of(view, address, port);
                    return Optional.ofNullable(visit(view, shape, address).answer(target));
                })
                .orElse(null);
        return made != null ? made : nothing(address, port, generation);
    }

    private Visit visit(PublicView view, Shape shape, Address address) {
        return new Visit(view, address, shape, clockwork.now(), headers, forms);
    }

    /** A page with a visitor's own words in a form: made for them alone and not kept. */
    Answer again(Address address, dev.sgen.forms.Answer.Again again, int port) {
        return reading.<Optional<Answer>>read(address.site().id(), address.environment(), view -> {
                    Shape shape = shapes.of(view, address, port);
                    return Optional.ofNullable(visit(view, shape, address).again(again));
                })
                .orElseGet(() -> nothing(address, port));
    }

    /** The one page for every address that leads nowhere. */
    Answer nothing(Address address, int port) {
        return nothing(
                address,
                port,
                generation(new Where(address.site().id(), address.environment()))
                        .get());
    }

    private Answer nothing(Address address, int port, long generation) {
        Key key = new Key(address.site().id(), address.environment(), generation, NOTHING);
        return once(
                key,
                () -> reading.read(address.site().id(), address.environment(), view -> {
                    Shape shape = shapes.of(view, address, port);
                    String html = new Pages(shape.at(clockwork.now()), Lookups.NONE).notFound(false);
                    return Visit.html(404, html, address.environment() == Environment.STAGING, headers);
                }));
    }

    /** The page for a fault of ours. It asks nothing of what may be broken. */
    Answer fault(Address address, int port, int status) {
        String html = new Pages(shapes.bare(address, port), Lookups.NONE).error();
        return Visit.html(status, html, address.environment() == Environment.STAGING, headers);
    }
}
