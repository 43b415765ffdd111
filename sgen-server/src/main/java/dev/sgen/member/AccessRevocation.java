package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes away what somebody can come in by, in the transaction of the act that says so (T24). */
@Component
public class AccessRevocation {
    private final JdbcClient jdbc;
    private final TimeAndIds time;

    public AccessRevocation(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Ends all sessions of a member, on every node: a session is a row. */
    void endSessions(MemberId member) {
        jdbc.sql("DELETE FROM spring_session WHERE principal_name = :member")
                .param("member", member.toString())
                .update();
    }

    /**
     * Revokes a member's tokens: those narrowed to the site, and the others too once the member stands on
     * no roster and runs no installation.
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

    /** Revokes every token that goes in this account's name; how many. */
    int endAllTokens(MemberId member) {
        return jdbc.sql("UPDATE token SET revoked_at = :now WHERE member_id = :member AND revoked_at IS NULL")
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .param("member", member.value())
                .update();
    }

    /** An account that nobody proved ends with its last membership: nobody signs in to what is left. */
    void closeUnproven(MemberId member) {
        jdbc.sql("""
                        UPDATE member m SET password_hash = NULL
                        WHERE m.id = :member AND m.proven_at IS NULL AND NOT m.installation_administrator
                          AND NOT EXISTS (SELECT FROM membership ms WHERE ms.member_id = m.id)""").param("member", member.value()).update();
    }
}
