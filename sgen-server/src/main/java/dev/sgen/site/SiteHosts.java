package dev.sgen.site;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.member.InstallationRights;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.outbound.OutboundNames;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The host names of a site: two that follow from its key, and those it brings itself (MULTI-9). A name of its own is
 * claimed first and serves nothing; it serves once the domain's DNS says that it is the site's, or on the word of the
 * installation's administrator. Any number of sites may claim a name, so that none keeps it from its owner (A16).
 */
@Component
public class SiteHosts {
    /** Before the host: the name of the TXT record that proves it. */
    static final String PROOF_LABEL = "_sgen.";

    private static final String PROOF_START = "sgen-site=";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int PROOF_LENGTH = 32;

    private final SiteHostRows rows;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;
    private final InstallationRights installationRights;
    private final Sites sites;
    private final Hosts hosts;
    private final OutboundNames names;

    public SiteHosts(
            SiteHostRows rows,
            TimeAndIds time,
            TransactionTemplate transaction,
            AuditTrail trail,
            Members members,
            InstallationRights installationRights,
            Sites sites,
            Hosts hosts,
            OutboundNames names) {
        this.rows = rows;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
        this.installationRights = installationRights;
        this.sites = sites;
        this.hosts = hosts;
        this.names = names;
    }

    /** All host names of the site, the default ones first, claimed ones among them; for everyone on the roster. */
    public List<SiteHost> list(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        String key = sites.require(site).key();
        List<SiteHost> all = new ArrayList<>(Arrays.stream(Environment.values())
                .map(e -> new SiteHost(hosts.defaultHost(key, e), e, false, null))
                .toList());
        all.addAll(rows.of(site));
        return all;
    }

    /**
     * Claims a name for the site; on the word of the installation's administrator it is confirmed by that. Whether
     * another site has it or claims it is told to that administrator alone, and to whoever proved that it is theirs.
     *
     * @throws Refused forbidden; {@link InvalidInput} for what is no host name, or none that can be proven;
     *     {@link NameTaken} for one the site has already, the installation's own, or one that could be some site's
     *     default; {@link PlanLimit}
     */
    public SiteHost add(Actor actor, SiteId site, String name, Environment environment) {
        String role = members.permit(actor, site, Permission.SETTINGS, environment);
        boolean vouched = administers(actor);
        String host = checked(name, vouched);
        SiteHost added = transaction.execute(tx -> {
            Optional<SiteHost> before = rows.find(site, host);
            if (before.isPresent() && !(vouched && !before.get().confirmed())) {
                throw new Refused(new NameTaken("host", host));
            }
            if (before.isEmpty()) {
                rows.requireRoom(site);
                rows.claim(site, host, environment, proof(host));
            }
            if (vouched) {
                confirm(site, host, environment);
            }
            append(actor, role, site, host, environment, vouched ? "added" : "claimed");
            return rows.find(site, host).orElseThrow();
        });
        hosts.forget();
        return Objects.requireNonNull(added);
    }

    /**
     * Confirms a claimed name, if the domain's DNS shows that it is the site's, or on the word of the installation's
     * administrator. A name that is confirmed already stays so.
     *
     * @throws Refused {@link NotFound}; forbidden; {@link HostUnproven}; {@link NameTaken} if another site's is confirmed
     */
    public SiteHost verify(Actor actor, SiteId site, String name) {
        SiteHost claim = own(actor, site, name);
        String role = members.permit(actor, site, Permission.SETTINGS, claim.environment());
        if (claim.proof() == null) {
            return claim;
        }
        boolean vouched = administers(actor);
        if (!vouched) {
            requireProof(claim.host(), claim.proof());
        }
        transaction.executeWithoutResult(tx -> {
            if (confirm(site, claim.host(), claim.environment())) {
                append(actor, role, site, claim.host(), claim.environment(), "confirmed");
            }
        });
        hosts.forget();
        return new SiteHost(claim.host(), claim.environment(), true, null);
    }

    /**
     * Takes a name away from the site, confirmed or claimed; the default ones stay.
     *
     * @throws Refused {@link NotFound}; forbidden
     */
    public void remove(Actor actor, SiteId site, String name) {
        SiteHost host = own(actor, site, name);
        String role = members.permit(actor, site, Permission.SETTINGS, host.environment());
        transaction.executeWithoutResult(tx -> {
            if (rows.remove(site, host.host())) {
                append(actor, role, site, host.host(), host.environment(), "removed");
            }
        });
        hosts.forget();
    }

    private SiteHost own(Actor actor, SiteId site, String name) {
        members.permit(actor, site, Permission.READ, null);
        return HostName.of(name)
                .flatMap(host -> rows.find(site, host))
                .orElseThrow(() -> new Refused(new NotFound("host")));
    }

    private boolean administers(Actor actor) {
        try {
            installationRights.permit(actor);
            return true;
        } catch (Refused tenant) {
            return false;
        }
    }

    private void requireProof(String host, SiteHost.Proof proof) {
        try {
            if (!names.texts(proof.name()).contains(proof.value())) {
                throw new Refused(new HostUnproven(host, proof, true));
            }
        } catch (OutboundNames.Unanswered silent) {
            throw new Refused(new HostUnproven(host, proof, false), silent);
        }
    }

    /** Whether it was this call; nobody else's is confirmed under the same name. */
    private boolean confirm(SiteId site, String host, Environment environment) {
        return rows.confirm(site, host, environment);
    }

    private SiteHost.Proof proof(String host) {
        return new SiteHost.Proof(PROOF_LABEL + host, PROOF_START + time.word(ALPHABET, PROOF_LENGTH));
    }

    private String checked(String name, boolean vouched) {
        String host = HostName.of(name.strip()).orElseThrow(() -> new Refused(noHost()));
        if (hosts.reserved(host)) {
            throw new Refused(new NameTaken("host", host));
        }
        if (ReservedHosts.never(host)) {
            throw new Refused(noHost());
        }
        if (!vouched && ReservedHosts.unprovable(host)) {
            throw new Refused(
                    new InvalidInput(
                            "/host",
                            "Nobody can prove in public whose " + host
                                    + " is. The installation's administrator can add it; or give a name such as www.example.com."));
        }
        return host;
    }

    private static InvalidInput noHost() {
        return new InvalidInput(
                "/host",
                "Give a host name such as www.example.com, without scheme, port and path; other scripts in their xn-- form."
                        + " Names of machines and inner networks, such as localhost, are nobody's.");
    }

    private void append(Actor actor, String role, SiteId site, String host, Environment environment, String what) {
        trail.append(new AuditAct(
                site,
                SiteOperations.HOST_CHANGE,
                time.newId(),
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
