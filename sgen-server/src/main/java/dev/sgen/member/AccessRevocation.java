package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends sessions and revokes tokens. Called inside the transaction of the operation that takes the access away (T24).
 */
@Component
public class AccessRevocation {
    private final JdbcClient jdbc;
    private final TimeAndIds time;

    public AccessRevocation(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Ends all sessions of a member on every node, by deleting their rows. */
    void endSessions(MemberId member) {
        jdbc.sql("DELETE FROM spring_session WHERE principal_name = :member")
                .param("member", member.toString())
                .update();
    }

    /**
     * Revokes the member's tokens that are limited to the site. Revokes the others too if the member has no membership
     * left and is no installation administrator.
     */
    void endTokens(MemberId member, SiteId site) {
        jdbc.sql("""
                        UPDATE token SET revoked_at = :now
                        WHERE member_id = :member AND revoked_at IS NULL
                          AND (site_id = :site
                               OR NOT EXISTS (SELECT FROM membership ms WHERE ms.member_id = :member)
                                  AND NOT EXISTS (SELECT FROM member m WHERE m.id = :member AND m.installation_administrator))""")
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .param("member", member.value())
                .param("site", site.value())
                .update();
    }

    /**
     * Revokes every token of this account.
     *
     * @return how many were revoked
     */
    int endAllTokens(MemberId member) {
        return jdbc.sql("UPDATE token SET revoked_at = :now WHERE member_id = :member AND revoked_at IS NULL")
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .param("member", member.value())
                .update();
    }

    /**
     * Removes the password of an account whose address was never proven and that has no membership left, so that nobody
     * can sign in to it.
     */
    void closeUnproven(MemberId member) {
        jdbc.sql("""
                        UPDATE member m SET password_hash = NULL
                        WHERE m.id = :member AND m.proven_at IS NULL AND NOT m.installation_administrator
                          AND NOT EXISTS (SELECT FROM membership ms WHERE ms.member_id = m.id)""").param("member", member.value()).update();
    }
}
