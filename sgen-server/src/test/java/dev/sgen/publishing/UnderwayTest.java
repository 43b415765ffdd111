package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operation over many records says how far it is, and always that it is over. */
@Requirement("BULK-11")
class UnderwayTest {
    private final World world = new World();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void each_step_is_told_and_then_the_end() {
        List<RecordId> many = drafts(Underway.MANY, "/page-");
        world.underway.clear();

        world.publishing().publish(world.ada, world.site, Environment.STAGING, many);

        assertThat(doing()).containsExactly("WRITING 0/3", "SHOWING 1/3", "RECORDING 2/3", "over");
        assertThat(world.underway)
                .extracting(Underway::id)
                .containsOnly(world.underway.getFirst().id());
        assertThat(world.underway.getFirst()).isInstanceOfSatisfying(Underway.Going.class, going -> {
            assertThat(going.records()).isEqualTo(Underway.MANY);
            assertThat(going.environment()).contains(Environment.STAGING);
            assertThat(going.by()).contains(world.ada.memberOrNull());
        });
    }

    @Test
    void what_is_refused_half_way_is_over_too() {
        List<RecordId> many = new ArrayList<>(drafts(Underway.MANY - 1, "/page-"));
        many.addAll(drafts(1, "/page-"));
        world.underway.clear();

        assertThat(World.outcome(() -> world.publishing().publish(world.ada, world.site, Environment.STAGING, many)))
                .isEqualTo("path-taken");

        assertThat(doing()).containsExactly("WRITING 0/3", "SHOWING 1/3", "over");
    }

    @Test
    void what_is_done_before_anybody_could_look_says_nothing() {
        List<RecordId> few = drafts(Underway.MANY - 1, "/page-");

        world.publishing().publish(world.ada, world.site, Environment.STAGING, few);

        assertThat(world.underway).isEmpty();
    }

    private List<String> doing() {
        return world.underway.stream()
                .map(underway -> switch (underway) {
                    case Underway.Going going -> going.doing() + " " + going.done() + "/" + going.steps();
                    case Underway.Ended _ -> "over";
                })
                .toList();
    }

    private List<RecordId> drafts(int many, String path) {
        List<Incoming> pages = IntStream.range(0, many)
                .mapToObj(n -> new Incoming(
                        new RecordId(UUID.randomUUID()),
                        "page",
                        null,
                        World.page("Page " + n, path + n, "Text"),
                        Incoming.Wish.DRAFT,
                        null))
                .toList();
        world.publishing()
                .bringIn(world.ada, world.site, Environment.STAGING, dev.sgen.audit.Operation.IMPORT, pages, Map.of());
        return pages.stream().map(Incoming::record).toList();
    }
}
