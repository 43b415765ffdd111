package dev.sgen.importing.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the converter cannot read from the HTML itself: the new targets of old links, and the media items of
 * pictures and files.
 */
public interface HtmlContext {
    /** The new address of a link; the same address if there is no better one. */
    String link(String address);

    /**
     * A reference to the media item of a picture or file, as {@code ref:KEY}; null if there is none.
     *
     * @param attachmentId the attachment's id in WordPress, if the HTML names one
     */
    @Nullable
    String media(String address, @Nullable String attachmentId);

    /** The original address of an attachment's file; null if unknown. */
    @Nullable
    String addressOf(String attachmentId);

    /**
     * The ids of the attachments of the post that is being read, in order. A gallery shortcode without ids shows
     * these.
     */
    List<String> ownAttachments();

    /** The alternative text of an attachment; empty if there is none. */
    String altOf(String attachmentId);

    /** For HTML without an export around it: links stay as they are, and there are no media items. */
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
