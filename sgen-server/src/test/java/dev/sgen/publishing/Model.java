package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the publishing document promises, in the plainest words: maps and numbers, no database, no SQL.
 * Each method changes the model and answers "ok", or leaves it alone and answers the refusal's code.
 */
public final class Model {
    public record V(String title, String path) {}

    /** A schedule; {@code by} is the id of the member in whose name it will act. */
    public record S(Instant at, int version, Schedule.Action action, String by) {}

    interface MayFire {
        boolean test(String by, Environment environment, Schedule.Action action);
    }

    public static final class At {
        public int working;
        public Integer published;
        public S schedule;
        public boolean archived;

        String state() {
            return archived ? "archived" : published != null ? "published" : schedule != null ? "scheduled" : "draft";
        }
    }

    public static final class Rec {
        public final Map<Integer, V> versions = new HashMap<>();
        public final Map<Environment, At> at = new EnumMap<>(Environment.class);
        /** Which versions are an environment's own: written there, or visible there at some time. */
        final Map<Environment, Set<Integer>> own = new EnumMap<>(Environment.class);

        /** Which versions some visitor of either side saw: no other one crosses to live. */
        final Set<Integer> shown = new LinkedHashSet<>();

        int last;
        public Integer base;
    }

    public final List<Rec> records = new ArrayList<>();
    int entries;
    int held;
    boolean gone;
    Instant now;

    Model(Instant now) {
        this.now = now;
    }

    String create(Environment environment, V version) {
        Rec rec = new Rec();
        At at = new At();
        at.working = write(rec, environment, version);
        rec.at.put(environment, at);
        records.add(rec);
        return ok();
    }

    String save(int n, Environment environment, boolean stale, V version) {
        At at = at(n, environment);
        if (at == null || stale || at.archived) {
            return at == null ? "not-found" : stale ? "stale-version" : "invalid-state";
        }
        if (!version.equals(records.get(n).versions.get(at.working))) {
            at.working = write(records.get(n), environment, version);
        }
        return ok();
    }

    String publish(Set<Integer> all, Environment environment) {
        if (unfit(all, environment, at -> at.archived) instanceof String refusal) {
            return refusal;
        }
        Map<Integer, Integer> target = new TreeMap<>();
        all.forEach(n -> target.put(n, at(n, environment).working));
        if (clash(target, environment)) {
            return "path-taken";
        }
        target.forEach((n, v) -> {
            at(n, environment).published = v;
            at(n, environment).schedule = null;
        });
        return ok();
    }

    String unpublish(Set<Integer> all, Environment environment) {
        String refusal = unfit(all, environment, at -> at.published == null && at.schedule == null);
        if (refusal != null) {
            return refusal;
        }
        all.forEach(n -> {
            at(n, environment).published = null;
            at(n, environment).schedule = null;
        });
        return ok();
    }

    String archive(Set<Integer> all, Environment environment) {
        String refusal = unfit(all, environment, at -> at.archived);
        if (refusal != null) {
            return refusal;
        }
        all.forEach(n -> {
            At at = at(n, environment);
            at.published = null;
            at.schedule = null;
            at.archived = true;
        });
        return ok();
    }

    String revive(Set<Integer> all, Environment environment) {
        String refusal = unfit(all, environment, at -> !at.archived);
        if (refusal != null) {
            return refusal;
        }
        all.forEach(n -> at(n, environment).archived = false);
        return ok();
    }

    String delete(Set<Integer> all, Environment environment) {
        if (all.stream().anyMatch(n -> at(n, environment) == null)) {
            return "not-found";
        }
        all.forEach(n -> records.get(n).at.remove(environment));
        return ok();
    }

    String schedule(int n, Environment environment, Schedule.Action action, Instant moment, String by) {
        if (!moment.isAfter(now)) {
            return "past-moment";
        }
        At at = at(n, environment);
        if (at == null) {
            return "not-found";
        }
        boolean promotes = action == Schedule.Action.PROMOTE;
        if (at.archived || promotes && (environment == Environment.LIVE || at.published == null)) {
            return "invalid-state";
        }
        at.schedule = new S(moment, promotes ? at.published : at.working, action, by);
        return ok();
    }

    String cancel(int n, Environment environment) {
        At at = at(n, environment);
        if (at == null || at.schedule == null) {
            return at == null ? "not-found" : "invalid-state";
        }
        at.schedule = null;
        return ok();
    }

    /** @param across whether the one who asks may bring over what is the other environment's alone */
    String recover(int n, Environment environment, int version, boolean show, boolean across) {
        Rec rec = records.get(n);
        if (version > rec.last || !across && !belongs(rec, environment, version)) {
            return "not-found";
        }
        if (environment == Environment.LIVE && !belongs(rec, environment, version) && !rec.shown.contains(version)) {
            return "invalid-state";
        }
        V old = rec.versions.get(version);
        if (show && clashOf(Map.of(n, old.path()), environment, Map.of(n, -1))) {
            return "path-taken";
        }
        write(rec, environment, old);
        At at = rec.at.computeIfAbsent(environment, e -> new At());
        at.working = rec.last;
        at.archived = false;
        if (show) {
            at.published = rec.last;
            at.schedule = null;
        }
        return ok();
    }

    private static int write(Rec rec, Environment environment, V version) {
        rec.versions.put(++rec.last, version);
        rec.own.computeIfAbsent(environment, e -> new LinkedHashSet<>()).add(rec.last);
        return rec.last;
    }

    private static boolean belongs(Rec rec, Environment environment, int version) {
        At at = rec.at.get(environment);
        return rec.own.getOrDefault(environment, Set.of()).contains(version) || at != null && at.working == version;
    }

    /** What is visible now belongs to its environment for ever. */
    void note() {
        records.forEach(rec -> rec.at.forEach((environment, at) -> {
            if (at.published != null) {
                rec.shown.add(at.published);
                rec.own.computeIfAbsent(environment, e -> new LinkedHashSet<>()).add(at.published);
            }
        }));
    }

    String promote(Set<Integer> all, boolean overwrite, String by) {
        if (all.stream().anyMatch(n -> at(n, Environment.STAGING) == null)) {
            return "not-found";
        }
        if (all.stream().anyMatch(n -> source(n) == null)) {
            return "invalid-state";
        }
        if (!overwrite && all.stream().anyMatch(n -> liveMoved(n, source(n)))) {
            return "drift";
        }
        Map<Integer, Integer> target = new TreeMap<>();
        all.stream().filter(n -> !goesScheduled(n)).forEach(n -> target.put(n, source(n)));
        Map<Integer, Integer> all2 = new TreeMap<>(target);
        if (clash(all2, Environment.LIVE)) {
            return "path-taken";
        }
        all.forEach(n -> cross(n, source(n), by));
        return ok();
    }

    /** A schedule that crosses acts in the name of whoever carried it over. */
    private void cross(int n, Integer source, String by) {
        Rec rec = records.get(n);
        At live = rec.at.computeIfAbsent(Environment.LIVE, e -> new At());
        live.working = source;
        live.archived = false;
        if (goesScheduled(n)) {
            S planned = at(n, Environment.STAGING).schedule;
            live.schedule = new S(planned.at(), planned.version(), planned.action(), by);
        } else {
            live.published = source;
            live.schedule = null;
            rec.base = source;
        }
    }

    private boolean goesScheduled(int n) {
        return at(n, Environment.STAGING).state().equals("scheduled");
    }

    private Integer source(int n) {
        At at = at(n, Environment.STAGING);
        return goesScheduled(n) ? Integer.valueOf(at.schedule.version()) : at.published;
    }

    private boolean liveMoved(int n, Integer source) {
        At live = at(n, Environment.LIVE);
        if (live == null) {
            return false;
        }
        Integer base = records.get(n).base;
        boolean shownMoved = live.published != null && !live.published.equals(base) && !live.published.equals(source);
        boolean workingMoved = live.working != source.intValue()
                && !Objects.equals(live.working, base)
                && !Objects.equals(live.working, live.published);
        return live.archived || shownMoved || workingMoved;
    }

    /** Time passes and everything due fires, in the order of its moments; what can't is let go. */
    void advanceTo(Instant later, MayFire mayFire) {
        now = later;
        Set<Instant> moments = new java.util.TreeSet<>();
        records.forEach(r -> r.at.values().forEach(a -> {
            if (a.schedule != null && !a.schedule.at().isAfter(now)) {
                moments.add(a.schedule.at());
            }
        }));
        record Group(Environment environment, Schedule.Action action, String by) {}
        for (Instant moment : moments) {
            Map<Group, Set<Integer>> groups = new java.util.LinkedHashMap<>();
            for (Environment environment : new Environment[] {Environment.LIVE, Environment.STAGING}) {
                for (Schedule.Action action : List.of(Schedule.Action.PROMOTE, Schedule.Action.PUBLISH)) {
                    Map<String, Set<Integer>> due = new TreeMap<>();
                    for (int n = 0; n < records.size(); n++) {
                        At at = at(n, environment);
                        if (at != null
                                && at.schedule != null
                                && at.schedule.at().equals(moment)
                                && at.schedule.action() == action) {
                            due.computeIfAbsent(at.schedule.by(), by -> new LinkedHashSet<>())
                                    .add(n);
                        }
                    }
                    due.forEach((by, some) -> groups.put(new Group(environment, action, by), some));
                }
            }
            groups.forEach((group, due) -> {
                boolean allowed = mayFire.test(group.by(), group.environment(), group.action());
                fire(due, group.environment(), group.action(), allowed, group.by());
                agree();
                note();
            });
        }
    }

    private void fire(Set<Integer> all, Environment environment, Schedule.Action action, boolean allowed, String by) {
        Set<Integer> due = new LinkedHashSet<>(all);
        due.removeIf(n -> at(n, environment).schedule == null);
        if (due.isEmpty()) {
            return;
        }
        entries++;
        Map<Integer, Integer> target = new TreeMap<>();
        due.forEach(n -> target.put(n, at(n, environment).schedule.version()));
        boolean promotes = action == Schedule.Action.PROMOTE;
        boolean fits = allowed
                && due.stream()
                        .allMatch(n -> !promotes
                                || at(n, Environment.STAGING).published != null && !liveMoved(n, target.get(n)))
                && !clash(target, promotes ? Environment.LIVE : environment);
        due.forEach(n -> at(n, environment).schedule = null);
        if (!fits) {
            held++;
            return;
        }
        due.forEach(n -> {
            if (promotes) {
                cross(n, target.get(n), by);
            } else {
                at(n, environment).published = target.get(n);
            }
        });
    }

    /** What visitors of an environment find: address → title. */
    Map<String, String> visible(Environment environment) {
        Map<String, String> pages = new TreeMap<>();
        for (Rec rec : records) {
            At at = rec.at.get(environment);
            if (at != null && at.published != null) {
                V shown = rec.versions.get(at.published);
                pages.put(shown.path(), shown.title());
            }
        }
        return pages;
    }

    public At at(int n, Environment environment) {
        return records.get(n).at.get(environment);
    }

    private String unfit(Set<Integer> all, Environment environment, java.util.function.Predicate<At> test) {
        if (all.stream().anyMatch(n -> at(n, environment) == null)) {
            return "not-found";
        }
        return all.stream().anyMatch(n -> test.test(at(n, environment))) ? "invalid-state" : null;
    }

    private boolean clash(Map<Integer, Integer> target, Environment environment) {
        Map<Integer, String> paths = new TreeMap<>();
        target.forEach((n, v) -> paths.put(n, records.get(n).versions.get(v).path()));
        return clashOf(paths, environment, target);
    }

    /** Two records at one address: among those that move, or with one that stays where it is. */
    private boolean clashOf(Map<Integer, String> paths, Environment environment, Map<Integer, Integer> target) {
        Map<Integer, String> moving = new TreeMap<>(paths);
        moving.keySet().removeIf(n -> {
            At at = at(n, environment);
            return at != null && target.get(n).equals(at.published);
        });
        Set<String> taken = new LinkedHashSet<>();
        for (int n = 0; n < records.size(); n++) {
            At at = at(n, environment);
            if (at != null && at.published != null && !moving.containsKey(n)) {
                taken.add(records.get(n).versions.get(at.published).path());
            }
        }
        return moving.values().stream().anyMatch(path -> !taken.add(path));
    }

    public String ok() {
        entries++;
        agree();
        return "ok";
    }

    /** Where both environments publish one version, that is what they agree on. */
    private void agree() {
        for (Rec rec : records) {
            Integer live = rec.at.getOrDefault(Environment.LIVE, new At()).published;
            if (live != null && live.equals(rec.at.getOrDefault(Environment.STAGING, new At()).published)) {
                rec.base = live;
            }
        }
    }
}
