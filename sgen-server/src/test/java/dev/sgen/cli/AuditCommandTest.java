package dev.sgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditReading;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@Requirement("AUDIT-30")
@Invariant(11)
class AuditCommandTest {
    private final TestApplication server = TestApplication.shared();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_whole_trail_ends_with_0_and_one_that_was_changed_with_5_and_the_first_such_entry() throws SQLException {
        String key = "trail-" + Long.toString(System.nanoTime(), 36);
        server.api("POST", "/sites", Map.of("key", key, "name", "Trail", "plan", "growth"));
        server.api("POST", "/sites/" + key + "/staging/records", Map.of("type", "page", "title", "A"));
        Site site = server.bean(Sites.class).require(key);

        assertThat(verify(site, false)).isZero();
        assertThat(out.toString()).contains("is whole: 2 entries");

        JdbcClient owner = TestDatabase.asOwner(server.database());
        owner.sql("ALTER TABLE audit_entry DISABLE TRIGGER ALL").update();
        try {
            owner.sql("UPDATE audit_entry SET entry = jsonb_set(entry, '{actor,name}', '\"Nobody\"')"
                            + " WHERE site_id = :site AND seq = 2")
                    .param("site", site.id().value())
                    .update();
        } finally {
            owner.sql("ALTER TABLE audit_entry ENABLE TRIGGER ALL").update();
        }
        assertThat(verify(site, false)).isEqualTo(5);
        assertThat(err.toString()).contains("from entry evt_");
        assertThat(verify(site, true)).isEqualTo(5);
        assertThat(out.toString()).contains("\"valid\":false");
    }

    private int verify(Site site, boolean json) {
        return AuditCommand.verify(
                site, server.bean(AuditReading.class), json, new PrintWriter(out), new PrintWriter(err));
    }
}
