package dev.sgen.publishing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.publishing.DriftQuery;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.World;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.refresh.DriftReport;
import dev.sgen.publishing.refresh.Refreshing;
import dev.sgen.publishing.visibility.DraftReading;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseWorld;
import dev.sgen.release.VersionPinning;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No statement compares each record with each, whatever the database knows of the site: nothing at all, as in the first
 * minute of an installation, or that there is no such site, as in the minutes after one was imported. Both once made
 * it choose plans by which ten thousand records took minutes.
 */
@Requirement({"BULK-4", "BULK-14"})
class StatementCostTest {
    private static final int RECORDS = 1_000;
    /** What a statement may look at for each record; to compare each with each would be a thousand. */
    private static final int ROWS_EACH = 100;

    private static final int PAGES_EACH = 60;

    private World world;
    private CountingSource work;

    @BeforeEach
    void begin() {
        world = new World(source -> work = new CountingSource(source));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void of_a_site_in_a_database_that_counted_nothing_yet() {
        everyOperation();
    }

    @Test
    void of_a_site_that_came_after_the_database_had_counted() {
        bringIn(Environment.STAGING, ids(100), null, "Before", "before");
        TestDatabase.asOwner(world.database).sql("ANALYZE").update();
        world.site = world.newSite();
        everyOperation();
    }

    private void everyOperation() {
        List<RecordId> ids = ids(RECORDS);
        even(() -> bringIn(Environment.STAGING, ids, null, "Base", "base"));
        even(() -> world.the(Promoting.class).promote(world.ada, world.site, ids, OnDrift.REFUSE));
        even(() -> bringIn(Environment.LIVE, ids, 1, "Base", "fixed on live"));
        even(() -> bringIn(Environment.STAGING, ids, 1, "Reworked", "base"));
        even(this::look);
        even(() -> {
            Refreshing refreshing = world.the(Refreshing.class);
            refreshing.preview(world.ada, world.site, Refreshing.Asked.all(OnConflict.MERGE));
            Refresh merged = refreshing.refresh(world.ada, world.site, Refreshing.Asked.all(OnConflict.MERGE));
            assertThat(refreshing.undoable(world.ada, world.site)).isPresent();
            refreshing.undo(world.ada, world.site, merged.entry());
            refreshing.refresh(world.ada, world.site, Refreshing.Asked.of(ids, OnConflict.TAKE_LIVE));
        });
        even(() -> world.publishing().unpublish(world.ada, world.site, Environment.LIVE, ids));
        even(() -> releaseAndBack(ids));
        even(() -> world.publishing().delete(world.ada, world.site, Environment.STAGING, ids));
        even(this::look);
        even(() -> assertThat(world.verify().valid()).isTrue());
    }

    private void releaseAndBack(List<RecordId> ids) {
        ReleaseWorld at = new ReleaseWorld(world);
        release(ids, ReleaseStep.Kind.PROMOTE);
        Release release = release(ids, ReleaseStep.Kind.PROMOTE);
        assertThat(at.open(release).items()).hasSize(ids.size());
        Map<RecordId, Optional<Integer>> overlay = new HashMap<>(at.releases().overlay(world.site, release.id()));
        int seen = world.the(DraftReading.class)
                .readWith(
                        world.site,
                        Environment.LIVE,
                        overlay,
                        view -> view.addresses().size());
        assertThat(seen).isEqualTo(ids.size());
        at.go(release);
        Release removal = release(ids, ReleaseStep.Kind.ARCHIVE);
        at.open(removal);
        at.go(removal);
        at.undo(removal);
        at.undo(release);
    }

    private Release release(List<RecordId> ids, ReleaseStep.Kind kind) {
        return new ReleaseWorld(world)
                .releases()
                .create(
                        world.ada,
                        world.site,
                        "All",
                        null,
                        ids.stream()
                                .map(id -> new VersionPinning.Wish(id, kind, null))
                                .toList());
    }

    private void look() {
        RecordReading recordReading = world.the(RecordReading.class);
        recordReading.driftCounts(world.ada, world.site);
        world.the(DriftReport.class).page(world.ada, world.site, DriftQuery.of(null, 50));
        recordReading.counts(world.ada, world.site, Environment.LIVE);
        recordReading.list(world.ada, world.site, Environment.LIVE, RecordQuery.of("page"));
        for (DriftStatus driftStatus : DriftStatus.values()) {
            recordReading.matching(
                    world.ada,
                    world.site,
                    Environment.LIVE,
                    new RecordQuery(null, null, null, null, null, driftStatus, RecordQuery.Sort.TITLE, 50, null),
                    10_000);
        }
        recordReading.deleted(world.ada, world.site, Environment.STAGING, 0, 50);
        world.visible(Environment.LIVE);
    }

    private void even(Runnable acts) {
        for (CountingSource.Work one : work.of(acts)) {
            assertThat(one.rows()).as(one.plan() + one.sql()).isLessThan((long) RECORDS * ROWS_EACH);
            assertThat(one.pages()).as(one.plan() + one.sql()).isLessThan((long) RECORDS * PAGES_EACH);
        }
    }

    private List<RecordId> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new RecordId(world.clock.newId()))
                .toList();
    }

    private void bringIn(Environment where, List<RecordId> ids, Integer expected, String title, String text) {
        List<IncomingRecord> pages = new ArrayList<>();
        for (int n = 0; n < ids.size(); n++) {
            Contents page = World.page(title + " " + n, "/p" + n, text);
            // Half of them refer to the first, half to something of their own that stands nowhere.
            page.content().put("parent", (n % 2 == 0 ? ids.getFirst() : elsewhere(ids.get(n))).toString());
            pages.add(new IncomingRecord(ids.get(n), "page", expected, page, IncomingRecord.Wish.PUBLISHED, null));
        }
        world.publishing().bringIn(world.ada, world.site, where, PublishingOperations.IMPORT, pages, Map.of());
    }

    private static RecordId elsewhere(RecordId id) {
        return new RecordId(new UUID(
                id.value().getMostSignificantBits(), ~id.value().getLeastSignificantBits() & (-1L >>> 2) | (1L << 63)));
    }
}
