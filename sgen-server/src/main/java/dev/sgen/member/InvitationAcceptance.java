package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.member.MemberRefusal.NotNow;
import dev.sgen.member.MemberRefusal.Unauthenticated;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Taking an invitation up (ADR 15). Whoever holds the link gets what the inviter gave: that membership and no other
 * one. They accept it with an account of the invited address whose password they know, or they choose a password:
 * then a link that went by mail proves the address, and one that the inviter was shown makes an account that stands
 * for the address on that site alone, whatever other accounts the address has. So neither does a link open an
 * account that somebody else began, nor can somebody else's account stand in the way of the link.
 */
@Component
public class InvitationAcceptance {
    private static final String NO_ACCOUNT =
            "No account of this address has this password. Choose a new password instead, or ask whoever runs this "
                    + "installation to reset yours.";

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Passwords passwords;
    private final Invitations invitations;
    private final MembershipRows memberships;
    private final SignIn signIn;
    private final AccessRevocation accessRevocation;

    public InvitationAcceptance(
            JdbcClient jdbc,
            TimeAndIds time,
            TransactionTemplate transaction,
            AuditTrail trail,
            Passwords passwords,
            Invitations invitations,
            SignIn signIn,
            AccessRevocation accessRevocation) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.passwords = passwords;
        this.invitations = invitations;
        this.memberships = new MembershipRows(jdbc, time);
        this.signIn = signIn;
        this.accessRevocation = accessRevocation;
    }

    /**
     * Takes an invitation up by choosing a password. If an account of the address has that very password, it is
     * that account which accepts.
     *
     * @param name how the member wants to be called; null keeps what the inviter wrote
     * @throws Refused {@link Unauthenticated} if the link is used, expired or none of ours; {@link InvalidInput} for
     *     name or password; {@link MemberRefusal.TooManyAttempts}
     */
    public Actor.Operator withNewPassword(String secret, @Nullable String name, String password, SignInOrigin origin) {
        if (name != null && !Person.isName(name)) {
            throw new Refused(new InvalidInput("/name", "Give a name of 1 to 120 characters."));
        }
        Invitations.Open open = invitations.require(secret);
        Passwords.checked(password, open.email());
        // Counted as a guess, whether or not there is an account to guess at: who invites learns nothing by trying.
        Optional<Person> known = signIn.behindLink(open.email(), password, origin);
        if (known.isPresent()) {
            return join(secret, open, known.get());
        }
        Optional<Person> owner = open.mailed() ? Person.proven(jdbc, open.email()) : Optional.empty();
        if (owner.isPresent() && owner.get().installationAdministrator()) {
            throw new Refused(
                    new NotNow("The account of this address runs the installation. Take the invitation up with "
                            + "that account's own password."));
        }
        String hash = passwords.hash(password);
        String called = name == null ? open.name() : name.strip();
        try {
            return transaction.execute(tx -> {
                invitations.use(secret);
                MemberId account =
                        owner.map(person -> renewed(person, hash)).orElseGet(() -> opened(open, called, hash));
                Actor.Operator operator = accepted(open, account, open.mailed() ? "mail" : "link", open.shownTo());
                append(operator, Map.of("member", account.toString(), "name", operator.name(), "invitation", true));
                return operator;
            });
        } catch (DuplicateKeyException raced) {
            throw new Refused(
                    new NotNow("Another invitation to this address was taken up at the same moment. Try again."),
                    raced);
        }
    }

    /**
     * Takes an invitation up with an account that the address has already.
     *
     * @throws Refused {@link Unauthenticated} also where no account of the address has this password;
     *     {@link MemberRefusal.TooManyAttempts}
     */
    public Actor.Operator withAccount(String secret, String password, SignInOrigin origin) {
        Invitations.Open open = invitations.require(secret);
        Person known = signIn.behindLink(open.email(), password, origin)
                .orElseThrow(() -> new Refused(new Unauthenticated(NO_ACCOUNT)));
        return join(secret, open, known);
    }

    /**
     * Takes an invitation up in a session.
     *
     * @throws Refused {@link NotNow} if it was for another address than that of whoever is signed in
     */
    public Actor.Operator signedIn(String secret, Actor.Operator operator) {
        Invitations.Open open = invitations.require(secret);
        Person person = Person.byId(jdbc, operator.member())
                .filter(p -> isFor(open, p))
                .orElseThrow(() -> new Refused(
                        new NotNow("This invitation is for another address. Sign out, or open the link elsewhere.")));
        return join(secret, open, person);
    }

    /** Whether somebody who is signed in may take this invitation up as they are. */
    public boolean isFor(Invitations.Open open, Actor.Operator operator) {
        return Person.byId(jdbc, operator.member()).filter(p -> isFor(open, p)).isPresent();
    }

    private static boolean isFor(Invitations.Open open, Person person) {
        return person.passwordHash() != null && Person.folded(person.email()).equals(Person.folded(open.email()));
    }

    private Actor.Operator join(String secret, Invitations.Open open, Person person) {
        return transaction.execute(tx -> {
            invitations.use(secret);
            boolean proves = open.mailed()
                    && person.provenAt() == null
                    && Person.proven(jdbc, open.email()).isEmpty();
            if (proves) {
                jdbc.sql("UPDATE member SET proven_at = :now WHERE id = :id")
                        .param("now", time.now().atOffset(ZoneOffset.UTC))
                        .param("id", person.id().value())
                        .update();
            }
            // An account that nobody proved is worth what its link was: whoever was shown the link may be behind it.
            boolean own = open.mailed() || person.provenAt() != null;
            return accepted(open, person.id(), own ? "sign-in" : "link", own ? null : open.shownTo());
        });
    }

    private Actor.Operator accepted(Invitations.Open open, MemberId account, String how, @Nullable MemberId shownTo) {
        memberships.accept(open.site(), open.member(), account, shownTo);
        if (!account.equals(open.member())) {
            accessRevocation.endTokens(open.member(), open.site());
        }
        Person person = Person.byId(jdbc, account).orElseThrow();
        Actor.Operator operator = new Actor.Operator(account, person.name());
        String role = memberships.role(open.site(), account);
        trail.append(AuditAct.onSite(
                open.site(),
                MemberOperations.MEMBER_CHANGE,
                time.newId(),
                operator,
                role,
                Map.of("member", account.toString(), "name", person.name(), "role", role, "accepted", how)));
        return operator;
    }

    /** The address is proven anew: whoever had the account before has it no longer, by session or by token. */
    private MemberId renewed(Person owner, String hash) {
        jdbc.sql("UPDATE member SET password_hash = :hash WHERE id = :id")
                .param("hash", hash)
                .param("id", owner.id().value())
                .update();
        accessRevocation.endSessions(owner.id());
        accessRevocation.endAllTokens(owner.id());
        return owner.id();
    }

    /** The account made with the invitation, unless it serves another site too; then one of its own. */
    private MemberId opened(Invitations.Open open, String name, String hash) {
        Instant now = time.now();
        return jdbc.sql("""
                        UPDATE member SET password_hash = :hash, name = :name, proven_at = CASE WHEN :mailed THEN :now END
                        WHERE id = :id AND password_hash IS NULL AND proven_at IS NULL AND NOT installation_administrator
                          AND NOT EXISTS (SELECT FROM membership WHERE member_id = :id AND site_id <> :site)
                        RETURNING id""")
                .param("hash", hash)
                .param("name", name)
                .param("mailed", open.mailed())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", open.member().value())
                .param("site", open.site().value())
                .query(UUID.class)
                .optional()
                .map(MemberId::new)
                .orElseGet(() -> {
                    MemberId fresh = new MemberId(time.newId());
                    Person person = new Person(fresh, open.email(), name, hash, false, open.mailed() ? now : null);
                    Person.insert(jdbc, person, now);
                    return fresh;
                });
    }

    private void append(Actor.Operator operator, Map<String, Object> details) {
        trail.append(AuditAct.onSite(
                InstallationRights.TRAIL, MemberOperations.PASSWORD_CHANGE, time.newId(), operator, null, details));
    }
}
