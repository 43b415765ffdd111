package dev.sgen.importing.run;

import dev.sgen.content.Contents;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.vocabulary.Environment;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A source item during its import: the record it will be written as, its outcome and its notes. */
final class PendingItem {
    final SourceItem.Item item;
    final ImportRows.Known known;
    final String fingerprint;
    final ItemNotes itemNotes = new ItemNotes();

    @Nullable
    IncomingRecord incomingRecord;

    @Nullable
    String unfetched;

    String outcome = "skipped";

    PendingItem(SourceItem.Item item, ImportRows.Known known) {
        this.item = item;
        this.known = known;
        this.fingerprint = fingerprint(item);
        item.notes().forEach(itemNotes::add);
    }

    /** The item's report line. In a dry run it names no record that does not exist yet. */
    ImportRun.Line line(boolean dryRun) {
        boolean none = known.version() == null && (dryRun || outcome.equals("skipped"));
        return new ImportRun.Line(
                item.source(),
                item.label(),
                item.type(),
                outcome,
                none ? null : known.record().value(),
                unfetched,
                itemNotes.list());
    }

    /**
     * Decides what happens to the item and sets its outcome.
     *
     * @param record the item's record, or null if there is none yet
     * @return the working version that the write expects: 0 for a new record; null if nothing is to be written
     */
    @Nullable
    Integer decide(Environment environment, @Nullable SiteRecord record) {
        if (record == null) {
            outcome = "created";
            return 0;
        }
        Coordinate at = record.in(environment);
        if (at == null) {
            itemNotes.add("It was deleted here since it came in; it is not brought back");
            return null;
        }
        Integer version = known.version();
        if (version == null && record.lastVersion() == 1) {
            // A run that was interrupted wrote the record but did not store its version.
            outcome = "unchanged";
            return null;
        }
        if (fingerprint.equals(known.fingerprint())) {
            outcome = "unchanged";
            return null;
        }
        if (version == null || at.working() != version) {
            itemNotes.add("The source changed, but so did the record here since; it is left as it is");
            return null;
        }
        outcome = "updated";
        return version;
    }

    /** Skips the item; the report shows the reason. */
    void leaveOut(String why) {
        outcome = "skipped";
        itemNotes.add(why);
    }

    /**
     * A hash of the item's own data. It excludes what fetching its file adds, so that a file that arrives later does
     * not count as a change of the source.
     */
    private static String fingerprint(SourceItem.Item item) {
        ObjectNode whole = Json.object();
        whole.put("type", item.type()).put("title", item.title()).put("path", item.path());
        whole.set("content", item.content());
        whole.set("tags", Json.tree(item.tags()));
        whole.put("wish", item.wish().name())
                .put("at", item.at() == null ? null : item.at().toString());
        return Json.hash(whole);
    }

    /**
     * Moves the item from a taken path to the next numbered one, without checking whether that is free; false if the
     * taken path is not the item's.
     */
    boolean aside(String taken) {
        IncomingRecord now = incomingRecord;
        if (now == null || !taken.equals(now.contents().path())) {
            return false;
        }
        Contents old = now.contents();
        String base = taken.equals("/") ? "/home" : taken;
        String number = base.replaceFirst("^.*-([0-9]{1,4})$", "$1");
        boolean counted = number.length() <= 4 && !number.equals(base);
        String next = counted
                ? base.substring(0, base.length() - number.length()) + (Integer.parseInt(number) + 1)
                : base + "-2";
        incomingRecord = new IncomingRecord(
                now.record(),
                now.type(),
                now.expectedWorking(),
                new Contents(old.title(), next, old.content(), old.tags()),
                now.wish(),
                now.at());
        itemNotes.add("The address " + taken + " is taken here, so it came in at " + next);
        return true;
    }
}
