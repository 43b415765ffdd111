package dev.sgen.importing.source;

import dev.sgen.publishing.IncomingRecord.Wish;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of a source file. Readers return everything a file holds as items, so that the report can account for all
 * of it.
 */
public sealed interface SourceItem {
    /** A permanent name that is the same in every export of the same source, such as {@code wp:example.org:17}. */
    String source();

    /** The item's name in the report. */
    String label();

    List<String> notes();

    /**
     * An item that becomes a record.
     *
     * @param content fields of the content type; a string {@code ref:SOURCE} stands for the id of the record that
     *     the item with that source becomes
     * @param wish the state in which the record should come in
     * @param at the moment of publication; null unless the wish is a schedule
     * @param file where the bytes of a media item are: an http(s) address or a Spring resource location; null if
     *     there are none
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

    /**
     * An item that is part of another one and has no record of its own, such as a menu entry, a product variant or a
     * comment.
     *
     * @param into the source of the item that it is part of
     */
    record Folded(String source, String label, String into, List<String> notes) implements SourceItem {}

    /** An item that is not imported; its notes say why. */
    record Left(String source, String label, List<String> notes) implements SourceItem {}
}
