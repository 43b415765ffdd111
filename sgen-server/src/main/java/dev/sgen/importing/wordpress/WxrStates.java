package dev.sgen.importing.wordpress;

import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps WordPress's post status to the wished state. Only what WordPress showed to everybody is published. */
final class WxrStates {
    private WxrStates() {}

    /**
     * The state in which a post comes in. Adds a note if that differs from its state in WordPress, and a tag to posts
     * that were private or protected by a password.
     *
     * @param at the post's date, or null
     */
    static Wish wish(WxrExport.Post post, @Nullable Instant at, Instant now, List<String> tags, ItemNotes told) {
        if (post.locked()) {
            told.add("It was protected by a password; it stays a draft so that nobody sees it");
            mark(tags, "password-protected");
            return Wish.DRAFT;
        }
        switch (post.status()) {
            case "publish" -> {
                return Wish.PUBLISHED;
            }
            case "future" -> {
                if (at != null && at.isAfter(now)) {
                    return Wish.SCHEDULED;
                }
                told.add("It was scheduled for a moment that has passed; it stays a draft");
                return Wish.DRAFT;
            }
            case "draft" -> {
                return Wish.DRAFT;
            }
            case "pending" -> told.add("It was waiting for review; it came in as a draft");
            case "private" -> {
                told.add("It was private; it stays a draft so that nobody sees it");
                mark(tags, "private");
            }
            case "trash" -> {
                told.add("It was in the trash; it came in archived");
                return Wish.ARCHIVED;
            }
            default ->
                told.add("Its state “" + ForeignText.cut(post.status(), 60) + "” is unknown here; it stays a draft");
        }
        return Wish.DRAFT;
    }

    private static void mark(List<String> tags, String tag) {
        if (tags.size() >= 50) {
            tags.removeLast();
        }
        tags.add(tag);
    }
}
