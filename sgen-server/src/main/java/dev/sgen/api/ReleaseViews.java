package dev.sgen.api;

import dev.sgen.publishing.ReleaseStep;
import dev.sgen.release.PreflightItem;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseItem;
import dev.sgen.release.ReleaseUndoOutcome;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Releases as programs see them. */
final class ReleaseViews {
    private ReleaseViews() {}

    /**
     * A release in a list.
     *
     * @param items how many records it was asked to hold
     */
    record ReleaseLine(
            String id,
            String name,
            String state,
            @Nullable String at,
            int edition,
            int items,
            String createdAt,
            String createdBy,
            String changedAt,
            String changedBy) {
        static ReleaseLine of(Release r) {
            return new ReleaseLine(
                    r.id().toString(),
                    r.name(),
                    r.state().key(),
                    text(r.at()),
                    r.edition(),
                    r.items(),
                    r.createdAt().toString(),
                    r.createdBy(),
                    r.changedAt().toString(),
                    r.changedBy());
        }
    }

    /**
     * One release.
     *
     * @param scheduledBy for whom it will be, or was, promoted at its moment
     * @param settledAt when it was promoted, undone or failed
     * @param entry the audit entry of that
     * @param failure why its moment passed without a change; null unless it failed
     * @param preflight null once it is settled
     */
    record ReleaseView(
            String id,
            String name,
            String state,
            @Nullable String at,
            int edition,
            String createdAt,
            String createdBy,
            String changedAt,
            String changedBy,
            @Nullable String scheduledBy,
            @Nullable String settledAt,
            @Nullable String settledBy,
            @Nullable String entry,
            @Nullable FailureView failure,
            List<ItemView> items,
            @Nullable PreflightView preflight) {
        static ReleaseView of(Releases.Opened opened) {
            Release r = opened.release();
            Map<RecordId, PreflightItem> preflightItem =
                    opened.preflight().stream().collect(Collectors.toMap(PreflightItem::record, w -> w));
            return new ReleaseView(
                    r.id().toString(),
                    r.name(),
                    r.state().key(),
                    text(r.at()),
                    r.edition(),
                    r.createdAt().toString(),
                    r.createdBy(),
                    r.changedAt().toString(),
                    r.changedBy(),
                    r.scheduledByName(),
                    text(r.settledAt()),
                    r.settledBy(),
                    r.entry(),
                    r.failure() == null || r.failureCode() == null
                            ? null
                            : new FailureView(r.failureCode(), r.failure()),
                    opened.items().stream()
                            .map(i -> ItemView.of(i, preflightItem.get(i.record())))
                            .toList(),
                    r.pending() ? PreflightView.of(opened) : null);
        }
    }

    /** Why nothing was changed at the moment. */
    record FailureView(String code, String detail) {}

    /**
     * One record of a release.
     *
     * @param version the version it is fixed to; null where the record is taken away
     * @param carried whether it goes only because another record shows it
     * @param stagingVersion what staging publishes now; null once the release is settled
     * @param liveVersion what visitors of live saw before: now, or when the release was promoted
     * @param became what live showed after it; null before, and where it was taken away
     */
    record ItemView(
            String record,
            String type,
            String title,
            @Nullable String path,
            String action,
            @Nullable Integer version,
            boolean carried,
            @Nullable Integer stagingVersion,
            @Nullable Integer liveVersion,
            @Nullable Integer became) {
        static ItemView of(ReleaseItem item, @Nullable PreflightItem preflightItem) {
            ReleaseStep.Taken taken = item.taken();
            Integer before = taken == null || taken.before() == null
                    ? null
                    : taken.before().published();
            return new ItemView(
                    item.record().toString(),
                    item.pinned().type(),
                    item.pinned().title(),
                    item.pinned().path(),
                    item.step().kind().key(),
                    item.step().version(),
                    item.step().carried(),
                    preflightItem == null ? null : preflightItem.staging(),
                    preflightItem == null ? before : preflightItem.live(),
                    taken == null ? null : taken.became());
        }
    }

    /**
     * What was found before a release goes.
     *
     * @param ready whether nothing holds it back at this moment
     * @param approval {@code not-needed}, {@code missing}, {@code asked} or {@code granted}
     */
    record PreflightView(boolean ready, String approval, List<MarkView> marks) {
        static PreflightView of(Releases.Opened opened) {
            Map<RecordId, String> titles = opened.items().stream()
                    .collect(Collectors.toMap(
                            ReleaseItem::record, i -> i.pinned().title()));
            return new PreflightView(
                    opened.ready(),
                    word(opened),
                    opened.preflight().stream()
                            .flatMap(w -> w.marks().stream()
                                    .map(m -> new MarkView(
                                            w.record().toString(),
                                            titles.getOrDefault(w.record(), ""),
                                            m.sign().key(),
                                            m.sign().blocks(),
                                            m.sentence() + ".",
                                            m.facts())))
                            .toList());
        }
    }

    private static String word(Releases.Opened opened) {
        if (opened.approval() != null) {
            return opened.approval().state().key();
        }
        return opened.secondPerson() ? "missing" : "not-needed";
    }

    /**
     * One thing that was found.
     *
     * @param code drift, gone, path-taken, invalid-content, forbidden, left-out, missing, stale, shared or nothing-to-do
     * @param blocks whether nothing goes while it is so
     */
    record MarkView(
            String record, String title, String code, boolean blocks, String detail, Map<String, Object> facts) {}

    /** What an undo does with one record. */
    static Map<String, Object> back(ReleaseUndoOutcome back) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("record", back.record().toString());
        view.put("title", back.title());
        view.put("effect", back.effect().key());
        view.put("detail", back.sentence());
        view.put("released", back.released());
        view.put("before", back.before());
        view.put("live", back.now());
        if (!back.differences().isEmpty()) {
            view.put("differences", back.differences());
        }
        return view;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
