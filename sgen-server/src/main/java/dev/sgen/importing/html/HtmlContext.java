package dev.sgen.importing.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a piece of HTML can't know by itself: where old addresses lead now, and which pictures are in the library. */
public interface HtmlContext {
    /** A link's new address; the same address if nothing is known of it. */
    String link(String address);

    /** The library's item for a picture or file, as {@code ref:KEY}, or null. */
    @Nullable
    String media(String address, @Nullable String attachmentId);

    /** The source address of an attachment, or null. */
    @Nullable
    String addressOf(String attachmentId);

    /** The attachments that belong to this item, by id, in order: what a bare gallery shows. */
    List<String> ownAttachments();

    /** Alternative text of an attachment; empty if there is none. */
    String altOf(String attachmentId);

    /** HTML that stands alone: nothing leads anywhere else. */
    HtmlContext NONE = new HtmlContext() {
        @Override
        public String link(String address) {
            return address;
        }

        @Override
        public @Nullable String media(String address, @Nullable String attachmentId) {
            return null;
        }

        @Override
        public @Nullable String addressOf(String attachmentId) {
            return null;
        }

        @Override
        public List<String> ownAttachments() {
            return List.of();
        }

        @Override
        public String altOf(String attachmentId) {
            return "";
        }
    };
}
