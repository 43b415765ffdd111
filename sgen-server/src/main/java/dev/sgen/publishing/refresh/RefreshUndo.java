package dev.sgen.publishing.refresh;

import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.engine.AuditEntries;
import dev.sgen.publishing.engine.CoordinateChange;
import dev.sgen.publishing.engine.LockedRecord;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.RequiredRights;
import dev.sgen.publishing.engine.Transition;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Undoes a refresh: restores the earlier state of every record that has not changed since. */
@Component
class RefreshUndo {
    private final RecordStore store;
    private final RecordRows records;
    private final RefreshRows steps;
    private final TimeAndIds time;

    RefreshUndo(RecordStore store, RecordRows records, RefreshRows steps, TimeAndIds time) {
        this.store = store;
        this.records = records;
        this.steps = steps;
        this.time = time;
    }

    Refresh.Undone undo(Actor actor, Rights rights, SiteId site, String entry) {
        List<RefreshRows.Step> all = steps.of(site, entry);
        if (all.isEmpty()) {
            throw new Refused(new NotFound("refresh"));
        }
        Map<RecordId, Map<Integer, LockedRecord.Head>> heads = heads(site, all);
        UUID operationId = time.newId();
        AtomicReference<String> made = new AtomicReference<>("");
        AtomicReference<List<Refresh.Left>> told = new AtomicReference<>(List.of());
        List<SiteRecord> moved = store.commit(
                site, all.stream().map(RefreshRows.Step::record).toList(), operationId, (lockedRecords, now) -> {
                    List<Refresh.Left> left = new ArrayList<>();
                    List<Transition> back = new ArrayList<>();
                    for (RefreshRows.Step step : all) {
                        LockedRecord lockedRecord = Objects.requireNonNull(lockedRecords.get(step.record()));
                        Map<Integer, LockedRecord.Head> its = heads.getOrDefault(step.record(), Map.of());
                        String forbidden =
                                forbidden(rights, lockedRecord.record().type(), step, now);
                        String reason = forbidden != null ? forbidden : hindrance(lockedRecord.record(), step, its);
                        if (reason == null) {
                            back.add(back(lockedRecord.knowing(its), step, now, actor.personName()));
                        } else {
                            left.add(new Refresh.Left(
                                    step.record(), lockedRecord.record().title(), reason));
                        }
                    }
                    if (back.isEmpty()) {
                        rights.require(
                                Permission.REFRESH, Environment.STAGING, LockedRecord.types(lockedRecords.values()));
                        throw new Refused(nothingLeft(left));
                    }
                    told.set(left);
                    return new RecordStore.Plan(
                            back,
                            AuditEntries.act(
                                    site,
                                    PublishingOperations.REFRESH_UNDO,
                                    operationId,
                                    actor,
                                    rights.role(),
                                    Environment.STAGING,
                                    null,
                                    details(entry, left)),
                            made::set);
                });
        return new Refresh.Undone(Objects.requireNonNull(made.get()), moved, Objects.requireNonNull(told.get()));
    }

    private Map<RecordId, Map<Integer, LockedRecord.Head>> heads(SiteId site, List<RefreshRows.Step> all) {
        Map<RecordId, List<Integer>> wanted = new LinkedHashMap<>();
        all.forEach(step -> {
            if (step.stood() != null) {
                wanted.put(step.record(), step.stood().versions());
            }
        });
        return records.heads(site, wanted);
    }

    /** Why the actor may not restore a record. Nobody may restore a schedule that they could not set (invariant 26). */
    private static @Nullable String forbidden(Rights rights, String type, RefreshRows.Step step, Instant now) {
        if (rights.lacksSettings(Permission.REFRESH, Environment.STAGING, type)) {
            return "It shapes the site, which needs the permission settings on staging.";
        }
        RefreshRows.Stood stood = step.stood();
        Schedule schedule = stood == null ? null : stood.schedule();
        return schedule != null
                        && schedule.at().isAfter(now)
                        && !RequiredRights.maySet(rights, Environment.STAGING, schedule.action(), type)
                ? "It would have its schedule again, which you may not set."
                : null;
    }

    /** Why a record is not restored; null if it is unchanged since the refresh. */
    private static @Nullable String hindrance(
            SiteRecord record, RefreshRows.Step step, Map<Integer, LockedRecord.Head> heads) {
        Coordinate staging = record.staging();
        Integer edition = step.edition();
        boolean untouched = edition == null
                ? staging == null
                : staging != null
                        && staging.edition() == edition
                        && staging.updatedAt().equals(step.at());
        if (!untouched) {
            return staging == null
                    ? "It was deleted on staging since."
                    : staging.updatedBy() + " changed it on staging since.";
        }
        if (!Objects.equals(record.base(), step.baseAfter())) {
            return "It was promoted since.";
        }
        RefreshRows.Stood stood = step.stood();
        return stood != null && !heads.keySet().containsAll(stood.versions())
                ? "The version that stood before isn’t kept any more."
                : null;
    }

    private static Transition back(LockedRecord lockedRecord, RefreshRows.Step step, Instant now, String by) {
        SiteRecord record = lockedRecord.record();
        Coordinate staging = record.staging();
        RefreshRows.Stood stood = step.stood();
        if (stood == null) {
            return new Transition(
                    record.id(),
                    record.type(),
                    Environment.STAGING,
                    Objects.requireNonNull(staging, "a refresh made it appear"),
                    null,
                    null,
                    null,
                    record.lastVersion(),
                    step.baseBefore());
        }
        Coordinate from = staging != null
                ? staging
                : new Coordinate(
                        record.id(),
                        record.type(),
                        Environment.STAGING,
                        false,
                        stood.working(),
                        null,
                        null,
                        0,
                        "",
                        null,
                        now,
                        by);
        CoordinateChange coordinateChange = new CoordinateChange(from, now, by);
        coordinateChange.working = stood.working();
        coordinateChange.title = lockedRecord.head(stood.working()).title();
        coordinateChange.path = lockedRecord.head(stood.working()).path();
        coordinateChange.published = stood.published();
        coordinateChange.archived = stood.archived();
        Schedule schedule = stood.schedule();
        // A schedule whose moment has passed meanwhile is not restored, because nobody decided to run it late.
        coordinateChange.schedule = schedule != null && schedule.at().isAfter(now) ? schedule : null;
        return coordinateChange.transition(lockedRecord, staging, null, step.baseBefore());
    }

    private static PublishingRefusal nothingLeft(List<Refresh.Left> left) {
        return new PublishingRefusal.InvalidState(
                left.stream()
                        .map(l -> new PublishingRefusal.InvalidState.Standing(
                                l.record(), l.title(), Environment.STAGING, "changed", l.reason()))
                        .toList(),
                "Not undone: every record has changed since the refresh. “"
                        + left.getFirst().title() + "”: " + left.getFirst().reason());
    }

    private static Map<String, Object> details(String entry, List<Refresh.Left> left) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("refresh", entry);
        if (!left.isEmpty()) {
            details.put(
                    "left",
                    left.stream()
                            .map(l -> Map.of("id", l.record().toString(), "title", l.title(), "reason", l.reason()))
                            .toList());
        }
        return details;
    }
}
