package dev.sgen.publishing;

import static dev.sgen.publishing.ReleaseWorld.promote;
import static dev.sgen.publishing.ReleaseWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditEntry;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseChange;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        world.shown.clear();
        world.failures.clear();
    }

    private Map<String, String> live() {
        return world.visible(Environment.LIVE);
    }

    private Instant soon() {
        return world.clock.now().plusSeconds(60);
    }

    private void passes(long seconds) {
        world.clock.advance(Duration.ofSeconds(seconds));
        at.launching().fireDue();
    }

    private AuditEntry last() {
        return world.trail().getFirst();
    }

    @Test
    void goes_as_one_operation_with_one_entry_one_revision_and_one_notice() {
        SiteRecord about = at.both("About", "/about");
        at.edit(Environment.STAGING, about, "About us");
        Release release = at.create("Launch", about, at.staged("Prices", "/prices"));
        long entries = world.entries();
        world.shown.clear();

        at.go(release);

        assertThat(live()).containsEntry("/about", "About us").containsEntry("/prices", "Prices");
        assertThat(world.entries()).isEqualTo(entries + 1);
        assertThat(world.shown)
                .singleElement()
                .satisfies(s -> assertThat(s.environment()).isEqualTo(Environment.LIVE));
        assertThat(last().operation()).isEqualTo("release.promote");
        assertThat(last().records()).hasSize(3);
        assertThat(last().visibility()).isTrue();
        assertThat(at.open(release).release().state()).isEqualTo(Release.State.PROMOTED);
        assertThat(at.open(release).release().entry()).isEqualTo(last().id());
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("invalid-state");
    }

    /** strapi/strapi #25780: edits made after adding rode along. payloadcms/payload #5834: and drafts were dropped. */
    @Test
    void is_frozen_to_the_versions_of_the_moment_they_were_added() {
        SiteRecord page = at.staged("First", "/page");
        Release release = at.create("Frozen", page);
        at.edit(Environment.STAGING, page, "Second");
        world.save(Environment.STAGING, page, "Draft", "/page");
        assertThat(at.signs(release, page)).containsExactly(Weighed.Sign.STALE);
        assertThat(at.open(release).ready()).isTrue();

        at.go(release);

        assertThat(live()).containsEntry("/page", "First");
        Coordinate staging = world.now(page).staging();
        assertThat(staging.published()).isEqualTo(2);
        assertThat(staging.working()).isEqualTo(3);
        assertThat(world.now(page).drift()).isEqualTo(Drift.STAGING_AHEAD);
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
        assertThat(live()).containsEntry("/page", "Second");
    }

    /** ONSdigital/dis-wagtail #262: pages that nobody had approved rode along. */
    @Test
    void holds_nothing_that_was_never_published() {
        SiteRecord draft = world.create(Environment.STAGING, "Draft", "/draft");
        assertThat(World.outcome(() -> at.create("No", draft))).isEqualTo("invalid-state");
        SiteRecord page = at.staged("Page", "/page");
        world.save(Environment.STAGING, page, "Unpublished words", "/page");
        assertThat(World.outcome(() -> at.create("No", null, new Pinning.Wish(page.id(), LiveStep.Kind.PROMOTE, 2))))
                .isEqualTo("invalid-state");
        assertThat(World.outcome(() -> at.create("No", null, new Pinning.Wish(page.id(), LiveStep.Kind.PROMOTE, 9))))
                .isEqualTo("not-found");
        assertThat(World.outcome(() ->
                        at.create("No", null, new Pinning.Wish(World.unknownRecord(), LiveStep.Kind.PROMOTE, null))))
                .isEqualTo("not-found");
    }

    /** craftersoftware/craftercms #7483: the newer package pulled a shared picture away from the older one. */
    @Test
    void brings_what_its_records_show_even_where_two_releases_share_it() {
        SiteRecord picture = media("Picture");
        SiteRecord one = showing("One", "/one", picture);
        SiteRecord two = showing("Two", "/two", picture);
        Release older = at.create("Older", one);
        Release newer = at.create("Newer", two);
        assertThat(at.open(older).items()).hasSize(2);
        assertThat(at.open(older).release().items()).isEqualTo(1);
        assertThat(at.signs(newer, picture)).isEmpty();

        at.go(older);
        assertThat(world.now(picture).live().published()).isEqualTo(1);
        at.go(newer);
        assertThat(live()).containsKeys("/one", "/two");
        at.undo(newer);
        assertThat(world.now(picture).live()).isNotNull();
    }

    @Test
    void what_came_along_goes_again_with_the_record_that_needed_it() {
        SiteRecord picture = media("Picture");
        SiteRecord one = showing("One", "/one", picture);
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
        assertThat(at.signs(alone, child)).containsExactly(Weighed.Sign.MISSING);
        Release both = at.create("Both", child, parent);
        assertThat(at.signs(both, child)).containsExactly(Weighed.Sign.SHARED);
        at.go(both);
        assertThat(live()).containsKeys("/parent", "/child");
    }

    /** strapi/strapi #27722: “blocked” was shown from a cache, and it published. Here the rule that says it does it. */
    @Test
    void says_what_stands_in_the_way_and_is_held_to_it() {
        SiteRecord page = at.both("Page", "/page");
        at.edit(Environment.STAGING, page, "New");
        Release release = at.create("Checked", page, at.staged("Other", "/other"));
        assertThat(at.open(release).ready()).isTrue();
        at.edit(Environment.LIVE, page, "Fixed in a hurry");
        assertThat(at.signs(release, page)).containsExactly(Weighed.Sign.DRIFT);
        assertThat(at.open(release).ready()).isFalse();
        long entries = world.entries();

        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        assertThat(world.entries()).isEqualTo(entries);
        assertThat(live()).containsEntry("/page", "Fixed in a hurry").doesNotContainKey("/other");
        assertThat(at.state(release)).isEqualTo(Release.State.OPEN);

        at.go(release, OnDrift.OVERWRITE);
        assertThat(live()).containsEntry("/page", "New").containsKey("/other");
        assertThat(last().details().toString()).contains("overwritten");
    }

    @Test
    void merges_on_purpose_what_does_not_overlap() {
        SiteRecord page = world.publishing()
                .create(world.ada, world.site, Environment.STAGING, "page", two("Page", "one", "two"));
        world.publish(Environment.STAGING, page);
        world.promote(page);
        saveTwo(Environment.LIVE, page, two("Page", "one", "two, fixed"));
        saveTwo(Environment.STAGING, page, two("Page", "one, longer", "two"));
        Release release = at.create("Merged", page);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        at.go(release, OnDrift.MERGE);
        String text = liveContent(page);
        assertThat(text).contains("one, longer").contains("two, fixed");
        assertThat(world.now(page).drift()).isEqualTo(Drift.SAME);
    }

    @Test
    void never_puts_an_older_version_over_what_came_to_live_in_between() {
        SiteRecord page = at.both("One", "/page");
        at.edit(Environment.STAGING, page, "Two");
        Release release = at.create("Older", page);
        at.edit(Environment.STAGING, page, "Three");
        world.promote(page);
        assertThat(at.signs(release, page)).contains(Weighed.Sign.DRIFT);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("drift");
        assertThat(World.outcome(() -> at.go(release, OnDrift.MERGE))).isEqualTo("drift");
        assertThat(live()).containsEntry("/page", "Three");
        at.repin(release, page);
        at.go(release);
        assertThat(live()).containsEntry("/page", "Three");
    }

    @Test
    void two_releases_on_one_record_go_one_after_the_other_and_know_of_each_other() {
        SiteRecord page = at.both("One", "/page");
        at.edit(Environment.STAGING, page, "Two");
        Release first = at.create("First", page);
        at.edit(Environment.STAGING, page, "Three");
        Release second = at.create("Second", page);
        assertThat(at.signs(first, page)).containsExactlyInAnyOrder(Weighed.Sign.STALE, Weighed.Sign.SHARED);
        at.go(first);
        assertThat(live()).containsEntry("/page", "Two");
        assertThat(at.signs(second, page)).isEmpty();
        at.go(second);
        assertThat(live()).containsEntry("/page", "Three");
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
                wish(archived, LiveStep.Kind.ARCHIVE),
                wish(unpublished, LiveStep.Kind.UNPUBLISH),
                wish(deleted, LiveStep.Kind.DELETE),
                promote(fresh));
        at.go(release);
        assertThat(live()).containsOnlyKeys("/d");
        assertThat(world.now(archived).live().archived()).isTrue();
        assertThat(world.now(unpublished).live().state()).isEqualTo(State.DRAFT);
        assertThat(world.now(deleted).live()).isNull();
        assertThat(world.visible(Environment.STAGING)).containsOnlyKeys("/a", "/b", "/c", "/d");

        long entries = world.entries();
        List<StepBack> back = at.undo(release);
        assertThat(live()).containsOnlyKeys("/a", "/b", "/c");
        assertThat(world.now(fresh).live()).isNull();
        assertThat(back).extracting(StepBack::effect).contains(StepBack.Effect.PUT_BACK, StepBack.Effect.REMOVED);
        assertThat(world.entries()).isEqualTo(entries + 1);
        assertThat(last().operation()).isEqualTo("release.undo");
        assertThat(at.state(release)).isEqualTo(Release.State.UNDONE);
        // Both sides agree where they did before, so the next promote meets no drift.
        at.edit(Environment.STAGING, archived, "Again");
        world.promote(archived, fresh);
        assertThat(live()).containsEntry("/a", "Again").containsEntry("/d", "Fresh");
    }

    @Test
    void an_address_may_change_hands_within_a_release() {
        SiteRecord old = at.both("Old", "/offer");
        SiteRecord fresh = world.create(Environment.STAGING, "New", "/offer");
        world.publishing().unpublish(world.ada, world.site, Environment.STAGING, List.of(old.id()));
        world.publish(Environment.STAGING, fresh);
        Release half = at.create("Half", fresh);
        assertThat(at.signs(half, fresh)).containsExactly(Weighed.Sign.PATH_TAKEN);
        assertThat(World.outcome(() -> at.go(half))).isEqualTo("path-taken");
        Release whole = at.create("Whole", null, promote(fresh), wish(old, LiveStep.Kind.UNPUBLISH));
        assertThat(at.open(whole).ready()).isTrue();
        at.go(whole);
        assertThat(live()).containsExactly(Map.entry("/offer", "New"));
        at.undo(whole);
        assertThat(live()).containsExactly(Map.entry("/offer", "Old"));
    }

    /** dotCMS/core #37157: what was taken off on purpose came back by itself. */
    @Test
    void what_staging_took_back_stays_back() {
        SiteRecord page = at.staged("Page", "/page");
        Release release = at.create("Off", soon(), promote(page));
        world.publishing().unpublish(world.ada, world.site, Environment.STAGING, List.of(page.id()));
        assertThat(at.signs(release, page)).containsExactly(Weighed.Sign.GONE);
        passes(61);
        assertThat(live()).isEmpty();
        assertThat(at.state(release)).isEqualTo(Release.State.FAILED);
    }

    @Test
    void at_its_moment_it_is_checked_again_and_a_failure_changes_nothing_and_is_heard() {
        SiteRecord[] pages = new SiteRecord[9];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = at.both("Page " + i, "/p" + i);
            at.edit(Environment.STAGING, pages[i], "New " + i);
        }
        Release release = at.create("Nine", pages);
        at.atMoment(release, soon());
        assertThat(at.open(release).ready()).isTrue();
        at.edit(Environment.LIVE, pages[6], "Fixed in a hurry");
        Map<String, String> before = live();

        passes(61);

        assertThat(live()).isEqualTo(before);
        Release failed = at.open(release).release();
        assertThat(failed.state()).isEqualTo(Release.State.FAILED);
        assertThat(failed.failureCode()).isEqualTo("drift");
        assertThat(failed.failure()).contains("Fixed in a hurry").contains("Ada");
        assertThat(last().operation()).isEqualTo("release.fail");
        assertThat(last().actor().kind()).isEqualTo("platform");
        assertThat(Objects.requireNonNull(last().originatingOperator()).name()).isEqualTo("Ada");
        assertThat(world.failures)
                .singleElement()
                .satisfies(f -> assertThat(f.name()).isEqualTo("Nine"));
        passes(60);
        assertThat(world.failures).hasSize(1);
        // It can be mended and tried again.
        at.go(release, OnDrift.OVERWRITE);
        assertThat(live()).containsEntry("/p6", "New 6");
    }

    @Test
    void a_late_start_fires_once_and_says_how_late() {
        Release release = at.create("Late", soon(), promote(at.staged("Page", "/page")));
        passes(30);
        assertThat(live()).isEmpty();
        passes(90);
        passes(1);
        assertThat(live()).containsKey("/page");
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
        Release release = at.create("Whole", soon(), promote(one), promote(two));
        at.edit(Environment.STAGING, one, "One, edited");
        passes(61);
        assertThat(live()).containsEntry("/one", "One").containsEntry("/two", "Two");
        assertThat(at.state(release)).isEqualTo(Release.State.PROMOTED);

        SiteRecord three = at.staged("Three", "/three");
        Release taken = at.create("Cancelled", soon(), promote(three));
        at.atMoment(taken, null);
        assertThat(at.state(taken)).isEqualTo(Release.State.OPEN);
        assertThat(last().operation()).isEqualTo("release.schedule.cancel");
        passes(120);
        assertThat(live()).doesNotContainKey("/three");
    }

    @Test
    void the_one_who_set_the_moment_must_still_be_allowed_at_that_moment() {
        Actor editor = world.member("Eve", "editor");
        SiteRecord page = at.staged("Page", "/page");
        Release release = at.releases().create(editor, world.site, "Eve's", soon(), List.of(promote(page)));
        world.jdbc()
                .sql("UPDATE membership SET role = 'author' WHERE site_id = ? AND member_id = ?")
                .params(
                        world.site.value(),
                        Objects.requireNonNull(editor.memberOrNull()).value())
                .update();
        passes(61);
        assertThat(live()).isEmpty();
        assertThat(at.open(release).release().failureCode()).isEqualTo("forbidden");
        assertThat(world.failures)
                .singleElement()
                .satisfies(f -> assertThat(f.operatorName()).isEqualTo("Eve"));
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
                        () -> at.releases().change(author, world.site, release.id(), ReleaseChange.moment(soon()))))
                .isEqualTo("forbidden");
        assertThat(World.outcome(() -> at.releases().create(viewer, world.site, "V", null, List.of())))
                .isEqualTo("forbidden");
        at.atMoment(release, soon());
        assertThat(World.outcome(() -> at.releases()
                        .change(author, world.site, release.id(), ReleaseChange.adding(List.of(promote(other))))))
                .isEqualTo("forbidden");
        assertThat(World.outcome(() -> {
                    at.releases().delete(author, world.site, release.id());
                    return "";
                }))
                .isEqualTo("forbidden");
        at.go(release);
        assertThat(World.outcome(
                        () -> at.launching().undo(author, world.site, release.id(), StepBack.OnConflict.REFUSE)))
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
        assertThat(live()).isEmpty();
    }

    @Test
    void a_moment_in_the_past_and_an_empty_release_are_refused() {
        SiteRecord page = at.staged("Page", "/page");
        assertThat(World.outcome(() -> at.create("Past", world.clock.now(), promote(page))))
                .isEqualTo("past-moment");
        Release empty = at.create("Empty");
        assertThat(World.outcome(() -> at.go(empty))).isEqualTo("bad-request");
        assertThat(World.outcome(() -> at.atMoment(empty, soon()))).isEqualTo("bad-request");
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
        assertThat(at.signs(release, shoe)).containsExactly(Weighed.Sign.INVALID_CONTENT);
        assertThat(World.outcome(() -> at.go(release))).isEqualTo("invalid-content");
        assertThat(live()).isEmpty();
    }

    @Test
    void tells_a_preview_what_would_stand_where() {
        SiteRecord page = at.staged("Page", "/page");
        SiteRecord old = at.both("Old", "/old");
        Release release = at.create("View", soon(), promote(page), wish(old, LiveStep.Kind.DELETE));
        Map<RecordId, java.util.Optional<Integer>> overlay = at.releases().overlay(world.site, release.id());
        assertThat(overlay).containsEntry(page.id(), java.util.Optional.of(1));
        assertThat(overlay).containsEntry(old.id(), java.util.Optional.empty());
        assertThat(at.releases().overlayUntil(world.site, world.clock.now())).isEmpty();
        assertThat(at.releases().overlayUntil(world.site, soon())).isEqualTo(overlay);
    }

    private SiteRecord media(String title) {
        ObjectNode content = Json.object();
        content.put("blob", "a".repeat(64));
        content.put("fileName", "picture.png");
        content.put("mediaType", "image/png");
        content.put("size", 10);
        SiteRecord record = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        "media",
                        new Contents(title, null, content, List.of()));
        world.publish(Environment.STAGING, record);
        return record;
    }

    private SiteRecord showing(String title, String path, SiteRecord picture) {
        ObjectNode content = Json.object();
        content.put("featuredImage", picture.id().toString());
        SiteRecord record = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        Environment.STAGING,
                        "page",
                        new Contents(title, path, content, List.of()));
        world.publish(Environment.STAGING, record);
        return record;
    }

    static Contents two(String title, String first, String second) {
        ObjectNode content = Json.object();
        var body = content.putArray("body");
        body.addObject().put("id", "b1").put("type", "paragraph").put("text", first);
        body.addObject().put("id", "b2").put("type", "paragraph").put("text", second);
        return new Contents(title, "/two", content, List.of());
    }

    private void saveTwo(Environment environment, SiteRecord record, Contents contents) {
        int working = world.now(record).in(environment).working();
        world.publishing().save(world.ada, world.site, environment, record.id(), working, contents);
        world.publish(environment, record);
    }

    private String liveContent(SiteRecord record) {
        int shown = world.now(record).live().published();
        return world.the(Reading.class)
                .version(world.ada, world.site, Environment.LIVE, record.id(), shown)
                .contents()
                .content()
                .toString();
    }
}
