package dev.sgen.admin.shell;

import org.jspecify.annotations.Nullable;

/**
 * The message at the top of the page after an operation, with an optional link and an optional undo.
 *
 * @param refused whether the operation was refused
 * @param link the address of {@code linkText}, or null
 * @param undo the address of a form that undoes the operation, or null
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

    /** A copy with a link. */
    public FlashMessage linked(String words, String to) {
        return new FlashMessage(refused, text, words, to, undo);
    }

    /** A copy with an undo action. */
    public FlashMessage undoneBy(String target) {
        return new FlashMessage(refused, text, linkText, link, target);
    }
}
