package dev.sgen.vocabulary;

import java.util.UUID;

/** Names one site for its whole life. */
public record SiteId(UUID value) {
    /**
     * Reads an id as programs write it.
     *
     * @throws Refused {@link NotFound} if the text is no id at all
     */
    public static SiteId parse(String text) {
        return new SiteId(Ids.parse("site", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
