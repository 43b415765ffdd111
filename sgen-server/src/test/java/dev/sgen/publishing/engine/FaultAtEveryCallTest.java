package dev.sgen.publishing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.refresh.Refreshing;
import dev.sgen.release.ReleaseLaunch;
import dev.sgen.release.ReleaseUndoOutcome;
import dev.sgen.release.Releases;
import dev.sgen.release.VersionPinning;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F1: each operation is run once for every call it makes to the database, that call failing before or
 * after its effect. Whatever happens, the site is as it was, or as the operation leaves it with its one
 * entry; and who was told "done" finds it done.
 */
@Requirement({"AUDIT-27", "PROM-16", "PUB-16", "DR-7"})
@Invariant({1, 9, 11, 12})
class FaultAtEveryCallTest {
    private static World world;
    private static FaultySource faults;
    private static String refreshed;

    @BeforeAll
    static void begin() {
        world = new World(source -> faults = new FaultySource(source));
    }

    @AfterAll
    static void end() {
        world.close();
    }

    /** An operation on two records that were published, changed and saved again. */
    record Act(String name, Consumer<List<RecordId>> before, Consumer<List<RecordId>> run) {
        Act(String name, Consumer<List<RecordId>> run) {
            this(name, ids -> {}, run);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Act> operations() {
        Publishing publishing = world.publishing();
        Environment staging = Environment.STAGING;
        return Stream.of(
                new Act("create", ids -> world.create(staging, "New", "/new")),
                new Act(
                        "save",
                        ids -> publishing.save(
                                world.ada, world.site, staging, ids.getFirst(), 2, World.page("C", "/c", "c"))),
                new Act("publish", ids -> publishing.publish(world.ada, world.site, staging, ids)),
                new Act("unpublish", ids -> publishing.unpublish(world.ada, world.site, staging, ids)),
                new Act("archive", ids -> publishing.archive(world.ada, world.site, staging, ids)),
                new Act("delete", ids -> publishing.delete(world.ada, world.site, staging, ids)),
                new Act(
                        "schedule",
                        ids -> publishing.schedule(
                                world.ada,
                                world.site,
                                staging,
                                ids,
                                Schedule.Action.PUBLISH,
                                world.clock.now().plusSeconds(60))),
                new Act("recover", ids -> publishing.recover(world.ada, world.site, staging, ids.getFirst(), 1, true)),
                new Act(
                        "promote",
                        ids -> world.the(Promoting.class).promote(world.ada, world.site, ids, OnDrift.REFUSE)),
                new Act("release.promote", FaultAtEveryCallTest::releaseOf, ids -> promoteRelease()),
                new Act(
                        "release.undo",
                        ids -> {
                            releaseOf(ids);
                            promoteRelease();
                        },
                        ids -> world.the(ReleaseLaunch.class)
                                .undo(world.ada, world.site, release, ReleaseUndoOutcome.OnConflict.REFUSE)),
                new Act(
                        "refresh",
                        FaultAtEveryCallTest::fixOnLive,
                        ids -> world.the(Refreshing.class)
                                .refresh(world.ada, world.site, Refreshing.Asked.of(ids, OnConflict.TAKE_LIVE))),
                new Act(
                        "undo of a refresh",
                        ids -> {
                            fixOnLive(ids);
                            refreshed = world.the(Refreshing.class)
                                    .refresh(world.ada, world.site, Refreshing.Asked.of(ids, OnConflict.TAKE_LIVE))
                                    .entry();
                        },
                        ids -> world.the(Refreshing.class).undo(world.ada, world.site, refreshed)),
                new Act(
                        "import",
                        ids -> publishing.bringIn(
                                world.ada,
                                world.site,
                                staging,
                                PublishingOperations.IMPORT,
                                List.of(new IncomingRecord(
                                        new RecordId(world.clock.newId()),
                                        "page",
                                        null,
                                        World.page("In", "/in", "in"),
                                        IncomingRecord.Wish.PUBLISHED,
                                        null)),
                                Map.of())));
    }

    private static ReleaseId release;

    /** A release that changes one record on live and takes the other one away. */
    private static void releaseOf(List<RecordId> ids) {
        world.the(Promoting.class).promote(world.ada, world.site, ids, OnDrift.REFUSE);
        world.publishing().publish(world.ada, world.site, Environment.STAGING, List.of(ids.getFirst()));
        release = world.the(Releases.class)
                .create(
                        world.ada,
                        world.site,
                        "Release",
                        null,
                        List.of(
                                new VersionPinning.Wish(ids.getFirst(), ReleaseStep.Kind.PROMOTE, null),
                                new VersionPinning.Wish(ids.getLast(), ReleaseStep.Kind.ARCHIVE, null)))
                .id();
    }

    private static void promoteRelease() {
        world.the(ReleaseLaunch.class).promote(world.ada, world.site, release, null, OnDrift.REFUSE);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void leaves_the_old_state_or_the_new_one(Act act) {
        int calls = callsOf(act);
        assertThat(calls).isGreaterThan(5);
        String done = afterwards(act, Integer.MAX_VALUE, false).state();
        for (int n = 1; n <= calls; n++) {
            for (boolean afterEffect : new boolean[] {false, true}) {
                String where = act + ", call " + n + (afterEffect ? " after" : " before") + " its effect";
                Aftermath aftermath = afterwards(act, n, afterEffect);
                assertThat(aftermath.newEntries()).as(where).isBetween(0L, 1L);
                assertThat(aftermath.told())
                        .as(where + ": who asked is told what happened")
                        .isEqualTo(aftermath.newEntries() == 1);
                if (aftermath.newEntries() == 0) {
                    assertThat(aftermath.state()).as(where).isEqualTo(aftermath.before());
                } else {
                    assertThat(aftermath.state()).as(where).isEqualTo(done);
                }
                assertThat(world.verify().valid()).as(where).isTrue();
            }
        }
    }

    private static int callsOf(Act act) {
        List<RecordId> ids = twoRecords();
        act.before().accept(ids);
        faults.failNothing();
        act.run().accept(ids);
        return faults.calls();
    }

    record Aftermath(String before, String state, long newEntries, boolean told) {}

    private static Aftermath afterwards(Act act, int failing, boolean afterEffect) {
        List<RecordId> ids = twoRecords();
        act.before().accept(ids);
        String before = state();
        long entries = world.entries();
        faults.failCall(failing, afterEffect);
        boolean told;
        try {
            act.run().accept(ids);
            told = true;
        } catch (RuntimeException broken) {
            told = false;
        } finally {
            faults.failNothing();
        }
        return new Aftermath(before, state(), world.entries() - entries, told);
    }

    /** Both stand on both sides; live has a fix that staging lacks, and staging work that nobody published. */
    private static void fixOnLive(List<RecordId> ids) {
        Publishing publishing = world.publishing();
        world.the(Promoting.class).promote(world.ada, world.site, ids, OnDrift.REFUSE);
        for (RecordId id : ids) {
            String title = "fixed " + ids.indexOf(id);
            publishing.save(
                    world.ada, world.site, Environment.LIVE, id, 1, World.page(title, "/" + ids.indexOf(id), title));
        }
        publishing.publish(world.ada, world.site, Environment.LIVE, ids);
    }

    private static List<RecordId> twoRecords() {
        faults.failNothing();
        world.site = world.newSite();
        List<RecordId> ids = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            SiteRecord record = world.create(Environment.STAGING, name, "/" + name);
            world.publish(Environment.STAGING, record);
            world.save(Environment.STAGING, record, name + " again", "/" + name + "-again");
            ids.add(record.id());
        }
        return ids;
    }

    /** Everything a person could tell apart, without the ids. */
    private static String state() {
        Map<String, Object> state = new LinkedHashMap<>();
        for (Environment environment : Environment.values()) {
            state.put(environment + " shows", world.visible(environment));
        }
        state.put(
                "coordinates",
                world.jdbc()
                        .sql("SELECT string_agg(environment || ' ' || title || ' ' || state || ' ' || working || ' '"
                                + " || coalesce(published::text, '-') || ' ' || edition, '; ' ORDER BY environment, title)"
                                + " FROM coordinate WHERE site_id = ?")
                        .param(world.site.value())
                        .query((row, n) -> String.valueOf(row.getString(1)))
                        .single());
        state.put(
                "releases",
                world.jdbc()
                        .sql(
                                "SELECT string_agg(r.state || ' ' || r.edition || ' ' || (SELECT count(*) FROM release_item i"
                                        + " WHERE i.site_id = r.site_id AND i.release_id = r.id AND i.taken), '; ')"
                                        + " FROM release r WHERE site_id = ?")
                        .param(world.site.value())
                        .query((row, n) -> String.valueOf(row.getString(1)))
                        .single());
        state.put("versions", count("version"));
        state.put("intervals", count("visibility"));
        return state.toString();
    }

    private static long count(String table) {
        return world.jdbc()
                .sql("SELECT count(*) FROM " + table + " WHERE site_id = ?")
                .param(world.site.value())
                .query(Long.class)
                .single();
    }
}
