package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation that is older than the rule keeps its people, and no open link that could be two sites'. */
class ProvenAddressesMigrationTest {
    private static final UUID ALPHA = new UUID(1, 1);
    private static final UUID BETA = new UUID(1, 2);
    private static final UUID PERSON = new UUID(2, 1);
    private static final UUID INVITED = new UUID(2, 2);
    private static final UUID INVITED_TWICE = new UUID(2, 3);
    private static final UUID INSTALLATION = new UUID(2, 4);

    private final TestDatabase.Fresh database = TestDatabase.empty();

    @Test
    @Requirement("A3")
    void who_has_a_password_has_accepted_and_an_open_link_stays_only_where_one_site_made_it() {
        migrate("19");
        JdbcClient owner = TestDatabase.asOwner(database);
        owner.sql("INSERT INTO account (id, name, created_at) VALUES (:id, 'A', now())")
                .param("id", ALPHA)
                .update();
        for (UUID site : new UUID[] {ALPHA, BETA}) {
            owner.sql("""
                            INSERT INTO site (id, account_id, key, name, plan, created_at)
                            VALUES (:id, :account, 's' || :n, 'S', 'growth', now())""")
                    .param("id", site)
                    .param("account", ALPHA)
                    .param("n", site.getLeastSignificantBits())
                    .update();
        }
        member(owner, PERSON, "a hash", false);
        member(owner, INVITED, null, false);
        member(owner, INVITED_TWICE, null, false);
        member(owner, INSTALLATION, "a hash", true);
        on(owner, ALPHA, PERSON);
        on(owner, BETA, PERSON);
        on(owner, ALPHA, INVITED);
        on(owner, ALPHA, INVITED_TWICE);
        on(owner, BETA, INVITED_TWICE);
        link(owner, INVITED);
        link(owner, INVITED_TWICE);

        migrate("22");

        assertThat(owner.sql("SELECT id FROM member WHERE proven_at IS NOT NULL ORDER BY id")
                        .query(UUID.class)
                        .list())
                .containsExactly(PERSON, INSTALLATION);
        assertThat(owner.sql("SELECT DISTINCT member_id FROM membership WHERE accepted_at IS NOT NULL")
                        .query(UUID.class)
                        .list())
                .containsExactly(PERSON);
        assertThat(owner.sql("SELECT site_id, member_id FROM invitation")
                        .query()
                        .listOfRows())
                .containsExactly(Map.of("site_id", ALPHA, "member_id", INVITED));
    }

    private void migrate(String version) {
        DatabaseAddress address = database.address();
        var unused = Flyway.configure()
                .dataSource(
                        address.url(), address.owner().name(), address.owner().password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", address.app().name()))
                .target(version)
                .load()
                .migrate();
    }

    private static void member(JdbcClient owner, UUID id, @Nullable String hash, boolean administrator) {
        owner.sql("""
                        INSERT INTO member (id, email, name, password_hash, installation_administrator, created_at)
                        VALUES (?, ?, 'N', ?, ?, now())""").params(id, id + "@example.org", hash, administrator).update();
    }

    private static void on(JdbcClient owner, UUID site, UUID member) {
        owner.sql("INSERT INTO membership (site_id, member_id, role, created_at) VALUES (?, ?, 'viewer', now())")
                .params(site, member)
                .update();
    }

    private static void link(JdbcClient owner, UUID member) {
        owner.sql("INSERT INTO invitation (hash, member_id, expires_at) VALUES (?, ?, now() + interval '1 day')")
                .params("hash of " + member, member)
                .update();
    }
}
