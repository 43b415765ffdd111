package dev.sgen.theme;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import dev.sgen.platform.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The look of a site: templates by name and one stylesheet. Made once, used by many requests at a time.
 * Templates reach the maps they are given and nothing else.
 */
public final class Theme {
    private final Handlebars handlebars;
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();
    private final String css;
    private final String cssPath;

    Theme(Map<String, String> templates, String css) {
        handlebars = new Handlebars(new Sources(templates))
                .with(new Helpers())
                .with(new ConcurrentMapTemplateCache())
                .parentScopeResolution(false)
                .infiniteLoops(false);
        this.css = css;
        this.cssPath = "/_sgen/theme-" + Json.sha256(css).substring(0, 16) + ".css";
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

    /**
     * A whole page: the named template inside the layout.
     *
     * @throws ThemeFailure if a template of the site fails or goes beyond its limits
     */
    public String page(String name, Map<String, Object> model) {
        Map<String, Object> framed = new HashMap<>(model);
        framed.put("main", render(name, model));
        return render("layout", framed);
    }

    /**
     * One template by itself.
     *
     * @throws ThemeFailure if it fails or goes beyond its limits
     */
    public String render(String name, Map<String, Object> model) {
        Budget budget = new Budget();
        try {
            Context context = Context.newBuilder(model)
                    .resolver(MapValueResolver.INSTANCE)
                    .build();
            ScopedValue.where(Budget.CURRENT, budget).call(() -> {
                compiled(name).apply(context, budget);
                return true;
            });
            return budget.toString();
        } catch (IOException | HandlebarsException | StackOverflowError failed) {
            throw failure(name, failed);
        }
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
        String why = failed instanceof StackOverflowError ? "it nests too deep" : String.valueOf(failed.getMessage());
        return new ThemeFailure("The template " + name + " can't be used: " + Html.shorten(why, 300), failed);
    }
}
