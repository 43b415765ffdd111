package dev.sgen.release;

import static dev.sgen.release.ReleaseWorld.promote;
import static dev.sgen.release.ReleaseWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release is taken back whole, and what came later is kept or asked about (ANCHORS 3, no. 2). */
@Requirement({"RECOV-3", "RECOV-10"})
@Invariant({1, 7, 12})
class ReleaseUndoTest {
    private static World world;
    private static ReleaseWorld at;

    @BeforeAll
    static void begin() {
        world = new World();
        at = new ReleaseWorld(world);
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @BeforeEach
    void freshSite() {
        world.site = world.newSite();
    }

    private SiteRecord page;

    /** A page of two paragraphs on both sides, whose first one a release has changed. */
    private Release released() {
        page = world.publishing()
                .create(world.ada, world.site, Environment.STAGING, "page", ReleaseWorld.two("Page", "one", "two"));
        world.publish(Environment.STAGING, page);
        world.promote(page);
        save(Environment.STAGING, ReleaseWorld.two("Page", "one, released", "two"));
        Release release = at.create("Release", page);
        at.go(release);
        return release;
    }

    private void save(Environment environment, Contents contents) {
        int working = world.now(page).in(environment).working();
        world.publishing().save(world.ada, world.site, environment, page.id(), working, contents);
        world.publish(environment, page);
    }

    private String live() {
        Integer shown = world.now(page).live().published();
        return shown == null
                ? ""
                : world.the(RecordReading.class)
                        .version(world.ada, world.site, Environment.LIVE, page.id(), shown)
                        .contents()
                        .content()
                        .toString();
    }

    @Test
    void puts_back_the_version_itself_where_nothing_came_later() {
        Release release = released();
        at.undo(release);
        assertThat(world.now(page).live().published()).isEqualTo(1);
        assertThat(world.now(page).live().working()).isEqualTo(1);
        assertThat(world.now(page).staging().published()).isEqualTo(2);
        assertThat(world.now(page).drift()).isEqualTo(DriftStatus.STAGING_AHEAD);
        assertThat(World.outcome(() -> at.undo(release))).isEqualTo("invalid-state");
    }

    @Test
    void keeps_what_came_later_elsewhere_in_the_record() {
        Release release = released();
        save(Environment.LIVE, ReleaseWorld.two("Page", "one, released", "two, fixed later"));
        assertThat(at.launching()
                        .undoPreview(world.ada, world.site, release.id(), ReleaseUndoOutcome.OnConflict.REFUSE))
                .singleElement()
                .satisfies(b -> assertThat(b.effect()).isEqualTo(ReleaseUndoOutcome.Effect.MERGED));
        at.undo(release);
        assertThat(live()).contains("\"one\"").contains("two, fixed later");
    }

    @Test
    void asks_where_what_came_later_stands_in_the_same_place() {
        Release release = released();
        save(Environment.LIVE, ReleaseWorld.two("Page", "one, fixed later", "two"));
        long entries = world.entries();
        assertThat(World.outcome(() -> at.undo(release))).isEqualTo("drift");
        assertThat(world.entries()).isEqualTo(entries);
        assertThat(at.state(release)).isEqualTo(Release.State.PROMOTED);
        assertThat(live()).contains("one, fixed later");
        assertThat(at.undo(release, ReleaseUndoOutcome.OnConflict.KEEP))
                .extracting(ReleaseUndoOutcome::effect)
                .containsExactly(ReleaseUndoOutcome.Effect.KEPT);
        assertThat(live()).contains("one, fixed later");
    }

    @Test
    void puts_back_over_a_later_change_only_when_told_to() {
        Release release = released();
        save(Environment.LIVE, ReleaseWorld.two("Page", "one, fixed later", "two"));
        at.undo(release, ReleaseUndoOutcome.OnConflict.PUT_BACK);
        assertThat(live()).contains("\"one\"").doesNotContain("later");
        assertThat(world.trail().getFirst().details().path("put-back").size()).isEqualTo(1);
    }

    @Test
    void a_draft_saved_since_stays_the_draft() {
        Release release = released();
        world.publishing()
                .save(
                        world.ada,
                        world.site,
                        Environment.LIVE,
                        page.id(),
                        2,
                        ReleaseWorld.two("Page", "one, released", "two, being written"));
        at.undo(release);
        assertThat(world.now(page).live().published()).isEqualTo(1);
        assertThat(world.now(page).live().working()).isEqualTo(3);
    }

    @Test
    void what_was_new_goes_away_again_unless_somebody_worked_on_it() {
        page = at.staged("Untouched", "/untouched");
        SiteRecord touched = at.staged("Touched", "/touched");
        Release release = at.create("New", page, touched);
        at.go(release);
        at.edit(Environment.LIVE, touched, "Touched since");
        assertThat(World.outcome(() -> at.undo(release))).isEqualTo("drift");
        at.undo(release, ReleaseUndoOutcome.OnConflict.KEEP);
        assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/touched");
        assertThat(world.now(page).live()).isNull();
    }

    @Test
    void what_was_decided_since_about_what_it_took_away_stays_decided() {
        SiteRecord archived = at.both("Archived", "/archived");
        SiteRecord unpublished = at.both("Unpublished", "/unpublished");
        page = at.both("Page", "/page");
        at.edit(Environment.STAGING, page, "Page, new");
        Release release = at.create(
                "Tidy",
                null,
                wish(archived, ReleaseStep.Kind.ARCHIVE),
                wish(unpublished, ReleaseStep.Kind.UNPUBLISH),
                promote(page));
        at.go(release);
        world.publishing().archive(world.ada, world.site, Environment.LIVE, List.of(unpublished.id()));
        world.publishing().unpublish(world.ada, world.site, Environment.LIVE, List.of(page.id()));
        at.undo(release);
        assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/archived");
        assertThat(world.now(unpublished).live().archived()).isTrue();
    }

    @Test
    void puts_an_archived_record_back_into_the_archive() {
        page = at.both("Page", "/page");
        world.publishing().archive(world.ada, world.site, Environment.LIVE, List.of(page.id()));
        at.edit(Environment.STAGING, page, "Page, again");
        Release release = at.create("Back from the archive", page);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        at.go(release, OnDrift.OVERWRITE);
        assertThat(world.visible(Environment.LIVE)).containsEntry("/page", "Page, again");
        at.undo(release);
        assertThat(world.now(page).live().archived()).isTrue();
        assertThat(world.visible(Environment.LIVE)).isEmpty();
    }

    @Test
    void an_address_given_away_since_is_refused_by_name() {
        SiteRecord old = at.both("Old", "/offer");
        Release release = at.create("Off", null, wish(old, ReleaseStep.Kind.UNPUBLISH));
        at.go(release);
        SiteRecord holder = world.create(Environment.LIVE, "Holder", "/offer");
        world.publish(Environment.LIVE, holder);
        assertThat(World.outcome(() -> at.undo(release))).isEqualTo("path-taken");
        assertThat(at.state(release)).isEqualTo(Release.State.PROMOTED);
        assertThat(world.visible(Environment.LIVE)).containsEntry("/offer", "Holder");
    }
}
