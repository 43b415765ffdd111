package dev.sgen.theme;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.Json;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the compiled look for the content of a theme record, each made once. Templates are looked at, compiled and
 * rendered as bounded work, each site's in its turn: a theme costs nobody but its own site's visitors time, and
 * those get the built-in look rather than none (T7, invariant 21).
 */
@Component
public class Themes {
    private static final int MAX_CSS = 256 * 1024;
    private static final String OWN_ACCENT = "1f5f8b";
    private static final String BUILT_IN_CSS =
            TemplateSources.builtIn("theme.css") + TemplateSources.builtIn("types.css");
    private static final Duration COMPILING = Duration.ofSeconds(8);
    private static final Duration RENDERING = Duration.ofSeconds(4);
    private static final Duration WAIT_FOR_ANOTHER = Duration.ofSeconds(10);
    private static final Duration GIVEN_UP_FOR = Duration.ofMinutes(10);
    // A rendering may hold a connection of the database: one slow theme mustn't hold them all.
    private static final int RENDERED_AT_ONCE = 4;
    private static final long WAIT_FOR_ROOM_MILLIS = 250;
    private static final String RULE = "templates";
    private static final String CSS = "/css";
    private static final String LATE = "The theme's templates take too long to prepare. Make them simpler.";

    private final BoundedWork work;
    private final Theme builtIn = make(Json.object());
    private final AsyncCache<Key, Theme> made =
            Caffeine.newBuilder().maximumSize(200).buildAsync();
    private final Cache<Key, Theme> givenUp = Caffeine.newBuilder()
            .maximumSize(200)
            .expireAfterWrite(GIVEN_UP_FOR)
            .build();
    private final Cache<String, List<String>> judged =
            Caffeine.newBuilder().maximumSize(200).build();

    private record Key(SiteId site, String hash) {}

    /** A compilation that ran too long. */
    private static final class Overrun extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public Themes(BoundedWork work) {
        this.work = work;
    }

    /**
     * The look that a theme record asks for, or the built-in one where there is none.
     *
     * @throws ThemeFailure if a template of it can't be parsed, isn't known, or the CSS is too long
     */
    public Theme of(@Nullable ObjectNode content) {
        return content == null
                ? builtIn
                : work.run(Lane.SHORT, RULE, COMPILING, () -> make(content), () -> new ThemeFailure(LATE));
    }

    /**
     * The look for visitors, who must get their pages whatever a theme holds: what of it can't be used is
     * replaced by the built-in look's, and told in {@link Theme#problems}. While a theme can't be compiled because
     * too much is asked of the server, its site shows the built-in templates with the theme's own CSS.
     */
    public Theme forVisitors(SiteId site, @Nullable ObjectNode content) {
        if (content == null) {
            return builtIn;
        }
        Key key = new Key(site, Json.hash(content));
        Theme standIn = givenUp.getIfPresent(key);
        if (standIn != null) {
            return standIn;
        }
        CompletableFuture<Theme> mine = new CompletableFuture<>();
        CompletableFuture<Theme> theirs = made.asMap().putIfAbsent(key, mine);
        return theirs == null ? compile(key, content, mine) : await(theirs, content);
    }

    private Theme compile(Key key, ObjectNode content, CompletableFuture<Theme> mine) {
        try {
            Theme theme = templates(content).isEmpty()
                    ? usable(key.site(), content)
                    : work.run(Lane.SHORT, key.site(), COMPILING, () -> usable(key.site(), content), Overrun::new);
            mine.complete(theme);
            return theme;
        } catch (Overrun late) {
            Theme standIn = standIn(content, LATE);
            givenUp.put(key, standIn);
            mine.cancel(false);
            return standIn;
        } catch (Refused busy) {
            mine.cancel(false);
            return standIn(content, busy.refusal().detail());
        } catch (RuntimeException | Error failed) {
            mine.completeExceptionally(failed);
            throw failed;
        }
    }

    private static Theme await(CompletableFuture<Theme> theirs, ObjectNode content) {
        try {
            // A copy, since what times out is ours to give up and theirs to finish.
            return theirs.copy()
                    .orTimeout(WAIT_FOR_ANOTHER.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException | CancellationException notNow) {
            return standIn(content, LATE);
        }
    }

    private Theme usable(SiteId site, ObjectNode content) {
        Map<String, String> wrong = faults(content);
        ObjectNode usable = content.deepCopy();
        if (!wrong.isEmpty()) {
            ObjectNode kept = usable.putObject("templates");
            templates(content).forEach((name, source) -> {
                if (!wrong.containsKey(name)) {
                    kept.put(name, source);
                }
            });
            if (wrong.containsKey(CSS)) {
                usable.remove("css");
            }
        }
        Theme spare = make(without(usable));
        List<String> problems = wrong.values().stream().distinct().toList();
        return new Theme(templates(usable), spare.css(), spare, problems, renderer(site));
    }

    private static Theme standIn(ObjectNode content, String why) {
        ObjectNode plain = without(content);
        if (ContentFields.text(plain, "css").length() > MAX_CSS) {
            plain.remove("css");
        }
        Theme spare = make(plain);
        return new Theme(Map.of(), spare.css(), spare, List.of(why), Theme.AT_ONCE);
    }

    private Theme.Renderer renderer(SiteId site) {
        Semaphore room = new Semaphore(RENDERED_AT_ONCE);
        return rendering -> {
            if (!acquired(room)) {
                throw new ThemeFailure("Too many pages of this theme are rendered at once.");
            }
            try {
                return work.run(
                        Lane.SHORT,
                        site,
                        RENDERING,
                        rendering,
                        () -> new ThemeFailure("The template ran longer than " + RENDERING.toSeconds() + " seconds."));
            } catch (Refused busy) {
                throw new ThemeFailure(busy.refusal().detail(), busy);
            } finally {
                room.release();
            }
        };
    }

    private static boolean acquired(Semaphore room) {
        try {
            return room.tryAcquire(WAIT_FOR_ROOM_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Everything of a theme's content that can't be used, each in a sentence with the line where there is one.
     *
     * @throws Refused {@link dev.sgen.platform.work.WorkRefusal.Busy}
     */
    List<String> problems(SiteId site, ObjectNode content) {
        String hash = Json.hash(content);
        List<String> known = judged.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        try {
            List<String> found = work.run(
                    Lane.SHORT,
                    site,
                    COMPILING,
                    () -> faults(content).values().stream().distinct().toList(),
                    Overrun::new);
            judged.put(hash, found);
            return found;
        } catch (Overrun late) {
            return List.of(LATE);
        }
    }

    /** What is wrong, by the name of the template, or {@link #CSS}. */
    private static Map<String, String> faults(ObjectNode content) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Map<String, String> templates = templates(content);
        try {
            TemplateBounds.checkAll(templates);
            templates.forEach((name, source) -> {
                try {
                    var unused = new Theme(Map.of(name, source), "");
                } catch (ThemeFailure failed) {
                    wrong.put(name, String.valueOf(failed.getMessage()));
                }
            });
        } catch (ThemeFailure tooMuch) {
            templates.keySet().forEach(name -> wrong.put(name, String.valueOf(tooMuch.getMessage())));
        }
        if (ContentFields.text(content, "css").length() > MAX_CSS) {
            wrong.put(CSS, "The theme's CSS is longer than 256 KiB.");
        }
        return wrong;
    }

    private static ObjectNode without(ObjectNode content) {
        ObjectNode plain = content.deepCopy();
        plain.remove("templates");
        return plain;
    }

    private static Map<String, String> templates(ObjectNode content) {
        Map<String, String> templates = new TreeMap<>();
        content.path("templates").properties().forEach(each -> {
            String source = ContentFields.text(each.getValue());
            if (!source.isBlank()) {
                templates.put(each.getKey(), source);
            }
        });
        return templates;
    }

    private static Theme make(ObjectNode content) {
        Map<String, String> templates = templates(content);
        String own = ContentFields.text(content, "css");
        if (own.length() > MAX_CSS) {
            throw new ThemeFailure("The theme's CSS is longer than 256 KiB.");
        }
        Accent accent = Accent.of(ContentFields.text(content, "accent"), OWN_ACCENT);
        String colours = ":root{--accent:" + accent.light() + "}@media (prefers-color-scheme:dark){:root{--accent:"
                + accent.dark() + "}}\n";
        return new Theme(templates, BUILT_IN_CSS + "\n" + colours + own);
    }
}
