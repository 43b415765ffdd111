package dev.sgen.member;

import dev.sgen.audit.Act;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.Unauthenticated;
import dev.sgen.platform.Clockwork;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** How a person proves who they are, and what ends their sessions (ROLE-21). */
@Component
public class SignIn {
    private static final String WRONG = "The e-mail address or the password is wrong.";

    private final JdbcClient jdbc;
    private final Clockwork clockwork;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Access access;

    public SignIn(
            JdbcClient jdbc,
            Clockwork clockwork,
            TransactionTemplate transaction,
            AuditTrail trail,
            Passwords passwords,
            Access access) {
        this.jdbc = jdbc;
        this.clockwork = clockwork;
        this.transaction = transaction;
        this.trail = trail;
        this.passwords = passwords;
        this.attempts = new Attempts(jdbc, clockwork);
        this.access = access;
    }

    /**
     * Checks an e-mail address and a password. Somebody unknown, somebody without a password and a wrong
     * password get the same answer after the same work (T26).
     *
     * @param address the connection's remote address, as the server sees it (T27)
     * @throws Refused {@link Unauthenticated}, or {@link MemberRefusal.TooManyAttempts} while the account
     *     or the address has to wait
     */
    public Actor.Operator withPassword(String email, String password, String address) {
        attempts.count(email, address);
        Optional<Person> person = Person.byEmail(jdbc, email);
        String hash = person.map(Person::passwordHash).orElse(null);
        if (!passwords.matches(password, hash) || person.isEmpty()) {
            note(Operation.SIGN_IN_FAIL, Actor.platform(), person.orElse(null), address);
            throw new Refused(new Unauthenticated(WRONG));
        }
        Person known = person.get();
        attempts.right(email, address);
        attempts.tidy();
        if (hash != null && passwords.outdated(hash)) {
            rehash(known, hash, password);
        }
        Actor.Operator operator = new Actor.Operator(known.id(), known.name());
        note(Operation.SIGN_IN, operator, known, address);
        return operator;
    }

    /** The member behind a session, as they are called now; empty when there is none any more. */
    public Optional<Actor.Operator> operator(MemberId member) {
        return Person.byId(jdbc, member).map(person -> new Actor.Operator(person.id(), person.name()));
    }

    /** Whether the password is this person's own: asked again before an act that can't be undone. */
    public boolean confirms(Actor.Operator operator, String password, String address) {
        Person person = known(operator.member());
        attempts.count(person.email(), address);
        boolean right = passwords.matches(password, person.passwordHash());
        if (right) {
            attempts.right(person.email(), address);
        }
        return right;
    }

    /** Ends every session of the actor's own, the present one too. */
    public void outEverywhere(Actor.Operator operator) {
        transaction.executeWithoutResult(tx -> {
            access.endSessions(operator.member());
            trail.append(Act.onSite(
                    Installation.TRAIL, Operation.SIGN_OUT_EVERYWHERE, clockwork.newId(), operator, null, Map.of()));
        });
    }

    /**
     * Sets a new password; all sessions end, so that the face which asked starts a new one.
     *
     * @param address the connection's remote address: guessing the old password is slowed down like a sign-in
     * @throws Refused {@link Unauthenticated} if the old one is wrong; {@link InvalidInput}
     */
    public void changePassword(Actor.Operator operator, String old, String wanted, String address) {
        Person person = known(operator.member());
        Passwords.checked(wanted, person.email());
        if (!confirms(operator, old, address)) {
            throw new Refused(new Unauthenticated("The present password is wrong."));
        }
        store(operator, person, passwords.hash(wanted));
    }

    /**
     * Sets a member's password from the server's own terminal; all their sessions end.
     *
     * @param wanted the new password, or null to make one
     * @return the password, to be told once
     * @throws Refused {@link NotFound} if nobody has this address; {@link InvalidInput}
     */
    public String resetPassword(Actor.Platform actor, String email, @Nullable String wanted) {
        Person person = Person.byEmail(jdbc, email).orElseThrow(() -> new Refused(new NotFound("member")));
        String password = wanted == null ? passwords.make() : Passwords.checked(wanted, person.email());
        store(actor, person, passwords.hash(password));
        return password;
    }

    private void store(Actor actor, Person person, String hash) {
        transaction.executeWithoutResult(tx -> {
            jdbc.sql("UPDATE member SET password_hash = :hash WHERE id = :id")
                    .param("hash", hash)
                    .param("id", person.id().value())
                    .update();
            access.endSessions(person.id());
            trail.append(Act.onSite(
                    Installation.TRAIL,
                    Operation.PASSWORD_CHANGE,
                    clockwork.newId(),
                    actor,
                    null,
                    Map.of("member", person.id().toString(), "name", person.name())));
        });
    }

    private void rehash(Person person, String old, String password) {
        jdbc.sql("UPDATE member SET password_hash = :hash WHERE id = :id AND password_hash = :old")
                .param("hash", passwords.hash(password))
                .param("id", person.id().value())
                .param("old", old)
                .update();
    }

    /** What was typed as an address isn't kept when nobody has it: it may be a password in the wrong field. */
    private void note(Operation operation, Actor actor, @Nullable Person person, String address) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("address", address);
        if (person != null && operation == Operation.SIGN_IN_FAIL) {
            details.put("member", person.id().toString());
            details.put("name", person.name());
        }
        transaction.executeWithoutResult(
                tx -> trail.append(Act.onSite(Installation.TRAIL, operation, clockwork.newId(), actor, null, details)));
    }

    private Person known(MemberId member) {
        return Person.byId(jdbc, member).orElseThrow(() -> new Refused(new NotFound("member")));
    }
}
