package dev.sgen.publishing.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.World;
import dev.sgen.publishing.engine.FaultySource;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A refresh and its undo cost the same number of statements, of ten records or of ten thousand. */
@Requirement({"BULK-14", "BULK-4"})
@Invariant(12)
class RefreshSizeTest {
    private static World world;
    private static FaultySource counted;

    @BeforeAll
    static void begin() {
        world = new World(source -> counted = new FaultySource(source));
    }

    @AfterAll
    static void end() {
        world.close();
    }

    /** Statements of a merge of all, its undo, and a refresh that takes all from live. */
    private record Cost(int merge, int undo, int take) {}

    private static List<IncomingRecord> pages(List<RecordId> ids, Integer expected, String title, String text) {
        return IntStream.range(0, ids.size())
                .mapToObj(n -> new IncomingRecord(
                        ids.get(n),
                        "page",
                        expected,
                        World.page(title + " " + n, "/p" + n, text),
                        IncomingRecord.Wish.PUBLISHED,
                        null))
                .toList();
    }

    private static void bringIn(Environment where, List<IncomingRecord> pages) {
        world.publishing().bringIn(world.ada, world.site, where, PublishingOperations.IMPORT, pages, Map.of());
    }

    private static Cost cost(int size) {
        world.site = world.newSite();
        List<RecordId> ids = IntStream.range(0, size)
                .mapToObj(n -> new RecordId(world.clock.newId()))
                .toList();
        bringIn(Environment.STAGING, pages(ids, null, "Base", "base"));
        world.the(Promoting.class).promote(world.ada, world.site, ids, OnDrift.REFUSE);
        bringIn(Environment.LIVE, pages(ids, 1, "Base", "fixed on live"));
        bringIn(Environment.STAGING, pages(ids, 1, "Reworked", "base"));
        long entries = world.entries();

        Refreshing refreshing = world.the(Refreshing.class);
        counted.failNothing();
        Refresh merged = refreshing.refresh(world.ada, world.site, Refreshing.Asked.all(OnConflict.MERGE));
        int merge = counted.calls();
        assertThat(merged.records()).hasSize(size).allMatch(s -> s.outcome() == Refresh.Outcome.MERGED);
        counted.failNothing();
        assertThat(refreshing.undo(world.ada, world.site, merged.entry()).records())
                .hasSize(size);
        int undo = counted.calls();
        counted.failNothing();
        Refresh taken = refreshing.refresh(world.ada, world.site, Refreshing.Asked.all(OnConflict.TAKE_LIVE));
        int take = counted.calls();
        assertThat(taken.lost()).hasSize(size);
        assertThat(world.entries()).isEqualTo(entries + 3);
        assertThat(world.verify().valid()).isTrue();
        return new Cost(merge, undo, take);
    }

    @Test
    void ten_thousand_records_cost_the_statements_of_ten() {
        assertThat(cost(10_000)).isEqualTo(cost(10));
    }
}
