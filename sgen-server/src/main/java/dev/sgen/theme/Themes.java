package dev.sgen.theme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        return made.get("strict " + Json.hash(wanted), ignored -> make(wanted));
    }

    /**
     * The look for visitors, who must get their pages whatever a theme holds: what of it can't be used is
     * replaced by the built-in look's, and told in {@link Theme#problems}.
     */
    public Theme forVisitors(@Nullable ObjectNode content) {
        ObjectNode wanted = content == null ? Json.object() : content;
        return made.get(Json.hash(wanted), ignored -> {
            List<String> problems = List.copyOf(problems(wanted));
            ObjectNode usable = wanted.deepCopy();
            if (!problems.isEmpty()) {
                usable.set("templates", usable(wanted));
                if (Fields.text(wanted, "css").length() > MAX_CSS) {
                    usable.remove("css");
                }
            }
            Theme spare = make(without(usable));
            return new Theme(templates(usable), spare.css(), spare, problems);
        });
    }

    /** Everything of a theme's content that can't be used, each in a sentence with the line where there is one. */
    static List<String> problems(ObjectNode content) {
        List<String> problems = new ArrayList<>();
        templates(content).forEach((name, source) -> {
            try {
                var unused = new Theme(Map.of(name, source), "");
            } catch (ThemeFailure failed) {
                problems.add(String.valueOf(failed.getMessage()));
            }
        });
        if (Fields.text(content, "css").length() > MAX_CSS) {
            problems.add("The theme's CSS is longer than 256 KiB.");
        }
        return problems;
    }

    private static ObjectNode usable(ObjectNode content) {
        ObjectNode usable = Json.object();
        templates(content).forEach((name, source) -> {
            try {
                var unused = new Theme(Map.of(name, source), "");
                usable.put(name, source);
            } catch (ThemeFailure failed) {
                // Told among the problems.
            }
        });
        return usable;
    }

    private static ObjectNode without(ObjectNode content) {
        ObjectNode plain = content.deepCopy();
        plain.remove("templates");
        return plain;
    }

    private static Map<String, String> templates(ObjectNode content) {
        Map<String, String> templates = new TreeMap<>();
        content.path("templates").properties().forEach(each -> {
            String source = Fields.text(each.getValue());
            if (!source.isBlank()) {
                templates.put(each.getKey(), source);
            }
        });
        return templates;
    }

    private static Theme make(ObjectNode content) {
        Map<String, String> templates = templates(content);
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
