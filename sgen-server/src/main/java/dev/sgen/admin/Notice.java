package dev.sgen.admin;

import org.jspecify.annotations.Nullable;

/**
 * The line on top of the page after an action: what came of it, and where to go on or back.
 *
 * @param link where {@code linkText} leads, or null
 * @param undo a form target that takes the action back, or null
 */
public record Notice(
        boolean refused,
        String text,
        @Nullable String linkText,
        @Nullable String link,
        @Nullable String undo) {
    static Notice done(String text) {
        return new Notice(false, text, null, null, null);
    }

    static Notice refused(String text) {
        return new Notice(true, text, null, null, null);
    }

    Notice linked(String words, String to) {
        return new Notice(refused, text, words, to, undo);
    }

    Notice undoneBy(String target) {
        return new Notice(refused, text, linkText, link, target);
    }
}
