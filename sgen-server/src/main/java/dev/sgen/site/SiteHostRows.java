package dev.sgen.site;

import dev.sgen.member.PlanQuota;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the host names that sites brought themselves. */
@Component
public class SiteHostRows {
    private final JdbcClient jdbc;
    private final TimeAndIds time;

    public SiteHostRows(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** @throws Refused where the plan allows no more, claimed ones counted */
    void requireRoom(SiteId site) {
        PlanQuota.require(
                jdbc,
                site,
                Plan::customHosts,
                "host names of its own",
                "SELECT count(*) FROM site_host WHERE site_id = :site");
    }

    List<SiteHost> of(SiteId site) {
        return jdbc.sql("SELECT * FROM site_host WHERE site_id = :site ORDER BY host")
                .param("site", site.value())
                .query(SiteHostRows::read)
                .list();
    }

    Optional<SiteHost> find(SiteId site, String host) {
        return jdbc.sql("SELECT * FROM site_host WHERE site_id = :site AND host = :host")
                .param("site", site.value())
                .param("host", host)
                .query(SiteHostRows::read)
                .optional();
    }

    /** @throws Refused {@link NameTaken} if the site claimed it meanwhile */
    void claim(SiteId site, String host, Environment environment, SiteHost.Proof proof) {
        try {
            jdbc.sql("""
                            INSERT INTO site_host (site_id, host, environment, created_at, proof)
                            VALUES (:site, :host, :environment, :now, :proof)""")
                    .param("site", site.value())
                    .param("host", host)
                    .param("environment", environment.key())
                    .param("now", time.now().atOffset(ZoneOffset.UTC))
                    .param("proof", proof.value())
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Refused(new NameTaken("host", host), twice);
        }
    }

    /**
     * Lets a claimed name serve.
     *
     * @return whether it didn't before
     * @throws Refused {@link NameTaken} if it serves another site
     */
    boolean confirm(SiteId site, String host, Environment environment) {
        try {
            return jdbc.sql("""
                            UPDATE site_host SET confirmed_at = :now, environment = :environment
                            WHERE site_id = :site AND host = :host AND confirmed_at IS NULL""")
                            .param("site", site.value())
                            .param("host", host)
                            .param("environment", environment.key())
                            .param("now", time.now().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException taken) {
            throw new Refused(new NameTaken("host", host), taken);
        }
    }

    /** Whether it was there. */
    boolean remove(SiteId site, String host) {
        return jdbc.sql("DELETE FROM site_host WHERE site_id = :site AND host = :host")
                        .param("site", site.value())
                        .param("host", host)
                        .update()
                == 1;
    }

    private static SiteHost read(ResultSet row, int n) throws SQLException {
        String host = row.getString("host");
        boolean confirmed = row.getObject("confirmed_at") != null;
        return new SiteHost(
                host,
                Environment.parse(row.getString("environment")),
                true,
                confirmed ? null : new SiteHost.Proof(SiteHosts.PROOF_LABEL + host, row.getString("proof")));
    }
}
