package dev.sgen.publishing.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseChange;
import dev.sgen.release.ReleaseWorld;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who holds a grant for some types crosses to live with those alone, whatever comes along and whichever way it goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CarriedTypesTest {
    private final World world = new World();
    private final ReleaseWorld at = new ReleaseWorld(world);

    @AfterAll
    void close() {
        world.close();
    }

    @BeforeEach
    void anotherSite() {
        world.site = world.newSite();
    }

    private Actor holder(String role, String... grants) {
        world.jdbc()
                .sql("INSERT INTO role (site_id, key, name, grants) VALUES (?, ?, ?, ?)")
                .params(world.site.value(), role, role, grants)
                .update();
        return world.member(role, role);
    }

    private String promote(Actor actor, SiteRecord record, OnDrift onDrift) {
        return World.outcome(
                () -> world.the(Promoting.class).promote(actor, world.site, List.of(record.id()), onDrift));
    }

    private String launch(Actor actor, Release release, OnDrift onDrift) {
        return World.outcome(() -> at.launching().promote(actor, world.site, release.id(), null, onDrift));
    }

    private SiteRecord drifted() {
        SiteRecord page = at.both("Two", "/two");
        at.saveTwo(Environment.STAGING, page, ReleaseWorld.two("Two", "a", "b"));
        world.promote(page);
        at.saveTwo(Environment.LIVE, page, ReleaseWorld.two("Two", "a", "b, live"));
        at.saveTwo(Environment.STAGING, page, ReleaseWorld.two("Two", "a, staging", "b"));
        return page;
    }

    @Test
    @Requirement({"ROLE-4", "PROM-2"})
    @Invariant(16)
    void what_comes_along_with_a_promotion_needs_the_grant_for_its_own_type() {
        SiteRecord page = at.showing("Page", "/page", at.media("Picture"));
        assertThat(promote(holder("pages", "read:staging", "read:live", "promote:live:page"), page, OnDrift.REFUSE))
                .isEqualTo("forbidden");
        assertThat(promote(holder("media", "read:staging", "read:live", "promote:live:media"), page, OnDrift.REFUSE))
                .isEqualTo("forbidden");
        Actor both = holder("both", "read:staging", "read:live", "promote:live:page", "promote:live:media");
        assertThat(promote(both, page, OnDrift.REFUSE)).isEqualTo("ok");
    }

    @Test
    @Requirement({"ROLE-4", "DRIFT-11"})
    @Invariant(16)
    void a_promotion_that_merges_needs_the_grant_to_save_that_type_on_staging() {
        SiteRecord page = drifted();
        assertThat(promote(merger("posts", "save:staging:post"), page, OnDrift.MERGE))
                .isEqualTo("forbidden");
        assertThat(promote(merger("pages", "save:staging:page"), page, OnDrift.MERGE))
                .isEqualTo("ok");
    }

    @Test
    @Requirement({"ROLE-4", "REC-18"})
    @Invariant(16)
    void a_release_that_merges_needs_the_grant_to_save_that_type_on_staging() {
        Release release = at.create("Merging", drifted());
        assertThat(launch(merger("posts", "save:staging:post"), release, OnDrift.MERGE))
                .isEqualTo("forbidden");
        assertThat(launch(merger("pages", "save:staging:page"), release, OnDrift.MERGE))
                .isEqualTo("ok");
    }

    private Actor merger(String role, String save) {
        return holder(role, "read:staging", "read:live", "promote:live", "publish:staging", save);
    }

    @Test
    @Requirement({"ROLE-4", "REC-18"})
    @Invariant(16)
    void a_step_of_a_release_needs_its_own_grant_for_the_type() {
        Release release =
                at.create("Archiving", null, ReleaseWorld.wish(at.both("Page", "/page"), ReleaseStep.Kind.ARCHIVE));
        assertThat(launch(archiver("posts", "archive:live:post"), release, OnDrift.REFUSE))
                .isEqualTo("forbidden");
        assertThat(launch(archiver("pages", "archive:live:page"), release, OnDrift.REFUSE))
                .isEqualTo("ok");
    }

    private Actor archiver(String role, String archive) {
        return holder(role, "read:staging", "read:live", "promote:live", archive);
    }

    @Test
    @Requirement({"ROLE-4", "SCHED-17"})
    @Invariant(26)
    void the_moment_of_a_release_needs_the_grant_to_schedule_that_type() {
        Release release = at.create("Later", at.staged("Page", "/page"));
        assertThat(moment(planner("posts", "schedule:live:post"), release)).isEqualTo("forbidden");
        assertThat(moment(planner("pages", "schedule:live:page"), release)).isEqualTo("ok");
    }

    private Actor planner(String role, String schedule) {
        return holder(role, "read:staging", "read:live", "save:staging", "promote:live", schedule);
    }

    private String moment(Actor actor, Release release) {
        return World.outcome(
                () -> at.releases().change(actor, world.site, release.id(), ReleaseChange.moment(at.soon())));
    }

    @Test
    @Requirement({"ROLE-11", "SCHED-5"})
    @Invariant(26)
    void the_moment_of_a_release_is_taken_back_without_an_approval() {
        Release release = at.atMoment(at.create("Later", at.staged("Page", "/page")), at.soon());
        world.jdbc()
                .sql("UPDATE site SET second_person = true WHERE id = ?")
                .param(world.site.value())
                .update();
        assertThat(World.outcome(() -> at.atMoment(release, null))).isEqualTo("ok");
    }
}
