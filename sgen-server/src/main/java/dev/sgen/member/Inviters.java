package dev.sgen.member;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may stand behind whom: without a mail server an inviter is shown the link, and could take it up themselves. */
@Component
public class Inviters {
    private final JdbcClient jdbc;

    public Inviters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether a member accepted by a link that this other member was shown, or that somebody was shown who came in
     * that way: such a member is no second person for what the other one asked. False for whoever accepted by mail,
     * by an account of their own that is proven, or at the server's terminal.
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
