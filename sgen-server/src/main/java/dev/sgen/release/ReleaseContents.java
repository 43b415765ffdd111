package dev.sgen.release;

import dev.sgen.publishing.ReleaseStep;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Computes the contents of a release after a change. Unchanged items keep their pinned version, whatever happened to
 * the record since. Records that the versions use are carried, and removed again with the last item that needs them.
 */
@Component
class ReleaseContents {
    /** The maximum number of requested records per release (T37). */
    static final int MAX = 10_000;

    private final VersionPinning versionPinning;

    ReleaseContents(VersionPinning versionPinning) {
        this.versionPinning = versionPinning;
    }

    /**
     * The changes to write.
     *
     * @param put items to insert or replace
     * @param out records to remove
     * @param count the number of requested items afterwards
     * @param told details for the audit entry
     */
    record Changed(List<ReleaseItem> put, Set<RecordId> out, int count, Map<String, Object> told) {
        boolean none() {
            return put.isEmpty() && out.isEmpty();
        }

        void write(ReleaseRows rows, SiteId site, ReleaseId id) {
            rows.takeOut(site, id, out);
            rows.put(site, id, put);
        }
    }

    Changed settle(SiteId site, List<ReleaseItem> held, ReleaseChange change, String by, Instant now) {
        Map<RecordId, ReleaseItem> own = new LinkedHashMap<>();
        Map<RecordId, ReleaseItem> carried = new LinkedHashMap<>();
        held.forEach(i -> (i.step().carried() ? carried : own).put(i.record(), i));
        Map<RecordId, VersionPinning.Wish> wishes = wishes(own, change);
        Set<RecordId> out = new LinkedHashSet<>();
        own.keySet().stream().filter(id -> leaves(id, wishes, change)).forEach(out::add);
        List<ReleaseItem> put = new ArrayList<>();
        List<VersionPinning.Wish> fresh = wishes.values().stream()
                .filter(w -> differs(own.get(w.record()), w))
                .toList();
        Map<RecordId, ReleaseItem> after = new LinkedHashMap<>(own);
        after.keySet().removeAll(out);
        versionPinning.pin(site, fresh).forEach(p -> {
            ReleaseItem item = new ReleaseItem(p, now, by, null);
            after.put(item.record(), item);
            put.add(item);
        });
        refuseTooMany(after.size());
        Map<String, Object> told = told(own, put, out);
        if (!put.isEmpty() || !out.isEmpty()) {
            Set<RecordId> needed = new LinkedHashSet<>();
            versionPinning
                    .carriedBy(
                            site, after.values().stream().map(ReleaseItem::step).toList())
                    .forEach(p -> {
                        needed.add(p.step().record());
                        if (!carried.containsKey(p.step().record())) {
                            put.add(new ReleaseItem(p, now, by, null));
                        }
                    });
            carried.keySet().stream()
                    .filter(id -> !needed.contains(id) && !after.containsKey(id))
                    .forEach(out::add);
            out.removeIf(needed::contains);
            out.removeIf(after::containsKey);
        }
        return new Changed(put, out, after.size(), told);
    }

    private static Map<RecordId, VersionPinning.Wish> wishes(Map<RecordId, ReleaseItem> own, ReleaseChange change) {
        Map<RecordId, VersionPinning.Wish> wishes = new LinkedHashMap<>();
        if (change.records() != null) {
            change.records().forEach(w -> wishes.put(w.record(), w));
        }
        change.add().forEach(w -> wishes.put(w.record(), w));
        change.remove().forEach(id -> {
            if (wishes.remove(id) == null && !own.containsKey(id)) {
                throw new Refused(new dev.sgen.vocabulary.NotFound("record in this release"));
            }
        });
        return wishes;
    }

    private static boolean leaves(RecordId id, Map<RecordId, VersionPinning.Wish> wishes, ReleaseChange change) {
        return change.remove().contains(id) || change.records() != null && !wishes.containsKey(id);
    }

    /**
     * Whether the item must be pinned again. A record already contained keeps its version unless another version or
     * action is requested.
     */
    private static boolean differs(@org.jspecify.annotations.Nullable ReleaseItem held, VersionPinning.Wish wish) {
        if (held == null || held.step().kind() != wish.kind()) {
            return true;
        }
        return wish.version() != null
                && !Objects.equals(wish.version(), held.step().version());
    }

    private static void refuseTooMany(int count) {
        if (count > MAX) {
            String most = "A release holds at most " + MAX + " records.";
            throw new Refused(new BadRequest(most, List.of(new FieldError("/records", most))));
        }
    }

    private static Map<String, Object> told(
            Map<RecordId, ReleaseItem> before, Collection<ReleaseItem> put, Collection<RecordId> out) {
        List<Map<String, Object>> added = new ArrayList<>();
        List<Map<String, Object>> repinned = new ArrayList<>();
        for (ReleaseItem item : put) {
            ReleaseItem was = before.get(item.record());
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", item.record().toString());
            one.put("title", item.pinned().title());
            one.put("action", item.step().kind().key());
            one.put("version", item.step().version());
            if (was != null && was.step().kind() == ReleaseStep.Kind.PROMOTE) {
                one.put("versionBefore", was.step().version());
            }
            (was == null ? added : repinned).add(one);
        }
        Map<String, Object> told = new LinkedHashMap<>();
        if (!added.isEmpty()) {
            told.put("added", added);
        }
        if (!repinned.isEmpty()) {
            told.put("repinned", repinned);
        }
        if (!out.isEmpty()) {
            told.put("removed", out.stream().map(RecordId::toString).toList());
        }
        return told;
    }
}
