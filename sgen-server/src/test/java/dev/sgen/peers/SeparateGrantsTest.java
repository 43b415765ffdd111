package dev.sgen.peers;

import static dev.sgen.peers.Ground.LIVE;
import static dev.sgen.peers.Ground.STAGING;
import static dev.sgen.peers.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** ANCHORS 2 F: save, publish on staging, publish on live, promote, schedule are grants of their own. */
@Requirement({"F", "ROLE-3", "ROLE-18"})
@Invariant({6, 16})
class SeparateGrantsTest {
    private final Ground ground = new Ground();

    /** Umbraco.Cloud #202 and Umbraco-CMS #8228: who may not publish on staging sent it straight to live. */
    @Test
    @Requirement({"PROM-1", "C-36"})
    void nothing_gets_to_live_that_nobody_published_on_staging() {
        Actor carrier = ground.with("Carrier", "read:staging", "read:live", "save:staging", "promote:live");
        SiteRecord page = ground.draft(carrier, "Unseen", "/unseen");
        assertThat(outcome(() -> ground.publish(carrier, STAGING, page))).isEqualTo("forbidden");
        assertThat(outcome(() -> ground.promote(carrier, page))).isEqualTo("invalid-state");
        assertThat(outcome(() -> ground.the(Promoting.class)
                        .promote(carrier, ground.site.id(), Ground.ids(page), OnDrift.OVERWRITE)))
                .isEqualTo("invalid-state");
        assertThat(outcome(() -> ground.schedule(carrier, STAGING, page, Schedule.Action.PROMOTE, 60)))
                .isEqualTo("forbidden");
        assertThat(ground.visit(LIVE, "/unseen").statusCode()).isEqualTo(404);

        ground.publish(ground.lena, STAGING, page);
        ground.save(carrier, STAGING, page, "Unseen change");
        assertThat(outcome(() -> ground.promote(carrier, page))).isEqualTo("ok");
        assertThat(ground.shows(LIVE, "/unseen", "Unseen words")).isTrue();
        assertThat(ground.shows(LIVE, "/unseen", "Unseen change")).isFalse();
    }

    /** Umbraco.Cloud #282: one editor's transfer shipped another's queued work. */
    @Test
    @Requirement({"PROM-2", "C-37"})
    void a_promote_takes_what_was_named_and_nothing_that_others_have_waiting() {
        SiteRecord mine = ground.published(ground.lena, "Mine", "/mine");
        Actor otto = ground.joins("Otto", "author");
        SiteRecord theirs = ground.published(otto, "Theirs", "/theirs");
        SiteRecord halfDone = ground.draft(otto, "Half done", "/half-done");
        ground.save(otto, STAGING, mine, "Otto's idea of it");
        ground.promote(ground.lena, mine);
        assertThat(ground.shows(LIVE, "/mine", "Mine words")).isTrue();
        assertThat(ground.shows(LIVE, "/mine", "idea")).isFalse();
        assertThat(ground.now(theirs).live()).isNull();
        assertThat(ground.now(halfDone).live()).isNull();
    }

    /** rootjs #1399: an agency's role that publishes and doesn't write. */
    @Test
    void who_may_publish_need_not_be_able_to_write() {
        Actor releaser = ground.with("Releaser", "read:staging", "publish:staging");
        SiteRecord page = ground.draft(ground.lena, "Ready", "/ready");
        assertThat(outcome(() -> ground.save(releaser, STAGING, page, "Mine"))).isEqualTo("forbidden");
        assertThat(outcome(() -> ground.publish(releaser, STAGING, page))).isEqualTo("ok");
        assertThat(outcome(() -> ground.publish(releaser, LIVE, page))).isEqualTo("forbidden");
    }

    /** CrafterCMS #46: one person, different roles in the environments. */
    @Test
    void what_is_granted_on_staging_is_worth_nothing_on_live() {
        Actor author = ground.joins("Ada", "author");
        SiteRecord page = ground.promoted("Both", "/both");
        assertThat(outcome(() -> ground.publish(author, STAGING, page))).isEqualTo("ok");
        assertThat(outcome(() -> ground.save(author, LIVE, page, "On live"))).isEqualTo("forbidden");
        assertThat(outcome(() -> ground.publish(author, LIVE, page))).isEqualTo("forbidden");
        assertThat(outcome(() -> ground.publishing().unpublish(author, ground.site.id(), LIVE, Ground.ids(page))))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> ground.schedule(author, LIVE, page, Schedule.Action.PUBLISH, 60)))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> ground.promote(author, page))).isEqualTo("forbidden");
    }

    /** The way round: who may plan and not publish would publish a second later. */
    @Test
    @Requirement("SCHED-1")
    void to_plan_takes_the_grant_for_what_will_happen() {
        Actor planner = ground.with("Planner", "read:staging", "save:staging", "schedule:staging");
        SiteRecord page = ground.draft(planner, "Soon", "/soon");
        assertThat(outcome(() -> ground.schedule(planner, STAGING, page, Schedule.Action.PUBLISH, 1)))
                .isEqualTo("forbidden");
        ground.pass(Duration.ofSeconds(5));
        assertThat(ground.visit(STAGING, "/soon").statusCode()).isEqualTo(404);
    }

    /** The way round by history: bringing an old version back before visitors is a publish. */
    @Test
    @Requirement("RECOV-11")
    void to_recover_before_visitors_takes_the_grant_to_publish() {
        Actor mender = ground.with("Mender", "read:staging", "recover:staging");
        SiteRecord page = ground.published(ground.lena, "Old", "/old");
        ground.save(ground.lena, STAGING, page, "New");
        ground.publish(ground.lena, STAGING, page);
        assertThat(outcome(() -> ground.publishing().recover(mender, ground.site.id(), STAGING, page.id(), 1, true)))
                .isEqualTo("forbidden");
        assertThat(ground.shows(STAGING, "/old", "New words")).isTrue();
        assertThat(outcome(() -> ground.publishing().recover(mender, ground.site.id(), STAGING, page.id(), 1, false)))
                .isEqualTo("ok");
        assertThat(ground.shows(STAGING, "/old", "New words")).isTrue();
    }
}
