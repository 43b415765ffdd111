package dev.sgen.importing.run;

import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.importing.source.ItemNormalizer;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.IncomingRecord.Wish;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes source items as records, through publishing. Each source keeps its record, so that importing a file again
 * changes only what changed in the file, and never a record that somebody has edited since.
 */
@Component
class ImportRunner {
    private static final int BATCH = 100;

    private final ImportRows rows;
    private final ContentTypes types;
    private final BatchWriter batchWriter;
    private final RecordReading recordReading;
    private final TimeAndIds time;
    private final ApplicationEventPublisher events;

    ImportRunner(
            ImportRows rows,
            ContentTypes types,
            BatchWriter batchWriter,
            RecordReading recordReading,
            TimeAndIds time,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.types = types;
        this.batchWriter = batchWriter;
        this.recordReading = recordReading;
        this.time = time;
        this.events = events;
    }

    /** The parameters of one import: actor, target and file. */
    record Run(
            Actor actor,
            Rights rights,
            SiteId site,
            Environment environment,
            UUID id,
            String fileName,
            boolean dryRun) {}

    /**
     * Imports all items and writes the report.
     *
     * @param given all items of the file, in any order
     * @return the record id of each source
     */
    Map<String, RecordId> bring(Run run, List<SourceItem> given, Attachments attachments) {
        try {
            return bringAll(run, given, attachments);
        } finally {
            events.publishEvent(new OperationProgress.Ended(run.site(), run.id()));
        }
    }

    private Map<String, RecordId> bringAll(Run run, List<SourceItem> given, Attachments attachments) {
        List<SourceItem> sourceItems = ItemNormalizer.tidy(given);
        List<SourceItem.Item> items = new ArrayList<>();
        sourceItems.forEach(a -> {
            if (a instanceof SourceItem.Item item) {
                items.add(item);
            }
        });
        // Media items come first, so that no record is visible before the pictures it refers to.
        items.sort(java.util.Comparator.comparing(i -> i.type().equals("media") ? 0 : 1));
        Map<String, ImportRows.Known> known = claim(run, items);
        Map<String, RecordId> ids = new HashMap<>();
        known.forEach((source, k) -> ids.put(source, k.record()));
        Map<RecordId, SiteRecord> present = present(run, ids);
        Map<String, String> outcomes = new HashMap<>();
        int done = 0;
        progress(run, sourceItems.size(), done);
        for (int from = 0; from < items.size(); from += BATCH) {
            List<SourceItem.Item> part = items.subList(from, Math.min(items.size(), from + BATCH));
            List<ImportRun.Line> lines = batch(run, part, known, ids, present, attachments, sourceItems.size(), done);
            rows.lines(run.site(), run.id(), done, lines);
            lines.forEach(line -> outcomes.put(line.source(), line.outcome()));
            done += part.size();
            progress(run, sourceItems.size(), done);
        }
        rows.lines(run.site(), run.id(), done, others(sourceItems, run.dryRun() ? present(known) : ids, outcomes));
        progress(run, sourceItems.size(), sourceItems.size());
        return ids;
    }

    private void progress(Run run, int total, int done) {
        rows.progress(run.site(), run.id(), total, done);
        events.publishEvent(new OperationProgress.Going(
                run.site(),
                run.id(),
                PublishingOperations.IMPORT,
                Optional.of(run.environment()),
                Optional.ofNullable(run.actor().memberOrNull()),
                total,
                OperationProgress.Doing.IMPORTING,
                done,
                total));
    }

    private Map<String, ImportRows.Known> claim(Run run, List<SourceItem.Item> items) {
        List<String> sources = items.stream().map(SourceItem.Item::source).toList();
        Map<String, ImportRows.Known> known = rows.known(run.site(), run.environment(), sources);
        Map<String, RecordId> fresh = new LinkedHashMap<>();
        for (String source : sources) {
            if (!known.containsKey(source)) {
                fresh.put(source, new RecordId(time.newId()));
            }
        }
        if (!run.dryRun()) {
            rows.claim(run.site(), run.environment(), fresh);
            return rows.known(run.site(), run.environment(), sources);
        }
        Map<String, ImportRows.Known> all = new HashMap<>(known);
        fresh.forEach((source, id) -> all.put(source, new ImportRows.Known(source, id, null, null)));
        return all;
    }

    private Map<RecordId, SiteRecord> present(Run run, Map<String, RecordId> ids) {
        Map<RecordId, SiteRecord> present = new HashMap<>();
        recordReading
                .all(run.actor(), run.site(), run.environment(), ids.values())
                .forEach(r -> present.put(r.id(), r));
        return present;
    }

    private List<ImportRun.Line> batch(
            Run run,
            List<SourceItem.Item> part,
            Map<String, ImportRows.Known> known,
            Map<String, RecordId> ids,
            Map<RecordId, SiteRecord> present,
            Attachments attachments,
            int total,
            int done) {
        List<PendingItem> all = new ArrayList<>();
        for (SourceItem.Item item : part) {
            PendingItem pendingItem = new PendingItem(item, java.util.Objects.requireNonNull(known.get(item.source())));
            all.add(pendingItem);
            Integer expected = pendingItem.decide(run.environment(), present.get(pendingItem.known.record()));
            if (expected != null && !run.rights().allow(Permission.IMPORT, run.environment(), item.type())) {
                pendingItem.leaveOut("It shapes the site, which needs the permission settings on " + run.environment()
                        + "; your role doesn't hold it, so it stays outside");
            } else if (expected != null) {
                prepare(pendingItem, run, expected, ids, attachments);
                // Also keeps the run from counting as interrupted while files are fetched slowly.
                progress(run, total, done);
            }
        }
        List<PendingItem> coming =
                all.stream().filter(m -> m.incomingRecord != null).toList();
        if (!run.dryRun() && !coming.isEmpty()) {
            batchWriter.commit(run, coming);
        }
        if (!run.dryRun()) {
            settled(run, all, present);
        }
        return all.stream().map(m -> m.line(run.dryRun())).toList();
    }

    private void prepare(
            PendingItem pendingItem, Run run, int expected, Map<String, RecordId> ids, Attachments attachments) {
        SourceItem.Item item = pendingItem.item;
        ObjectNode content = SourceReferences.resolve(item.content(), ids, pendingItem.itemNotes);
        Wish wish = item.file() == null ? item.wish() : fetched(pendingItem, run, content, item, attachments);
        if (item.type().equals("media") && item.file() == null && !content.has("blob")) {
            pendingItem.unfetched = "";
        }
        wish = allowed(run, item.type(), wish, pendingItem.itemNotes);
        Contents contents = ItemValidator.checked(types, pendingItem, run, content);
        if (contents != null) {
            pendingItem.incomingRecord = new IncomingRecord(
                    pendingItem.known.record(),
                    item.type(),
                    expected == 0 ? null : expected,
                    contents,
                    wish,
                    item.at());
        }
    }

    private static Wish fetched(
            PendingItem pendingItem, Run run, ObjectNode content, SourceItem.Item item, Attachments attachments) {
        if (run.dryRun()) {
            return item.wish();
        }
        try {
            attachments.fill(java.util.Objects.requireNonNull(item.file()), content);
            return item.wish();
        } catch (Attachments.Missing missing) {
            pendingItem.unfetched = item.file();
            pendingItem.itemNotes.add("Its file could not be fetched: " + missing.why()
                    + ". It is kept as a draft; try again, or upload the file by hand");
            return Wish.DRAFT;
        }
    }

    /** Reduces the wish to a draft if the actor may not do by hand what it asks for. */
    static Wish allowed(Run run, String type, Wish wish, ItemNotes itemNotes) {
        Optional<Permission> missing = wish.needs().stream()
                .filter(needed -> !run.rights().allow(needed, run.environment(), type))
                .findFirst();
        if (missing.isEmpty()) {
            return wish;
        }
        itemNotes.add(
                "Your role may not " + missing.get().key() + " on " + run.environment() + ", so it came in as a draft");
        return Wish.DRAFT;
    }

    /** Stores which version each source became, for the next import of the same file. */
    private void settled(Run run, List<PendingItem> all, Map<RecordId, SiteRecord> before) {
        List<RecordId> written = all.stream()
                .filter(m -> m.incomingRecord != null)
                .map(m -> m.known.record())
                .toList();
        Map<RecordId, SiteRecord> now = new HashMap<>(before);
        recordReading.all(run.actor(), run.site(), run.environment(), written).forEach(r -> now.put(r.id(), r));
        List<ImportRows.Known> became = new ArrayList<>();
        for (PendingItem pendingItem : all) {
            SiteRecord record = now.get(pendingItem.known.record());
            Coordinate at = record == null ? null : record.in(run.environment());
            boolean repaired = pendingItem.outcome.equals("unchanged") && pendingItem.known.version() == null;
            if (at != null && (pendingItem.incomingRecord != null || repaired)) {
                became.add(new ImportRows.Known(
                        pendingItem.item.source(), pendingItem.known.record(), at.working(), pendingItem.fingerprint));
            }
        }
        if (!became.isEmpty()) {
            rows.became(run.site(), run.environment(), became);
        }
    }

    /**
     * Stores the new working version of a record whose file was added later, so that the next import does not take
     * that change for somebody's edit.
     */
    void moved(Run run, String source, RecordId id) {
        ImportRows.Known known =
                rows.known(run.site(), run.environment(), List.of(source)).get(source);
        Coordinate at = recordReading
                .require(run.actor(), run.site(), run.environment(), id)
                .in(run.environment());
        if (known != null && at != null) {
            rows.became(
                    run.site(),
                    run.environment(),
                    List.of(new ImportRows.Known(source, id, at.working(), known.fingerprint())));
        }
    }

    /** The record of each source that has been written. */
    private static Map<String, RecordId> present(Map<String, ImportRows.Known> known) {
        Map<String, RecordId> there = new HashMap<>();
        known.forEach((source, k) -> {
            if (k.version() != null) {
                there.put(source, k.record());
            }
        });
        return there;
    }

    /** The report lines of items that are part of other items, and of items that are left out. */
    private static List<ImportRun.Line> others(
            List<SourceItem> sourceItems, Map<String, RecordId> ids, Map<String, String> outcomes) {
        List<ImportRun.Line> lines = new ArrayList<>();
        for (SourceItem sourceItem : sourceItems) {
            switch (sourceItem) {
                case SourceItem.Item item -> {}
                case SourceItem.Folded folded -> {
                    RecordId into = ids.get(folded.into());
                    lines.add(new ImportRun.Line(
                            folded.source(),
                            folded.label(),
                            null,
                            outcomes.getOrDefault(folded.into(), "skipped"),
                            into == null ? null : into.value(),
                            null,
                            folded.notes()));
                }
                case SourceItem.Left left ->
                    lines.add(
                            new ImportRun.Line(left.source(), left.label(), null, "skipped", null, null, left.notes()));
            }
        }
        return lines;
    }
}
