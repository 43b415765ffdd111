package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.NotNow;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Manages the members of a site and their roles (ROLE-1, ROLE-17). */
@Component
public class SiteMembers {
    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;
    private final Roles roles;
    private final Invitations invitations;
    private final MembershipRows memberships;
    private final AccessRevocation accessRevocation;
    private final ApplicationEventPublisher events;
    private final boolean mails;

    public SiteMembers(
            JdbcClient jdbc,
            TimeAndIds time,
            TransactionTemplate transaction,
            AuditTrail trail,
            Members members,
            Roles roles,
            Invitations invitations,
            AccessRevocation accessRevocation,
            ApplicationEventPublisher events,
            Settings settings) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
        this.roles = roles;
        this.invitations = invitations;
        this.memberships = new MembershipRows(jdbc, time);
        this.accessRevocation = accessRevocation;
        this.events = events;
        this.mails = settings.smtp().isPresent();
    }

    /**
     * One member of the list.
     *
     * @param role the key of a built-in role or of one that the site defined
     * @param signsIn whether the member has accepted and has a password; false for a program's account. Says nothing
     *     about other accounts of the address
     * @param accepted whether a person has accepted the membership; if not, it is an invitation or a program's account,
     *     and nobody signs in by it
     */
    public record Entry(
            MemberId id, String email, String name, String role, boolean signsIn, boolean accepted, Instant since) {}

    /**
     * A member who was just added or invited again.
     *
     * @param invitation the secret of the one-time link, returned this once; null if a mail server is configured,
     *     because the link then goes to the address only
     * @param mailed whether a mail was queued
     */
    public record Added(Entry entry, @Nullable String invitation, boolean mailed) {
        @Override
        public String toString() {
            return "Added[" + entry + "]";
        }
    }

    /**
     * All members, by name. Any member may read them.
     *
     * @throws Refused {@link NotFound} for everybody else
     */
    public List<Entry> list(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        return select(site, null);
    }

    /**
     * Invites an address. The answer is the same whether or not the address has an account. The membership waits until
     * a person accepts the link, with an existing account or a new one (A3).
     *
     * @throws Refused {@link Forbidden}; {@link MemberRefusal.BeyondOwnRights} if the role holds more than the actor;
     *     {@link InvalidInput}; {@link NotNow} if they are a member already; {@link PlanLimit}
     */
    public Added add(Actor actor, SiteId site, String email, @Nullable String name, String role) {
        Rights own = managing(actor, site);
        roles.requireCovered(own, site, role, "/role");
        return transaction.execute(tx -> {
            Entry entry = enrol(site, email, name, role, false);
            append(actor, own.role(), site, MemberOperations.MEMBER_ADD, entry, Map.of("invited", true));
            return invited(site, entry, actor);
        });
    }

    /**
     * Adds a member from the server's own terminal. The membership is accepted at once; nobody can sign in until the
     * terminal sets a password ({@link PasswordReset}).
     *
     * @throws Refused {@link InvalidInput}; {@link NotNow} if they are a member already; {@link PlanLimit}
     */
    public Entry addFromTerminal(
            Actor.Platform terminal, SiteId site, String email, @Nullable String name, String role) {
        Rights own = managing(terminal, site);
        roles.requireCovered(own, site, role, "/role");
        return transaction.execute(tx -> {
            Entry entry = enrol(site, email, name, role, true);
            append(terminal, own.role(), site, MemberOperations.MEMBER_ADD, entry, Map.of());
            return entry;
        });
    }

    /**
     * Refuses to set a password for somebody else; members choose it by their invitation link (A3).
     *
     * @throws Refused {@link InvalidInput} always
     */
    public static void refusePassword() {
        throw new Refused(
                new InvalidInput(
                        "/password",
                        "Nobody sets a password for somebody else. Leave it out: the member chooses it by the invitation's link."));
    }

    /**
     * Gives a member another role.
     *
     * @throws Refused {@link Forbidden}; {@link MemberRefusal.BeyondOwnRights} if the old or the new role holds more
     *     than the actor (T19); {@link NotNow} if the site would have no administrator left
     */
    public Entry changeRole(Actor actor, SiteId site, MemberId member, String role) {
        Rights own = managing(actor, site);
        roles.requireCovered(own, site, role, "/role");
        return transaction.execute(tx -> {
            Entry before = lockAll(site, member);
            roles.requireCovered(own, site, before.role(), "/role");
            if (before.role().equals(role)) {
                return before;
            }
            requireAnotherAdministrator(site, before);
            jdbc.sql("UPDATE membership SET role = :role WHERE site_id = :site AND member_id = :member")
                    .param("role", role)
                    .param("site", site.value())
                    .param("member", member.value())
                    .update();
            Entry after = require(site, member);
            append(actor, own.role(), site, MemberOperations.MEMBER_CHANGE, after, Map.of("before", before.role()));
            return after;
        });
    }

    /**
     * Removes a member. Their sessions and their tokens for the site end in the same transaction (T24); their versions
     * keep their name. Members may remove themselves.
     *
     * @throws Refused as {@link #changeRole}
     */
    public void remove(Actor actor, SiteId site, MemberId member) {
        Rights own = member.equals(actor.memberOrNull()) ? members.rights(actor, site) : managing(actor, site);
        transaction.executeWithoutResult(tx -> {
            Entry before = lockAll(site, member);
            roles.requireCovered(own, site, before.role(), "/role");
            requireAnotherAdministrator(site, before);
            jdbc.sql("DELETE FROM membership WHERE site_id = :site AND member_id = :member")
                    .param("site", site.value())
                    .param("member", member.value())
                    .update();
            invitations.withdraw(site, member);
            accessRevocation.endSessions(member);
            accessRevocation.endTokens(member, site);
            accessRevocation.closeUnproven(member);
            append(actor, own.role(), site, MemberOperations.MEMBER_REMOVE, before, Map.of());
        });
    }

    /**
     * Creates a new invitation for a member who doesn't sign in yet. Earlier ones for this site become invalid.
     *
     * @throws Refused {@link NotNow} if they have accepted and have a password
     */
    public Added inviteAgain(Actor actor, SiteId site, MemberId member) {
        Rights own = managing(actor, site);
        Entry entry = require(site, member);
        roles.requireCovered(own, site, entry.role(), "/role");
        if (entry.signsIn()) {
            throw new Refused(new NotNow("This member has accepted already and signs in with a password."));
        }
        return transaction.execute(tx -> {
            append(actor, own.role(), site, MemberOperations.MEMBER_CHANGE, entry, Map.of("invited", true));
            return invited(site, entry, actor);
        });
    }

    /**
     * Withdraws a member's invitation. The member stays on the list, as a program's account.
     *
     * @throws Refused {@link NotNow} if there is none
     */
    public void withdrawInvitation(Actor actor, SiteId site, MemberId member) {
        Rights own = managing(actor, site);
        Entry entry = require(site, member);
        roles.requireCovered(own, site, entry.role(), "/role");
        transaction.executeWithoutResult(tx -> {
            if (!invitations.withdraw(site, member)) {
                throw new Refused(new NotNow("There is no invitation to take back."));
            }
            append(actor, own.role(), site, MemberOperations.MEMBER_CHANGE, entry, Map.of("invitation", "withdrawn"));
        });
    }

    /** The expiry of the valid invitations, by member. Any member may read them. */
    public Map<MemberId, Instant> invitationsOut(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        return invitations.out(site);
    }

    /** One member. Any member may read them. */
    public Entry member(Actor actor, SiteId site, MemberId member) {
        members.permit(actor, site, Permission.READ, null);
        return require(site, member);
    }

    private Added invited(SiteId site, Entry entry, Actor by) {
        String secret = invitations.mint(site, entry.id(), mails, mails ? null : by.memberOrNull());
        events.publishEvent(
                new Invited(site, entry.id(), entry.email(), entry.name(), entry.role(), secret, mails, by.name()));
        return new Added(entry, mails ? null : secret, mails);
    }

    private Rights managing(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.MEMBERS, null);
        return members.rights(actor, site);
    }

    /**
     * Creates a new account for the address on each site, so that a site learns nothing from the accounts of others.
     */
    private Entry enrol(SiteId site, String email, @Nullable String name, String role, boolean accepted) {
        String address = email.strip();
        if (!Person.isEmail(address)) {
            throw new Refused(new InvalidInput("/email", "Give an e-mail address, such as ana@example.com."));
        }
        String called = name == null || name.isBlank() ? address.substring(0, address.indexOf('@')) : name.strip();
        if (!Person.isName(called)) {
            throw new Refused(new InvalidInput("/name", "Give a name of 1 to 120 characters."));
        }
        // Locks the site's row, so that of two concurrent calls with the same address the second finds the first.
        PlanQuota.require(
                jdbc, site, Plan::members, "members", "SELECT count(*) FROM membership WHERE site_id = :site");
        if (memberships.lists(site, address)) {
            throw new Refused(new NotNow(
                    "This address is on the list of members already. Change the role there, or invite again."));
        }
        MemberId id = new MemberId(time.newId());
        Person.insert(jdbc, new Person(id, address, called, null, false, null), time.now());
        memberships.insert(site, id, role, accepted);
        return require(site, id);
    }

    /** Locks the site's memberships in id order, so that two members who remove each other can't both succeed. */
    private Entry lockAll(SiteId site, MemberId member) {
        jdbc.sql("SELECT member_id FROM membership WHERE site_id = :site ORDER BY member_id FOR UPDATE")
                .param("site", site.value())
                .query(UUID.class)
                .list();
        return require(site, member);
    }

    private void requireAnotherAdministrator(SiteId site, Entry leaving) {
        String administrator = BuiltInRole.ADMINISTRATOR.key();
        boolean another = select(site, null).stream()
                .anyMatch(e -> e.role().equals(administrator) && !e.id().equals(leaving.id()));
        if (leaving.role().equals(administrator) && !another) {
            throw new Refused(new NotNow(
                    leaving.name() + " is the site's last administrator. Make somebody else an administrator first."));
        }
    }

    private Entry require(SiteId site, MemberId member) {
        return select(site, member).stream().findFirst().orElseThrow(() -> new Refused(new NotFound("member")));
    }

    private List<Entry> select(SiteId site, @Nullable MemberId member) {
        return jdbc.sql("""
                        SELECT m.id, m.email, m.name, m.password_hash IS NOT NULL AND ms.accepted_at IS NOT NULL AS signs_in,
                               ms.accepted_at IS NOT NULL AS accepted, ms.role, ms.created_at
                        FROM membership ms JOIN member m ON m.id = ms.member_id
                        WHERE ms.site_id = :site AND (CAST(:member AS uuid) IS NULL OR ms.member_id = CAST(:member AS uuid))
                        ORDER BY lower(m.name), m.id""")
                .param("site", site.value())
                .param("member", member == null ? null : member.toString())
                .query((row, n) -> new Entry(
                        new MemberId(row.getObject("id", UUID.class)),
                        row.getString("email"),
                        row.getString("name"),
                        row.getString("role"),
                        row.getBoolean("signs_in"),
                        row.getBoolean("accepted"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    private void append(
            Actor actor, String role, SiteId site, Operation operation, Entry entry, Map<String, Object> more) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("member", entry.id().toString());
        details.put("name", entry.name());
        details.put("role", entry.role());
        details.putAll(more);
        trail.append(AuditAct.onSite(site, operation, time.newId(), actor, role, details));
    }
}
