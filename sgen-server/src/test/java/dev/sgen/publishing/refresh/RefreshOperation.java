package dev.sgen.publishing.refresh;

import dev.sgen.publishing.Model;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.RandomOperation;
import dev.sgen.vocabulary.Environment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A refresh of a few records in the random life: refused where both sides moved, or live wins. Merges and undo are
 * held against their own rule in {@link RefreshLifeTest}.
 */
public record RefreshOperation(String kind, int most) implements RandomOperation {
    @Override
    public boolean crosses() {
        return true;
    }

    @Override
    public int weight() {
        return 2;
    }

    @Override
    public List<String> needs(Move m) {
        return List.of("refresh:staging");
    }

    @Override
    public Object really(Move m) {
        OnConflict onConflict = m.flag() ? OnConflict.TAKE_LIVE : OnConflict.REFUSE;
        return m.world()
                .the(Refreshing.class)
                .refresh(m.who().actor(), m.world().site, Refreshing.Asked.of(m.ids(), onConflict));
    }

    @Override
    public String inModel(Move m, Model model) {
        Set<Integer> moving = new LinkedHashSet<>();
        for (int n : m.all()) {
            Model.Rec rec = model.records.get(n);
            if (!comes(rec)) {
                continue;
            }
            if (ownWork(rec) && !m.flag()) {
                return "drift";
            }
            moving.add(n);
        }
        if (clash(model, moving)) {
            return "path-taken";
        }
        moving.forEach(n -> take(model.records.get(n)));
        return moving.isEmpty() ? "ok" : model.ok();
    }

    /** Live is something else than what staging last agreed with, and than what staging is. */
    private static boolean comes(Model.Rec rec) {
        Model.At staging = rec.at.get(Environment.STAGING);
        Model.At live = rec.at.get(Environment.LIVE);
        if (staging == null && live == null) {
            return false;
        }
        if (live == null) {
            return rec.base != null;
        }
        if (staging == null) {
            return rec.base == null || !Objects.equals(live.published, rec.base);
        }
        return !Objects.equals(staging.published, live.published)
                && (rec.base == null ? live.published != null : !Objects.equals(live.published, rec.base));
    }

    private static boolean ownWork(Model.Rec rec) {
        Model.At staging = rec.at.get(Environment.STAGING);
        Model.At live = rec.at.get(Environment.LIVE);
        if (staging == null) {
            return rec.base != null;
        }
        boolean shown = staging.published != null && staging.published == staging.working && staging.schedule == null;
        if (shown
                && live != null
                && live.published != null
                && rec.versions.get(staging.published).equals(rec.versions.get(live.published))) {
            return false;
        }
        return !shown || !staging.published.equals(rec.base);
    }

    private static boolean clash(Model model, Set<Integer> moving) {
        Set<String> taken = new LinkedHashSet<>();
        for (int n = 0; n < model.records.size(); n++) {
            Model.At at = model.at(n, moving.contains(n) ? Environment.LIVE : Environment.STAGING);
            if (at != null
                    && at.published != null
                    && !taken.add(
                            model.records.get(n).versions.get(at.published).path())) {
                return true;
            }
        }
        return false;
    }

    private static void take(Model.Rec rec) {
        Model.At live = rec.at.get(Environment.LIVE);
        if (live == null) {
            rec.at.remove(Environment.STAGING);
            return;
        }
        Model.At staging = rec.at.get(Environment.STAGING);
        if (staging == null) {
            staging = new Model.At();
            staging.working = live.working;
            rec.at.put(Environment.STAGING, staging);
        }
        staging.published = live.published;
        staging.archived = live.archived;
        staging.schedule = null;
        if (live.published != null) {
            staging.working = live.published;
            rec.base = live.published;
        }
    }
}
