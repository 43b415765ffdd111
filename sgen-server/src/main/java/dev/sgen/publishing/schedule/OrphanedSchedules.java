package dev.sgen.publishing.schedule;

import dev.sgen.member.Members;
import dev.sgen.member.Originator;
import dev.sgen.platform.work.PeriodicTask;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Cancels the schedules of members who left and of tokens that were revoked or have expired, within a second, with an
 * audit entry that notifies those who may promote (invariant 26, T24). A round reads the distinct originators, not the
 * schedules, so its cost does not depend on the number of schedules.
 */
@Component
@ConditionalOnWebApplication
public class OrphanedSchedules extends PeriodicTask {
    private final JdbcClient jdbc;
    private final Members members;
    private final Triggers triggers;

    OrphanedSchedules(JdbcClient jdbc, Members members, Triggers triggers) {
        super("sgen-orphaned-schedules", Duration.ZERO, Duration.ofMillis(400));
        this.jdbc = jdbc;
        this.members = members;
        this.triggers = triggers;
    }

    @Override
    protected void round() {
        settle();
    }

    /** Runs once. Returns the number of cancelled schedules. */
    public int settle() {
        int ended = 0;
        for (Originator gone : members.gone(originators())) {
            ended += triggers.end(gone);
        }
        return ended;
    }

    /** The distinct originators of all pending schedules, by one index lookup each (loose index scan). */
    private List<Originator> originators() {
        return jdbc.sql("""
                        WITH RECURSIVE o (site_id, member, token) AS (
                            (SELECT site_id, coalesce(schedule_by, '00000000-0000-0000-0000-000000000000'::uuid),
                                    coalesce(schedule_token, '00000000-0000-0000-0000-000000000000'::uuid)
                             FROM coordinate WHERE schedule_at IS NOT NULL ORDER BY 1, 2, 3 LIMIT 1)
                            UNION ALL
                            SELECT n.* FROM o CROSS JOIN LATERAL (
                                SELECT c.site_id, coalesce(c.schedule_by, '00000000-0000-0000-0000-000000000000'::uuid),
                                       coalesce(c.schedule_token, '00000000-0000-0000-0000-000000000000'::uuid)
                                FROM coordinate c
                                WHERE c.schedule_at IS NOT NULL
                                  AND (c.site_id, coalesce(c.schedule_by, '00000000-0000-0000-0000-000000000000'::uuid),
                                       coalesce(c.schedule_token, '00000000-0000-0000-0000-000000000000'::uuid))
                                      > (o.site_id, o.member, o.token)
                                ORDER BY 1, 2, 3 LIMIT 1) n
                        )
                        SELECT site_id, member, nullif(token, '00000000-0000-0000-0000-000000000000'::uuid) AS token
                        FROM o WHERE member <> '00000000-0000-0000-0000-000000000000'::uuid""")
                .query((row, n) -> new Originator(
                        new SiteId(row.getObject("site_id", UUID.class)),
                        new MemberId(row.getObject("member", UUID.class)),
                        row.getObject("token", UUID.class)))
                .list();
    }
}
