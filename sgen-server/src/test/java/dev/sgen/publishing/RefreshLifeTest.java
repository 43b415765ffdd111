package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random work on both sides, then a refresh of everything, held against the rule in plain words; then its undo.
 * {@code -Dsgen.seed=N} repeats a run, {@code -Dsgen.refreshes=N} makes it longer.
 */
@Requirement({"DRIFT-5", "DRIFT-6", "DRIFT-7", "DRIFT-8", "DRIFT-10", "DRIFT-18", "DRIFT-20"})
@Invariant({1, 6, 8, 12})
class RefreshLifeTest {
    private static final int RUNS = Integer.getInteger("sgen.refreshes", 150);
    private static final int STEPS = 25;
    private static final Environment STAGING = Environment.STAGING;
    private static final Environment LIVE = Environment.LIVE;
    private static World world;

    private final List<SiteRecord> records = new ArrayList<>();
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
        Map<String, Integer> seen = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            world.site = world.newSite();
            records.clear();
            List<String> script = new ArrayList<>();
            try {
                for (int step = 0; step < STEPS; step++) {
                    script.add(work());
                }
                OnConflict onConflict = OnConflict.values()[random.nextInt(3)];
                seen.merge(onConflict + " " + refreshAndBack(onConflict), 1, Integer::sum);
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ", run " + run + ":\n" + String.join("\n", script), failure);
            }
        }
        assertThat(seen.keySet()).contains("REFUSE ok", "REFUSE drift", "MERGE ok", "MERGE drift", "TAKE_LIVE ok");
    }

    /** One act of somebody, which may be refused. */
    private String work() {
        Environment where = random.nextInt(3) == 0 ? LIVE : STAGING;
        world.clock.advance(java.time.Duration.ofSeconds(1));
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
            case 0, 1, 2 -> save(record, where, n);
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

    /** Changes the title, the text or both, so that the two sides sometimes meet and sometimes don't. */
    private SiteRecord save(SiteRecord record, Environment where, int n) {
        Coordinate at = world.now(record).in(where);
        if (at == null) {
            return world.publishing()
                    .save(world.ada, world.site, where, record.id(), 1, World.page("None", "/none", "none"));
        }
        boolean title = random.nextBoolean();
        Version working = world.the(Reading.class).version(world.ada, world.site, where, record.id(), at.working());
        String text =
                working.contents().content().path("body").path(0).path("text").asString();
        return world.publishing()
                .save(
                        world.ada,
                        world.site,
                        where,
                        record.id(),
                        at.working(),
                        World.page(
                                title ? "Title " + random.nextInt(4) : at.title(),
                                "/p" + n,
                                title ? text : "Text " + random.nextInt(4)));
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
                assertThat(now.drift()).isEqualTo(Drift.SAME);
            }
        } else {
            assertThat(now.base())
                    .as("a merge has seen live")
                    .isEqualTo(before.live().published());
            assertThat(now.drift()).isIn(Drift.STAGING_AHEAD, Drift.SAME);
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
        return world.the(Reading.class).version(world.ada, world.site, STAGING, r.id(), number);
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
        Map<RecordId, SiteRecord> all = new LinkedHashMap<>();
        records.forEach(r -> all.put(r.id(), world.now(r)));
        return all;
    }
}
