package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.support.Invariant;
import dev.sgen.support.TestDatabase;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
    @Test
    void each_class_gets_a_migrated_database_of_its_own() {
        var one = TestDatabase.fresh();
        var other = TestDatabase.fresh();
        one.jdbc()
                .sql("INSERT INTO account (id, name, created_at) VALUES (gen_random_uuid(), 'a', now())")
                .update();

        assertThat(one.jdbc()
                        .sql("SELECT count(*) FROM account")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(other.jdbc()
                        .sql("SELECT count(*) FROM account")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    @Invariant(11)
    void the_application_role_may_not_rewrite_history() {
        var database = TestDatabase.fresh();

        for (String table : new String[] {"audit_entry", "audit_subject", "version"}) {
            assertThatThrownBy(() -> database.jdbc().sql("DELETE FROM " + table).update())
                    .hasStackTraceContaining("permission denied");
            assertThatThrownBy(() -> database.jdbc()
                            .sql("TRUNCATE " + table + " CASCADE")
                            .update())
                    .hasStackTraceContaining("permission denied");
        }
    }
}
