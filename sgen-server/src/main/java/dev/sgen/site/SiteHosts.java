package dev.sgen.site;

import dev.sgen.audit.Act;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.PlanRoom;
import dev.sgen.platform.Clockwork;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The host names of a site: two that follow from its key, and those it brings itself (MULTI-9). */
@Component
public class SiteHosts {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");

    private final JdbcClient jdbc;
    private final Clockwork clockwork;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;
    private final Sites sites;
    private final Hosts hosts;

    public SiteHosts(
            JdbcClient jdbc,
            Clockwork clockwork,
            TransactionTemplate transaction,
            AuditTrail trail,
            Members members,
            Sites sites,
            Hosts hosts) {
        this.jdbc = jdbc;
        this.clockwork = clockwork;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
        this.sites = sites;
        this.hosts = hosts;
    }

    /** All host names of the site, the default ones first; for everyone on the roster. */
    public List<SiteHost> list(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        String key = sites.require(site).key();
        List<SiteHost> all = new ArrayList<>(Arrays.stream(Environment.values())
                .map(e -> new SiteHost(hosts.defaultHost(key, e), e, false))
                .toList());
        all.addAll(jdbc.sql("SELECT host, environment FROM site_host WHERE site_id = :site ORDER BY host")
                .param("site", site.value())
                .query((row, n) ->
                        new SiteHost(row.getString("host"), Environment.parse(row.getString("environment")), true))
                .list());
        return all;
    }

    /**
     * Lets the site answer to a name of its own. That the name's DNS leads here is the operator's matter.
     *
     * @throws Refused forbidden; {@link InvalidInput} for what is no host name; {@link Taken} for another
     *     site's, the installation's own, or one that could be some site's default; {@link PlanLimit}
     */
    public SiteHost add(Actor actor, SiteId site, String name, Environment environment) {
        String role = members.permit(actor, site, Permission.SETTINGS, environment);
        String host = checked(name);
        transaction.executeWithoutResult(tx -> {
            PlanRoom.require(
                    jdbc,
                    site,
                    Plan::customHosts,
                    "host names of its own",
                    "SELECT count(*) FROM site_host WHERE site_id = :site");
            insert(site, host, environment);
            append(actor, role, site, host, environment, "added");
        });
        hosts.forget();
        return new SiteHost(host, environment, true);
    }

    /**
     * Takes a name away from the site; the default ones stay.
     *
     * @throws Refused {@link NotFound}; forbidden
     */
    public void remove(Actor actor, SiteId site, String name) {
        SiteHost host = list(actor, site).stream()
                .filter(h ->
                        h.custom() && HostName.of(name).filter(h.host()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("host")));
        String role = members.permit(actor, site, Permission.SETTINGS, host.environment());
        transaction.executeWithoutResult(tx -> {
            int removed = jdbc.sql("DELETE FROM site_host WHERE site_id = :site AND host = :host")
                    .param("site", site.value())
                    .param("host", host.host())
                    .update();
            if (removed == 1) {
                append(actor, role, site, host.host(), host.environment(), "removed");
            }
        });
        hosts.forget();
    }

    private String checked(String name) {
        String host = HostName.of(name.strip()).orElseThrow(() -> new Refused(noHost()));
        if (hosts.reserved(host)) {
            throw new Refused(new Taken("host", host));
        }
        if (!host.contains(".") || NUMERIC.matcher(host).matches()) {
            throw new Refused(noHost());
        }
        return host;
    }

    private static InvalidInput noHost() {
        return new InvalidInput(
                "/host",
                "Give a host name such as www.example.com, without scheme, port and path; other scripts in their xn-- form.");
    }

    private void insert(SiteId site, String host, Environment environment) {
        try {
            jdbc.sql("""
                            INSERT INTO site_host (site_id, host, environment, created_at)
                            VALUES (:site, :host, :environment, :now)""")
                    .param("site", site.value())
                    .param("host", host)
                    .param("environment", environment.key())
                    .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new Refused(new Taken("host", host), taken);
        }
    }

    private void append(Actor actor, String role, SiteId site, String host, Environment environment, String what) {
        trail.append(new Act(
                site,
                Operation.HOST_CHANGE,
                clockwork.newId(),
                actor,
                role,
                environment,
                null,
                List.of(),
                null,
                false,
                Map.of("host", host, "change", what)));
    }
}
