package dev.sgen.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.publishing.PublishingOperations;
import dev.sgen.site.SiteOperations;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestClockwork;
import dev.sgen.support.TestDatabase;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trail can't be rewritten by the program, and whoever rewrites it underneath is found out. */
@Requirement({"AUDIT-15", "AUDIT-24", "AUDIT-25", "AUDIT-27", "AUDIT-28", "AUDIT-30"})
@Invariant(11)
class AuditTrailTest {
    private final TestDatabase.Fresh database = TestDatabase.fresh();
    private final TestClockwork clock = new TestClockwork();
    private final AuditTrail trail = new AuditTrail(database.jdbc(), clock);
    private final AuditReading reading = new AuditReading(database.jdbc(), database.transactions());
    private final SiteId site = new SiteId(clock.newId());
    private final Actor ada = new Actor.Operator(new MemberId(clock.newId()), "Ada");

    @BeforeEach
    void three_entries() {
        for (String title : List.of("First", "Second", "Third")) {
            append(site, title);
        }
    }

    private AuditEntry append(SiteId where, String title) {
        AuditAct auditAct = new AuditAct(
                where,
                PublishingOperations.PUBLISH,
                clock.newId(),
                ada,
                "editor",
                Environment.STAGING,
                null,
                List.of(new Subject(new RecordId(clock.newId()), "page", title)),
                new AuditAct.Change("draft", "published", null, 1),
                true,
                Map.of("note", "plain"));
        return Objects.requireNonNull(joined().execute(status -> trail.append(auditAct)));
    }

    /** The trail must be written on the transaction's own connection. */
    private org.springframework.transaction.support.TransactionTemplate joined() {
        return database.transactions();
    }

    @Test
    void an_entry_names_itself_by_its_day_and_points_at_the_one_before() {
        List<AuditEntry> newestFirst =
                reading.search(site, AuditQuery.newest(10)).items();
        assertThat(newestFirst)
                .extracting(e -> e.records().getFirst().title())
                .containsExactly("Third", "Second", "First");
        assertThat(newestFirst.getFirst().id()).matches("evt_2026_01_15_[0-9a-z]{8}");
        assertThat(newestFirst.getFirst().previousHash())
                .isEqualTo(newestFirst.get(1).hash());
        assertThat(reading.verify(site)).isEqualTo(new AuditReading.Verification(true, 3, null));
    }

    @Test
    void an_entry_never_stands_without_a_transaction() {
        AuditAct auditAct =
                AuditAct.onSite(site, SiteOperations.SETTING_CHANGE, clock.newId(), ada, "editor", Map.of());
        assertThatThrownBy(() -> trail.append(auditAct)).isInstanceOf(IllegalStateException.class);
        assertThat(reading.verify(site).entries()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET operation = 'save'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "DELETE FROM audit_subject",
                "UPDATE version SET title = 'x'",
                "DELETE FROM version"
            })
    void neither_the_program_nor_the_owner_may_rewrite_history(String attempt) throws Exception {
        // A rule by row fires only where there are rows; the program's role lacks the privilege altogether.
        assertThatThrownBy(() -> database.jdbc().sql(attempt).update()).hasStackTraceContaining("permission denied");
        if (attempt.contains("audit")) {
            JdbcClient owner = TestDatabase.asOwner(database);
            assertThatThrownBy(() -> owner.sql(attempt).update()).hasStackTraceContaining("never changed or removed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operation = 'unpublish'",
                "actor_id = 'somebody-else'",
                "environment = 'live'",
                "visibility = false",
                "at = at + interval '1 second'",
                "id = 'evt_2026_01_15_aaaaaaaa'",
                "operation_id = gen_random_uuid()",
                "entry = jsonb_set(entry, '{actor,name}', '\"Eve\"')",
                "entry = jsonb_set(entry, '{newVersion}', '2')",
                "entry = entry || '{\"details\": {}}'",
                "previous_hash = repeat('1', 64)",
                "hash = repeat('2', 64)"
            })
    void a_changed_column_of_any_entry_is_found(String change) throws Exception {
        String id = reading.search(site, AuditQuery.newest(2)).items().getLast().id();
        tamper("UPDATE audit_entry SET " + change + " WHERE id = '" + id + "'");
        AuditReading.Verification found = reading.verify(site);
        assertThat(found.valid()).isFalse();
        assertThat(found.firstBroken()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit_entry WHERE seq = 2",
                "DELETE FROM audit_entry WHERE seq = 3",
                "DELETE FROM audit_entry WHERE seq = 1",
                "DELETE FROM audit_subject WHERE seq = 2",
                "UPDATE audit_subject SET record_id = gen_random_uuid() WHERE seq = 1",
                "UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 30 ELSE seq END",
                "INSERT INTO audit_entry SELECT site_id, 4, 'evt_2026_01_15_zzzzzzzz', at, operation, actor_id, environment,"
                        + " visibility, gen_random_uuid(), entry, hash, hash FROM audit_entry WHERE seq = 3"
            })
    void a_removed_moved_or_added_entry_is_found(String change) throws Exception {
        tamper(change);
        assertThat(reading.verify(site).valid()).isFalse();
    }

    @Test
    void a_chain_is_one_sites_own() throws Exception {
        SiteId other = new SiteId(clock.newId());
        append(other, "Elsewhere");
        tamper("UPDATE audit_entry SET operation = 'save' WHERE site_id = '" + site + "' AND seq = 1");
        assertThat(reading.verify(site).valid()).isFalse();
        assertThat(reading.verify(other)).isEqualTo(new AuditReading.Verification(true, 1, null));
        assertThat(reading.search(other, AuditQuery.newest(10)).items()).hasSize(1);
    }

    /** What somebody with the database's own rights could do, once the belts are off. */
    private void tamper(String sql) throws Exception {
        JdbcClient owner = TestDatabase.asOwner(database);
        for (String table : List.of("audit_entry", "audit_subject")) {
            owner.sql("ALTER TABLE " + table + " DISABLE TRIGGER ALL").update();
        }
        assertThat(owner.sql(sql).update()).isPositive();
    }
}
