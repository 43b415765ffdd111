package dev.sgen.publishing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.publishing.World;
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
class OperationProgressTest {
    private final World world = new World();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void each_step_is_told_and_then_the_end() {
        List<RecordId> many = drafts(OperationProgress.MANY, "/page-");
        world.operationProgress.clear();

        world.publishing().publish(world.ada, world.site, Environment.STAGING, many);

        assertThat(doing()).containsExactly("WRITING 0/3", "SHOWING 1/3", "RECORDING 2/3", "over");
        assertThat(world.operationProgress)
                .extracting(OperationProgress::id)
                .containsOnly(world.operationProgress.getFirst().id());
        assertThat(world.operationProgress.getFirst()).isInstanceOfSatisfying(OperationProgress.Going.class, going -> {
            assertThat(going.records()).isEqualTo(OperationProgress.MANY);
            assertThat(going.environment()).contains(Environment.STAGING);
            assertThat(going.by()).contains(world.ada.memberOrNull());
        });
    }

    @Test
    void what_is_refused_half_way_is_over_too() {
        List<RecordId> many = new ArrayList<>(drafts(OperationProgress.MANY - 1, "/page-"));
        many.addAll(drafts(1, "/page-"));
        world.operationProgress.clear();

        assertThat(World.outcome(() -> world.publishing().publish(world.ada, world.site, Environment.STAGING, many)))
                .isEqualTo("path-taken");

        assertThat(doing()).containsExactly("WRITING 0/3", "SHOWING 1/3", "over");
    }

    @Test
    void what_is_done_before_anybody_could_look_says_nothing() {
        List<RecordId> few = drafts(OperationProgress.MANY - 1, "/page-");

        world.publishing().publish(world.ada, world.site, Environment.STAGING, few);

        assertThat(world.operationProgress).isEmpty();
    }

    private List<String> doing() {
        return world.operationProgress.stream()
                .map(operationProgress -> switch (operationProgress) {
                    case OperationProgress.Going going -> going.doing() + " " + going.done() + "/" + going.steps();
                    case OperationProgress.Ended _ -> "over";
                })
                .toList();
    }

    private List<RecordId> drafts(int many, String path) {
        List<IncomingRecord> pages = IntStream.range(0, many)
                .mapToObj(n -> new IncomingRecord(
                        new RecordId(UUID.randomUUID()),
                        "page",
                        null,
                        World.page("Page " + n, path + n, "Text"),
                        IncomingRecord.Wish.DRAFT,
                        null))
                .toList();
        world.publishing()
                .bringIn(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        dev.sgen.publishing.PublishingOperations.IMPORT,
                        pages,
                        Map.of());
        return pages.stream().map(IncomingRecord::record).toList();
    }
}
