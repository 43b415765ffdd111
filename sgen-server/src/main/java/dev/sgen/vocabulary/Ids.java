package dev.sgen.vocabulary;

import java.util.UUID;

/** Reads ids that come from outside; an id that can't be one is simply not found. */
final class Ids {
    private Ids() {}

    static UUID parse(String what, String text) {
        // UUID.fromString accepts shortened groups, which would give one id several spellings.
        if (text.length() == 36) {
            try {
                UUID id = UUID.fromString(text);
                if (id.toString().equals(text)) {
                    return id;
                }
            } catch (IllegalArgumentException notAnId) {
                throw new Refused(new NotFound(what), notAnId);
            }
        }
        throw new Refused(new NotFound(what));
    }
}
