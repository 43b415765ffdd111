package dev.sgen.publishing.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditEntry;
import dev.sgen.publishing.PendingSchedule;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.World;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What schedules do when the world is not as it was when they were set, and how they are told of. */
class SchedulesTest {
    private static World world;

    @BeforeAll
    static void begin() {
        world = new World();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void anotherSite() {
        world.site = world.newSite();
    }

    private static SiteRecord schedule(Actor by, Environment environment, SiteRecord record, Duration in) {
        return world.publishing()
                .schedule(
                        by,
                        world.site,
                        environment,
                        List.of(record.id()),
                        Schedule.Action.PUBLISH,
                        world.clock.now().plus(in))
                .getFirst();
    }

    private static int fireAfter(Duration span) {
        world.clock.advance(span);
        return world.the(Triggers.class).fireDue();
    }

    private static List<AuditEntry> trail(String operation) {
        return world.trail().stream()
                .filter(e -> e.operation().equals(operation))
                .toList();
    }

    private static List<PendingSchedule.Failed> failed() {
        return world.the(Schedules.class).failed(world.ada, world.site);
    }

    private static Schedules.Page pending(int perMoment, int limit, String after) {
        return world.the(Schedules.class)
                .pending(world.ada, world.site, new Schedules.Question(null, null, null, perMoment, limit, after));
    }

    @Test
    @Requirement({"SCHED-17", "SCHED-18", "SCHED-27"})
    void a_moment_that_passed_while_the_server_was_down_is_carried_out_once_and_the_entry_says_how_late() {
        SiteRecord page = world.create(Environment.STAGING, "Late", "/late");
        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        assertThat(fireAfter(Duration.ofHours(3))).isEqualTo(1);
        assertThat(world.the(Triggers.class).fireDue()).isZero();
        assertThat(trail("schedule.trigger")).singleElement().satisfies(entry -> {
            assertThat(entry.details().path("lateSeconds").asLong())
                    .isEqualTo(Duration.ofHours(2).toSeconds());
            assertThat(entry.newState()).isEqualTo("published");
            assertThat(entry.actor().kind()).isEqualTo("platform");
            assertThat(entry.originatingOperator()).isNotNull();
        });
        assertThat(world.visible(Environment.STAGING)).containsEntry("/late", "Late");
    }

    /** dotCMS/core #37157: content that was unpublished on purpose came back by itself after a restart. */
    @Test
    @Requirement("SCHED-19")
    void what_was_unpublished_on_purpose_does_not_come_back_at_its_moment() {
        SiteRecord page = world.create(Environment.STAGING, "Down", "/down");
        world.publish(Environment.STAGING, page);
        world.save(Environment.STAGING, page, "Down again", "/down");
        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        world.publishing().unpublish(world.ada, world.site, Environment.STAGING, List.of(page.id()));
        assertThat(fireAfter(Duration.ofHours(2))).isZero();
        assertThat(world.visible(Environment.STAGING)).isEmpty();
        assertThat(pending(10, 10, null).items()).isEmpty();
    }

    /** payloadcms/payload #10203: a scheduled item can't be cancelled, and whether it is a snapshot is unclear. */
    @Test
    @Requirement({"SCHED-5", "SAVE-11"})
    void the_version_is_fixed_when_the_schedule_is_set_and_a_cancelled_one_never_fires() {
        SiteRecord page = world.create(Environment.STAGING, "As agreed", "/fixed");
        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        world.save(Environment.STAGING, page, "As changed later", "/fixed");
        assertThat(pending(10, 10, null).items()).singleElement().satisfies(item -> {
            assertThat(item.version()).isEqualTo(1);
            assertThat(item.newer()).isEqualTo(2);
            assertThat(item.title()).isEqualTo("As agreed");
        });
        fireAfter(Duration.ofHours(1));
        assertThat(world.visible(Environment.STAGING)).containsEntry("/fixed", "As agreed");

        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        world.publishing().cancelSchedule(world.ada, world.site, Environment.STAGING, List.of(page.id()));
        assertThat(fireAfter(Duration.ofHours(2))).isZero();
        assertThat(world.visible(Environment.STAGING)).containsEntry("/fixed", "As agreed");
    }

    /** wagtail/wagtail #2841: nobody knows what happens when another revision is published first. */
    @Test
    @Requirement("PUB-17")
    void publishing_by_hand_first_settles_the_schedule() {
        SiteRecord page = world.create(Environment.STAGING, "Waiting", "/hand");
        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        world.save(Environment.STAGING, page, "By hand", "/hand");
        world.publish(Environment.STAGING, page);
        assertThat(pending(10, 10, null).items()).isEmpty();
        assertThat(fireAfter(Duration.ofHours(2))).isZero();
        assertThat(world.visible(Environment.STAGING)).containsEntry("/hand", "By hand");
    }

    /** Automattic/wp-calypso #52811: there is no way to schedule a change to a post that is up already. */
    @Test
    @Requirement({"SCHED-2", "SCHED-29"})
    void a_change_to_what_is_up_waits_for_its_moment_and_cancelling_leaves_what_is_up() {
        SiteRecord page = world.create(Environment.LIVE, "Winter hours", "/hours");
        world.publish(Environment.LIVE, page);
        world.save(Environment.LIVE, page, "Summer hours", "/hours");
        schedule(world.ada, Environment.LIVE, page, Duration.ofDays(3));
        assertThat(world.visible(Environment.LIVE)).containsEntry("/hours", "Winter hours");
        world.publishing().cancelSchedule(world.ada, world.site, Environment.LIVE, List.of(page.id()));
        assertThat(world.visible(Environment.LIVE)).containsEntry("/hours", "Winter hours");
        schedule(world.ada, Environment.LIVE, page, Duration.ofDays(1));
        fireAfter(Duration.ofDays(1));
        assertThat(world.visible(Environment.LIVE)).containsEntry("/hours", "Summer hours");
    }

    @Test
    @Requirement({"SCHED-21", "SCHED-26"})
    void an_address_taken_at_the_moment_fails_visibly_and_leaves_a_clear_state() {
        SiteRecord first = world.create(Environment.STAGING, "First", "/one");
        SiteRecord second = world.create(Environment.STAGING, "Second", "/one");
        schedule(world.ada, Environment.STAGING, second, Duration.ofHours(1));
        world.publish(Environment.STAGING, first);
        assertThat(pending(10, 10, null).items().getFirst().collisions())
                .extracting(PendingSchedule.Collision::kind, PendingSchedule.Collision::title)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("path-taken", "First"));

        assertThat(fireAfter(Duration.ofHours(1))).isZero();
        assertThat(world.now(second).in(Environment.STAGING).state()).isEqualTo(State.DRAFT);
        assertThat(world.visible(Environment.STAGING)).containsEntry("/one", "First");
        assertThat(trail("schedule.fail")).hasSize(1);
        assertThat(failed()).singleElement().satisfies(f -> {
            assertThat(f.title()).isEqualTo("Second");
            assertThat(f.reason()).contains("/one").contains("First");
        });

        world.save(Environment.STAGING, second, "Second", "/two");
        assertThat(failed()).as("a save alone shows nothing yet").hasSize(1);
        schedule(world.ada, Environment.STAGING, second, Duration.ofHours(1));
        assertThat(failed()).isEmpty();
        fireAfter(Duration.ofHours(1));
        assertThat(world.visible(Environment.STAGING)).containsEntry("/two", "Second");
        assertThat(failed()).isEmpty();
    }

    @Test
    @Requirement("SCHED-19")
    void a_record_deleted_before_its_moment_takes_its_schedule_along() {
        SiteRecord page = world.create(Environment.STAGING, "Gone", "/gone");
        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        world.publishing().delete(world.ada, world.site, Environment.STAGING, List.of(page.id()));
        assertThat(pending(10, 10, null).items()).isEmpty();
        assertThat(fireAfter(Duration.ofHours(2))).isZero();
        assertThat(trail("schedule.trigger")).isEmpty();
        assertThat(failed()).isEmpty();
    }

    @Test
    @Requirement("SCHED-21")
    void a_schedule_of_somebody_who_may_no_longer_do_it_fails_and_keeps_their_name() {
        Actor nell = world.member("Nell", "editor");
        SiteRecord page = world.create(Environment.STAGING, "Nell's", "/nell");
        schedule(nell, Environment.STAGING, page, Duration.ofHours(1));
        world.jdbc()
                .sql("DELETE FROM membership WHERE site_id = ? AND member_id = ?")
                .params(world.site.value(), nell.memberOrNull().value())
                .update();
        assertThat(fireAfter(Duration.ofHours(1))).isZero();
        assertThat(world.visible(Environment.STAGING)).isEmpty();
        assertThat(trail("schedule.fail"))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.originatingOperator().name()).isEqualTo("Nell"));
        assertThat(failed())
                .singleElement()
                .satisfies(f -> assertThat(f.byName()).isEqualTo("Nell"));
        assertThat(world.the(Triggers.class).fireDue())
                .as("it isn't tried again")
                .isZero();
    }

    @Test
    @Requirement({"SCHED-26", "SCHED-13", "SCHED-22"})
    void everything_pending_is_listed_by_moment_with_what_collides() {
        SiteRecord a = world.create(Environment.STAGING, "A", "/same");
        SiteRecord b = world.create(Environment.STAGING, "B", "/same");
        SiteRecord c = world.create(Environment.STAGING, "C", "/c");
        world.publish(Environment.STAGING, c);
        world.promote(c);
        Instant moment = world.clock.now().plus(Duration.ofDays(2));
        for (SiteRecord one : List.of(b, a)) {
            schedule(world.ada, Environment.STAGING, one, Duration.ofDays(2));
        }
        world.publishing()
                .schedule(world.ada, world.site, Environment.STAGING, List.of(c.id()), Schedule.Action.PROMOTE, moment);
        schedule(world.ada, Environment.LIVE, c, Duration.ofDays(2));

        List<PendingSchedule> all = pending(10, 10, null).items();
        assertThat(all).hasSize(4).allSatisfy(p -> {
            assertThat(p.at()).isEqualTo(moment);
            assertThat(p.together()).isEqualTo(4);
        });
        assertThat(all)
                .filteredOn(p -> p.path().equals("/same"))
                .allSatisfy(p -> assertThat(p.collisions())
                        .extracting(PendingSchedule.Collision::kind)
                        .containsExactly("path-twice"));
        assertThat(all).filteredOn(p -> p.record().equals(c.id())).allSatisfy(p -> {
            assertThat(p.target()).isEqualTo(Environment.LIVE);
            assertThat(p.collisions())
                    .extracting(PendingSchedule.Collision::kind)
                    .containsExactly("same-record");
        });
        assertThat(pending(3, 10, null).items())
                .as("the rest of a moment is counted")
                .hasSize(3);

        Schedules.Page first = pending(10, 3, null);
        Schedules.Page rest = pending(10, 3, first.next());
        assertThat(first.items()).hasSize(3);
        assertThat(rest.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.next()).isNull();
        assertThat(World.outcome(() -> pending(10, 3, "nonsense"))).isEqualTo("bad-request");
    }

    @Test
    @Requirement("SCHED-28")
    void a_fix_on_live_after_a_promotion_was_scheduled_is_told_before_the_moment_and_never_overwritten() {
        SiteRecord page = world.create(Environment.STAGING, "Prices", "/prices");
        world.publish(Environment.STAGING, page);
        world.promote(page);
        world.save(Environment.STAGING, page, "New prices", "/prices");
        world.publish(Environment.STAGING, page);
        world.publishing()
                .schedule(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        List.of(page.id()),
                        Schedule.Action.PROMOTE,
                        world.clock.now().plus(Duration.ofHours(1)));
        assertThat(pending(10, 10, null).items().getFirst().collisions()).isEmpty();
        world.save(Environment.LIVE, page, "Prices, put right", "/prices");
        assertThat(pending(10, 10, null).items().getFirst().collisions())
                .extracting(PendingSchedule.Collision::kind)
                .containsExactly("live-moved");
        world.publish(Environment.LIVE, page);
        assertThat(pending(10, 10, null).items().getFirst().collisions())
                .extracting(PendingSchedule.Collision::kind)
                .containsExactly("live-moved");
        fireAfter(Duration.ofHours(1));
        assertThat(world.visible(Environment.LIVE)).containsEntry("/prices", "Prices, put right");
        assertThat(failed())
                .singleElement()
                .satisfies(f -> assertThat(f.reason()).contains("Not promoted"));
    }

    @Test
    @Requirement("ROLE-18")
    void whoever_may_read_one_environment_only_learns_nothing_of_the_other() {
        SiteRecord page = world.create(Environment.STAGING, "Hidden", "/hidden");
        schedule(world.ada, Environment.STAGING, page, Duration.ofHours(1));
        Actor stranger = world.member("Stranger", "viewer");
        world.jdbc()
                .sql("DELETE FROM membership WHERE site_id = ? AND member_id = ?")
                .params(world.site.value(), stranger.memberOrNull().value())
                .update();
        assertThat(World.outcome(() -> world.the(Schedules.class)
                        .pending(stranger, world.site, new Schedules.Question(null, null, null, 10, 10, null))))
                .isEqualTo("not-found");
        assertThat(World.outcome(() -> world.the(Schedules.class).failed(stranger, world.site)))
                .isEqualTo("not-found");
    }
}
