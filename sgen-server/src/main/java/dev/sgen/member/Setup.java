package dev.sgen.member;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.member.MemberRefusal.NotNow;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates the administrators of an installation: by the first visit, by settings at start, or at the server's terminal.
 */
@Component
public class Setup {
    private final JdbcClient jdbc;
    private final TimeAndIds time;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Passwords passwords;

    public Setup(
            JdbcClient jdbc, TimeAndIds time, TransactionTemplate transaction, AuditTrail trail, Passwords passwords) {
        this.jdbc = jdbc;
        this.time = time;
        this.transaction = transaction;
        this.trail = trail;
        this.passwords = passwords;
    }

    /** Whether this installation has no administrator yet. */
    public boolean needed() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM setup)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Creates the first administrator. Succeeds once: of two concurrent calls one is refused.
     *
     * @throws Refused {@link NotNow} if there is one already; {@link InvalidInput}
     */
    public Actor.Operator createFirst(String email, String name, String password) {
        check(email, name);
        Passwords.checked(password, email);
        if (!needed()) {
            throw new Refused(done());
        }
        String hash = passwords.hash(password);
        try {
            return transaction.execute(tx -> {
                jdbc.sql("INSERT INTO setup (done) VALUES (true)").update();
                return insert(Actor.platform(), email, name, hash);
            });
        } catch (DuplicateKeyException raced) {
            throw new Refused(done(), raced);
        }
    }

    /**
     * Creates an installation administrator from the server's terminal or settings, besides any others.
     *
     * @param password the password, or null to generate one
     * @return the password, to be shown once
     * @throws Refused {@link NotNow} if the address is taken; {@link InvalidInput}
     */
    public String createAdministrator(Actor.Platform actor, String email, String name, @Nullable String password) {
        check(email, name);
        String chosen = password == null ? passwords.make() : password;
        String hash = passwords.hash(chosen);
        try {
            transaction.executeWithoutResult(tx -> {
                jdbc.sql("INSERT INTO setup (done) VALUES (true) ON CONFLICT DO NOTHING")
                        .update();
                insert(actor, email, name, hash);
            });
        } catch (DuplicateKeyException taken) {
            throw new Refused(
                    new NotNow("Somebody has this e-mail address already. Reset their password instead."), taken);
        }
        return chosen;
    }

    private Actor.Operator insert(Actor actor, String email, String name, String hash) {
        MemberId id = new MemberId(time.newId());
        Instant now = time.now();
        Person.insert(jdbc, new Person(id, email.strip(), name.strip(), hash, true, now), now);
        trail.append(AuditAct.onSite(
                InstallationRights.TRAIL,
                MemberOperations.MEMBER_ADD,
                time.newId(),
                actor,
                null,
                Map.of("member", id.toString(), "name", name.strip(), "role", BuiltInRole.ADMINISTRATOR.key())));
        return new Actor.Operator(id, name.strip());
    }

    private static void check(String email, String name) {
        if (!Person.isEmail(email.strip())) {
            throw new Refused(new InvalidInput("/email", "Give an e-mail address, such as ana@example.com."));
        }
        if (!Person.isName(name)) {
            throw new Refused(new InvalidInput("/name", "Give a name of 1 to 120 characters."));
        }
    }

    private static NotNow done() {
        return new NotNow("This installation has its first administrator already. Sign in, or ask them to add you.");
    }
}
