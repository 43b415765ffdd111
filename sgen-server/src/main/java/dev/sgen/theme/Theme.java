package dev.sgen.theme;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Formatter;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import dev.sgen.platform.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The look of a site: templates by name and one stylesheet. Made once, used by many requests at a time.
 * Templates reach the maps they are given and nothing else.
 */
public final class Theme {
    private static final Logger LOG = LoggerFactory.getLogger(Theme.class);

    private final Handlebars handlebars;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final String css;
    private final String cssPath;
    private final @Nullable Theme spare;
    private final List<String> problems;
    private final boolean ours;
    private final Renderer renderer;

    /** Renders in the caller's own thread: for templates of ours. */
    static final Renderer AT_ONCE = Supplier::get;

    /** Where a rendering of a site's own templates is computed. */
    interface Renderer {
        /**
         * The text that a rendering makes.
         *
         * @throws ThemeFailure if it takes too long, or there is no room for it now
         */
        String render(Supplier<String> rendering);
    }

    Theme(Map<String, String> templates, String css) {
        this(templates, css, null, List.of(), AT_ONCE);
    }

    /**
     * A look that others see.
     *
     * @param spare what is shown instead where a template of this one fails; null to fail
     * @param problems what of the site's theme couldn't be used, for its operators
     * @param renderer computes what the theme's own templates make; the built-in ones need none
     */
    Theme(Map<String, String> templates, String css, @Nullable Theme spare, List<String> problems, Renderer renderer) {
        this.renderer = renderer;
        handlebars = new Handlebars(new TemplateSources(templates))
                .with(new TemplateHelpers())
                .with(new ConcurrentMapTemplateCache())
                .with(Theme::counted)
                .with(Theme::escaped)
                .parentScopeResolution(false)
                .infiniteLoops(false);
        this.css = css;
        this.cssPath = "/_sgen/theme-" + Json.sha256(css).substring(0, 16) + ".css";
        this.spare = spare;
        this.problems = problems;
        this.ours = templates.isEmpty();
        templates.keySet().forEach(this::compiled);
    }

    /** The stylesheet's text. */
    public String css() {
        return css;
    }

    /** Where the stylesheet is served; the address changes with the text, so it may be kept forever. */
    public String cssPath() {
        return cssPath;
    }

    /** What of the site's theme can't be used and is replaced by the built-in one. */
    public List<String> problems() {
        return problems;
    }

    /**
     * A whole page: the named template inside the layout.
     *
     * @throws ThemeFailure if a template fails or goes beyond its limits, and nothing stands in for it
     */
    public String page(String name, Map<String, Object> model) {
        return page(name, model, UnaryOperator.identity());
    }

    /**
     * A whole page whose main part is put into something first.
     *
     * @param arranged what the main part's HTML is put into
     */
    String page(String name, Map<String, Object> model, UnaryOperator<String> arranged) {
        try {
            return whole(name, model, arranged);
        } catch (ThemeFailure failed) {
            if (spare == null) {
                throw failed;
            }
            LOG.warn("A site's template failed, the built-in one was shown: {}", failed.getMessage());
            Map<String, Object> told = new HashMap<>(model);
            told.put("problem", Boolean.TRUE.equals(model.get("staging")) ? String.valueOf(failed.getMessage()) : "");
            return spare.whole(name, told, arranged);
        }
    }

    private String whole(String name, Map<String, Object> model, UnaryOperator<String> arranged) {
        Map<String, Object> framed = new HashMap<>(model);
        framed.put("main", arranged.apply(render(name, model)));
        return render("layout", framed);
    }

    /** A part of a page, such as a list of cards; the built-in one if the site's fails. */
    String part(String name, Map<String, Object> model) {
        try {
            return render(name, model);
        } catch (ThemeFailure failed) {
            if (spare == null) {
                throw failed;
            }
            LOG.warn("A site's template failed, the built-in one was shown: {}", failed.getMessage());
            return spare.render(name, model);
        }
    }

    /**
     * One template by itself.
     *
     * @throws ThemeFailure if it fails or goes beyond its limits
     */
    public String render(String name, Map<String, Object> model) {
        return ours ? rendered(name, model) : renderer.render(() -> rendered(name, model));
    }

    private String rendered(String name, Map<String, Object> model) {
        RenderBudget renderBudget = ours ? RenderBudget.ofOurs() : RenderBudget.ofASite();
        try {
            Context context = Context.newBuilder(model)
                    .resolver(MapValueResolver.INSTANCE)
                    .build();
            ScopedValue.where(RenderBudget.CURRENT, renderBudget).call(() -> {
                compiled(name).apply(context, renderBudget);
                return true;
            });
            return renderBudget.toString();
        } catch (IOException | HandlebarsException | StackOverflowError failed) {
            throw failure(name, failed);
        }
    }

    /** Every value on its way into a page. */
    private static Object counted(Object value, Formatter.Chain next) {
        Object text = next.format(value);
        RenderBudget.text(text instanceof CharSequence known ? known.length() : 20);
        return text;
    }

    private static CharSequence escaped(CharSequence text) {
        CharSequence safe = EscapingStrategy.HTML_ENTITY.escape(text);
        RenderBudget.text(safe.length() - text.length());
        return safe;
    }

    private Template compiled(String name) {
        return compiled.computeIfAbsent(name, key -> {
            try {
                return handlebars.compile(key);
            } catch (IOException | HandlebarsException | StackOverflowError failed) {
                throw failure(key, failed);
            }
        });
    }

    /** A limit that was hit inside of the library comes out wrapped; its own words are the useful ones. */
    private static ThemeFailure failure(String name, Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof ThemeFailure limit) {
                return limit;
            }
        }
        String why = failed instanceof HandlebarsException broken && broken.getError() != null
                ? "line " + broken.getError().line + ": " + broken.getError().reason
                : failed instanceof StackOverflowError ? "it nests too deep" : String.valueOf(failed.getMessage());
        return new ThemeFailure("The template " + name + " can't be used: " + Html.shorten(why, 300), failed);
    }
}
