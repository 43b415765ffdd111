package dev.sgen.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A time typed in the admin is one moment, none or two; what the rule says is held against a clock that is walked
 * minute by minute. Peers show or fire at the wrong hour around such days: craftersoftware/craftercms #4593,
 * Automattic/wp-calypso #74233.
 */
@Requirement("SCHED-16")
class LocalMomentTest {
    private static final int SAMPLES = 40;

    /** Usual zones, half hours, a day that never was (Apia), changes at midnight, and none at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Beirut",
                "America/Santiago",
                "Pacific/Apia",
                "Asia/Kathmandu"
            })
    void a_wall_time_means_exactly_the_moments_at_which_the_wall_shows_it(String name) {
        ZoneId zone = ZoneId.of(name);
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < SAMPLES; i++) {
            LocalDateTime asked = sample(zone, random);
            List<Instant> shown = shown(asked, zone);
            LocalMoment moment = LocalMoment.of(asked, zone);
            String as = name + " " + asked + " seed " + seed;
            switch (moment) {
                case LocalMoment.Once(var at) -> assertThat(shown).as(as).containsExactly(at);
                case LocalMoment.Twice(var wall, var first, var second) ->
                    assertThat(shown).as(as).containsExactly(first, second);
                case LocalMoment.Skipped(var wall, var before, var after) -> {
                    assertThat(shown).as(as).isEmpty();
                    assertThat(Duration.between(before, after)).as(as).isEqualTo(Duration.ofMinutes(1));
                    assertThat(LocalDateTime.ofInstant(before, zone)).as(as).isBefore(asked);
                    assertThat(LocalDateTime.ofInstant(after, zone)).as(as).isAfterOrEqualTo(asked);
                }
            }
        }
    }

    /** Half of them near a change of the clocks, where it matters. */
    private static LocalDateTime sample(ZoneId zone, Random random) {
        Instant start = Instant.parse("2009-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 365 * 20)));
        ZoneOffsetTransition change = zone.getRules().nextTransition(start);
        Instant near = change == null || random.nextBoolean()
                ? start
                : change.getInstant().plus(Duration.ofMinutes(random.nextInt(360) - 180L));
        LocalDateTime wall = LocalDateTime.ofInstant(near, zone).truncatedTo(ChronoUnit.MINUTES);
        return change != null && random.nextBoolean()
                ? change.getDateTimeBefore().plusMinutes(random.nextInt(120) - 60L)
                : wall;
    }

    private static List<Instant> shown(LocalDateTime asked, ZoneId zone) {
        List<Instant> moments = new ArrayList<>();
        Instant from = asked.toInstant(java.time.ZoneOffset.UTC).minus(Duration.ofHours(30));
        for (int minute = 0; minute < 60 * 60; minute++) {
            Instant at = from.plus(Duration.ofMinutes(minute));
            if (LocalDateTime.ofInstant(at, zone).equals(asked)) {
                moments.add(at);
            }
        }
        return moments;
    }
}
