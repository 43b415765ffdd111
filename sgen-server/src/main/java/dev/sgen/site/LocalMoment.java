package dev.sgen.site;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Objects;

/**
 * What a time on the wall means in a zone (SCHED-16). When the clocks go forward some times never come; when they
 * go back some come twice. Neither is guessed at: a person is asked.
 */
public sealed interface LocalMoment {

    /** The usual case. */
    record Once(Instant at) implements LocalMoment {}

    /**
     * The clocks jump over it.
     *
     * @param before the last minute before the jump
     * @param after the moment right after it
     */
    record Skipped(LocalDateTime asked, Instant before, Instant after) implements LocalMoment {}

    /** The clocks show it twice. */
    record Twice(LocalDateTime asked, Instant first, Instant second) implements LocalMoment {}

    /** Reads a wall-clock time, to the minute, in a zone. */
    static LocalMoment of(LocalDateTime asked, ZoneId zone) {
        LocalDateTime minute = asked.truncatedTo(ChronoUnit.MINUTES);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(minute);
        return switch (offsets.size()) {
            case 1 -> new Once(minute.toInstant(offsets.getFirst()));
            case 0 -> {
                ZoneOffsetTransition jump =
                        Objects.requireNonNull(zone.getRules().getTransition(minute));
                yield new Skipped(
                        minute, jump.getInstant().minusMillis(1).truncatedTo(ChronoUnit.MINUTES), jump.getInstant());
            }
            default -> new Twice(minute, minute.toInstant(offsets.getFirst()), minute.toInstant(offsets.getLast()));
        };
    }
}
