package dev.sgen.content;

import dev.sgen.vocabulary.Refused;
import org.jspecify.annotations.Nullable;

/** Checks the pattern of a type's default paths, such as {@code /recipes/{slug}}. */
final class UrlPattern {
    private static final String FIELD = "/urlPattern";

    private UrlPattern() {}

    /**
     * The pattern to store.
     *
     * @param given null for {@code /KEY/{slug}}; blank for a type without public pages
     * @return null for a type without public pages
     * @throws Refused {@link InvalidContent} for a pattern that gives no valid path
     */
    static @Nullable String checked(String key, @Nullable String given) {
        if (given == null) {
            return "/" + key + "/{slug}";
        }
        if (given.isBlank()) {
            return null;
        }
        String rest = given.strip().replace("{slug}", "x");
        if (given.split("\\{slug}", -1).length != 2) {
            throw wrong("A pattern holds {slug} once, such as /" + key + "/{slug}");
        }
        try {
            if (!Paths.normalise(rest).equals(rest)) {
                throw wrong("Write a pattern such as /" + key + "/{slug}");
            }
        } catch (Paths.BadPath bad) {
            throw new Refused(new InvalidContent(FIELD, bad.why()), bad);
        }
        return given.strip();
    }

    private static Refused wrong(String message) {
        return new Refused(new InvalidContent(FIELD, message));
    }
}
