package dev.sgen.theme;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a site says to search engines where a page says nothing of its own (SET-6).
 *
 * @param suffix what stands after a page's title, such as {@code Northwind}; empty for the site's name
 * @param noindex whether the whole environment asks to be left out
 * @param metas further lines for the head by name, such as a search engine's proof of ownership
 */
public record Seo(
        String suffix, String description, @Nullable Asset image, boolean noindex, Map<String, String> metas) {
    public static final Seo NONE = new Seo("", "", null, false, Map.of());

    private static final int MAX_METAS = 30;
    private static final Map<String, String> PROOFS = Map.of(
            "google",
            "google-site-verification",
            "bing",
            "msvalidate.01",
            "yandex",
            "yandex-verification",
            "pinterest",
            "p:domain_verify");

    /** Lines that pages write themselves, or that would change how they work. */
    private static final Set<String> OURS =
            Set.of("viewport", "description", "robots", "referrer", "color-scheme", "theme-color");

    /** Reads the values of the settings group {@code seo}. */
    public static Seo of(JsonNode values, @Nullable Asset image) {
        Map<String, String> metas = new LinkedHashMap<>();
        values.path("verification").properties().forEach(each -> {
            String name = PROOFS.get(each.getKey());
            if (name != null) {
                add(metas, name, ContentFields.text(each.getValue()));
            }
        });
        values.path("meta")
                .forEach(each -> add(metas, ContentFields.text(each, "name"), ContentFields.text(each, "content")));
        return new Seo(
                ContentFields.text(values, "titleSuffix").strip(),
                ContentFields.text(values, "description").strip(),
                image != null && image.image() ? image : null,
                ContentFields.yes(values, "noindex"),
                metas);
    }

    private static void add(Map<String, String> metas, String name, String content) {
        boolean plain = name.matches("[A-Za-z0-9][A-Za-z0-9:._-]{0,59}")
                && !OURS.contains(name.toLowerCase(java.util.Locale.ROOT));
        if (plain && !content.isBlank() && content.length() <= 500 && metas.size() < MAX_METAS) {
            metas.putIfAbsent(name, content);
        }
    }
}
