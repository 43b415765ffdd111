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
 * Reads what visitors may see, and nothing else. Every answer is made from one snapshot of one environment at
 * one revision (invariants 3 and 4); working versions, drafts and the other environment can't be reached
 * from here at all.
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
     * The same for a program: live is open to everybody, staging only to those who may read it.
     *
     * @param actor null where nobody signed in
     * @throws Refused {@link NotFound} for anybody else, as if the site weren't there
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

    /** Whether somebody may see more than visitors do. */
    public boolean insider(@Nullable Actor actor, SiteId site, Environment environment) {
        try {
            return actor != null && members.rights(actor, site).allow(Permission.READ, environment);
        } catch (Refused stranger) {
            return false;
        }
    }

    /** Lets the function look at one environment as it is at one moment. */
    public <T> T read(SiteId site, Environment environment, Function<PublicView, T> look) {
        return through(() -> VisibilitySource.PRESENT, site, environment, look);
    }

    /**
     * The same environment at another moment: in the past what its visitors saw then, in the future what they
     * will see if nothing but what is scheduled happens. What was taken down once can be found here again, and what
     * only staging holds yet, so the right to see it is asked here (A9).
     *
     * @param actor who looks, or on whose right somebody looks
     * @param moment UTC; the present one answers like {@link #read}
     * @throws Refused {@link NotFound} where the actor has nothing to do with the site, forbidden where they may not
     *     look at that moment ({@link #mayReadAt})
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
     * Whether somebody with these rights may look at an environment at a moment.
     *
     * @param moment UTC
     */
    public boolean mayReadAt(Rights rights, Environment environment, Instant moment) {
        return shownBy(environment, moment.isAfter(time.now())).stream()
                .allMatch(needed -> rights.allow(Permission.READ, needed));
    }

    /** Whose content a look shows: what schedules and releases will bring to live stands on staging until then. */
    private static Set<Environment> shownBy(Environment environment, boolean future) {
        return future && environment == Environment.LIVE
                ? EnumSet.of(Environment.STAGING, Environment.LIVE)
                : EnumSet.of(environment);
    }

    /** Through anything else than the present; decided inside the snapshot, so that nothing moves in between. */
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
     * Everything read from here on is of one moment. Said as the transaction's first statement it costs one round
     * trip; left to the connection, which is asked, set and set back, it costs three.
     */
    private void holdStill(TransactionStatus status) {
        if (status.isNewTransaction()) {
            jdbc.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").update();
        }
    }

    /** The newest change that had been made by then; 0 before the first. */
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
