package dev.sgen.importing.source;

import dev.sgen.publishing.IncomingRecord.Wish;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that a source file holds. Everything a file holds arrives as one of these, so that the report
 * can account for all of it.
 */
public sealed interface SourceItem {
    /** A name for it that stays the same from file to file, such as {@code wp:example.org:17}. */
    String source();

    /** How the report names it to people. */
    String label();

    List<String> notes();

    /**
     * Something that becomes a record.
     *
     * @param content fields of the type; a text that is {@code ref:SOURCE} stands for the id of the record
     *     that the item of that source becomes
     * @param at the moment, where the wish is a schedule
     * @param file where the bytes of a media item are, or null: an address, or a path inside a starter
     */
    record Item(
            String source,
            String label,
            String type,
            String title,
            @Nullable String path,
            ObjectNode content,
            List<String> tags,
            Wish wish,
            @Nullable Instant at,
            @Nullable String file,
            List<String> notes)
            implements SourceItem {}

    /** Something that is told as part of another item: a menu's entry, a product's variant, a comment. */
    record Folded(String source, String label, String into, List<String> notes) implements SourceItem {}

    /** Something that doesn't come in, and why. */
    record Left(String source, String label, List<String> notes) implements SourceItem {}
}
