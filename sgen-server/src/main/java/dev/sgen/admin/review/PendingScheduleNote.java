package dev.sgen.admin.review;

import org.jspecify.annotations.Nullable;

/**
 * A pending schedule as the editor shows it.
 *
 * @param newer what isn't in it and how to put it there, or null where nothing is newer
 */
public record PendingScheduleNote(
        String sentence,
        @Nullable String newer,
        @Nullable String again,
        @Nullable String againLabel,
        @Nullable String cancel) {}
