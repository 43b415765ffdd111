package dev.sgen.publishing.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.Json;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.PickedSide;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.World;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes from live to staging, record by record, and how it goes back. */
@Invariant({1, 6, 8, 12})
class RefreshTest {
    private static final Environment STAGING = Environment.STAGING;
    private static final Environment LIVE = Environment.LIVE;
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
    void freshSite() {
        world.site = world.newSite();
    }

    private static SiteRecord promoted(String title, String path) {
        SiteRecord record = world.create(STAGING, title, path);
        world.publish(STAGING, record);
        world.promote(record);
        return record;
    }

    private static void publishChange(Environment environment, SiteRecord record, String title, String path) {
        world.save(environment, record, title, path);
        world.publish(environment, record);
    }

    private static Refreshing refreshing() {
        return world.the(Refreshing.class);
    }

    private static Refresh refresh(OnConflict onConflict) {
        return refreshing().refresh(world.ada, world.site, Refreshing.Asked.all(onConflict));
    }

    private static Refresh.Outcome outcome(Refresh refresh, SiteRecord record) {
        return refresh.records().stream()
                .filter(s -> s.record().equals(record.id()))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static String liveNow() {
        return world.jdbc()
                .sql(
                        "SELECT coalesce(string_agg(to_json(c)::text, ';' ORDER BY record_id), '') || (SELECT revision FROM"
                                + " environment_state WHERE site_id = c2.id AND environment = 'live') FROM site c2"
                                + " LEFT JOIN coordinate c ON c.site_id = c2.id AND c.environment = 'live'"
                                + " WHERE c2.id = ? GROUP BY c2.id")
                .param(world.site.value())
                .query(String.class)
                .single();
    }

    private static String stagingNow() {
        return world.jdbc()
                .sql("SELECT coalesce(string_agg(record_id || state || working || coalesce(published, 0) || title ||"
                        + " coalesce(path, ''), ';' ORDER BY record_id), '') FROM coordinate"
                        + " WHERE site_id = ? AND environment = 'staging'")
                .param(world.site.value())
                .query(String.class)
                .single();
    }

    @Test
    @Requirement({"DRIFT-5", "DRIFT-6", "DRIFT-7", "DRIFT-13", "DRIFT-14"})
    void a_fix_on_live_comes_to_staging_and_other_staging_work_stays() {
        SiteRecord fixed = promoted("Fixed", "/fixed");
        SiteRecord worked = promoted("Worked", "/worked");
        SiteRecord fresh = world.create(STAGING, "Only here", "/only-here");
        publishChange(LIVE, fixed, "Fixed on live", "/fixed");
        publishChange(STAGING, worked, "Two weeks of work", "/worked");
        String live = liveNow();
        long entries = world.entries();

        Refresh done = refresh(OnConflict.REFUSE);

        assertThat(done.records()).extracting(Refresh.Step::record).containsExactly(fixed.id());
        assertThat(outcome(done, fixed)).isEqualTo(Refresh.Outcome.TAKEN);
        assertThat(done.kept()).isEqualTo(2);
        assertThat(done.lost()).isEmpty();
        assertThat(world.visible(STAGING)).isEqualTo(Map.of("/fixed", "Fixed on live", "/worked", "Two weeks of work"));
        assertThat(world.now(fixed).drift()).isEqualTo(DriftStatus.SAME);
        assertThat(world.now(worked).drift()).isEqualTo(DriftStatus.STAGING_AHEAD);
        assertThat(world.now(fresh).staging()).isNotNull();
        assertThat(liveNow()).isEqualTo(live);
        assertThat(world.entries()).isEqualTo(entries + 1);
        var entry = world.trail().getFirst();
        assertThat(entry.operation()).isEqualTo("refresh");
        assertThat(entry.environment()).isEqualTo("live");
        assertThat(entry.targetEnvironment()).isEqualTo("staging");
        assertThat(entry.id()).isEqualTo(done.entry());
    }

    @Test
    void a_refresh_that_moves_nothing_leaves_no_entry() {
        promoted("Same", "/same");
        long entries = world.entries();
        assertThat(refresh(OnConflict.REFUSE).entry()).isNull();
        assertThat(world.entries()).isEqualTo(entries);
    }

    @Test
    @Requirement({"DRIFT-8", "DRIFT-20"})
    void what_both_changed_is_refused_with_all_three_and_nothing_moves() {
        SiteRecord both = promoted("Base", "/both");
        SiteRecord fixed = promoted("Fixed", "/fixed");
        publishChange(LIVE, both, "By live", "/both");
        publishChange(LIVE, fixed, "Fixed on live", "/fixed");
        publishChange(STAGING, both, "By staging", "/both");
        String before = stagingNow();
        assertThatThrownBy(() -> refresh(OnConflict.REFUSE)).isInstanceOfSatisfying(Refused.class, refused -> {
            var apart =
                    ((PublishingRefusal.BothMoved) refused.refusal()).records().getFirst();
            assertThat(apart.base()).isEqualTo(1);
            assertThat(apart.live()).isEqualTo(2);
            assertThat(apart.staging()).isEqualTo(3);
            assertThat(apart.conflicts()).extracting(ThreeWay.Strand::key).contains("/title");
        });
        assertThatThrownBy(() -> refresh(OnConflict.MERGE)).isInstanceOf(Refused.class);
        assertThat(stagingNow()).isEqualTo(before);
    }

    @Test
    @Requirement({"DRIFT-10", "DRIFT-9"})
    void taking_live_names_what_is_lost_and_it_can_be_recovered() {
        SiteRecord both = promoted("Base", "/both");
        publishChange(LIVE, both, "By live", "/both");
        publishChange(STAGING, both, "By staging", "/both");
        world.save(STAGING, both, "Not even published", "/both");
        Refreshing.Asked asked = Refreshing.Asked.all(OnConflict.TAKE_LIVE);
        Refresh tried = refreshing().preview(world.ada, world.site, asked);
        assertThat(tried.lost().getFirst().work())
                .extracting(Refresh.Work::version, Refresh.Work::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, "published"),
                        org.assertj.core.groups.Tuple.tuple(4, "saved"));
        Refresh done = refreshing().refresh(world.ada, world.site, asked);
        assertThat(done.lost()).isEqualTo(tried.lost());
        assertThat(done.records()).isEqualTo(tried.records());
        assertThat(world.now(both).drift()).isEqualTo(DriftStatus.SAME);
        world.publishing().recover(world.ada, world.site, STAGING, both.id(), 4, false);
        assertThat(world.now(both).staging().title()).isEqualTo("Not even published");
    }

    @Test
    void saved_work_keeps_being_saved_work_when_lives_change_is_merged_beneath_it() {
        SiteRecord both = promoted("Base", "/both");
        publishChange(LIVE, both, "Base", "/both-moved");
        world.publishing()
                .save(world.ada, world.site, STAGING, both.id(), 1, World.page("Base", "/both", "a longer text"));
        Refresh done = refresh(OnConflict.MERGE);
        assertThat(outcome(done, both)).isEqualTo(Refresh.Outcome.MERGED);
        Coordinate staging = world.now(both).staging();
        assertThat(staging.published()).isEqualTo(2);
        assertThat(staging.path()).isEqualTo("/both-moved");
        Version working =
                world.the(RecordReading.class).version(world.ada, world.site, STAGING, both.id(), staging.working());
        assertThat(Json.write(working.contents().content())).contains("a longer text");
        assertThat(world.visible(STAGING)).isEqualTo(Map.of("/both-moved", "Base"));
        assertThat(world.now(both).drift()).isEqualTo(DriftStatus.SAME);
    }

    @Test
    @Requirement("DRIFT-18")
    void what_live_archived_deleted_or_added_is_so_on_staging_afterwards() {
        SiteRecord archived = promoted("Archived", "/archived");
        SiteRecord deleted = promoted("Deleted", "/deleted");
        SiteRecord unpublished = promoted("Unpublished", "/unpublished");
        SiteRecord onlyHere = world.create(STAGING, "Only here", "/only-here");
        world.publish(STAGING, onlyHere);
        SiteRecord onlyLive = world.create(LIVE, "Only live", "/only-live");
        world.publish(LIVE, onlyLive);
        Publishing publishing = world.publishing();
        publishing.archive(world.ada, world.site, LIVE, List.of(archived.id()));
        publishing.delete(world.ada, world.site, LIVE, List.of(deleted.id()));
        publishing.unpublish(world.ada, world.site, LIVE, List.of(unpublished.id()));

        Refresh done = refresh(OnConflict.REFUSE);

        assertThat(outcome(done, archived)).isEqualTo(Refresh.Outcome.ARCHIVED);
        assertThat(outcome(done, deleted)).isEqualTo(Refresh.Outcome.DELETED);
        assertThat(outcome(done, unpublished)).isEqualTo(Refresh.Outcome.UNPUBLISHED);
        assertThat(outcome(done, onlyLive)).isEqualTo(Refresh.Outcome.APPEARED);
        assertThat(world.now(archived).staging().archived()).isTrue();
        assertThat(world.now(deleted).staging()).isNull();
        assertThat(world.visible(STAGING)).isEqualTo(Map.of("/only-here", "Only here", "/only-live", "Only live"));
        String now = stagingNow();
        assertThat(refresh(OnConflict.REFUSE).entry()).isNull();
        assertThat(stagingNow()).isEqualTo(now);
    }

    @Test
    @Requirement({"DRIFT-8", "DRIFT-18"})
    void a_record_that_both_sides_deleted_is_no_question_to_anybody() {
        SiteRecord gone = promoted("Gone", "/gone");
        world.publishing().delete(world.ada, world.site, LIVE, List.of(gone.id()));
        world.publishing().delete(world.ada, world.site, STAGING, List.of(gone.id()));
        for (OnConflict onConflict : OnConflict.values()) {
            Refreshing.Asked asked = Refreshing.Asked.of(List.of(gone.id()), onConflict);
            assertThat(refreshing().preview(world.ada, world.site, asked).undecided())
                    .isEmpty();
            Refresh done = refreshing().refresh(world.ada, world.site, asked);
            assertThat(outcome(done, gone)).isEqualTo(Refresh.Outcome.SAME);
            assertThat(done.entry()).isNull();
        }
    }

    @Test
    @Requirement("DRIFT-8")
    void a_record_that_staging_changed_and_live_took_away_is_a_question() {
        SiteRecord record = promoted("Base", "/base");
        publishChange(STAGING, record, "Work", "/base");
        world.publishing().delete(world.ada, world.site, LIVE, List.of(record.id()));
        assertThatThrownBy(() -> refresh(OnConflict.MERGE)).isInstanceOf(Refused.class);
        ConflictResolutions keep = new ConflictResolutions(
                Map.of(record.id(), Map.of(ConflictResolutions.WHOLE, PickedSide.STAGING)), Map.of());
        Refresh kept = refreshing()
                .refresh(world.ada, world.site, new Refreshing.Asked(null, null, OnConflict.MERGE, false, false, keep));
        assertThat(outcome(kept, record)).isEqualTo(Refresh.Outcome.KEPT);
        assertThat(world.visible(STAGING)).isEqualTo(Map.of("/base", "Work"));
        Refresh taken = refresh(OnConflict.TAKE_LIVE);
        assertThat(outcome(taken, record)).isEqualTo(Refresh.Outcome.DELETED);
        assertThat(taken.lost()).hasSize(1);
    }

    @Test
    @Requirement({"DRIFT-17", "DRIFT-16", "DRIFT-21"})
    void schedules_arrive_disarmed_settings_only_when_named_and_secrets_never() {
        SiteRecord waiting = world.create(LIVE, "Waiting", "/waiting");
        world.publishing()
                .schedule(
                        world.ada,
                        world.site,
                        LIVE,
                        List.of(waiting.id()),
                        Schedule.Action.PUBLISH,
                        world.clock.now().plusSeconds(60));
        SiteRecord settings = onLive("settings", Json.object().put("group", "seo"));
        SiteRecord hook = onLive("integration", Json.object());
        refresh(OnConflict.REFUSE);
        assertThat(world.now(waiting).staging().schedule()).isNull();
        assertThat(world.now(settings).staging()).isNull();
        Refresh named = refreshing()
                .refresh(
                        world.ada,
                        world.site,
                        new Refreshing.Asked(
                                null,
                                List.of("settings", "integration"),
                                OnConflict.REFUSE,
                                false,
                                false,
                                ConflictResolutions.NONE));
        assertThat(outcome(named, settings)).isEqualTo(Refresh.Outcome.APPEARED);
        assertThat(world.now(hook).staging()).isNull();
        Refresh asked = refreshing()
                .refresh(world.ada, world.site, Refreshing.Asked.of(List.of(hook.id()), OnConflict.TAKE_LIVE));
        assertThat(outcome(asked, hook)).isEqualTo(Refresh.Outcome.LEFT_OUT);
        world.clock.advance(Duration.ofSeconds(61));
        world.the(Triggers.class).fireDue();
        assertThat(world.visible(STAGING)).isEmpty();
        assertThat(world.visible(LIVE)).containsKey("/waiting");
    }

    private static SiteRecord onLive(String type, tools.jackson.databind.node.ObjectNode content) {
        SiteRecord made = world.publishing()
                .create(
                        world.ada,
                        world.site,
                        LIVE,
                        type,
                        new dev.sgen.content.Contents(type, null, content, List.of()));
        world.publish(LIVE, made);
        return made;
    }

    @Test
    @Requirement({"DRIFT-9", "DRIFT-18"})
    void replacing_all_staging_work_is_confirmed_first_and_leaves_what_stands_only_here() {
        SiteRecord worked = promoted("Base", "/base");
        publishChange(STAGING, worked, "Work", "/base");
        SiteRecord onlyHere = world.create(STAGING, "Only here", "/only-here");
        Refreshing.Asked unconfirmed =
                new Refreshing.Asked(null, null, OnConflict.TAKE_LIVE, true, false, ConflictResolutions.NONE);
        assertThat(World.outcome(() -> refreshing().refresh(world.ada, world.site, unconfirmed)))
                .isEqualTo("confirmation-needed");
        refreshing()
                .refresh(
                        world.ada,
                        world.site,
                        new Refreshing.Asked(null, null, OnConflict.TAKE_LIVE, true, true, ConflictResolutions.NONE));
        assertThat(world.now(worked).drift()).isEqualTo(DriftStatus.SAME);
        assertThat(world.now(worked).staging().title()).isEqualTo("Base");
        assertThat(world.now(onlyHere).staging()).isNotNull();
    }

    @Test
    void an_undo_puts_staging_back_and_names_what_has_moved_since() {
        SiteRecord taken = promoted("Taken", "/taken");
        SiteRecord deleted = promoted("Deleted", "/deleted");
        SiteRecord touched = promoted("Touched", "/touched");
        world.save(STAGING, taken, "Half done", "/taken");
        SiteRecord appeared = world.create(LIVE, "New", "/new");
        world.publish(LIVE, appeared);
        publishChange(LIVE, taken, "By live", "/taken");
        publishChange(LIVE, touched, "Touched by live", "/touched");
        world.publishing().delete(world.ada, world.site, LIVE, List.of(deleted.id()));
        String before = stagingNow();
        String live = liveNow();
        Refresh done = refresh(OnConflict.TAKE_LIVE);
        assertThat(done.records()).hasSize(4);
        Coordinate afterRefresh = world.now(touched).staging();
        world.save(STAGING, touched, "Worked on", "/touched");

        Refresh.Undone undone = refreshing().undo(world.ada, world.site, done.entry());

        assertThat(undone.left()).extracting(Refresh.Left::record).containsExactly(touched.id());
        assertThat(undone.records()).hasSize(3);
        assertThat(world.now(appeared).staging()).isNull();
        assertThat(world.now(taken).staging().title()).isEqualTo("Half done");
        assertThat(world.now(taken).drift()).isEqualTo(DriftStatus.LIVE_AHEAD);
        assertThat(world.now(deleted).staging().published()).isEqualTo(1);
        assertThat(world.now(touched).staging().published()).isEqualTo(afterRefresh.published());
        assertThat(liveNow()).isEqualTo(live);
        assertThat(stagingNow()).isNotEqualTo(before);
        assertThat(world.trail().getFirst().operation()).isEqualTo("refresh.undo");
        assertThat(World.outcome(() -> refreshing().undo(world.ada, world.site, done.entry())))
                .isEqualTo("invalid-state");
        assertThat(World.outcome(() -> refreshing().undo(world.ada, world.site, "evt_none")))
                .isEqualTo("not-found");
        // What was undone can be refreshed again, with the same outcome.
        refresh(OnConflict.TAKE_LIVE);
        assertThat(world.now(taken).drift()).isEqualTo(DriftStatus.SAME);
        assertThat(world.verify().valid()).isTrue();
    }

    @Test
    @Requirement("DRIFT-22")
    void only_who_may_refresh_does() {
        assertThat(World.outcome(() -> refreshing()
                        .refresh(
                                world.member("Author", "author"), world.site, Refreshing.Asked.all(OnConflict.REFUSE))))
                .isEqualTo("forbidden");
        assertThat(World.outcome(() -> refreshing().undo(world.member("Eve", "viewer"), world.site, "evt_x")))
                .isEqualTo("forbidden");
    }

    @Test
    @Requirement("SCHED-13")
    void a_scheduled_promotion_that_fired_is_an_agreement_and_no_drift() {
        SiteRecord record = world.create(STAGING, "Scheduled", "/scheduled");
        world.publishing()
                .schedule(
                        world.ada,
                        world.site,
                        STAGING,
                        List.of(record.id()),
                        Schedule.Action.PUBLISH,
                        world.clock.now().plusSeconds(10));
        world.promote(record);
        world.clock.advance(Duration.ofSeconds(11));
        world.the(Triggers.class).fireDue();
        assertThat(world.now(record).base()).isEqualTo(1);
        publishChange(STAGING, record, "Next", "/scheduled");
        assertThat(world.now(record).drift()).isEqualTo(DriftStatus.STAGING_AHEAD);
        world.promote(record);
    }
}
