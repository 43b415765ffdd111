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
 * Accepts an invitation (ADR 15). The holder of the link gets the membership it was made for, and no other.
 *
 * <p>They accept either with an existing account of the invited address, by its password, or by choosing a password. In
 * the second case a mailed link proves the address. A link that was shown to the inviter instead creates an account
 * that counts for the address on that site only, whatever other accounts the address has. So a link never opens an
 * account that somebody else began, and somebody else's account never blocks a link.
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
     * Accepts an invitation by choosing a password. If an account of the address already has this password, that
     * account accepts.
     *
     * @param name the name the member wants to have; null keeps the one the inviter wrote
     * @throws Refused {@link Unauthenticated} if the link is used, expired or unknown; {@link InvalidInput} for name or
     *     password; {@link MemberRefusal.TooManyAttempts}
     */
    public Actor.Operator withNewPassword(String secret, @Nullable String name, String password, SignInOrigin origin) {
        if (name != null && !Person.isName(name)) {
            throw new Refused(new InvalidInput("/name", "Give a name of 1 to 120 characters."));
        }
        Invitations.Open open = invitations.require(secret);
        Passwords.checked(password, open.email());
        // Counted as a guess whether or not an account exists, so that an inviter can't find out by trying.
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
     * Accepts an invitation with an account that the address already has.
     *
     * @throws Refused {@link Unauthenticated} also if no account of the address has this password; {@link
     *     MemberRefusal.TooManyAttempts}
     */
    public Actor.Operator withAccount(String secret, String password, SignInOrigin origin) {
        Invitations.Open open = invitations.require(secret);
        Person known = signIn.behindLink(open.email(), password, origin)
                .orElseThrow(() -> new Refused(new Unauthenticated(NO_ACCOUNT)));
        return join(secret, open, known);
    }

    /**
     * Accepts an invitation as the operator who is signed in.
     *
     * @throws Refused {@link NotNow} if it was made for another address than the operator's
     */
    public Actor.Operator signedIn(String secret, Actor.Operator operator) {
        Invitations.Open open = invitations.require(secret);
        Person person = Person.byId(jdbc, operator.member())
                .filter(p -> isFor(open, p))
                .orElseThrow(() -> new Refused(
                        new NotNow("This invitation is for another address. Sign out, or open the link elsewhere.")));
        return join(secret, open, person);
    }

    /** Whether the operator who is signed in may accept this invitation with their account. */
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
            // If the account's address was never proven, whoever was shown the link may be the one who uses the
            // account.
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

    /**
     * Sets a new password on the proven account and ends all its sessions and tokens, because the mailed link proves
     * the address anew.
     */
    private MemberId renewed(Person owner, String hash) {
        jdbc.sql("UPDATE member SET password_hash = :hash WHERE id = :id")
                .param("hash", hash)
                .param("id", owner.id().value())
                .update();
        accessRevocation.endSessions(owner.id());
        accessRevocation.endAllTokens(owner.id());
        return owner.id();
    }

    /**
     * Opens the account that was made with the invitation. If that account has a membership on another site too,
     * creates a separate one.
     */
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
