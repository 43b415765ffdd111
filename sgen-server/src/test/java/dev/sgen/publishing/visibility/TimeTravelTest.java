package dev.sgen.publishing.visibility;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DeletedRecord;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The past is what visitors saw, the future is what they will see. Wagtail #12282 asks for the page as it will
 * be at its scheduled moment; payloadcms #1873 and #2404 are restores that moved what visitors saw.
 */
class TimeTravelTest {
    private static final int RECORDS = 6;
    private static final List<String> PATHS = List.of("/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    /** Everything that a visitor can find out about an environment, in one text. */
    private static String portrait(PublicView view) {
        StringBuilder out = new StringBuilder();
        view.list(PublicView.Filter.of("page"), 0, 1_000)
                .forEach(r -> out.append(r.path())
                        .append(" v")
                        .append(r.version())
                        .append(' ')
                        .append(r.title())
                        .append(" listed ")
                        .append(r.listedAt())
                        .append(" since ")
                        .append(r.publishedAt())
                        .append('\n'));
        out.append(view.count(PublicView.Filter.of("page"))).append(" pages\n");
        for (String path : PATHS) {
            out.append(path)
                    .append(view.byPath(path).map(r -> " shows " + r.title()).orElse(" is empty"))
                    .append(view.movedTo(path).map(to -> ", moved to " + to).orElse(""))
                    .append(view.archivedAt(path) ? ", archived" : "")
                    .append('\n');
        }
        view.addresses().forEach(a -> out.append(a.path()).append(a.changedAt()).append('\n'));
        view.search("words", 0, 100)
                .forEach(r -> out.append("found ").append(r.id()).append('\n'));
        return out.toString();
    }

    private String now(Environment environment) {
        return world.the(PublicReading.class).read(world.site, environment, TimeTravelTest::portrait);
    }

    private String at(Environment environment, Instant moment) {
        return world.the(PublicReading.class)
                .readAt(world.ada, world.site, environment, moment, TimeTravelTest::portrait);
    }

    private record Seen(Instant at, Map<Environment, String> portraits) {}

    private Seen look() {
        Map<Environment, String> both = new TreeMap<>();
        both.put(STAGING, now(STAGING));
        both.put(LIVE, now(LIVE));
        return new Seen(world.clock.now(), both);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    @Requirement({"RECOV-2", "ENV-17"})
    @Invariant({4, 5})
    void an_environment_at_a_past_moment_is_what_its_visitors_saw_then(long seed) {
        Random random = new Random(seed);
        List<RecordId> ids = new ArrayList<>();
        // Several operations may fall into one instant; the last of them is what the instant shows.
        Map<Instant, Seen> remembered = new LinkedHashMap<>();
        remembered.put(world.clock.now(), look());
        for (int step = 0; step < 120; step++) {
            world.clock.advance(Duration.ofMillis(random.nextInt(4) * 700L));
            step(random, ids);
            Seen seen = look();
            remembered.put(seen.at(), seen);
        }
        world.clock.advance(Duration.ofDays(1));
        assertThat(remembered).hasSizeGreaterThan(50);
        for (Seen seen : remembered.values()) {
            for (Environment environment : Environment.values()) {
                String expected = Objects.requireNonNull(seen.portraits().get(environment));
                assertThat(at(environment, seen.at()))
                        .as("%s at %s, seed %s", environment, seen.at(), seed)
                        .isEqualTo(expected);
            }
        }
        assertThat(at(LIVE, Instant.parse("2001-01-01T00:00:00Z"))).contains("0 pages");
    }

    private void step(Random random, List<RecordId> ids) {
        Environment environment = random.nextInt(3) == 0 ? LIVE : STAGING;
        if (ids.size() < RECORDS && random.nextInt(3) == 0) {
            ids.add(world.create(environment, "New words " + ids.size(), path(random))
                    .id());
            return;
        }
        if (ids.isEmpty()) {
            return;
        }
        RecordId id = ids.get(random.nextInt(ids.size()));
        try {
            act(random, environment, id);
        } catch (Refused lookedAt) {
            assertThat(lookedAt.refusal().code()).isNotEmpty();
        }
    }

    private void act(Random random, Environment environment, RecordId id) {
        Publishing publishing = world.publishing();
        SiteRecord record = world.the(RecordReading.class).require(world.ada, world.site, STAGING, id);
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                Coordinate at = record.in(environment);
                if (at != null) {
                    publishing.save(
                            world.ada,
                            world.site,
                            environment,
                            id,
                            at.working(),
                            World.page("Words " + random.nextInt(1_000), path(random), "words"));
                }
            }
            case 2, 3 -> publishing.publish(world.ada, world.site, environment, List.of(id));
            case 4 -> publishing.unpublish(world.ada, world.site, environment, List.of(id));
            case 5 -> publishing.archive(world.ada, world.site, environment, List.of(id));
            case 6 -> publishing.revive(world.ada, world.site, environment, List.of(id));
            case 7 -> world.promote(OnDrift.OVERWRITE, record);
            default -> {
                if (random.nextBoolean()) {
                    publishing.delete(world.ada, world.site, environment, List.of(id));
                } else {
                    publishing.recover(world.ada, world.site, environment, id, 1, random.nextBoolean());
                }
            }
        }
    }

    private static String path(Random random) {
        return PATHS.get(random.nextInt(PATHS.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    @Requirement({"SCHED-11", "SCHED-3", "SCHED-13"})
    void an_environment_at_a_future_moment_is_what_its_triggers_make_of_it(long seed) {
        Random random = new Random(seed);
        List<RecordId> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SiteRecord record = world.create(STAGING, "Words " + i, path(random));
            ids.add(record.id());
            if (random.nextBoolean()) {
                World.outcome(() -> world.publish(STAGING, record));
            }
            if (random.nextInt(3) == 0) {
                World.outcome(() -> world.promote(record));
            }
            if (random.nextBoolean()) {
                world.save(STAGING, record, "Later words " + i, path(random));
            }
        }
        List<Instant> moments = new ArrayList<>();
        for (RecordId id : ids) {
            Instant at = world.clock.now().plusSeconds(60L * (1 + random.nextInt(4)));
            Environment environment = random.nextInt(4) == 0 ? LIVE : STAGING;
            Schedule.Action action = random.nextBoolean() ? Schedule.Action.PUBLISH : Schedule.Action.PROMOTE;
            World.outcome(
                    () -> world.publishing().schedule(world.ada, world.site, environment, List.of(id), action, at));
            moments.add(at);
        }
        List<Instant> ahead = moments.stream().distinct().sorted().toList();
        Map<Instant, Map<Environment, String>> foretold = new LinkedHashMap<>();
        String before = now(LIVE) + now(STAGING);
        for (Instant moment : ahead) {
            foretold.put(moment, Map.of(STAGING, at(STAGING, moment), LIVE, at(LIVE, moment)));
        }
        assertThat(now(LIVE) + now(STAGING)).isEqualTo(before);
        int moved = 0;
        for (Instant moment : ahead) {
            world.clock.set(moment);
            moved += world.the(Triggers.class).fireDue();
            for (Environment environment : Environment.values()) {
                assertThat(now(environment))
                        .as("%s at %s, seed %s", environment, moment, seed)
                        .isEqualTo(foretold.get(moment).get(environment));
            }
        }
        assertThat(moved).isPositive();
    }

    @Test
    @Requirement({"ENV-16", "ENV-17"})
    void a_draft_is_looked_at_in_its_place_and_nothing_else_moves() {
        SiteRecord holder = world.create(LIVE, "Holder", "/a");
        world.publish(LIVE, holder);
        SiteRecord draft = world.create(LIVE, "Draft words", "/b");
        String before = now(LIVE);
        DraftReading drafts = world.the(DraftReading.class);
        assertThat(drafts.read(world.site, LIVE, draft.id(), null, TimeTravelTest::portrait))
                .contains("/b shows Draft words")
                .contains("/a shows Holder");
        // Its words move on, and a pinned look stays.
        world.save(LIVE, draft, "Newer words", "/a");
        assertThat(drafts.read(world.site, LIVE, draft.id(), null, TimeTravelTest::portrait))
                .contains("/a shows Newer words")
                .contains("/b is empty");
        assertThat(drafts.read(world.site, LIVE, draft.id(), 1, TimeTravelTest::portrait))
                .contains("/b shows Draft words")
                .contains("/a shows Holder");
        // Many at once: one shows something new, the other nothing any more.
        assertThat(drafts.readWith(
                        world.site,
                        LIVE,
                        Map.of(draft.id(), Optional.of(1), holder.id(), Optional.empty()),
                        TimeTravelTest::portrait))
                .contains("/b shows Draft words")
                .contains("/a is empty")
                .contains("1 pages");
        assertThat(now(LIVE)).isEqualTo(before);
        world.publishing().archive(world.ada, world.site, LIVE, List.of(draft.id()));
        assertThat(drafts.read(world.site, LIVE, draft.id(), null, TimeTravelTest::portrait))
                .isEqualTo(before);
        assertThat(drafts.read(world.site, LIVE, World.unknownRecord(), null, TimeTravelTest::portrait))
                .isEqualTo(now(LIVE));
    }

    @Test
    @Requirement({"RECOV-18", "C-22"})
    void what_was_deleted_is_listed_and_comes_back() {
        SiteRecord page = world.create(STAGING, "Gone words", "/a");
        world.publish(STAGING, page);
        world.promote(page);
        SiteRecord other = world.create(STAGING, "Still here", "/b");
        RecordReading recordReading = world.the(RecordReading.class);
        assertThat(recordReading.deleted(world.ada, world.site, STAGING, 0, 10)).isEmpty();
        // Never promoted isn't deleted.
        assertThat(recordReading.deleted(world.ada, world.site, LIVE, 0, 10)).isEmpty();
        world.clock.advance(Duration.ofMinutes(1));
        world.publishing().delete(world.ada, world.site, LIVE, List.of(page.id()));
        List<DeletedRecord> gone = recordReading.deleted(world.ada, world.site, LIVE, 0, 10);
        assertThat(gone).hasSize(1);
        assertThat(gone.getFirst().record()).isEqualTo(page.id());
        assertThat(gone.getFirst().title()).isEqualTo("Gone words");
        assertThat(gone.getFirst().by()).isEqualTo("Ada");
        assertThat(gone.getFirst().operation()).isEqualTo("delete");
        assertThat(gone.getFirst().at()).isEqualTo(world.clock.now());
        assertThat(recordReading.deleted(world.ada, world.site, STAGING, 0, 10)).isEmpty();
        world.publishing()
                .recover(world.ada, world.site, LIVE, page.id(), gone.getFirst().version(), true);
        assertThat(recordReading.deleted(world.ada, world.site, LIVE, 0, 10)).isEmpty();
        assertThat(world.visible(LIVE)).containsEntry("/a", "Gone words");
        assertThat(world.now(other).in(STAGING)).isNotNull();
    }
}
