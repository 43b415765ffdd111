package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets a password from the server's own terminal, which also settles who owns an address (ADR 15): the memberships of
 * all accounts of the address go to the account that gets the password.
 */
@Component
public class PasswordReset {
    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Passwords passwords;
    private final Invitations invitations;
    private final MembershipRows memberships;
    private final AccessRevocation accessRevocation;

    public PasswordReset(
            JdbcClient jdbc,
            TimeAndIds time,
            TransactionTemplate transaction,
            AuditTrail trail,
            Passwords passwords,
            Invitations invitations,
            AccessRevocation accessRevocation) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.passwords = passwords;
        this.invitations = invitations;
        this.memberships = new MembershipRows(jdbc, time);
        this.accessRevocation = accessRevocation;
    }

    /**
     * The result of a reset.
     *
     * @param password the new password, to be shown once
     * @param tokensEnded how many tokens of unproven accounts were revoked with it
     */
    public record Outcome(String password, int tokensEnded) {
        @Override
        public String toString() {
            return "Outcome[" + tokensEnded + "]";
        }
    }

    /**
     * Sets the password for this address and ends all sessions of its accounts. Tokens of unproven accounts are
     * revoked, because anybody may have begun those accounts.
     *
     * @param wanted the new password, or null to generate one
     * @throws Refused {@link NotFound} if nobody has this address; {@link InvalidInput}
     */
    public Outcome reset(Actor.Platform actor, String email, @Nullable String wanted) {
        if (Person.byEmail(jdbc, email).isEmpty()) {
            throw new Refused(new NotFound("member"));
        }
        String password = wanted == null ? passwords.make() : Passwords.checked(wanted, email);
        String hash = passwords.hash(password);
        return transaction.execute(tx -> {
            List<Person> accounts = Person.byEmail(jdbc, email);
            Person kept = accounts.getFirst();
            int ended = 0;
            for (Person account : accounts) {
                accessRevocation.endSessions(account.id());
                ended += account.provenAt() == null ? accessRevocation.endAllTokens(account.id()) : 0;
                accept(actor, account, kept);
            }
            jdbc.sql("UPDATE member SET password_hash = NULL WHERE lower(email) = :email AND id <> :kept")
                    .param("email", Person.folded(email))
                    .param("kept", kept.id().value())
                    .update();
            jdbc.sql("UPDATE member SET password_hash = :hash, proven_at = coalesce(proven_at, :now) WHERE id = :id")
                    .param("hash", hash)
                    .param("now", time.now().atOffset(ZoneOffset.UTC))
                    .param("id", kept.id().value())
                    .update();
            trail.append(AuditAct.onSite(
                    InstallationRights.TRAIL,
                    MemberOperations.PASSWORD_CHANGE,
                    time.newId(),
                    actor,
                    null,
                    Map.of("member", kept.id().toString(), "name", kept.name())));
            return new Outcome(password, ended);
        });
    }

    /** Moves the memberships to the kept account and writes an audit entry on each site concerned. */
    private void accept(Actor.Platform actor, Person account, Person kept) {
        for (SiteId site : memberships.waitingOrOthers(account.id(), kept.id())) {
            memberships.accept(site, account.id(), kept.id(), null);
            invitations.withdraw(site, account.id());
            String role = memberships.role(site, kept.id());
            trail.append(AuditAct.onSite(
                    site,
                    MemberOperations.MEMBER_CHANGE,
                    time.newId(),
                    actor,
                    role,
                    Map.of("member", kept.id().toString(), "name", kept.name(), "role", role, "accepted", "terminal")));
        }
    }
}
