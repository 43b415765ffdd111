package dev.sgen.admin.review;

import org.jspecify.annotations.Nullable;

/**
 * A pending schedule as the editor shows it.
 *
 * @param newer a note on which changes are not part of it
 * @param again the address for scheduling the newer version instead, or null
 * @param againLabel the label of that link, or null if there is no newer version
 * @param cancel the address for cancelling it; null if the operator may not
 */
public record PendingScheduleNote(
        String sentence,
        @Nullable String newer,
        @Nullable String again,
        @Nullable String againLabel,
        @Nullable String cancel) {}
