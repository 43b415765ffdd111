package dev.sgen.publishing.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.World;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A role may hold an operation for some content types only; the use cases ask with the record's own (ANCHORS 2 F). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"ROLE-3", "ROLE-4", "ROLE-18"})
@Invariant(16)
class TypedRightsTest {
    private final World world = new World();

    @AfterAll
    void close() {
        world.close();
    }

    private Actor holder(String role, String... grants) {
        world.jdbc()
                .sql("INSERT INTO role (site_id, key, name, grants) VALUES (?, ?, ?, ?)")
                .params(world.site.value(), role, role, grants)
                .update();
        return world.member(role, role);
    }

    private SiteRecord record(String type, String title) {
        return world.publishing()
                .create(world.ada, world.site, Environment.STAGING, type, World.page(title, null, title));
    }

    private static String outcome(Supplier<?> operation) {
        return World.outcome(operation);
    }

    @Test
    void a_grant_for_posts_saves_publishes_and_promotes_posts_and_nothing_else() {
        Actor poster = holder(
                "poster",
                "read:staging",
                "read:live",
                "bulk:staging",
                "save:staging:post",
                "publish:staging:post",
                "unpublish:staging:post",
                "schedule:staging:post",
                "archive:staging:post",
                "delete:staging:post",
                "recover:staging:post",
                "promote:live:post");
        SiteRecord post = record("post", "Post");
        SiteRecord page = record("page", "Page");
        Publishing publishing = world.publishing();
        var site = world.site;
        var staging = Environment.STAGING;
        var at = world.clock.now().plusSeconds(600);
        for (SiteRecord r : List.of(post, page)) {
            String expected = r == post ? "ok" : "forbidden";
            var one = List.of(r.id());
            assertThat(outcome(() ->
                            publishing.create(poster, site, staging, r.type(), World.page("N" + r.type(), null, "x"))))
                    .isEqualTo(expected);
            assertThat(outcome(() ->
                            publishing.save(poster, site, staging, r.id(), 1, World.page(r.type() + "2", null, "x"))))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.schedule(poster, site, staging, one, Schedule.Action.PUBLISH, at)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.cancelSchedule(poster, site, staging, one)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.publish(poster, site, staging, one)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.recover(poster, site, staging, r.id(), 1, false)))
                    .isEqualTo(expected);
            publishing.publish(world.ada, site, staging, one);
            assertThat(outcome(() -> world.the(Promoting.class).preview(poster, site, one, OnDrift.REFUSE)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> world.the(Promoting.class).promote(poster, site, one, OnDrift.REFUSE)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.unpublish(poster, site, staging, one)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.archive(poster, site, staging, one)))
                    .isEqualTo(expected);
            assertThat(outcome(() -> publishing.revive(poster, site, staging, one)))
                    .isEqualTo(r == post ? "ok" : "forbidden");
        }
        long entries = world.entries();
        assertThat(outcome(() -> publishing.publish(poster, site, staging, List.of(post.id(), page.id()))))
                .isEqualTo("forbidden");
        assertThat(world.entries()).isEqualTo(entries);
    }

    @Test
    void a_trigger_asks_for_the_type_at_its_moment() {
        Actor once = holder("once", "read:staging", "schedule:staging", "publish:staging", "save:staging");
        SiteRecord page = record("page", "Scheduled");
        world.publishing()
                .schedule(
                        once,
                        world.site,
                        Environment.STAGING,
                        List.of(page.id()),
                        Schedule.Action.PUBLISH,
                        world.clock.now().plusSeconds(60));
        world.jdbc()
                .sql(
                        "UPDATE role SET grants = ARRAY['read:staging', 'schedule:staging', 'publish:staging:post'] WHERE site_id = ? AND key = 'once'")
                .param(world.site.value())
                .update();
        world.clock.advance(java.time.Duration.ofMinutes(2));
        assertThat(world.the(Triggers.class).fireDue()).isZero();
        assertThat(world.trail().getFirst().operation()).isEqualTo("schedule.fail");
        assertThat(world.trail().getFirst().details().path("reason").asString()).contains("type page");
        assertThat(world.now(page).staging().state()).isEqualTo(State.DRAFT);
    }

    /** An agency that publishes and writes nothing, and a team that publishes on staging and promotes nothing. */
    @Test
    void publishing_is_a_grant_of_its_own_in_each_environment() {
        Actor publisher = holder("publisher", "read:staging", "publish:staging", "publish:live");
        SiteRecord page = record("page", "Ours");
        assertThat(outcome(() -> world.publishing()
                        .save(publisher, world.site, Environment.STAGING, page.id(), 1, World.page("X", null, "x"))))
                .isEqualTo("forbidden");
        assertThat(outcome(() ->
                        world.publishing().publish(publisher, world.site, Environment.STAGING, List.of(page.id()))))
                .isEqualTo("ok");
        assertThat(outcome(() ->
                        world.the(Promoting.class).promote(publisher, world.site, List.of(page.id()), OnDrift.REFUSE)))
                .isEqualTo("forbidden");
        Actor transfer = holder("transfer", "read:staging", "read:live", "promote:live");
        assertThat(outcome(() ->
                        world.publishing().publish(transfer, world.site, Environment.STAGING, List.of(page.id()))))
                .isEqualTo("forbidden");
        assertThat(outcome(
                        () -> world.publishing().publish(transfer, world.site, Environment.LIVE, List.of(page.id()))))
                .isEqualTo("forbidden");
        assertThat(outcome(() ->
                        world.the(Promoting.class).promote(transfer, world.site, List.of(page.id()), OnDrift.REFUSE)))
                .isEqualTo("ok");
    }
}
