package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.Unauthenticated;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs people in by password, changes passwords and signs out everywhere (ROLE-21). */
@Component
public class SignIn {
    private static final String WRONG = "The e-mail address or the password is wrong.";

    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final AccessRevocation accessRevocation;

    public SignIn(
            JdbcClient jdbc,
            TimeAndIds time,
            TransactionTemplate transaction,
            AuditTrail trail,
            Passwords passwords,
            AccessRevocation accessRevocation,
            KnownDevices devices) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.passwords = passwords;
        this.devices = devices;
        this.throttle = new SignInThrottle(jdbc, time, devices);
        this.accessRevocation = accessRevocation;
    }

    /**
     * Checks an e-mail address and a password. An unknown address, an account without a password and a wrong password
     * get the same answer in the same time (T26).
     *
     * @throws Refused {@link Unauthenticated}, or {@link MemberRefusal.TooManyAttempts} while the client's network has
     *     to wait (T27); attempts from one network never make another one wait
     */
    public Actor.Operator withPassword(String email, String password, SignInOrigin origin) {
        Optional<Person> person = behind(email, password, throttle.begin(email, origin));
        if (person.isEmpty()) {
            Person named = Person.byEmail(jdbc, email).stream().findFirst().orElse(null);
            note(MemberOperations.SIGN_IN_FAIL, Actor.platform(), named, origin.address());
            throw new Refused(new Unauthenticated(WRONG));
        }
        Person known = person.get();
        Actor.Operator operator = new Actor.Operator(known.id(), known.name());
        note(MemberOperations.SIGN_IN, operator, known, origin.address());
        return operator;
    }

    /**
     * The device cookie for the browser of an operator who just signed in. It keeps wrong guesses from elsewhere from
     * locking them out there.
     */
    public String deviceOf(Actor.Operator operator, SignInOrigin origin) {
        return devices.remember(origin.device(), known(operator.member()).email());
    }

    /**
     * The account of this address that has the password, for the holder of an invitation link; empty if there is none.
     *
     * @throws Refused {@link MemberRefusal.TooManyAttempts}
     */
    Optional<Person> behindLink(String email, String password, SignInOrigin origin) {
        return behind(email, password, throttle.beginByLink(email, origin));
    }

    /** If several accounts have the password, returns the proven one. */
    private Optional<Person> behind(String email, String password, SignInThrottle.Attempt attempt) {
        Optional<Person> person;
        try {
            person = holder(Person.byEmail(jdbc, email), password);
        } catch (RuntimeException notLookedAt) {
            throttle.takeBack(attempt);
            throw notLookedAt;
        }
        if (person.isPresent()) {
            throttle.right(attempt);
        }
        throttle.tidy();
        return person;
    }

    private Optional<Person> holder(List<Person> accounts, String password) {
        List<Person> open =
                accounts.stream().filter(p -> p.passwordHash() != null).toList();
        if (open.isEmpty()) {
            passwords.matches(password, null);
            return Optional.empty();
        }
        Optional<Person> holder = open.stream()
                .filter(p -> passwords.matches(password, p.passwordHash()))
                .findFirst();
        holder.ifPresent(p -> {
            String hash = p.passwordHash();
            if (hash != null && passwords.outdated(hash)) {
                rehash(p, hash, password);
            }
        });
        return holder;
    }

    /** The member of a session, with their present name; empty if the account no longer exists. */
    public Optional<Actor.Operator> operator(MemberId member) {
        return Person.byId(jdbc, member).map(person -> new Actor.Operator(person.id(), person.name()));
    }

    /**
     * Checks the signed-in operator's own password again, before an operation that can't be undone.
     *
     * @param session the id of the asking session. Wrong guesses are counted by it alone, so that guesses at the
     *     sign-in page don't affect people who are signed in (A10)
     * @throws Refused {@link MemberRefusal.TooManyAttempts}
     */
    public boolean confirms(Actor.Operator operator, String password, String session) {
        Person person = known(operator.member());
        SignInThrottle.Attempt attempt = throttle.confirming(session);
        boolean right = passwords.matches(password, person.passwordHash());
        if (right) {
            throttle.right(attempt);
        }
        return right;
    }

    /** Ends every session of the operator, the present one included. */
    public void outEverywhere(Actor.Operator operator) {
        transaction.executeWithoutResult(tx -> {
            accessRevocation.endSessions(operator.member());
            trail.append(AuditAct.onSite(
                    InstallationRights.TRAIL,
                    MemberOperations.SIGN_OUT_EVERYWHERE,
                    time.newId(),
                    operator,
                    null,
                    Map.of()));
        });
    }

    /**
     * Sets a new password and ends all sessions of the operator; the caller then starts a new one.
     *
     * @param session as for {@link #confirms}
     * @throws Refused {@link Unauthenticated} if the old password is wrong; {@link InvalidInput}; as {@link #confirms}
     */
    public void changePassword(Actor.Operator operator, String old, String wanted, String session) {
        Person person = known(operator.member());
        Passwords.checked(wanted, person.email());
        if (!confirms(operator, old, session)) {
            throw new Refused(new Unauthenticated("The present password is wrong."));
        }
        store(operator, person, passwords.hash(wanted));
    }

    private void store(Actor actor, Person person, String hash) {
        transaction.executeWithoutResult(tx -> {
            jdbc.sql("UPDATE member SET password_hash = :hash WHERE id = :id")
                    .param("hash", hash)
                    .param("id", person.id().value())
                    .update();
            accessRevocation.endSessions(person.id());
            trail.append(AuditAct.onSite(
                    InstallationRights.TRAIL,
                    MemberOperations.PASSWORD_CHANGE,
                    time.newId(),
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

    /**
     * Writes the audit entry. An address without an account isn't recorded, because a password may have been typed into
     * the wrong field.
     */
    private void note(Operation operation, Actor actor, @Nullable Person person, String address) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("address", address);
        if (person != null && operation == MemberOperations.SIGN_IN_FAIL) {
            details.put("member", person.id().toString());
            details.put("name", person.name());
        }
        transaction.executeWithoutResult(tx ->
                trail.append(AuditAct.onSite(InstallationRights.TRAIL, operation, time.newId(), actor, null, details)));
    }

    private Person known(MemberId member) {
        return Person.byId(jdbc, member).orElseThrow(() -> new Refused(new NotFound("member")));
    }
}
