package dev.sgen.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Mutant R2: a release is settled as it was read, or not at all. */
class ReleaseEditionTest {
    @Test
    @Requirement({"REC-18", "R2"})
    @Invariant({10, 12})
    void a_release_that_was_changed_between_being_read_and_committed_does_not_go() throws Exception {
        try (World world = new World();
                ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection holding = world.database.ownerDataSource().getConnection()) {
            ReleaseWorld at = new ReleaseWorld(world);
            SiteRecord one = at.staged("One", "/one");
            SiteRecord two = at.staged("Two", "/two");
            Release release = at.create("Launch", one, two);
            holding.setAutoCommit(false);
            try (var locked = holding.prepareStatement("SELECT id FROM record WHERE id = ? FOR UPDATE")) {
                locked.setObject(1, one.id().value());
                locked.executeQuery();
            }
            // It has read its steps, and waits for the records.
            Future<String> going = thread.submit(() -> World.outcome(() -> at.go(release)));
            await().until(() -> world.jdbc()
                            .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND wait_event_type = 'Lock'")
                            .query(Integer.class)
                            .single()
                    > 0);
            at.change(release, new ReleaseChange(null, null, null, null, List.of(), List.of(two.id())));
            holding.rollback();

            assertThat(going.get()).isNotEqualTo("ok");
            assertThat(world.visible(Environment.LIVE)).isEmpty();
            assertThat(at.state(release)).isEqualTo(Release.State.OPEN);
            at.go(release);
            assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/one");
        }
    }
}
