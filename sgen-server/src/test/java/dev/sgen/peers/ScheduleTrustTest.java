package dev.sgen.peers;

import static dev.sgen.peers.Ground.LIVE;
import static dev.sgen.peers.Ground.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.content.Contents;
import dev.sgen.member.Roles;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.vocabulary.Actor;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** ANCHORS 2 E: whether a schedule can be trusted. */
@Requirement("E")
@Invariant(10)
class ScheduleTrustTest {
    private final Ground ground = new Ground();

    /** dotCMS #37157 and #32084: what was unpublished on purpose came back after a restart, by "system". */
    @Test
    @Requirement({"SCHED-19", "PUB-9"})
    void what_was_unpublished_on_purpose_stays_away_after_a_restart() {
        SiteRecord page = ground.draft(ground.lena, "Sale", "/sale");
        ground.schedule(ground.lena, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(STAGING, "/sale", "Sale words")).isTrue();
        ground.schedule(ground.lena, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.publishing().unpublish(ground.lena, ground.site.id(), STAGING, Ground.ids(page));
        int entries = ground.trail().size();

        ground.pass(Duration.ofMinutes(5));
        try (TestApplication restarted = Ground.anotherServer()) {
            restarted.bean(Triggers.class).fireDue();
            assertThat(restarted
                            .get(ground.site.key() + ".staging.localhost", "/sale")
                            .statusCode())
                    .isIn(404, 410);
        }
        assertThat(ground.visit(STAGING, "/sale").statusCode()).isIn(404, 410);
        assertThat(ground.trail()).hasSize(entries);
    }

    @Test
    @Requirement({"SCHED-23", "RECOV-11"})
    void what_a_schedule_replaced_can_be_put_back() {
        SiteRecord page = ground.published(ground.lena, "First", "/page");
        SiteRecord changed = ground.save(ground.lena, STAGING, page, "Second");
        ground.schedule(ground.lena, STAGING, changed, Schedule.Action.PUBLISH, 5);
        ground.pass(Duration.ofSeconds(6));
        assertThat(ground.shows(STAGING, "/page", "Second words")).isTrue();

        ground.publishing().recover(ground.lena, ground.site.id(), STAGING, page.id(), 1, true);
        assertThat(ground.shows(STAGING, "/page", "First words")).isTrue();
    }

    /** Umbraco #2919: the schedule fired though nobody allowed it any more. */
    @Test
    @Requirement({"ROLE-14", "SCHED-21"})
    void a_schedule_of_somebody_who_may_no_longer_publish_is_let_go_and_says_so() {
        Actor.Operator eve = (Actor.Operator) ground.joins("Eve", "editor");
        SiteRecord page = ground.draft(eve, "Later", "/later");
        ground.schedule(eve, LIVE, livePage(eve), Schedule.Action.PUBLISH, 60);
        ground.schedule(eve, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.the(SiteMembers.class).changeRole(Actor.platform(), ground.site.id(), eve.member(), "contributor");
        ground.pass(Duration.ofSeconds(61));

        assertThat(ground.visit(STAGING, "/later").statusCode()).isIn(404, 410);
        assertThat(ground.visit(LIVE, "/on-live").statusCode()).isIn(404, 410);
        assertThat(ground.at(page, STAGING).state()).isEqualTo(State.DRAFT);
        assertThat(ground.operations()).filteredOn("schedule.fail"::equals).hasSize(2);
        ground.pass(Duration.ofDays(1));
        assertThat(ground.operations()).filteredOn("schedule.fail"::equals).hasSize(2);
    }

    @Test
    @Requirement("ROLE-18")
    @Invariant({10, 26})
    void a_schedule_of_what_shapes_the_site_is_let_go_once_its_setter_may_not_shape_it_any_more() {
        List<String> publishing = List.of("read:staging", "save:staging", "publish:staging", "schedule:staging");
        Actor shaper = ground.with(
                "Shaper",
                Stream.concat(publishing.stream(), Stream.of("settings:staging"))
                        .toArray(String[]::new));
        ObjectNode content = Json.object().put("from", "/old").put("to", "/new");
        SiteRecord redirect = ground.publishing()
                .create(shaper, ground.site.id(), STAGING, "redirect", new Contents("Moved", null, content, List.of()));
        SiteRecord page = ground.draft(shaper, "Page", "/page");
        ground.schedule(shaper, STAGING, redirect, Schedule.Action.PUBLISH, 60);
        ground.schedule(shaper, STAGING, page, Schedule.Action.PUBLISH, 90);
        ground.the(Roles.class).change(Actor.platform(), ground.site.id(), "shaper", null, publishing);
        ground.pass(Duration.ofSeconds(91));
        assertThat(ground.at(redirect, STAGING).state()).isEqualTo(State.DRAFT);
        assertThat(ground.at(page, STAGING).state()).isEqualTo(State.PUBLISHED);
        assertThat(ground.operations()).filteredOn("schedule.fail"::equals).hasSize(1);
    }

    @Test
    @Requirement({"T24", "SCHED-21"})
    @Invariant(26)
    void a_schedule_set_in_a_session_is_let_go_when_its_setter_is_removed() {
        Actor.Operator eve = (Actor.Operator) ground.joins("Eve", "editor");
        SiteRecord page = ground.draft(eve, "Later", "/later");
        ground.schedule(eve, STAGING, page, Schedule.Action.PUBLISH, 3_600);
        ground.the(SiteMembers.class).remove(Actor.platform(), ground.site.id(), eve.member());
        // Long before its moment.
        await().until(() -> ground.at(page, STAGING).schedule() == null);
        assertThat(ground.operations()).contains("schedule.fail");
    }

    private SiteRecord livePage(Actor by) {
        return ground.publishing().create(by, ground.site.id(), LIVE, "page", Ground.page("On live", "/on-live"));
    }

    /** Payload #10203: it couldn't be cancelled, and nobody knew whether it kept the content of that day. */
    @Test
    @Requirement({"SCHED-5", "SAVE-11"})
    void it_can_be_cancelled_and_shows_the_content_it_was_given() {
        SiteRecord kept = ground.draft(ground.lena, "As planned", "/kept");
        SiteRecord cancelled = ground.draft(ground.lena, "Cancelled", "/cancelled");
        ground.schedule(ground.lena, STAGING, kept, Schedule.Action.PUBLISH, 60);
        ground.schedule(ground.lena, STAGING, cancelled, Schedule.Action.PUBLISH, 60);
        ground.save(ground.lena, STAGING, kept, "Changed since");
        ground.publishing().cancelSchedule(ground.lena, ground.site.id(), STAGING, Ground.ids(cancelled));
        ground.pass(Duration.ofSeconds(61));

        assertThat(ground.shows(STAGING, "/kept", "As planned words")).isTrue();
        assertThat(ground.shows(STAGING, "/kept", "Changed since")).isFalse();
        assertThat(ground.at(kept, STAGING).working()).isEqualTo(2);
        assertThat(ground.visit(STAGING, "/cancelled").statusCode()).isIn(404, 410);
    }

    /** Wagtail #2841: what becomes of the schedule when another revision is published first? It is settled. */
    @Test
    @Requirement("PUB-17")
    void publishing_something_newer_first_settles_the_schedule() {
        SiteRecord page = ground.draft(ground.lena, "Old plan", "/plan");
        ground.schedule(ground.lena, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.save(ground.lena, STAGING, page, "New plan");
        ground.publish(ground.lena, STAGING, page);
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(STAGING, "/plan", "New plan words")).isTrue();
        assertThat(ground.operations()).doesNotContain("schedule.trigger", "schedule.fail");
    }

    /** wp-calypso #52811 and WordPress/Learn #128: a change to a live page at a moment, without a copy. */
    @Test
    @Requirement({"SCHED-2", "SCHED-29"})
    void a_change_to_a_published_page_waits_and_the_page_stays_up() {
        SiteRecord page = ground.published(ground.lena, "Before", "/page");
        ground.save(ground.lena, STAGING, page, "After");
        ground.schedule(ground.lena, STAGING, page, Schedule.Action.PUBLISH, 60);
        assertThat(ground.shows(STAGING, "/page", "Before words")).isTrue();
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(STAGING, "/page", "After words")).isTrue();

        ground.save(ground.lena, STAGING, page, "Never");
        ground.schedule(ground.lena, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.publishing().cancelSchedule(ground.lena, ground.site.id(), STAGING, Ground.ids(page));
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(STAGING, "/page", "After words")).isTrue();
        assertThat(ground.at(page, STAGING).state()).isEqualTo(State.PUBLISHED);
    }

    /** craftercms #6279 and Decap #263: editing one of several that wait for a moment touches that one alone. */
    @Test
    @Requirement("SCHED-8")
    void editing_one_of_several_leaves_all_of_their_schedules() {
        SiteRecord one = ground.draft(ground.lena, "One", "/one");
        SiteRecord two = ground.draft(ground.lena, "Two", "/two");
        ground.publishing()
                .schedule(
                        ground.lena,
                        ground.site.id(),
                        STAGING,
                        Ground.ids(one, two),
                        Schedule.Action.PUBLISH,
                        Ground.CLOCK.now().plusSeconds(60));
        ground.save(ground.lena, STAGING, one, "One again");
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(STAGING, "/one", "One words")).isTrue();
        assertThat(ground.shows(STAGING, "/two", "Two words")).isTrue();
        assertThat(ground.operations()).filteredOn("schedule.trigger"::equals).hasSize(1);
    }

    /** A moment that passed while the server was down: once, and the entry says how late. */
    @Test
    @Requirement({"SCHED-17", "SCHED-18"})
    void a_late_one_fires_once_and_says_how_late() {
        SiteRecord page = ground.draft(ground.lena, "Late", "/late");
        ground.schedule(ground.lena, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.pass(Duration.ofSeconds(160));
        try (TestApplication restarted = Ground.anotherServer()) {
            restarted.bean(Triggers.class).fireDue();
        }
        var fired = ground.trail().stream()
                .filter(e -> e.operation().equals("schedule.trigger"))
                .toList();
        assertThat(fired).hasSize(1);
        assertThat(fired.getFirst().details().path("lateSeconds").asLong()).isEqualTo(100);
    }

    /** An author may plan on staging and show nothing on live; a lead who promotes the plan answers for it there. */
    @Test
    @Requirement({"SCEN-6", "SCHED-12", "SCHED-4"})
    void an_authors_plan_that_a_lead_promoted_shows_itself_on_live() {
        Actor ada = ground.joins("Ada", "author");
        SiteRecord page = ground.draft(ada, "Monday", "/monday");
        ground.schedule(ada, STAGING, page, Schedule.Action.PUBLISH, 60);
        ground.promote(ground.lena, page);
        assertThat(ground.at(page, LIVE).state()).isEqualTo(State.SCHEDULED);
        assertThat(ground.visit(LIVE, "/monday").statusCode()).isEqualTo(404);
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(LIVE, "/monday", "Monday words")).isTrue();
        assertThat(ground.shows(STAGING, "/monday", "Monday words")).isTrue();
        var onLive = ground.trail().stream()
                .filter(e -> e.operation().equals("schedule.trigger") && "live".equals(e.environment()))
                .toList();
        assertThat(onLive).hasSize(1);
        assertThat(onLive.getFirst().priorState()).isEqualTo("scheduled");
    }

    /** A promote that was planned for two: one entry, that names each of them once and tells of live. */
    @Test
    @Requirement({"SCHED-13", "SCHED-14", "AUDIT-5"})
    void the_entry_of_a_planned_promote_names_each_record_once() {
        SiteRecord one = ground.published(ground.lena, "One", "/one");
        SiteRecord two = ground.published(ground.lena, "Two", "/two");
        ground.publishing()
                .schedule(
                        ground.lena,
                        ground.site.id(),
                        STAGING,
                        Ground.ids(one, two),
                        Schedule.Action.PROMOTE,
                        Ground.CLOCK.now().plusSeconds(60));
        ground.pass(Duration.ofSeconds(61));
        assertThat(ground.shows(LIVE, "/one", "One words")).isTrue();
        var entry = ground.trail().getFirst();
        assertThat(entry.operation()).isEqualTo("schedule.trigger");
        assertThat(entry.environment()).isEqualTo("staging");
        assertThat(entry.targetEnvironment()).isEqualTo("live");
        assertThat(entry.records()).extracting("title").containsExactlyInAnyOrder("One", "Two");
    }
}
