package dev.sgen.publishing.visibility;

import dev.sgen.content.ContentTypes;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.MemoryBudget;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads what visitors may see. Each call sees one snapshot of one environment at one revision (invariants 3 and 4).
 * Working versions, drafts and the other environment are not reachable from here.
 */
@Component
public class PublicReading {
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final Members members;
    private final ScheduleSimulation scheduleSimulation;
    private final TimeAndIds time;
    private final ContentTypes types;
    private final MemoryBudget room;

    PublicReading(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Members members,
            ScheduleSimulation scheduleSimulation,
            TimeAndIds time,
            ContentTypes types,
            MemoryBudget room) {
        this.types = types;
        this.room = room;
        this.jdbc = jdbc;
        this.members = members;
        this.scheduleSimulation = scheduleSimulation;
        this.time = time;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
    }

    /**
     * Reads for an API client: live is open to everybody, staging only to those who may read it.
     *
     * @param actor null if not signed in
     * @throws Refused {@link NotFound} without the permission, as if the site did not exist
     */
    public <T> T readAs(@Nullable Actor actor, SiteId site, Environment environment, Function<PublicView, T> look) {
        if (environment != Environment.LIVE) {
            if (actor == null) {
                throw new Refused(new NotFound("site"));
            }
            members.permit(actor, site, Permission.READ, environment);
        }
        return read(site, environment, look);
    }

    /** Whether the actor may see more than visitors do. */
    public boolean insider(@Nullable Actor actor, SiteId site, Environment environment) {
        try {
            return actor != null && members.rights(actor, site).allow(Permission.READ, environment);
        } catch (Refused stranger) {
            return false;
        }
    }

    /** Reads one environment as it is now. */
    public <T> T read(SiteId site, Environment environment, Function<PublicView, T> look) {
        return through(() -> VisibilitySource.PRESENT, site, environment, look);
    }

    /**
     * Reads an environment at another moment: in the past as its visitors saw it, in the future as they will see it if
     * only pending schedules and planned releases happen. This can show content that was taken down, or that only
     * staging has, so the permission is checked here (A9).
     *
     * @param actor who reads, or in whose name
     * @param moment UTC; the present moment gives the same as {@link #read}
     * @throws Refused {@link NotFound} if the actor is not a member; forbidden if {@link #mayReadAt} is false
     */
    public <T> T readAt(
            Actor actor, SiteId site, Environment environment, Instant moment, Function<PublicView, T> look) {
        boolean future = moment.isAfter(time.now());
        Rights rights = members.rights(actor, site);
        shownBy(environment, future).forEach(needed -> rights.require(Permission.READ, needed));
        return future
                ? through(
                        () -> VisibilitySource.over(scheduleSimulation.until(site, environment, moment)),
                        site,
                        environment,
                        look)
                : through(
                        () -> VisibilitySource.past(revisionAt(site, environment, moment), moment),
                        site,
                        environment,
                        look);
    }

    /**
     * Whether these rights allow reading an environment at a moment.
     *
     * @param moment UTC
     */
    public boolean mayReadAt(Rights rights, Environment environment, Instant moment) {
        return shownBy(environment, moment.isAfter(time.now())).stream()
                .allMatch(needed -> rights.allow(Permission.READ, needed));
    }

    /**
     * The environments whose content is shown. Live's future includes what schedules and releases will promote from
     * staging.
     */
    private static Set<Environment> shownBy(Environment environment, boolean future) {
        return future && environment == Environment.LIVE
                ? EnumSet.of(Environment.STAGING, Environment.LIVE)
                : EnumSet.of(environment);
    }

    /** Reads through a visibility source, which is determined inside the snapshot. */
    <T> T through(
            Supplier<VisibilitySource> visibilitySource,
            SiteId site,
            Environment environment,
            Function<PublicView, T> look) {
        return Objects.requireNonNull(snapshot.execute(status -> {
            holdStill(status);
            try (MemoryBudget.Seat seat = room.seat()) {
                return look.apply(
                        new PublicView(jdbc, site, environment, visibilitySource.get(), types.forVisitors(site), seat));
            }
        }));
    }

    /**
     * From here on all statements see one snapshot. As the transaction's first statement this costs one round trip;
     * setting the isolation level on the connection would cost three.
     */
    private void holdStill(TransactionStatus status) {
        if (status.isNewTransaction()) {
            jdbc.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").update();
        }
    }

    /** The last revision made by then; 0 before the first. */
    private long revisionAt(SiteId site, Environment environment, Instant moment) {
        return jdbc.sql("""
                        SELECT greatest(
                            (SELECT from_revision FROM visibility
                             WHERE site_id = :site AND environment = :environment AND from_at <= :moment
                             ORDER BY from_revision DESC LIMIT 1),
                            (SELECT to_revision FROM visibility
                             WHERE site_id = :site AND environment = :environment AND to_at <= :moment
                             ORDER BY to_revision DESC NULLS LAST LIMIT 1), 0)""")
                .param("site", site.value())
                .param("environment", environment.key())
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
