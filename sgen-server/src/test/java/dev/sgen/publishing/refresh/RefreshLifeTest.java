package dev.sgen.publishing.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.World;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.support.Invariant;
import dev.sgen.support.RandomTraffic;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random work on both sides, then a refresh of everything in each of its ways, held against the rule in plain words;
 * after each its undo. Half of the work is drawn blindly, the other half leads towards records that both sides changed, which chance alone
 * brings about once in fifty runs.
 * {@code -Dsgen.seed=N} repeats a run, {@code -Dsgen.refreshes=N} makes it longer.
 */
@Requirement({"DRIFT-5", "DRIFT-6", "DRIFT-7", "DRIFT-8", "DRIFT-10", "DRIFT-18", "DRIFT-20"})
@Invariant({1, 6, 8, 12})
class RefreshLifeTest {
    private static final int BRIEF_RUNS = 40;
    private static final int FULL_RUNS = 150;
    private static final List<String> OUTCOMES = List.of(
            "REFUSE ok",
            "REFUSE drift",
            "MERGE ok",
            "MERGE drift",
            "TAKE_LIVE ok",
            "taken",
            "appeared",
            "merged",
            "unpublished",
            "archived",
            "deleted",
            "kept");
    private static final int STEPS = 25;
    private static final Environment STAGING = Environment.STAGING;
    private static final Environment LIVE = Environment.LIVE;
    private static World world;

    private final List<SiteRecord> records = new ArrayList<>();
    private final Deque<Supplier<String>> plot = new ArrayDeque<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private Random random = new Random();

    @BeforeAll
    static void begin() {
        world = new World();
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @Test
    void a_refresh_does_what_the_documents_say_and_its_undo_takes_it_all_back() {
        long seed = Long.getLong("sgen.seed", new Random().nextLong());
        random = new Random(seed);
        for (int run = 0;
                RandomTraffic.goesOn(
                        run, BRIEF_RUNS, FULL_RUNS, () -> seen.keySet().containsAll(OUTCOMES));
                run++) {
            world.site = world.newSite();
            records.clear();
            plot.clear();
            List<String> script = new ArrayList<>();
            try {
                for (int step = 0; step < STEPS; step++) {
                    world.clock.advance(java.time.Duration.ofSeconds(1));
                    script.add(step());
                }
                List<OnConflict> ways = new ArrayList<>(List.of(OnConflict.values()));
                Collections.shuffle(ways, random);
                for (OnConflict onConflict : ways) {
                    script.add(onConflict.name());
                    seen.merge(onConflict + " " + refreshAndBack(onConflict), 1, Integer::sum);
                }
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ", run " + run + ":\n" + String.join("\n", script), failure);
            }
        }
        System.out.println("Refreshes, seed " + seed + ": " + seen);
        assertThat(seen.keySet()).as(seen.toString()).containsAll(OUTCOMES);
    }

    private String step() {
        if (plot.isEmpty() && records.size() >= 3 && random.nextInt(3) == 0) {
            part(records.get(random.nextInt(records.size())));
        }
        return !plot.isEmpty() && random.nextInt(4) > 0 ? plot.remove().get() : work();
    }

    /** From what both agree on live goes its way, and staging mostly another; what both say alike is no conflict. */
    private void part(SiteRecord record) {
        List<RecordId> ids = List.of(record.id());
        int n = records.indexOf(record);
        Publishing publishing = world.publishing();
        boolean title = random.nextBoolean();
        int words = random.nextInt(4);
        int kind = random.nextInt(20);
        plot.add(() -> show(STAGING, ids) + ", " + act("promote", ids, () -> world.promote(OnDrift.OVERWRITE, record)));
        if (kind < 14) {
            plot.add(() -> {
                String said = kind < 7
                        ? act("apart", ids, () -> save(record, STAGING, n, !title, random.nextInt(4)))
                        : act("the same", ids, () -> save(record, STAGING, n, title, kind == 7 ? words + 1 : words));
                if (kind > 7) {
                    said += ", " + act("and more", ids, () -> save(record, STAGING, n, !title, random.nextInt(4)));
                }
                return random.nextInt(4) > 0 ? said + ", " + show(STAGING, ids) : said;
            });
        }
        plot.add(() -> switch (kind) {
            case 0, 14, 15 -> act("archive", ids, () -> publishing.archive(world.ada, world.site, LIVE, ids));
            case 7, 16, 17 -> act("unpublish", ids, () -> publishing.unpublish(world.ada, world.site, LIVE, ids));
            case 18, 19 -> act("delete", ids, () -> publishing.delete(world.ada, world.site, LIVE, ids));
            default -> act("on live", ids, () -> save(record, LIVE, n, title, words)) + ", " + show(LIVE, ids);
        });
    }

    private static String show(Environment where, List<RecordId> ids) {
        return act("publish on " + where, ids, () -> world.publishing().publish(world.ada, world.site, where, ids));
    }

    private static String act(String what, List<RecordId> ids, Supplier<?> act) {
        return what + " " + ids + ": " + World.outcome(act);
    }

    /** One act of somebody, which may be refused. */
    private String work() {
        Environment where = random.nextInt(3) == 0 ? LIVE : STAGING;
        if (records.size() < 3 || random.nextInt(12) == 0) {
            int n = records.size();
            records.add(world.create(where, "Title " + n, "/p" + n));
            return "create " + n + " " + where;
        }
        int n = random.nextInt(records.size());
        SiteRecord record = records.get(n);
        List<RecordId> ids = List.of(record.id());
        Publishing publishing = world.publishing();
        int kind = random.nextInt(12);
        String outcome = World.outcome(() -> switch (kind) {
            case 0, 1, 2 -> save(record, where, n, random.nextBoolean(), random.nextInt(4));
            case 3, 4 -> publishing.publish(world.ada, world.site, where, ids);
            case 5 -> publishing.unpublish(world.ada, world.site, where, ids);
            case 6 -> publishing.archive(world.ada, world.site, where, ids);
            case 7 -> publishing.revive(world.ada, world.site, where, ids);
            case 8 -> publishing.delete(world.ada, world.site, where, ids);
            case 9 ->
                publishing.schedule(
                        world.ada,
                        world.site,
                        where,
                        ids,
                        Schedule.Action.PUBLISH,
                        world.clock.now().plusSeconds(100_000));
            default -> world.promote(random.nextBoolean() ? OnDrift.OVERWRITE : OnDrift.REFUSE, record);
        });
        return kind + " " + n + " " + where + ": " + outcome;
    }

    /** Changes the title or the text, so that the two sides sometimes meet and sometimes don't. */
    private static SiteRecord save(SiteRecord record, Environment where, int n, boolean title, int words) {
        Coordinate at = world.now(record).in(where);
        if (at == null) {
            return world.publishing()
                    .save(world.ada, world.site, where, record.id(), 1, World.page("None", "/none", "none"));
        }
        Version working =
                world.the(RecordReading.class).version(world.ada, world.site, where, record.id(), at.working());
        String text =
                working.contents().content().path("body").path(0).path("text").asString();
        return world.publishing()
                .save(
                        world.ada,
                        world.site,
                        where,
                        record.id(),
                        at.working(),
                        World.page(title ? "Title " + words : at.title(), "/p" + n, title ? text : "Text " + words));
    }

    private String refreshAndBack(OnConflict onConflict) {
        Map<RecordId, SiteRecord> before = all();
        Map<String, String> liveShows = world.visible(LIVE);
        Map<String, String> stagingShows = world.visible(STAGING);
        long entries = world.entries();
        Refreshing refreshing = world.the(Refreshing.class);
        Refreshing.Asked asked = Refreshing.Asked.all(onConflict);
        boolean conflict = before.values().stream().anyMatch(this::bothMoved);
        Refresh[] done = new Refresh[1];
        Refresh tried = refreshing.preview(world.ada, world.site, asked);
        String outcome = World.outcome(() -> done[0] = refreshing.refresh(world.ada, world.site, asked));

        assertThat(world.visible(LIVE)).isEqualTo(liveShows);
        all().forEach((id, now) ->
                assertThat(now.live()).isEqualTo(before.get(id).live()));
        if (onConflict == OnConflict.REFUSE) {
            assertThat(outcome).isEqualTo(conflict ? "drift" : "ok");
        }
        if (onConflict == OnConflict.TAKE_LIVE) {
            assertThat(outcome).isEqualTo("ok");
        }
        assertThat(tried.undecided().isEmpty()).isEqualTo(outcome.equals("ok"));
        if (!outcome.equals("ok")) {
            assertThat(all()).isEqualTo(before);
            assertThat(world.entries()).isEqualTo(entries);
            return outcome;
        }
        assertThat(done[0].records()).isEqualTo(tried.records());
        assertThat(done[0].lost()).isEqualTo(tried.lost());
        done[0].records().forEach(r -> seen.merge(r.outcome().key(), 1, Integer::sum));
        all().forEach((id, now) -> holds(Objects.requireNonNull(before.get(id)), now, onConflict));
        Map<String, String> shown = new TreeMap<>();
        all().values().forEach(r -> {
            if (r.staging() != null && r.staging().published() != null) {
                Version v = version(r, r.staging().published());
                shown.put(v.contents().path(), v.contents().title());
            }
        });
        assertThat(world.visible(STAGING)).isEqualTo(shown);
        String entry = done[0].entry();
        assertThat(world.entries()).isEqualTo(entries + (entry == null ? 0 : 1));
        if (onConflict == OnConflict.TAKE_LIVE) {
            assertThat(refreshing.refresh(world.ada, world.site, asked).entry())
                    .as("nothing is left to take")
                    .isNull();
        }
        if (entry != null) {
            assertThat(refreshing.undo(world.ada, world.site, entry).left()).isEmpty();
            all().forEach((id, now) -> assertThat(stood(now)).isEqualTo(stood(before.get(id))));
            assertThat(world.visible(STAGING)).isEqualTo(stagingShows);
            assertThat(world.visible(LIVE)).isEqualTo(liveShows);
            assertThat(world.verify().valid()).isTrue();
        }
        return outcome;
    }

    /** The rule in plain words. */
    private void holds(SiteRecord before, SiteRecord now, OnConflict onConflict) {
        boolean same = before.staging() != null
                && before.live() != null
                && Objects.equals(before.staging().published(), before.live().published());
        if (same || !liveMoved(before)) {
            assertThat(stood(now)).as("what only staging changed stays").isEqualTo(stood(before));
        } else if (before.live() == null && before.staging() == null) {
            assertThat(now.staging()).isNull();
        } else if (!bothMoved(before) || onConflict == OnConflict.TAKE_LIVE) {
            if (before.live() == null) {
                assertThat(now.staging()).as("deleted on live").isNull();
            } else {
                assertThat(now.staging()).isNotNull();
                assertThat(now.staging().published()).isEqualTo(before.live().published());
                assertThat(now.staging().archived()).isEqualTo(before.live().archived());
                assertThat(now.staging().schedule())
                        .as("schedules arrive disarmed")
                        .isNull();
                assertThat(now.drift()).isEqualTo(DriftStatus.SAME);
            }
        } else {
            assertThat(now.base())
                    .as("a merge has seen live")
                    .isEqualTo(before.live().published());
            assertThat(now.drift()).isIn(DriftStatus.STAGING_AHEAD, DriftStatus.SAME);
        }
        if (before.staging() != null) {
            assertThat(version(before, before.staging().working()))
                    .as("no version is lost")
                    .isNotNull();
        }
    }

    private static boolean liveMoved(SiteRecord r) {
        if (r.live() == null) {
            return r.base() != null;
        }
        return r.base() == null
                ? r.live().published() != null || r.staging() == null
                : !Objects.equals(r.live().published(), r.base());
    }

    private boolean bothMoved(SiteRecord r) {
        Coordinate s = r.staging();
        if (!liveMoved(r) || s == null && r.live() == null) {
            return false;
        }
        if (s == null) {
            return r.base() != null;
        }
        Integer there = r.live() == null ? null : r.live().published();
        if (r.live() != null && Objects.equals(s.published(), there)) {
            return false;
        }
        boolean published = s.published() != null && s.published() == s.working() && s.schedule() == null;
        if (published
                && there != null
                && version(r, there).hash().equals(version(r, s.working()).hash())) {
            return false;
        }
        return !published || s.archived() || !s.published().equals(r.base());
    }

    private static Version version(SiteRecord r, int number) {
        return world.the(RecordReading.class).version(world.ada, world.site, STAGING, r.id(), number);
    }

    private static String stood(SiteRecord r) {
        Coordinate s = r.staging();
        return r.base() + " "
                + (s == null
                        ? "nowhere"
                        : s.state() + " " + s.working() + " " + s.published() + " " + s.title() + " " + s.path() + " "
                                + s.schedule());
    }

    private Map<RecordId, SiteRecord> all() {
        List<RecordId> ids = records.stream().map(SiteRecord::id).toList();
        Map<RecordId, SiteRecord> all = new LinkedHashMap<>();
        world.the(RecordRows.class).records(world.site, ids).forEach(r -> all.put(r.id(), r));
        assertThat(all).as("no record is lost").hasSize(ids.size());
        return all;
    }
}
