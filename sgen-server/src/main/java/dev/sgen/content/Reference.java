package dev.sgen.content;

import dev.sgen.vocabulary.RecordId;

/**
 * A reference from content to another record.
 *
 * @param target the id of the record
 * @param type the type that the record should have, such as {@code media} or {@code page}; empty for any type
 * @param pointer a JSON Pointer into the content, such as {@code /body/2/media}
 */
public record Reference(RecordId target, String type, String pointer) {
    /** Whether it refers to a media record: an image, a recording or a file. */
    public boolean toMedia() {
        return type.equals("media");
    }
}
