package dev.sgen.member;

import dev.sgen.member.MemberRefusal.Unauthenticated;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One-time invitation links. Each accepts one membership of one site (A3). {@link InvitationAcceptance} defines what
 * accepting does.
 */
@Component
public class Invitations {
    private static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final int SECRET_BYTES = 24;

    private final JdbcClient jdbc;
    private final TimeAndIds time;

    public Invitations(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * An invitation that is still valid.
     *
     * @param member the account it was made for
     * @param email the invited address
     * @param name the name the inviter wrote
     * @param mailed whether the link was sent to the address only, so that it proves the address
     * @param shownTo the member who was shown the link; null if it was mailed, or made by the platform
     */
    public record Open(
            SiteId site,
            MemberId member,
            String email,
            String name,
            boolean mailed,
            @Nullable MemberId shownTo) {
        @Override
        public String toString() {
            return "Open[" + site + ", " + member + "]";
        }
    }

    /** The invitation of a link; empty if it is used, expired, withdrawn or unknown. */
    public Optional<Open> find(String secret) {
        return jdbc.sql("""
                        SELECT i.*, m.email, m.name FROM invitation i
                        JOIN membership ms ON ms.site_id = i.site_id AND ms.member_id = i.member_id
                        JOIN member m ON m.id = i.member_id
                        WHERE i.hash = :hash AND i.expires_at > :now""")
                .param("hash", Json.sha256(secret))
                .param("now", now())
                .query((row, n) -> {
                    UUID shown = row.getObject("shown_to", UUID.class);
                    return new Open(
                            new SiteId(row.getObject("site_id", UUID.class)),
                            new MemberId(row.getObject("member_id", UUID.class)),
                            row.getString("email"),
                            row.getString("name"),
                            row.getBoolean("mailed"),
                            shown == null ? null : new MemberId(shown));
                })
                .optional();
    }

    /**
     * @throws Refused {@link Unauthenticated} if there is none
     */
    Open require(String secret) {
        return find(secret).orElseThrow(() -> new Refused(spent()));
    }

    /**
     * Uses an invitation up; of concurrent calls exactly one succeeds (T28). Call inside the transaction that accepts
     * the membership.
     *
     * @throws Refused {@link Unauthenticated}
     */
    void use(String secret) {
        int used = jdbc.sql("DELETE FROM invitation WHERE hash = :hash AND expires_at > :now")
                .param("hash", Json.sha256(secret))
                .param("now", now())
                .update();
        if (used == 0) {
            throw new Refused(spent());
        }
    }

    /**
     * Creates an invitation and invalidates an earlier one of the same member and site. Call inside a transaction.
     *
     * @param shownTo the member who is shown the link; null if it is mailed
     * @return the secret of the link; only its hash is stored
     */
    String mint(SiteId site, MemberId member, boolean mailed, @Nullable MemberId shownTo) {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(time.secret(SECRET_BYTES));
        jdbc.sql("""
                        WITH earlier AS (DELETE FROM invitation WHERE site_id = :site AND member_id = :member)
                        INSERT INTO invitation (hash, site_id, member_id, expires_at, mailed, shown_to)
                        VALUES (:hash, :site, :member, :until, :mailed, CAST(:shown AS uuid))""")
                .param("hash", Json.sha256(secret))
                .param("site", site.value())
                .param("member", member.value())
                .param("until", time.now().plus(GOOD_FOR).atOffset(ZoneOffset.UTC))
                .param("mailed", mailed)
                .param("shown", shownTo == null ? null : shownTo.toString())
                .update();
        return secret;
    }

    /** The valid invitations of a site: their expiry by member. */
    Map<MemberId, Instant> out(SiteId site) {
        Map<MemberId, Instant> out = new HashMap<>();
        jdbc.sql("SELECT member_id, expires_at FROM invitation WHERE site_id = :site AND expires_at > :now")
                .param("site", site.value())
                .param("now", now())
                .query(row -> {
                    out.put(
                            new MemberId(row.getObject("member_id", UUID.class)),
                            row.getTimestamp("expires_at").toInstant());
                });
        return out;
    }

    /**
     * Withdraws a member's invitation for this site.
     *
     * @return whether there was one
     */
    boolean withdraw(SiteId site, MemberId member) {
        return jdbc.sql("DELETE FROM invitation WHERE site_id = :site AND member_id = :member")
                        .param("site", site.value())
                        .param("member", member.value())
                        .update()
                > 0;
    }

    private OffsetDateTime now() {
        return time.now().atOffset(ZoneOffset.UTC);
    }

    private static Unauthenticated spent() {
        return new Unauthenticated("This invitation was used or has expired. Ask for a new one.");
    }
}
