package dev.sgen.member;

import dev.sgen.audit.Act;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.NotNow;
import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Settings;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who stands on a site's one list of members, in which role (ROLE-1, ROLE-17). */
@Component
public class Roster {
    private final JdbcClient jdbc;
    private final Clockwork clockwork;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Members members;
    private final Roles roles;
    private final Invitations invitations;
    private final Passwords passwords;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final boolean mails;

    public Roster(
            JdbcClient jdbc,
            Clockwork clockwork,
            TransactionTemplate transaction,
            AuditTrail trail,
            Members members,
            Roles roles,
            Invitations invitations,
            Passwords passwords,
            Access access,
            ApplicationEventPublisher events,
            Settings settings) {
        this.jdbc = jdbc;
        this.clockwork = clockwork;
        this.transaction = transaction;
        this.trail = trail;
        this.members = members;
        this.roles = roles;
        this.invitations = invitations;
        this.passwords = passwords;
        this.access = access;
        this.events = events;
        this.mails = settings.smtp().isPresent();
    }

    /**
     * One line of the list.
     *
     * @param role the key of a built-in role or of one of the site's own
     * @param signsIn whether the member has a password; a program's account and an invitation not yet taken
     *     up have none
     */
    public record Entry(MemberId id, String email, String name, String role, boolean signsIn, Instant since) {}

    /**
     * A member just added.
     *
     * @param invitation the secret of a one-time link by which they set a password, told this once; null if
     *     they have one already, or if the link goes to their address and to nobody else
     * @param mailed whether a letter is on its way to them
     */
    public record Added(Entry entry, @Nullable String invitation, boolean mailed) {
        @Override
        public String toString() {
            return "Added[" + entry + "]";
        }
    }

    /**
     * The list, by name; for everyone on it.
     *
     * @throws Refused {@link NotFound} for anyone else
     */
    public List<Entry> list(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        return select(site, null);
    }

    /**
     * Adds somebody. One who is in the installation already keeps name and password; one who is new gets an
     * invitation, or the password given here.
     *
     * @param password null to invite
     * @throws Refused {@link Forbidden}; {@link MemberRefusal.BeyondOwnRights} if the role holds more than
     *     the actor; {@link InvalidInput}; {@link NotNow} if they are on the roster; {@link PlanLimit}
     */
    public Added add(
            Actor actor, SiteId site, String email, @Nullable String name, String role, @Nullable String password) {
        Rights own = managing(actor, site);
        roles.requireCovered(own, site, role, "/role");
        String address = email.strip();
        if (!Person.isEmail(address)) {
            throw new Refused(new InvalidInput("/email", "Give an e-mail address, such as ana@example.com."));
        }
        String called = name == null || name.isBlank() ? address.substring(0, address.indexOf('@')) : name.strip();
        if (!Person.isName(called)) {
            throw new Refused(new InvalidInput("/name", "Give a name of 1 to 120 characters."));
        }
        String hash = password == null ? null : passwords.hash(Passwords.checked(password, address));
        try {
            return transaction.execute(tx -> {
                MemberId id = personFor(address, called, hash);
                enrol(site, id, role);
                Entry entry = require(site, id);
                // Whoever is on another roster was invited there: a link made here would open their account to us.
                String secret = entry.signsIn() || elsewhere(site, id) ? null : invitations.mint(id);
                append(actor, own.role(), site, Operation.MEMBER_ADD, entry, Map.of("invited", secret != null));
                return told(site, entry, secret, actor);
            });
        } catch (DuplicateKeyException taken) {
            throw new Refused(new NotNow("This member is on the roster already. Change their role instead."), taken);
        }
    }

    /**
     * Gives a member another role.
     *
     * @throws Refused {@link Forbidden}; {@link MemberRefusal.BeyondOwnRights} if the old or the new role
     *     holds more than the actor (T19); {@link NotNow} if the site would be without an administrator
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
            append(actor, own.role(), site, Operation.MEMBER_CHANGE, after, Map.of("before", before.role()));
            return after;
        });
    }

    /**
     * Takes somebody off the list. Their sessions and their tokens for the site end with the same commit
     * (T24); what they wrote keeps their name. Everybody may take themselves off.
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
            if (!elsewhere(site, member)) {
                invitations.withdraw(member);
            }
            access.endSessions(member);
            access.endTokens(member, site);
            append(actor, own.role(), site, Operation.MEMBER_REMOVE, before, Map.of());
        });
    }

    /**
     * Makes a new invitation for a member who hasn't set a password; earlier ones no longer work.
     *
     * @throws Refused {@link NotNow} if they have a password
     */
    public Added inviteAgain(Actor actor, SiteId site, MemberId member) {
        Rights own = managing(actor, site);
        Entry entry = require(site, member);
        roles.requireCovered(own, site, entry.role(), "/role");
        if (entry.signsIn()) {
            throw new Refused(new NotNow("This member has a password already."));
        }
        if (!mails && elsewhere(site, member)) {
            throw new Refused(
                    new NotNow(
                            "They work on another site too, and no mail server is set: their link would open that account to you. "
                                    + "An administrator of the installation sets SGEN_SMTP_URL, so that it goes to them alone."));
        }
        return transaction.execute(tx -> {
            append(actor, own.role(), site, Operation.MEMBER_CHANGE, entry, Map.of("invited", true));
            return told(site, entry, invitations.mint(member), actor);
        });
    }

    /**
     * Takes back the link by which a member would set their first password; they stay on the roster.
     *
     * @throws Refused {@link NotNow} if none is out
     */
    public void withdrawInvitation(Actor actor, SiteId site, MemberId member) {
        Rights own = managing(actor, site);
        Entry entry = require(site, member);
        roles.requireCovered(own, site, entry.role(), "/role");
        transaction.executeWithoutResult(tx -> {
            if (!invitations.withdraw(member)) {
                throw new Refused(new NotNow("There is no invitation to take back."));
            }
            append(actor, own.role(), site, Operation.MEMBER_CHANGE, entry, Map.of("invitation", "withdrawn"));
        });
    }

    /** One member as the list has them; for everyone on it. */
    public Entry member(Actor actor, SiteId site, MemberId member) {
        members.permit(actor, site, Permission.READ, null);
        return require(site, member);
    }

    private Added told(SiteId site, Entry entry, @Nullable String secret, Actor by) {
        events.publishEvent(
                new Invited(site, entry.id(), entry.email(), entry.name(), entry.role(), secret, by.name()));
        return new Added(entry, mails ? null : secret, mails);
    }

    private boolean elsewhere(SiteId site, MemberId member) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM membership WHERE site_id <> :site AND member_id = :member)")
                .param("site", site.value())
                .param("member", member.value())
                .query(Boolean.class)
                .single();
    }

    private Rights managing(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.MEMBERS, null);
        return members.rights(actor, site);
    }

    private MemberId personFor(String email, String name, @Nullable String hash) {
        jdbc.sql("""
                        INSERT INTO member (id, email, name, password_hash, installation_administrator, created_at)
                        VALUES (:id, :email, :name, :hash, false, :now) ON CONFLICT (lower(email)) DO NOTHING""")
                .param("id", clockwork.newId())
                .param("email", email)
                .param("name", name)
                .param("hash", hash)
                .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                .update();
        return Person.byEmail(jdbc, email).orElseThrow().id();
    }

    private void enrol(SiteId site, MemberId member, String role) {
        PlanRoom.require(jdbc, site, Plan::members, "members", "SELECT count(*) FROM membership WHERE site_id = :site");
        jdbc.sql("""
                        INSERT INTO membership (site_id, member_id, role, created_at)
                        VALUES (:site, :member, :role, :now)""")
                .param("site", site.value())
                .param("member", member.value())
                .param("role", role)
                .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Locks the site's rows in one order, so that two who remove each other can't both pass. */
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
                        SELECT m.id, m.email, m.name, m.password_hash IS NOT NULL AS signs_in, ms.role, ms.created_at
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
        trail.append(Act.onSite(site, operation, clockwork.newId(), actor, role, details));
    }
}
