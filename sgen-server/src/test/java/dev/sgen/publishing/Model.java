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
final class Model {
    record V(String title, String path) {}

    record S(Instant at, int version, Schedule.Action action) {}

    static final class At {
        int working;
        Integer published;
        S schedule;
        boolean archived;

        String state() {
            return archived ? "archived" : published != null ? "published" : schedule != null ? "scheduled" : "draft";
        }
    }

    static final class Rec {
        final Map<Integer, V> versions = new HashMap<>();
        final Map<Environment, At> at = new EnumMap<>(Environment.class);
        int last;
        Integer base;
    }

    final List<Rec> records = new ArrayList<>();
    int entries;
    Instant now;

    Model(Instant now) {
        this.now = now;
    }

    String create(Environment environment, V version) {
        Rec rec = new Rec();
        rec.versions.put(++rec.last, version);
        At at = new At();
        at.working = rec.last;
        rec.at.put(environment, at);
        records.add(rec);
        return ok();
    }

    String save(int n, Environment environment, boolean stale, V version) {
        At at = at(n, environment);
        if (at == null) {
            return "not-found";
        }
        if (stale) {
            return "stale-version";
        }
        if (at.archived) {
            return "invalid-state";
        }
        if (!version.equals(records.get(n).versions.get(at.working))) {
            records.get(n).versions.put(++records.get(n).last, version);
            at.working = records.get(n).last;
        }
        return ok();
    }

    String publish(Set<Integer> all, Environment environment) {
        String refusal = unfit(all, environment, at -> at.archived);
        if (refusal != null) {
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

    String schedule(int n, Environment environment, Schedule.Action action, Instant moment) {
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
        at.schedule = new S(moment, promotes ? at.published : at.working, action);
        return ok();
    }

    String cancel(int n, Environment environment) {
        At at = at(n, environment);
        if (at == null) {
            return "not-found";
        }
        if (at.schedule == null) {
            return "invalid-state";
        }
        at.schedule = null;
        return ok();
    }

    String recover(int n, Environment environment, int version, boolean show) {
        Rec rec = records.get(n);
        if (version > rec.last) {
            return "not-found";
        }
        V old = rec.versions.get(version);
        if (show && clashOf(Map.of(n, old.path()), environment, Map.of(n, -1))) {
            return "path-taken";
        }
        rec.versions.put(++rec.last, old);
        At at = rec.at.computeIfAbsent(environment, e -> new At());
        at.working = rec.last;
        at.archived = false;
        if (show) {
            at.published = rec.last;
            at.schedule = null;
        }
        return ok();
    }

    String promote(Set<Integer> all, boolean overwrite) {
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
        all.forEach(n -> cross(n, source(n)));
        return ok();
    }

    private void cross(int n, Integer source) {
        Rec rec = records.get(n);
        At live = rec.at.computeIfAbsent(Environment.LIVE, e -> new At());
        live.working = source;
        live.archived = false;
        if (goesScheduled(n)) {
            live.schedule = at(n, Environment.STAGING).schedule;
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
        At staging = at(n, Environment.STAGING);
        return goesScheduled(n) ? Integer.valueOf(staging.schedule.version()) : staging.published;
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
    void advanceTo(Instant later) {
        now = later;
        Set<Instant> moments = new java.util.TreeSet<>();
        records.forEach(r -> r.at.values().forEach(a -> {
            if (a.schedule != null && !a.schedule.at().isAfter(now)) {
                moments.add(a.schedule.at());
            }
        }));
        record Group(Environment environment, Schedule.Action action) {}
        for (Instant moment : moments) {
            Map<Group, Set<Integer>> groups = new java.util.LinkedHashMap<>();
            for (Environment environment : new Environment[] {Environment.LIVE, Environment.STAGING}) {
                for (Schedule.Action action :
                        new Schedule.Action[] {Schedule.Action.PROMOTE, Schedule.Action.PUBLISH}) {
                    Set<Integer> due = new LinkedHashSet<>();
                    for (int n = 0; n < records.size(); n++) {
                        At at = at(n, environment);
                        if (at != null
                                && at.schedule != null
                                && at.schedule.at().equals(moment)
                                && at.schedule.action() == action) {
                            due.add(n);
                        }
                    }
                    if (!due.isEmpty()) {
                        groups.put(new Group(environment, action), due);
                    }
                }
            }
            groups.forEach((group, due) -> {
                fire(due, group.environment(), group.action());
                agree();
            });
        }
    }

    private void fire(Set<Integer> due, Environment environment, Schedule.Action action) {
        entries++;
        if (action == Schedule.Action.PUBLISH) {
            Map<Integer, Integer> target = new TreeMap<>();
            due.forEach(n -> target.put(n, at(n, environment).schedule.version()));
            boolean clash = clash(target, environment);
            due.forEach(n -> {
                if (!clash) {
                    at(n, environment).published = target.get(n);
                }
                at(n, environment).schedule = null;
            });
            return;
        }
        Map<Integer, Integer> target = new TreeMap<>();
        boolean fits = due.stream()
                .allMatch(n -> at(n, Environment.STAGING).published != null
                        && !liveMoved(n, at(n, Environment.STAGING).schedule.version()));
        if (fits) {
            due.forEach(n -> target.put(n, at(n, Environment.STAGING).schedule.version()));
            fits = !clash(target, Environment.LIVE);
        }
        if (fits) {
            due.forEach(n -> {
                at(n, Environment.STAGING).schedule = null;
                cross(n, target.get(n));
            });
        } else {
            due.forEach(n -> at(n, environment).schedule = null);
        }
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

    At at(int n, Environment environment) {
        return records.get(n).at.get(environment);
    }

    private String unfit(Set<Integer> all, Environment environment, java.util.function.Predicate<At> test) {
        if (all.stream().anyMatch(n -> at(n, environment) == null)) {
            return "not-found";
        }
        return all.stream().anyMatch(n -> test.test(at(n, environment))) ? "invalid-state" : null;
    }

    boolean clash(Map<Integer, Integer> target, Environment environment) {
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

    String ok() {
        entries++;
        agree();
        return "ok";
    }

    /** Where both environments publish one version, that is what they agree on. */
    private void agree() {
        for (Rec rec : records) {
            At staging = rec.at.get(Environment.STAGING);
            At live = rec.at.get(Environment.LIVE);
            if (staging != null && live != null && live.published != null && live.published.equals(staging.published)) {
                rec.base = live.published;
            }
        }
    }
}
