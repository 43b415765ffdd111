package dev.sgen.admin.review;

import dev.sgen.publishing.Schedule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Form for the moment of a schedule and the operation to execute then.
 *
 * @param at the value of the date field, in the site's zone
 * @param zone the site's zone
 * @param choices the operations that can be scheduled
 */
public record ScheduleQuestion(String at, String zone, Meaning meaning, List<Choice> choices) {
    /**
     * The operator's input so far.
     *
     * @param at the value of the date field
     * @param instant the chosen one of two readings of an ambiguous time, in ISO format; or null
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
     * What a typed local time means.
     *
     * @param good whether it is exactly one moment, in the future
     * @param offers the moments to choose from if the local time occurs twice or does not exist
     */
    public record Meaning(boolean good, String words, List<Offer> offers) {}

    /**
     * A moment to choose.
     *
     * @param instant in ISO format
     */
    public record Offer(String instant, String label) {}

    /** An operation that can be scheduled, with an explanation of who will see it. */
    public record Choice(String key, String label, String explained, boolean checked, boolean possible) {}
}
