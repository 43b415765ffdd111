package dev.sgen.admin.review;

import dev.sgen.publishing.Schedule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The question for a moment and for what happens then.
 *
 * @param at what the field shows, in the site's zone
 * @param zone that zone's name
 * @param choices what can happen at the moment
 */
public record ScheduleQuestion(String at, String zone, Meaning meaning, List<Choice> choices) {
    /**
     * What was asked for so far.
     *
     * @param at as the field said it
     * @param instant the one of two readings that was picked, or null
     */
    public record Typed(
            @Nullable String at,
            @Nullable String action,
            @Nullable String instant) {
        Schedule.Action what() {
            return Objects.equals(action, "promote") ? Schedule.Action.PROMOTE : Schedule.Action.PUBLISH;
        }
    }

    /**
     * What a typed time means.
     *
     * @param good whether it is one moment of the future
     * @param offers the real moments to pick from where it isn't one
     */
    public record Meaning(boolean good, String words, List<Offer> offers) {}

    /** A real moment, as a program and as a person reads it. */
    public record Offer(String instant, String label) {}

    /** One of the things that can happen, and who will see it where. */
    public record Choice(String key, String label, String explained, boolean checked, boolean possible) {}
}
