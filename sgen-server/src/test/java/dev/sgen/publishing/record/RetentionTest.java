package dev.sgen.publishing.record;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.audit.AuditEntry;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is forgotten and what never is. Halo #3155: versions that grow without end make pages slow; Gutenberg
 * #62041 alarms the same people when any are hidden.
 */
class RetentionTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private List<Integer> versions(SiteRecord record) {
        return world.jdbc()
                .sql("SELECT number FROM version WHERE site_id = ? AND record_id = ? ORDER BY number")
                .params(world.site.value(), record.id().value())
                .query(Integer.class)
                .list();
    }

    private void saves(SiteRecord record, int times, Duration apart) {
        for (int i = 0; i < times; i++) {
            world.clock.advance(apart);
            SiteRecord now = world.now(record);
            world.save(STAGING, record, "Words " + now.lastVersion(), "/a");
        }
    }

    private int thin() {
        return world.the(Retention.class).thin(world.site);
    }

    @Test
    @Requirement({"C-35", "RECOV-19"})
    @Invariant({1, 8, 20})
    void only_old_saves_that_nobody_saw_are_forgotten() {
        SiteRecord record = world.create(STAGING, "Words", "/a");
        // Version 6 is seen on staging and live, and 6 stays the base; 9 is seen for a moment only.
        saves(record, 5, Duration.ofMinutes(1));
        world.publish(STAGING, record);
        world.promote(record);
        saves(record, 3, Duration.ofMinutes(1));
        world.publish(STAGING, record);
        saves(record, 1, Duration.ofMinutes(1));
        world.publish(STAGING, record);
        // A day on which nothing was shown: its last save stays.
        world.clock.advance(Duration.ofDays(1));
        saves(record, 10, Duration.ofMinutes(1));
        UUID preview = pin(record, 13);
        world.clock.advance(Duration.ofDays(1));
        saves(record, 30, Duration.ofMinutes(1));
        assertThat(versions(record)).hasSize(50);
        assertThat(thin()).as("nothing is old yet").isZero();

        world.clock.advance(Duration.ofDays(31));
        long entries = world.entries();
        int gone = thin();
        List<Integer> left = versions(record);
        assertThat(left).contains(6, 9, 10, 13, 20, 50);
        assertThat(left)
                .containsAll(
                        java.util.stream.IntStream.rangeClosed(31, 50).boxed().toList());
        assertThat(left).doesNotContain(1, 2, 3, 4, 5, 7, 8, 11, 12, 14, 19, 21, 30);
        assertThat(left).hasSize(50 - gone);
        assertThat(world.entries()).isEqualTo(entries + 1);
        AuditEntry entry = world.trail().getFirst();
        assertThat(entry.operation()).isEqualTo("retention.thin");
        assertThat(entry.details().toString()).contains(record.id().toString());
        assertThat(world.verify().valid()).isTrue();
        assertThat(thin()).isZero();
        assertThat(world.entries()).isEqualTo(entries + 1);

        // What is left works as before, and what is gone is not found.
        assertThat(World.outcome(
                        () -> world.publishing().recover(world.ada, world.site, STAGING, record.id(), 9, true)))
                .isEqualTo("ok");
        assertThat(World.outcome(
                        () -> world.publishing().recover(world.ada, world.site, STAGING, record.id(), 3, true)))
                .isEqualTo("not-found");
        assertThat(world.visible(LIVE)).containsKey("/a");
        assertThat(preview).isNotNull();
    }

    /** What another module that points at a version does, by the foreign key of its table. */
    private UUID pin(SiteRecord record, int version) {
        UUID id = world.clock.newId();
        world.jdbc()
                .sql("""
                        INSERT INTO preview (site_id, id, hash, environment, record_id, version, title, path, created_at,
                                             created_name, expires_at)
                        VALUES (?, ?, ?, 'staging', ?, ?, 'Words', '/a', now(), 'Ada', now())""")
                .params(world.site.value(), id, id.toString(), record.id().value(), version)
                .update();
        return id;
    }

    @Test
    @Invariant({8, 11})
    void nobody_removes_what_was_seen_and_the_server_removes_nothing_without_an_entry() {
        SiteRecord record = world.create(STAGING, "Words", "/a");
        world.publish(STAGING, record);
        saves(record, 3, Duration.ofMinutes(1));
        JdbcClient owner = JdbcClient.create(world.database.ownerDataSource());
        assertThatThrownBy(() -> world.jdbc()
                        .sql("DELETE FROM version WHERE site_id = ?")
                        .param(world.site.value())
                        .update())
                .hasStackTraceContaining("permission denied");
        for (int number : List.of(1, 4)) {
            assertThatThrownBy(() -> owner.sql("DELETE FROM version WHERE site_id = ? AND number = ?")
                            .params(world.site.value(), number)
                            .update())
                    .as("version %s", number)
                    .hasStackTraceContaining("never changed or removed");
        }
        assertThatThrownBy(() -> owner.sql("UPDATE version SET title = 'x' WHERE site_id = ?")
                        .param(world.site.value())
                        .update())
                .hasStackTraceContaining("never changed or removed");
        UUID save = world.jdbc()
                .sql("SELECT operation_id FROM audit_entry WHERE site_id = ? ORDER BY seq DESC LIMIT 1")
                .param(world.site.value())
                .query(UUID.class)
                .single();
        for (UUID operation : List.of(save, new UUID(0, 0))) {
            assertThatThrownBy(() -> world.jdbc()
                            .sql("SELECT thin_versions(?, ?)")
                            .params(world.site.value(), operation)
                            .query(Integer.class)
                            .single())
                    .hasStackTraceContaining("an audit entry that names them");
        }
        assertThat(versions(record)).containsExactly(1, 2, 3, 4);
    }
}
