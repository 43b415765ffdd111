package dev.sgen.release;

import static dev.sgen.release.ReleaseWorld.promote;
import static dev.sgen.release.ReleaseWorld.two;
import static dev.sgen.release.ReleaseWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.World;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Named sets of records, fixed to versions, that change live together (ANCHORS 2 C, D and G). */
@Requirement({"REC-18", "PROM-11", "BULK-11", "SCHED-17"})
@Invariant({1, 3, 7, 10, 12})
class ReleasesTest {
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
        world.visibilityChanged.clear();
    }

    @Test
    void goes_as_one_operation_with_one_entry_one_revision_and_one_notice() {
        SiteRecord about = at.both("About", "/about");
        at.edit(Environment.STAGING, about, "About us");
        Release release = at.create("Launch", about, at.staged("Prices", "/prices"));
        long entries = world.entries();
        world.visibilityChanged.clear();

        at.go(release);

        assertThat(at.live()).containsEntry("/about", "About us").containsEntry("/prices", "Prices");
        assertThat(world.entries()).isEqualTo(entries + 1);
        assertThat(world.visibilityChanged)
                .singleElement()
                .satisfies(s -> assertThat(s.environment()).isEqualTo(Environment.LIVE));
        assertThat(at.last().operation()).isEqualTo("release.promote");
        assertThat(at.last().records()).hasSize(3);
        assertThat(at.last().visibility()).isTrue();
        assertThat(at.open(release).release().state()).isEqualTo(Release.State.PROMOTED);
        assertThat(at.open(release).release().entry()).isEqualTo(at.last().id());
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("invalid-state");
    }

    /** strapi/strapi #25780: edits made after adding rode along. payloadcms/payload #5834: and drafts were dropped. */
    @Test
    void is_frozen_to_the_versions_of_the_moment_they_were_added() {
        SiteRecord page = at.staged("First", "/page");
        Release release = at.create("Frozen", page);
        at.edit(Environment.STAGING, page, "Second");
        world.save(Environment.STAGING, page, "Draft", "/page");
        assertThat(at.signs(release, page)).containsExactly(PreflightItem.Sign.STALE);
        assertThat(at.open(release).ready()).isTrue();

        at.go(release);

        assertThat(at.live()).containsEntry("/page", "First");
        Coordinate staging = world.now(page).staging();
        assertThat(staging.published()).isEqualTo(2);
        assertThat(staging.working()).isEqualTo(3);
        assertThat(world.now(page).drift()).isEqualTo(DriftStatus.STAGING_AHEAD);
    }

    @Test
    void takes_another_version_only_on_purpose() {
        SiteRecord page = at.staged("First", "/page");
        Release release = at.create("Frozen", page);
        at.edit(Environment.STAGING, page, "Second");
        long entries = world.entries();
        at.change(release, ReleaseChange.adding(List.of(promote(page))));
        assertThat(at.open(release).items().getFirst().step().version()).isEqualTo(1);
        assertThat(world.entries()).as("nothing changed, so nothing is told").isEqualTo(entries);
        at.repin(release, page);
        assertThat(at.signs(release, page)).isEmpty();
        at.go(release);
        assertThat(at.live()).containsEntry("/page", "Second");
    }

    /** ONSdigital/dis-wagtail #262: pages that nobody had approved rode along. */
    @Test
    void holds_nothing_that_was_never_published() {
        SiteRecord draft = world.create(Environment.STAGING, "Draft", "/draft");
        assertThat(World.outcome(() -> at.create("No", draft))).isEqualTo("invalid-state");
        SiteRecord page = at.staged("Page", "/page");
        world.save(Environment.STAGING, page, "Unpublished words", "/page");
        assertThat(World.outcome(
                        () -> at.create("No", null, new VersionPinning.Wish(page.id(), ReleaseStep.Kind.PROMOTE, 2))))
                .isEqualTo("invalid-state");
        assertThat(World.outcome(
                        () -> at.create("No", null, new VersionPinning.Wish(page.id(), ReleaseStep.Kind.PROMOTE, 9))))
                .isEqualTo("not-found");
        assertThat(World.outcome(() -> at.create(
                        "No", null, new VersionPinning.Wish(World.unknownRecord(), ReleaseStep.Kind.PROMOTE, null))))
                .isEqualTo("not-found");
    }

    /** craftersoftware/craftercms #7483: the newer package pulled a shared picture away from the older one. */
    @Test
    void brings_what_its_records_show_even_where_two_releases_share_it() {
        SiteRecord picture = at.media("Picture");
        SiteRecord one = at.showing("One", "/one", picture);
        SiteRecord two = at.showing("Two", "/two", picture);
        Release older = at.create("Older", one);
        Release newer = at.create("Newer", two);
        assertThat(at.open(older).items()).hasSize(2);
        assertThat(at.open(older).release().items()).isEqualTo(1);
        assertThat(at.signs(newer, picture)).isEmpty();

        at.go(older);
        assertThat(world.now(picture).live().published()).isEqualTo(1);
        at.go(newer);
        assertThat(at.live()).containsKeys("/one", "/two");
        at.undo(newer);
        assertThat(world.now(picture).live()).isNotNull();
    }

    @Test
    void what_came_along_goes_again_with_the_record_that_needed_it() {
        SiteRecord picture = at.media("Picture");
        SiteRecord one = at.showing("One", "/one", picture);
        Release release = at.create("Holds", one, at.staged("Other", "/other"));
        assertThat(at.open(release).items()).hasSize(3);
        at.change(release, ReleaseChange.removing(List.of(one.id())));
        assertThat(at.open(release).items()).hasSize(1);
    }

    /** strapi/strapi #24215: records that point at each other lost their relations when they went in parallel. */
    @Test
    void records_that_point_at_each_other_arrive_together() {
        SiteRecord parent = at.staged("Parent", "/parent");
        ObjectNode content = Json.object();
        content.put("parent", parent.id().toString());
        SiteRecord child = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        "page",
                        new Contents("Child", "/child", content, List.of()));
        world.publish(Environment.STAGING, child);
        Release alone = at.create("Child alone", child);
        assertThat(at.signs(alone, child)).containsExactly(PreflightItem.Sign.MISSING);
        Release both = at.create("Both", child, parent);
        assertThat(at.signs(both, child)).containsExactly(PreflightItem.Sign.SHARED);
        at.go(both);
        assertThat(at.live()).containsKeys("/parent", "/child");
    }

    /** strapi/strapi #27722: “blocked” was shown from a cache, and it published. Here the rule that says it does it. */
    @Test
    void says_what_stands_in_the_way_and_is_held_to_it() {
        SiteRecord page = at.both("Page", "/page");
        at.edit(Environment.STAGING, page, "New");
        Release release = at.create("Checked", page, at.staged("Other", "/other"));
        assertThat(at.open(release).ready()).isTrue();
        at.edit(Environment.LIVE, page, "Fixed in a hurry");
        assertThat(at.signs(release, page)).containsExactly(PreflightItem.Sign.DRIFT);
        assertThat(at.open(release).ready()).isFalse();
        long entries = world.entries();

        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        assertThat(world.entries()).isEqualTo(entries);
        assertThat(at.live()).containsEntry("/page", "Fixed in a hurry").doesNotContainKey("/other");
        assertThat(at.state(release)).isEqualTo(Release.State.OPEN);

        at.go(release, OnDrift.OVERWRITE);
        assertThat(at.live()).containsEntry("/page", "New").containsKey("/other");
        assertThat(at.last().details().toString()).contains("overwritten");
    }

    @Test
    void merges_on_purpose_what_does_not_overlap() {
        SiteRecord page = world.publishing()
                .create(world.ada, world.site, Environment.STAGING, "page", two("Page", "one", "two"));
        world.publish(Environment.STAGING, page);
        world.promote(page);
        at.saveTwo(Environment.LIVE, page, two("Page", "one", "two, fixed"));
        at.saveTwo(Environment.STAGING, page, two("Page", "one, longer", "two"));
        Release release = at.create("Merged", page);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        at.go(release, OnDrift.MERGE);
        String text = at.liveContent(page);
        assertThat(text).contains("one, longer").contains("two, fixed");
        assertThat(world.now(page).drift()).isEqualTo(DriftStatus.SAME);
    }

    @Test
    void never_puts_an_older_version_over_what_came_to_live_in_between() {
        SiteRecord page = at.both("One", "/page");
        at.edit(Environment.STAGING, page, "Two");
        Release release = at.create("Older", page);
        at.edit(Environment.STAGING, page, "Three");
        world.promote(page);
        assertThat(at.signs(release, page)).contains(PreflightItem.Sign.DRIFT);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        assertThat(World.outcome(() -> at.go(release, OnDrift.MERGE))).isEqualTo("drift");
        assertThat(at.live()).containsEntry("/page", "Three");
        at.repin(release, page);
        at.go(release);
        assertThat(at.live()).containsEntry("/page", "Three");
    }

    @Test
    void two_releases_on_one_record_go_one_after_the_other_and_know_of_each_other() {
        SiteRecord page = at.both("One", "/page");
        at.edit(Environment.STAGING, page, "Two");
        Release first = at.create("First", page);
        at.edit(Environment.STAGING, page, "Three");
        Release second = at.create("Second", page);
        assertThat(at.signs(first, page))
                .containsExactlyInAnyOrder(PreflightItem.Sign.STALE, PreflightItem.Sign.SHARED);
        at.go(first);
        assertThat(at.live()).containsEntry("/page", "Two");
        assertThat(at.signs(second, page)).isEmpty();
        at.go(second);
        assertThat(at.live()).containsEntry("/page", "Three");
    }

    /** umbraco/Umbraco.Cloud.Issues #857: deletions never travelled. */
    @Test
    void takes_away_as_well_as_it_brings_and_puts_it_all_back() {
        SiteRecord archived = at.both("Archived", "/a");
        SiteRecord unpublished = at.both("Unpublished", "/b");
        SiteRecord deleted = at.both("Deleted", "/c");
        SiteRecord fresh = at.staged("Fresh", "/d");
        Release release = at.create(
                "Tidy",
                null,
                wish(archived, ReleaseStep.Kind.ARCHIVE),
                wish(unpublished, ReleaseStep.Kind.UNPUBLISH),
                wish(deleted, ReleaseStep.Kind.DELETE),
                promote(fresh));
        at.go(release);
        assertThat(at.live()).containsOnlyKeys("/d");
        assertThat(world.now(archived).live().archived()).isTrue();
        assertThat(world.now(unpublished).live().state()).isEqualTo(State.DRAFT);
        assertThat(world.now(deleted).live()).isNull();
        assertThat(world.visible(Environment.STAGING)).containsOnlyKeys("/a", "/b", "/c", "/d");

        long entries = world.entries();
        List<ReleaseUndoOutcome> back = at.undo(release);
        assertThat(at.live()).containsOnlyKeys("/a", "/b", "/c");
        assertThat(world.now(fresh).live()).isNull();
        assertThat(back)
                .extracting(ReleaseUndoOutcome::effect)
                .contains(ReleaseUndoOutcome.Effect.PUT_BACK, ReleaseUndoOutcome.Effect.REMOVED);
        assertThat(world.entries()).isEqualTo(entries + 1);
        assertThat(at.last().operation()).isEqualTo("release.undo");
        assertThat(at.state(release)).isEqualTo(Release.State.UNDONE);
        // Both sides agree where they did before, so the next promote meets no drift.
        at.edit(Environment.STAGING, archived, "Again");
        world.promote(archived, fresh);
        assertThat(at.live()).containsEntry("/a", "Again").containsEntry("/d", "Fresh");
    }

    @Test
    void an_address_may_change_hands_within_a_release() {
        SiteRecord old = at.both("Old", "/offer");
        SiteRecord fresh = world.create(Environment.STAGING, "New", "/offer");
        world.publishing().unpublish(world.ada, world.site, Environment.STAGING, List.of(old.id()));
        world.publish(Environment.STAGING, fresh);
        Release half = at.create("Half", fresh);
        assertThat(at.signs(half, fresh)).containsExactly(PreflightItem.Sign.PATH_TAKEN);
        assertThat(World.outcome(() -> at.go(half))).isEqualTo("path-taken");
        Release whole = at.create("Whole", null, promote(fresh), wish(old, ReleaseStep.Kind.UNPUBLISH));
        assertThat(at.open(whole).ready()).isTrue();
        at.go(whole);
        assertThat(at.live()).containsExactly(Map.entry("/offer", "New"));
        at.undo(whole);
        assertThat(at.live()).containsExactly(Map.entry("/offer", "Old"));
    }

    /** dotCMS/core #37157: what was taken off on purpose came back by itself. */
    @Test
    void what_staging_took_back_stays_back() {
        SiteRecord page = at.staged("Page", "/page");
        Release release = at.create("Off", at.soon(), promote(page));
        world.publishing().unpublish(world.ada, world.site, Environment.STAGING, List.of(page.id()));
        assertThat(at.signs(release, page)).containsExactly(PreflightItem.Sign.GONE);
        at.passes(61);
        assertThat(at.live()).isEmpty();
        assertThat(at.state(release)).isEqualTo(Release.State.FAILED);
    }
}
