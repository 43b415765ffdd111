package dev.sgen.member;

import dev.sgen.audit.Act;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.member.MemberRefusal.Unauthenticated;
import dev.sgen.platform.Clockwork;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One-time links by which somebody who was added to a roster sets their first password. */
@Component
public class Invitations {
    private static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final int SECRET_BYTES = 24;

    private final JdbcClient jdbc;
    private final Clockwork clockwork;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Passwords passwords;

    public Invitations(
            JdbcClient jdbc,
            Clockwork clockwork,
            TransactionTemplate transaction,
            AuditTrail trail,
            Passwords passwords) {
        this.jdbc = jdbc;
        this.clockwork = clockwork;
        this.transaction = transaction;
        this.trail = trail;
        this.passwords = passwords;
    }

    /** For whom an invitation is, as a greeting; empty if it is used, expired or none of ours. */
    public Optional<String> nameBehind(String secret) {
        return jdbc.sql("""
                        SELECT m.name FROM invitation i JOIN member m ON m.id = i.member_id
                        WHERE i.hash = :hash AND i.expires_at > :now AND m.password_hash IS NULL""")
                .param("hash", Json.sha256(secret))
                .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional();
    }

    /**
     * Takes an invitation up: sets the password. Of many at the same instant exactly one passes (T28).
     *
     * @throws Refused {@link Unauthenticated} if it is used, expired or none of ours;
     *     {@link InvalidInput} for the password
     */
    public Actor.Operator accept(String secret, String password) {
        return accept(secret, null, password);
    }

    /**
     * The same with the name that the member wants to be called; null keeps the one they were invited under.
     *
     * @throws Refused as above
     */
    public Actor.Operator accept(String secret, @Nullable String name, String password) {
        if (name != null && !Person.isName(name)) {
            throw new Refused(new InvalidInput("/name", "Give a name of 1 to 120 characters."));
        }
        Passwords.checked(password, "");
        if (nameBehind(secret).isEmpty()) {
            throw new Refused(spent());
        }
        String hash = passwords.hash(password);
        return transaction.execute(tx -> {
            MemberId member = jdbc.sql(
                            "DELETE FROM invitation WHERE hash = :hash AND expires_at > :now RETURNING member_id")
                    .param("hash", Json.sha256(secret))
                    .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                    .query(UUID.class)
                    .optional()
                    .map(MemberId::new)
                    .orElseThrow(() -> new Refused(spent()));
            String called = jdbc.sql("""
                            UPDATE member SET password_hash = :hash, name = coalesce(CAST(:name AS text), name)
                            WHERE id = :id AND password_hash IS NULL RETURNING name""")
                    .param("hash", hash)
                    .param("name", name == null ? null : name.strip())
                    .param("id", member.value())
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> new Refused(spent()));
            Actor.Operator operator = new Actor.Operator(member, called);
            trail.append(Act.onSite(
                    Installation.TRAIL,
                    Operation.PASSWORD_CHANGE,
                    clockwork.newId(),
                    operator,
                    null,
                    Map.of("member", member.toString(), "name", called, "invitation", true)));
            return operator;
        });
    }

    /** Replaces any earlier invitation of the member's. Call inside a transaction. */
    String mint(MemberId member) {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(clockwork.secret(SECRET_BYTES));
        jdbc.sql("""
                        WITH earlier AS (DELETE FROM invitation WHERE member_id = :member)
                        INSERT INTO invitation (hash, member_id, expires_at) VALUES (:hash, :member, :until)""")
                .param("hash", Json.sha256(secret))
                .param("member", member.value())
                .param("until", clockwork.now().plus(GOOD_FOR).atOffset(ZoneOffset.UTC))
                .update();
        return secret;
    }

    /** Whether a link is out that still works. Call inside a transaction to be sure of it. */
    boolean open(MemberId member) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM invitation WHERE member_id = :member AND expires_at > :now)")
                .param("member", member.value())
                .param("now", clockwork.now().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Takes a member's link back; whether there was one. */
    boolean withdraw(MemberId member) {
        return jdbc.sql("DELETE FROM invitation WHERE member_id = :member")
                        .param("member", member.value())
                        .update()
                > 0;
    }

    private static Unauthenticated spent() {
        return new Unauthenticated("This invitation was used or has expired. Ask for a new one.");
    }
}
