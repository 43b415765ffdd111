package dev.sgen.publishing.approval;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.TokenEntry;
import dev.sgen.member.Tokens;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.Schedule;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists what stops working on a site when a member leaves. */
@Component
public class MemberOffboarding {
    private final JdbcClient jdbc;
    private final Members members;
    private final Tokens tokens;
    private final Approvals approvals;

    MemberOffboarding(JdbcClient jdbc, Members members, Tokens tokens, Approvals approvals) {
        this.jdbc = jdbc;
        this.members = members;
        this.tokens = tokens;
        this.approvals = approvals;
    }

    /**
     * What stops working.
     *
     * @param schedules schedules that are cancelled when the member leaves
     * @param tokens tokens that become invalid at once
     * @param requests the member's open requests to promote
     */
    public record Left(List<Scheduled> schedules, List<TokenEntry> tokens, List<Approval> requests) {
        public boolean nothing() {
            return schedules.isEmpty() && tokens.isEmpty() && requests.isEmpty();
        }
    }

    /** One scheduled record. */
    public record Scheduled(
            RecordId record, String type, String title, Environment environment, Schedule.Action action, Instant at) {}

    /**
     * What would stop working. For those who manage members, and for the member.
     *
     * @throws dev.sgen.vocabulary.Refused forbidden for others
     */
    public Left of(Actor actor, SiteId site, MemberId member) {
        boolean self = member.equals(actor.memberOrNull());
        members.permit(actor, site, self ? Permission.READ : Permission.MEMBERS, null);
        return new Left(
                schedules(site, member),
                tokens.onSite(actor, site).stream()
                        .filter(t -> t.member().equals(member))
                        .toList(),
                approvals.openOf(site, member));
    }

    private List<Scheduled> schedules(SiteId site, MemberId member) {
        return jdbc.sql("""
                        SELECT c.record_id, r.type, c.title, c.environment, c.schedule_action, c.schedule_at
                        FROM coordinate c JOIN record r ON r.site_id = c.site_id AND r.id = c.record_id
                        WHERE c.site_id = :site AND c.schedule_by = :member AND c.schedule_at IS NOT NULL
                        ORDER BY c.schedule_at, c.record_id""")
                .param("site", site.value())
                .param("member", member.value())
                .query((row, n) -> new Scheduled(
                        new RecordId(row.getObject("record_id", UUID.class)),
                        row.getString("type"),
                        row.getString("title"),
                        Environment.parse(row.getString("environment")),
                        Schedule.Action.valueOf(row.getString("schedule_action").toUpperCase(Locale.ROOT)),
                        row.getObject("schedule_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
