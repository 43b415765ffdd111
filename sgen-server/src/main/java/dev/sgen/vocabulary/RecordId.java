package dev.sgen.vocabulary;

import java.util.UUID;

/** Names one record for its whole life. */
public record RecordId(UUID value) {
    /**
     * Reads an id as programs write it.
     *
     * @throws Refused {@link NotFound} if the text is no id at all
     */
    public static RecordId parse(String text) {
        return new RecordId(Ids.parse("record", text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
