package dev.sgen.release;

import static dev.sgen.release.ReleaseWorld.promote;
import static dev.sgen.release.ReleaseWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A release at its moment: checked again, once, for somebody who still may; and what a preview of it shows. */
@Requirement({"REC-18", "PROM-11", "BULK-11", "SCHED-17"})
@Invariant({7, 10, 12})
class ReleaseMomentsTest {
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
    void at_its_moment_it_is_checked_again_and_a_failure_changes_nothing_and_is_heard() {
        SiteRecord[] pages = new SiteRecord[9];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = at.both("Page " + i, "/p" + i);
            at.edit(Environment.STAGING, pages[i], "New " + i);
        }
        Release release = at.create("Nine", pages);
        at.atMoment(release, at.soon());
        assertThat(at.open(release).ready()).isTrue();
        at.edit(Environment.LIVE, pages[6], "Fixed in a hurry");
        Map<String, String> before = at.live();

        at.passes(61);

        assertThat(at.live()).isEqualTo(before);
        Release failed = at.open(release).release();
        assertThat(failed.state()).isEqualTo(Release.State.FAILED);
        assertThat(failed.failureCode()).isEqualTo("drift");
        assertThat(failed.failure()).contains("Fixed in a hurry").contains("Ada");
        assertThat(at.last().operation()).isEqualTo("release.fail");
        assertThat(at.last().actor().kind()).isEqualTo("platform");
        assertThat(Objects.requireNonNull(at.last().originatingOperator()).name())
                .isEqualTo("Ada");
        assertThat(world.entriesOf(ReleaseOperations.FAIL))
                .singleElement()
                .satisfies(f -> assertThat(f.records().getFirst().title()).isEqualTo("Nine"));
        at.passes(60);
        assertThat(world.entriesOf(ReleaseOperations.FAIL)).hasSize(1);
        // It can be mended and tried again.
        at.go(release, OnDrift.OVERWRITE);
        assertThat(at.live()).containsEntry("/p6", "New 6");
    }

    @Test
    void a_late_start_fires_once_and_says_how_late() {
        Release release = at.create("Late", at.soon(), promote(at.staged("Page", "/page")));
        at.passes(30);
        assertThat(at.live()).isEmpty();
        at.passes(90);
        at.passes(1);
        assertThat(at.live()).containsKey("/page");
        assertThat(world.trail())
                .filteredOn(e -> e.operation().equals("release.promote"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.details().path("lateSeconds").asInt()).isEqualTo(60);
                    assertThat(e.actor().kind()).isEqualTo("platform");
                    assertThat(Objects.requireNonNull(e.originatingOperator()).name())
                            .isEqualTo("Ada");
                });
        assertThat(at.state(release)).isEqualTo(Release.State.PROMOTED);
    }

    /** craftersoftware/craftercms #6279: touching one scheduled item cancelled that item alone. */
    @Test
    void a_moment_belongs_to_the_whole_release() {
        SiteRecord one = at.staged("One", "/one");
        SiteRecord two = at.staged("Two", "/two");
        Release release = at.create("Whole", at.soon(), promote(one), promote(two));
        at.edit(Environment.STAGING, one, "One, edited");
        at.passes(61);
        assertThat(at.live()).containsEntry("/one", "One").containsEntry("/two", "Two");
        assertThat(at.state(release)).isEqualTo(Release.State.PROMOTED);

        SiteRecord three = at.staged("Three", "/three");
        Release taken = at.create("Cancelled", at.soon(), promote(three));
        at.atMoment(taken, null);
        assertThat(at.state(taken)).isEqualTo(Release.State.OPEN);
        assertThat(at.last().operation()).isEqualTo("release.schedule.cancel");
        at.passes(120);
        assertThat(at.live()).doesNotContainKey("/three");
    }

    @Test
    void the_one_who_set_the_moment_must_still_be_allowed_at_that_moment() {
        Actor editor = world.member("Eve", "editor");
        SiteRecord page = at.staged("Page", "/page");
        Release release = at.releases().create(editor, world.site, "Eve's", at.soon(), List.of(promote(page)));
        world.jdbc()
                .sql("UPDATE membership SET role = 'author' WHERE site_id = ? AND member_id = ?")
                .params(
                        world.site.value(),
                        Objects.requireNonNull(editor.memberOrNull()).value())
                .update();
        at.passes(61);
        assertThat(at.live()).isEmpty();
        assertThat(at.open(release).release().failureCode()).isEqualTo("forbidden");
        assertThat(world.entriesOf(ReleaseOperations.FAIL))
                .singleElement()
                .satisfies(f -> assertThat(
                                Objects.requireNonNull(f.originatingOperator()).name())
                        .isEqualTo("Eve"));
    }

    /** Umbraco.Cloud.Issues #282: one editor's transfer shipped what another had queued. */
    @Test
    void each_step_needs_its_own_grant_and_nothing_rides_along_into_a_scheduled_one() {
        Actor author = world.member("Tom", "author");
        Actor viewer = world.member("Vic", "viewer");
        SiteRecord page = at.staged("Page", "/page");
        SiteRecord other = at.staged("Other", "/other");
        Release release = at.releases().create(author, world.site, "Tom's", null, List.of(promote(page)));
        assertThat(World.outcome(() -> at.launching().promote(author, world.site, release.id(), null, OnDrift.REFUSE)))
                .isEqualTo("forbidden");
        assertThat(World.outcome(
                        () -> at.releases().change(author, world.site, release.id(), ReleaseChange.moment(at.soon()))))
                .isEqualTo("forbidden");
        assertThat(World.outcome(() -> at.releases().create(viewer, world.site, "V", null, List.of())))
                .isEqualTo("forbidden");
        at.atMoment(release, at.soon());
        assertThat(World.outcome(() -> at.releases()
                        .change(author, world.site, release.id(), ReleaseChange.adding(List.of(promote(other))))))
                .isEqualTo("forbidden");
        assertThat(World.outcome(() -> {
                    at.releases().delete(author, world.site, release.id());
                    return "";
                }))
                .isEqualTo("forbidden");
        at.go(release);
        assertThat(World.outcome(() ->
                        at.launching().undo(author, world.site, release.id(), ReleaseUndoOutcome.OnConflict.REFUSE)))
                .isEqualTo("forbidden");
    }

    @Test
    void a_release_that_somebody_changed_meanwhile_is_not_promoted_unseen() {
        SiteRecord page = at.staged("Page", "/page");
        Release seen = at.create("Seen", page);
        at.change(seen, ReleaseChange.adding(List.of(promote(at.staged("Other", "/other")))));
        assertThat(World.outcome(
                        () -> at.launching().promote(world.ada, world.site, seen.id(), seen.edition(), OnDrift.REFUSE)))
                .isEqualTo("stale-version");
        assertThat(at.live()).isEmpty();
    }

    @Test
    void a_moment_in_the_past_and_an_empty_release_are_refused() {
        SiteRecord page = at.staged("Page", "/page");
        assertThat(World.outcome(() -> at.create("Past", world.clock.now(), promote(page))))
                .isEqualTo("past-moment");
        Release empty = at.create("Empty");
        assertThat(World.outcome(() -> at.go(empty))).isEqualTo("bad-request");
        assertThat(World.outcome(() -> at.atMoment(empty, at.soon()))).isEqualTo("bad-request");
        assertThat(World.outcome(() -> at.create(" ", page))).isEqualTo("bad-request");
    }

    @Test
    void a_type_that_changed_holds_back_what_no_longer_fits_it() {
        dev.sgen.content.ContentTypes types = world.the(dev.sgen.content.ContentTypes.class);
        ObjectNode loose =
                (ObjectNode) Json.read("{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"string\"}}}");
        types.put(world.ada, world.site, "shoe", "Shoe", loose, "/shoes/{slug}");
        SiteRecord shoe = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        "shoe",
                        new Contents("Boot", "/shoes/boot", Json.object().put("size", "big"), List.of()));
        world.publish(Environment.STAGING, shoe);
        Release release = at.create("Shoes", shoe, at.staged("Page", "/page"));
        assertThat(at.open(release).ready()).isTrue();
        ObjectNode strict =
                (ObjectNode) Json.read("{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\"}}}");
        types.put(world.ada, world.site, "shoe", "Shoe", strict, "/shoes/{slug}");
        types.forget(world.site);
        assertThat(at.signs(release, shoe)).containsExactly(PreflightItem.Sign.INVALID_CONTENT);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("invalid-content");
        assertThat(at.live()).isEmpty();
    }

    @Test
    void tells_a_preview_what_would_stand_where() {
        SiteRecord page = at.staged("Page", "/page");
        SiteRecord old = at.both("Old", "/old");
        Release release = at.create("View", at.soon(), promote(page), wish(old, ReleaseStep.Kind.DELETE));
        Map<RecordId, java.util.Optional<Integer>> overlay = at.releases().overlay(world.site, release.id());
        assertThat(overlay).containsEntry(page.id(), java.util.Optional.of(1));
        assertThat(overlay).containsEntry(old.id(), java.util.Optional.empty());
        assertThat(at.releases().until(world.site, world.clock.now())).isEmpty();
        assertThat(at.releases().until(world.site, at.soon()).getFirst().records())
                .hasSize(2);
    }
}
