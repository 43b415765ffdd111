package dev.sgen.vocabulary;

import java.util.UUID;

/** Names one member for its whole life. */
public record MemberId(UUID value) {
    /**
     * Reads an id as programs write it.
     *
     * @throws Refused {@link NotFound} if the text is no id at all
     */
    public static MemberId parse(String text) {
        return new MemberId(Ids.parse("member", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
