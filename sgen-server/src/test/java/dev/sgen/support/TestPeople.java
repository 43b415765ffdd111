package dev.sgen.support;

import dev.sgen.audit.AuditTrail;
import dev.sgen.member.AccessRevocation;
import dev.sgen.member.InstallationRights;
import dev.sgen.member.InvitationAcceptance;
import dev.sgen.member.Invitations;
import dev.sgen.member.Inviters;
import dev.sgen.member.KnownDevices;
import dev.sgen.member.Members;
import dev.sgen.member.PasswordReset;
import dev.sgen.member.Passwords;
import dev.sgen.member.Roles;
import dev.sgen.member.Setup;
import dev.sgen.member.SignIn;
import dev.sgen.member.SiteMembers;
import dev.sgen.member.Tokens;
import dev.sgen.platform.outbound.OutboundNames;
import dev.sgen.platform.settings.MasterKey;
import dev.sgen.platform.settings.Settings;
import dev.sgen.site.Hosts;
import dev.sgen.site.Site;
import dev.sgen.site.SiteHostRows;
import dev.sgen.site.SiteHosts;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Members and sites over a real database, wired by hand, with a clock that stands still and one administrator. */
public final class TestPeople {
    public static final String PASSWORD = "a long enough one";

    public final TestDatabase.Fresh database = TestDatabase.fresh();
    public final TestClockwork clock = new TestClockwork();
    public final JdbcClient jdbc = database.jdbc();
    public final TransactionTemplate transactions = database.transactions();
    public final AuditTrail trail = new AuditTrail(jdbc, clock);
    public final Members members = new Members(jdbc, clock);
    public final InstallationRights installationRights = new InstallationRights(jdbc);
    public final Passwords passwords = new Passwords(clock, new dev.sgen.platform.work.BoundedWork());
    public final AccessRevocation accessRevocation = new AccessRevocation(jdbc, clock);
    public final Roles roles = new Roles(jdbc, clock, transactions, trail, members);
    public final Invitations invitations = new Invitations(jdbc, clock);
    public final KnownDevices devices =
            new KnownDevices(MasterKey.of(Settings.of(Map.of("SGEN_SECRET_KEY", "k".repeat(40))), clock), clock);
    public final SiteMembers siteMembers = new SiteMembers(
            jdbc,
            clock,
            transactions,
            trail,
            members,
            roles,
            invitations,
            accessRevocation,
            event -> {},
            Settings.of(Map.of()));
    public final Setup setup = new Setup(jdbc, clock, transactions, trail, passwords);
    public final SignIn signIn = new SignIn(jdbc, clock, transactions, trail, passwords, accessRevocation, devices);
    public final InvitationAcceptance acceptance = new InvitationAcceptance(
            jdbc, clock, transactions, trail, passwords, invitations, signIn, accessRevocation);
    public final PasswordReset passwordReset =
            new PasswordReset(jdbc, clock, transactions, trail, passwords, invitations, accessRevocation);
    public final Inviters inviters = new Inviters(jdbc);
    public final Tokens tokens = new Tokens(jdbc, clock, transactions, trail, members);
    public final Hosts hosts = new Hosts(jdbc, "localhost");
    public final Sites sites = new Sites(jdbc, clock, transactions, trail, members, installationRights, hosts);
    public final SiteHosts siteHosts = new SiteHosts(
            new SiteHostRows(jdbc, clock),
            clock,
            transactions,
            trail,
            members,
            installationRights,
            sites,
            hosts,
            new OutboundNames("dns://" + TestNames.address()));

    /** The installation's first administrator. */
    public final Actor.Operator ada = setup.createFirst("ada@example.org", "Ada", PASSWORD);

    private int made;

    /** A new site with Ada as its administrator. */
    public Site site() {
        made++;
        return sites.create(ada, "site-" + made, "Site " + made, "professional");
    }

    /** Somebody new on the site's roster, without a password. */
    public Actor.Operator somebody(SiteId site, String role) {
        made++;
        String name = role + made;
        return TestMembers.add(siteMembers, site, name + "@example.org", name, role);
    }

    /** What the newest entries of a site's trail tell of, oldest first. */
    public List<String> operations(SiteId site) {
        return jdbc.sql("SELECT operation FROM audit_entry WHERE site_id = :site ORDER BY seq")
                .param("site", site.value())
                .query(String.class)
                .list();
    }
}
