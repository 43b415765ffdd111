package dev.sgen.admin.shell;

import org.jspecify.annotations.Nullable;

/**
 * The line on top of the page after an action: what came of it, and where to go on or back.
 *
 * @param link where {@code linkText} leads, or null
 * @param undo a form target that takes the action back, or null
 */
public record FlashMessage(
        boolean refused,
        String text,
        @Nullable String linkText,
        @Nullable String link,
        @Nullable String undo) {
    public static FlashMessage done(String text) {
        return new FlashMessage(false, text, null, null, null);
    }

    public static FlashMessage refused(String text) {
        return new FlashMessage(true, text, null, null, null);
    }

    public FlashMessage linked(String words, String to) {
        return new FlashMessage(refused, text, words, to, undo);
    }

    public FlashMessage undoneBy(String target) {
        return new FlashMessage(refused, text, linkText, link, target);
    }
}
