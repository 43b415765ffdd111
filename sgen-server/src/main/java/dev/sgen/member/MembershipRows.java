package dev.sgen.member;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes memberships. A membership gives its person rights from the moment they accepted it. */
final class MembershipRows {
    private final JdbcClient jdbc;
    private final TimeAndIds time;

    MembershipRows(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Adds a membership, either already accepted or waiting for acceptance. */
    void insert(SiteId site, MemberId member, String role, boolean accepted) {
        jdbc.sql("""
                        INSERT INTO membership (site_id, member_id, role, created_at, accepted_at)
                        VALUES (:site, :member, :role, :now, CASE WHEN :accepted THEN :now END)""")
                .param("site", site.value())
                .param("member", member.value())
                .param("role", role)
                .param("now", now())
                .param("accepted", accepted)
                .update();
    }

    /**
     * Marks a membership as accepted, by the account it was made for or by another account of the same address.
     *
     * @param was the account it was made for
     * @param shownTo who was shown the link by which it is accepted; null if nobody was
     */
    void accept(SiteId site, MemberId was, MemberId member, @Nullable MemberId shownTo) {
        jdbc.sql("""
                        UPDATE membership SET member_id = :member, accepted_at = :now, shown_to = CAST(:shown AS uuid)
                        WHERE site_id = :site AND member_id = :was""")
                .param("site", site.value())
                .param("was", was.value())
                .param("member", member.value())
                .param("shown", shownTo == null ? null : shownTo.toString())
                .param("now", now())
                .update();
    }

    /** Whether a member with this address is on the site's list, invited or accepted. */
    boolean lists(SiteId site, String email) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM membership ms JOIN member m ON m.id = ms.member_id
                                       WHERE ms.site_id = :site AND lower(m.email) = :email)""")
                .param("site", site.value())
                .param("email", Person.folded(email))
                .query(Boolean.class)
                .single();
    }

    /** The member's role on the site. */
    String role(SiteId site, MemberId member) {
        return jdbc.sql("SELECT role FROM membership WHERE site_id = :site AND member_id = :member")
                .param("site", site.value())
                .param("member", member.value())
                .query(String.class)
                .single();
    }

    /**
     * The sites, ordered by id, where the account's membership waits for acceptance or belongs to an account other than
     * {@code other}.
     */
    List<SiteId> waitingOrOthers(MemberId account, MemberId other) {
        return jdbc
                .sql("""
                        SELECT site_id FROM membership
                        WHERE member_id = :account AND (accepted_at IS NULL OR member_id <> :other) ORDER BY site_id""")
                .param("account", account.value())
                .param("other", other.value())
                .query(UUID.class)
                .list()
                .stream()
                .map(SiteId::new)
                .toList();
    }

    private OffsetDateTime now() {
        return time.now().atOffset(ZoneOffset.UTC);
    }
}
