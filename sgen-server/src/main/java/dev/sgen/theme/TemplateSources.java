package dev.sgen.theme;

import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The templates of one theme by name: the built-in ones and those that the theme replaces. Nothing else exists. */
final class TemplateSources implements TemplateLoader {
    /** Every template there is; a theme can replace each of them and add none. */
    static final List<String> NAMES = List.of(
            "layout",
            "header",
            "footer",
            "home",
            "page",
            "post",
            "product",
            "event",
            "location",
            "form",
            "custom",
            "list",
            "search",
            "not-found",
            "error",
            "cards",
            "card-post",
            "card-product",
            "card-event",
            "card-location",
            "card-other");

    private static final Map<String, String> BUILT_IN = readBuiltIn();

    private final Map<String, String> sources;

    TemplateSources(Map<String, String> replaced) {
        sources = new HashMap<>(BUILT_IN);
        replaced.forEach((name, source) -> {
            if (!NAMES.contains(name)) {
                throw new ThemeFailure(
                        "There is no template named " + name + ". Known are: " + String.join(", ", NAMES) + ".");
            }
            TemplateBounds.check(name, source);
            sources.put(name, source);
        });
    }

    static String builtIn(String file) {
        try (InputStream in = TemplateSources.class.getResourceAsStream("/theme/default/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the built-in theme lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Map<String, String> readBuiltIn() {
        Map<String, String> out = new HashMap<>();
        NAMES.forEach(name -> out.put(name, builtIn(name + ".hbs")));
        return Map.copyOf(out);
    }

    @Override
    public TemplateSource sourceAt(String name) throws IOException {
        RenderBudget.step();
        String source = sources.get(name);
        if (source == null) {
            throw new FileNotFoundException("There is no template named " + Html.shorten(name, 60) + ".");
        }
        RenderBudget.text(source.length());
        return new StringTemplateSource(name, source);
    }

    @Override
    public String resolve(String name) {
        return name;
    }

    @Override
    public String getPrefix() {
        return "";
    }

    @Override
    public String getSuffix() {
        return "";
    }

    /** The engine never sets one; a name is whole as it stands, so that it can't be made to point elsewhere. */
    @Override
    public void setPrefix(String prefix) {
        throw new IllegalStateException("A template's name takes no prefix.");
    }

    /** The engine never sets one; a name is whole as it stands, so that it can't be made to point elsewhere. */
    @Override
    public void setSuffix(String suffix) {
        throw new IllegalStateException("A template's name takes no suffix.");
    }

    @Override
    public void setCharset(Charset charset) {}

    @Override
    public Charset getCharset() {
        return StandardCharsets.UTF_8;
    }
}
