package dev.sgen.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.ModelState;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be done in the random life of a few records and the releases that hold them. Each move is held against
 * what a person would write down: what each release holds, what live showed before it went, and which changes on
 * live staging never saw.
 */
final class ReleaseLife {
    static final int RECORDS = 6;

    /** What an edit touches. */
    enum Touch {
        TITLE,
        TEXT,
        BOTH
    }

    final Random random;
    final List<SiteRecord> records = new ArrayList<>();
    /** Those that can still go to live. */
    final List<Release> releases = new ArrayList<>();
    /** By release: what live showed of its records when it went. */
    final Map<Release, Map<RecordId, Integer>> before = new LinkedHashMap<>();
    /** Records whose live version was made there and never reached staging. */
    final Set<RecordId> hotFixed = new HashSet<>();

    final List<String> script = new ArrayList<>();

    private final ReleaseWorld at;
    private final World world;
    private final Map<String, Integer> seen;
    private int edits;

    ReleaseLife(ReleaseWorld at, Random random, Map<String, Integer> seen) {
        this.at = at;
        this.world = at.world();
        this.random = random;
        this.seen = seen;
    }

    /** Some records that both environments publish. */
    void begin() {
        for (int n = 0; n < RECORDS; n++) {
            records.add(world.create(Environment.STAGING, "Record " + n, "/r" + n));
        }
        List<RecordId> ids = records.stream().map(SiteRecord::id).toList();
        world.publishing().publish(world.ada, world.site, Environment.STAGING, ids);
        world.promote(records.toArray(SiteRecord[]::new));
        script.add("begin with " + RECORDS);
    }

    SiteRecord any() {
        return records.get(random.nextInt(RECORDS));
    }

    /** The address that live, or else staging, knows the record by. */
    String address(SiteRecord record) {
        SiteRecord now = world.now(record);
        return String.valueOf((now.live() != null ? now.live() : now.staging()).path());
    }

    String fresh() {
        return "/free" + ++edits;
    }

    private void note(String act, SiteRecord record, Object... more) {
        script.add(act + " " + records.indexOf(record) + " "
                + Arrays.stream(more).map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private void count(String kind, String outcome) {
        seen.merge(kind + " " + outcome, 1, Integer::sum);
    }

    /** @param path the new address, or null for the one it has */
    void edit(Environment side, SiteRecord record, Touch touch, @Nullable String path) {
        note("edit", record, side, touch, path);
        Coordinate here = world.now(record).in(side);
        if (here == null || here.archived()) {
            return;
        }
        String words = "Edit " + ++edits;
        String title = touch == Touch.TEXT ? here.title() : words;
        String text = touch == Touch.TITLE ? text(side, here) : words;
        world.publishing()
                .save(
                        world.ada,
                        world.site,
                        side,
                        record.id(),
                        here.working(),
                        World.page(title, path == null ? here.path() : path, text));
        String outcome = World.outcome(() -> world.publish(side, record));
        if (side == Environment.LIVE && outcome.equals("ok")) {
            hotFixed.add(record.id());
        }
    }

    private String text(Environment side, Coordinate here) {
        return world.the(RecordReading.class)
                .version(world.ada, world.site, side, here.record(), here.working())
                .contents()
                .content()
                .path("body")
                .path(0)
                .path("text")
                .asString();
    }

    void takeOff(Environment side, SiteRecord record) {
        note("take off", record, side);
        String outcome = World.outcome(() -> random.nextBoolean()
                ? world.publishing().unpublish(world.ada, world.site, side, List.of(record.id()))
                : world.publishing().archive(world.ada, world.site, side, List.of(record.id())));
        if (side == Environment.LIVE && outcome.equals("ok")) {
            hotFixed.remove(record.id());
        }
    }

    void revive(Environment side, SiteRecord record) {
        note("revive", record, side);
        World.outcome(() -> world.publishing().revive(world.ada, world.site, side, List.of(record.id())));
    }

    VersionPinning.Wish wish(SiteRecord record) {
        ReleaseStep.Kind[] kinds = ReleaseStep.Kind.values();
        ReleaseStep.Kind kind = random.nextInt(3) == 0 ? kinds[random.nextInt(kinds.length)] : ReleaseStep.Kind.PROMOTE;
        return ReleaseWorld.wish(record, kind);
    }

    /** Answers null where it is refused. */
    @Nullable
    Release release(VersionPinning.Wish... wishes) {
        String name = "release " + script.size();
        script.add("begin " + name + " with " + List.of(wishes));
        Release[] made = new Release[1];
        count("add", World.outcome(() -> made[0] = at.create(name, null, wishes)));
        if (made[0] != null) {
            releases.add(made[0]);
        }
        return made[0];
    }

    void add(Release release, SiteRecord record) {
        note("add", record, "to", release.name());
        count("add", World.outcome(() -> at.change(release, ReleaseChange.adding(List.of(wish(record))))));
    }

    private Map<RecordId, Integer> live(ModelState modelState) {
        Map<RecordId, Integer> live = new HashMap<>();
        records.forEach(r -> live.put(r.id(), modelState.onLive(r.id())));
        return live;
    }

    void promote(Release release, OnDrift onDrift) {
        script.add("promote " + release.name() + " " + onDrift);
        Releases.Opened opened = at.open(release);
        ModelState modelState = ModelState.of(world);
        List<ReleaseStep.Taken> taken = new ArrayList<>();
        String outcome = World.outcome(() -> taken.addAll(at.go(release, onDrift)));
        count(
                switch (onDrift) {
                    case REFUSE -> "promote";
                    case OVERWRITE -> "overwrite";
                    case MERGE -> "merge";
                },
                outcome);
        assertThat(opened.release().pending()).isTrue();
        if (onDrift == OnDrift.REFUSE) {
            assertThat(outcome.equals("ok"))
                    .as("the preflight says what happens: " + outcome)
                    .isEqualTo(opened.ready());
        }
        settled(release, opened, modelState, outcome.equals("ok"), taken, onDrift);
    }

    void trigger(Release release) {
        script.add("schedule " + release.name());
        at.atMoment(release, world.clock.now().plusSeconds(1));
        Releases.Opened opened = at.open(release);
        ModelState modelState = ModelState.of(world);
        world.clock.advance(Duration.ofSeconds(2));
        int fired = at.launching().fireDue();
        assertThat(at.launching().fireDue()).isZero();
        Map<String, Object> row = world.jdbc()
                .sql("SELECT state, failure_code FROM release WHERE id = ?")
                .param(release.id().value())
                .query()
                .singleRow();
        count("trigger", fired == 1 ? "ok" : String.valueOf(row.get("failure_code")));
        assertThat(row.get("state")).isEqualTo((fired == 1 ? Release.State.PROMOTED : Release.State.FAILED).key());
        assertThat(fired == 1).isEqualTo(opened.ready());
        if (fired == 0) {
            ModelState after = ModelState.of(world);
            assertThat(after.entries()).isEqualTo(modelState.entries() + 1);
            assertThat(live(after)).isEqualTo(live(modelState));
        } else {
            settled(release, opened, modelState, true, List.of(), OnDrift.REFUSE);
        }
    }

    private void settled(
            Release release,
            Releases.Opened opened,
            ModelState then,
            boolean went,
            List<ReleaseStep.Taken> taken,
            OnDrift onDrift) {
        ModelState now = ModelState.of(world);
        Map<RecordId, Integer> was = live(then);
        Map<RecordId, Integer> after = live(now);
        if (!went) {
            assertThat(after).isEqualTo(was);
            assertThat(now.entries()).isEqualTo(then.entries());
            return;
        }
        assertThat(now.entries()).isEqualTo(then.entries() + 1);
        Map<RecordId, Integer> merged = new HashMap<>();
        taken.stream().filter(ReleaseStep.Taken::merged).forEach(t -> merged.put(t.record(), t.became()));
        merged.forEach((id, version) -> {
            count("merged", onDrift.name());
            assertThat(now.at(id, Environment.STAGING).published())
                    .as("what was merged is on both sides")
                    .isEqualTo(version);
        });
        Map<RecordId, Integer> held = new HashMap<>();
        for (ReleaseItem item : opened.items()) {
            Integer version = item.step().version();
            held.put(item.record(), merged.getOrDefault(item.record(), version));
            if (onDrift != OnDrift.OVERWRITE
                    && !merged.containsKey(item.record())
                    && !Objects.equals(was.get(item.record()), version)) {
                assertThat(hotFixed)
                        .as("a change made on live is never replaced unseen")
                        .doesNotContain(item.record());
            }
            hotFixed.remove(item.record());
        }
        after.forEach(
                (id, version) -> assertThat(version).isEqualTo(held.containsKey(id) ? held.get(id) : was.get(id)));
        before.put(release, was);
        releases.remove(release);
    }

    void undo(Release release, ReleaseUndoOutcome.OnConflict onConflict) {
        script.add("undo " + release.name() + " " + onConflict);
        ModelState then = ModelState.of(world);
        Map<RecordId, Integer> now = live(then);
        Map<RecordId, ReleaseUndoOutcome> said = new HashMap<>();
        String outcome = World.outcome(() -> {
            at.launching()
                    .undoPreview(world.ada, world.site, release.id(), onConflict)
                    .forEach(b -> said.put(b.record(), b));
            return at.undo(release, onConflict);
        });
        count(onConflict == ReleaseUndoOutcome.OnConflict.REFUSE ? "undo" : "undo " + onConflict.key(), outcome);
        ModelState later = ModelState.of(world);
        Map<RecordId, Integer> after = live(later);
        if (!outcome.equals("ok")) {
            assertThat(outcome).isIn("drift", "path-taken");
            assertThat(after).isEqualTo(now);
            assertThat(later.entries()).isEqualTo(then.entries());
            assertThat(outcome.equals("drift"))
                    .isEqualTo(said.values().stream().anyMatch(b -> b.effect() == ReleaseUndoOutcome.Effect.CONFLICT));
            return;
        }
        assertThat(later.entries()).isEqualTo(then.entries() + 1);
        Map<RecordId, Integer> was = Objects.requireNonNull(before.remove(release));
        said.values().forEach(back -> count("undone", back.effect().key()));
        after.forEach((id, version) -> {
            ReleaseUndoOutcome back = said.get(id);
            if (back == null || back.effect() == ReleaseUndoOutcome.Effect.KEPT) {
                assertThat(version).as("untouched").isEqualTo(now.get(id));
            } else if (back.effect() == ReleaseUndoOutcome.Effect.MERGED) {
                assertThat(version).as("woven").isNotNull().isNotIn(now.get(id), was.get(id));
            } else {
                assertThat(version).as("as before the release").isEqualTo(was.get(id));
                hotFixed.remove(id);
            }
        });
    }
}
