package dev.sgen.theme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Gives the compiled look for the content of a theme record, each made once. */
@Component
public class Themes {
    private static final int MAX_CSS = 256 * 1024;
    private static final String OWN_ACCENT = "1f5f8b";
    private static final String BUILT_IN_CSS = Sources.builtIn("theme.css") + Sources.builtIn("types.css");

    private final Cache<String, Theme> made =
            Caffeine.newBuilder().maximumSize(200).build();

    /**
     * The look that a theme record asks for, or the built-in one where there is none.
     *
     * @throws ThemeFailure if a template of it can't be parsed, isn't known, or the CSS is too long
     */
    public Theme of(@Nullable ObjectNode content) {
        ObjectNode wanted = content == null ? Json.object() : content;
        String key = Json.hash(wanted);
        return made.get(key, ignored -> make(wanted));
    }

    private static Theme make(ObjectNode content) {
        Map<String, String> templates = new HashMap<>();
        content.path("templates").properties().forEach(each -> {
            String source = Fields.text(each.getValue());
            if (!source.isBlank()) {
                templates.put(each.getKey(), source);
            }
        });
        String own = Fields.text(content, "css");
        if (own.length() > MAX_CSS) {
            throw new ThemeFailure("The theme's CSS is longer than 256 KiB.");
        }
        Accent accent = Accent.of(Fields.text(content, "accent"), OWN_ACCENT);
        String colours = ":root{--accent:" + accent.light() + "}@media (prefers-color-scheme:dark){:root{--accent:"
                + accent.dark() + "}}\n";
        return new Theme(templates, BUILT_IN_CSS + "\n" + colours + own);
    }
}
