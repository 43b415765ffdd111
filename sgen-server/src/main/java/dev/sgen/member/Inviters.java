package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out who brought in whom. Without a mail server an inviter is shown the invitation link and could accept it
 * themselves, so the two members may be one person.
 */
@Component
public class Inviters {
    private final JdbcClient jdbc;

    public Inviters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether a member accepted by a link that was shown to the other member, directly or through further members who
     * came in that way. Such a member doesn't count as the second person for what the other one requested. False for
     * members who accepted by mail, with a proven account of their own, or at the server's terminal.
     */
    public boolean broughtIn(SiteId site, MemberId member, MemberId inviter) {
        return jdbc.sql("""
                        WITH RECURSIVE behind AS (
                            SELECT shown_to FROM membership WHERE site_id = :site AND member_id = :member
                            UNION
                            SELECT ms.shown_to FROM behind b JOIN membership ms ON ms.site_id = :site AND ms.member_id = b.shown_to
                        )
                        SELECT EXISTS (SELECT FROM behind WHERE shown_to = :inviter)""")
                .param("site", site.value())
                .param("member", member.value())
                .param("inviter", inviter.value())
                .query(Boolean.class)
                .single();
    }
}
