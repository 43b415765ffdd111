package dev.sgen.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@Requirement({"T3", "T38"})
class MemoryBudgetTest {
    private static final long ROOM = 192L * 1024 * 1024;
    private static final String FOUR_MEGABYTES = "x".repeat(4 * 1024 * 1024);

    private final MemoryBudget room = new MemoryBudget(ROOM);

    @Test
    void one_answer_gets_a_bounded_part_of_the_memory() {
        try (MemoryBudget.Seat seat = room.seat()) {
            for (int n = 0; n < 8; n++) {
                seat.weigh(FOUR_MEGABYTES);
            }
            assertThatThrownBy(() -> seat.weigh(FOUR_MEGABYTES))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("too-large");
        }
    }

    @Test
    void large_answers_share_the_room_and_small_ones_need_none() {
        try (MemoryBudget.Seat first = room.seat();
                MemoryBudget.Seat second = room.seat();
                MemoryBudget.Seat third = room.seat()) {
            for (int n = 0; n < 7; n++) {
                first.weigh(FOUR_MEGABYTES);
            }
            for (int n = 0; n < 5; n++) {
                second.weigh(FOUR_MEGABYTES);
            }
            assertThatThrownBy(() -> second.weigh(FOUR_MEGABYTES)).hasMessageContaining("busy");
            third.weigh("x".repeat(500_000));
            first.close();
            second.weigh(FOUR_MEGABYTES);
        }
    }

    @Test
    void what_a_seat_took_is_given_back_whatever_happened() {
        for (int n = 0; n < 100; n++) {
            try (MemoryBudget.Seat seat = room.seat()) {
                for (int each = 0; each < 20; each++) {
                    seat.weigh(FOUR_MEGABYTES);
                }
            } catch (Refused tooMuch) {
                assertThat(tooMuch).hasMessageContaining("too-large");
            }
        }
    }

    @Test
    void a_body_of_tiny_values_is_refused_long_before_it_is_a_tree() {
        byte[] piece = "{},".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        try (MemoryBudget.Seat seat = room.seat()) {
            assertThatThrownBy(() -> {
                        for (int n = 0; n < 400; n++) {
                            seat.weigh(piece, piece.length);
                        }
                    })
                    .hasMessageContaining("too-large");
        }
    }

    @Test
    void a_tree_of_tiny_values_weighs_more_than_its_text() {
        String tiny = "{},".repeat(1_000);

        assertThat(MemoryBudget.bytes(tiny)).isGreaterThan(30L * tiny.length());
    }
}
