package dev.sgen.vocabulary;

import java.util.UUID;

/** Names one release for ever. */
public record ReleaseId(UUID value) {
    /**
     * Reads an id as programs write it.
     *
     * @throws Refused {@link NotFound} if the text is no id at all
     */
    public static ReleaseId parse(String text) {
        return new ReleaseId(Ids.parse("release", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
