package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.database.RunningDatabase;
import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.platform.settings.DatabaseAddress.Login;
import dev.sgen.support.Invariant;
import dev.sgen.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutsideDatabaseTest {
    @Test
    @Invariant(11)
    void one_user_can_be_owner_and_application_and_still_not_rewrite_history() {
        DatabaseAddress outside = oneUser(TestDatabase.empty().address());
        RunningDatabase.given(outside).prepare();
        JdbcClient jdbc = JdbcClient.create(outside.asApp());

        jdbc.sql("INSERT INTO account (id, name, created_at) VALUES (gen_random_uuid(), 'a', now())")
                .update();
        jdbc.sql("UPDATE account SET name = 'b'").update();
        for (String table : new String[] {"audit_entry", "audit_subject", "version"}) {
            assertThatThrownBy(() -> jdbc.sql("DELETE FROM " + table).update())
                    .hasStackTraceContaining("permission denied");
        }
        // A second start finds the schema as it should be.
        RunningDatabase.given(outside).prepare();
    }

    @Test
    void a_database_that_lets_nobody_in_is_named_without_its_password() {
        DatabaseAddress there = TestDatabase.empty().address();
        DatabaseAddress wrong = new DatabaseAddress(
                there.url(), new Login("nobody_here", "secretword"), new Login("nobody_here", "secretword"));

        assertThatThrownBy(() -> RunningDatabase.given(wrong).prepare())
                .isInstanceOfSatisfying(CannotStart.class, refused -> {
                    assertThat(refused.what()).contains("doesn't let nobody_here in");
                    assertThat(refused.what() + refused.remedy()).doesNotContain("secretword");
                    assertThat(refused.remedy()).contains("SGEN_DATABASE_URL");
                });
    }

    @Test
    void a_user_who_may_not_make_tables_is_told_so() {
        DatabaseAddress there = TestDatabase.empty().address();
        DatabaseAddress stranger = new DatabaseAddress(there.url(), there.app(), there.app());

        assertThatThrownBy(() -> RunningDatabase.given(stranger).prepare())
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        refused -> assertThat(refused.remedy()).contains("must own the database"));
    }

    private static DatabaseAddress oneUser(DatabaseAddress address) {
        return new DatabaseAddress(address.url(), address.owner(), address.owner());
    }
}
