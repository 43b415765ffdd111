package dev.sgen.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.site.SiteOperations;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Consumers of the trail: at least once, in order, each at its own pace. */
@Requirement("NOTIF-4")
class TrailConsumerTest {
    private final TestDatabase.Fresh database = TestDatabase.fresh();
    private final TestClockwork clock = new TestClockwork();
    private final AuditTrail trail = new AuditTrail(database.jdbc(), clock);
    private final AuditReading reading = new AuditReading(database.jdbc(), database.transactions());
    private final TrailCursors cursors = new TrailCursors(database.jdbc());
    private final SiteId site = newSite();

    /** Remembers what it was told, and fails as often as a test wants. */
    private static final class Listening implements TrailConsumer {
        private final String name;
        private final Beginning beginning;
        final List<String> told = new ArrayList<>();
        int failures;

        Listening(String name, Beginning beginning) {
            this.name = name;
            this.beginning = beginning;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Beginning beginning() {
            return beginning;
        }

        @Override
        public void consume(SiteId site, List<AuditEntry> entries) {
            if (failures-- > 0) {
                throw new IllegalStateException("not now");
            }
            entries.forEach(entry -> told.add(entry.details().path("n").asString()));
        }
    }

    private final Listening first = new Listening("first", TrailConsumer.Beginning.FIRST_ENTRY);
    private final Listening second = new Listening("second", TrailConsumer.Beginning.FIRST_ENTRY);

    private SiteId newSite() {
        UUID account = clock.newId();
        UUID id = clock.newId();
        database.jdbc()
                .sql("INSERT INTO account (id, name, created_at) VALUES (?, 'Account', now())")
                .param(account)
                .update();
        database.jdbc()
                .sql(
                        "INSERT INTO site (id, account_id, key, name, plan, created_at) VALUES (?, ?, ?, 'Site', 'growth', now())")
                .params(id, account, "s" + id.toString().replace("-", ""))
                .update();
        return new SiteId(id);
    }

    private void append(SiteId where, int n) {
        append(where, n, n);
    }

    private void append(SiteId where, int from, int to) {
        database.transactions()
                .executeWithoutResult(status -> IntStream.rangeClosed(from, to)
                        .mapToObj(n -> AuditAct.onSite(
                                where,
                                SiteOperations.SETTING_CHANGE,
                                clock.newId(),
                                Actor.platform(),
                                "editor",
                                Map.of("n", "" + n)))
                        .forEach(trail::append));
    }

    private void read(TrailConsumer... consumers) {
        new TrailReader(List.of(consumers), cursors, reading, database.transactions()).round();
    }

    @Test
    void a_consumer_is_told_each_entry_once_and_in_order() {
        append(site, 1, 1_203);

        read(first);
        read(first);

        assertThat(first.told).hasSize(1_203).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
        assertThat(cursors.lag("first")).isZero();
    }

    @Test
    void a_consumer_that_fails_is_told_the_same_again_and_holds_up_no_other() {
        append(site, 1);
        append(site, 2);
        first.failures = 2;

        read(first, second);
        assertThat(second.told).containsExactly("1", "2");
        assertThat(cursors.lag("first")).isEqualTo(2);
        assertThat(cursors.lag("second")).isZero();

        read(first, second);
        read(first, second);
        assertThat(first.told).containsExactly("1", "2");
        assertThat(second.told).containsExactly("1", "2");
    }

    @Test
    void a_failure_on_one_site_holds_up_no_other_site() {
        SiteId other = newSite();
        append(site, 1);
        append(other, 2);
        first.failures = 1;

        read(first);

        assertThat(first.told).hasSize(1);
    }

    @Test
    void a_new_consumer_begins_where_it_asks_to() {
        append(site, 1);
        Listening fromNow = new Listening("later", TrailConsumer.Beginning.NEXT_ENTRY);

        read(first, fromNow);
        append(site, 2);
        read(first, fromNow);

        assertThat(first.told).containsExactly("1", "2");
        assertThat(fromNow.told).containsExactly("2");
    }

    @Test
    void two_nodes_tell_a_consumer_no_entry_twice() throws InterruptedException {
        append(site, 1, 50);
        List<Thread> nodes = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            nodes.add(Thread.ofPlatform().start(() -> read(first)));
        }
        for (Thread node : nodes) {
            node.join();
        }

        assertThat(first.told).hasSize(50).doesNotHaveDuplicates();
    }
}
