package dev.sgen.content;

import dev.sgen.vocabulary.RecordId;

/**
 * A place in content that names another record.
 *
 * @param target the record named, of whatever type
 * @param type the type it should be of, such as {@code media} or {@code page}; empty if any may stand there
 * @param pointer a JSON Pointer into the content, such as {@code /body/2/media}
 */
public record Reference(RecordId target, String type, String pointer) {
    /** Whether it names a media record: an image, a recording, a file. */
    public boolean toMedia() {
        return type.equals("media");
    }
}
