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

/** An item on its way: what it will be, and what will be told of it. */
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

    /** What is told of it; a dry run names no record that isn't there. */
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

    /** Which working version a change is made against: 0 for a new record, null where nothing is to be done. */
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
            // Written by a run that was cut off before it could note so.
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

    /** It isn't brought in, and the report says why. */
    void leaveOut(String why) {
        outcome = "skipped";
        itemNotes.add(why);
    }

    /** Equal for equal items; not of what fetching adds, so that a picture that came later changes nothing. */
    private static String fingerprint(SourceItem.Item item) {
        ObjectNode whole = Json.object();
        whole.put("type", item.type()).put("title", item.title()).put("path", item.path());
        whole.set("content", item.content());
        whole.set("tags", Json.tree(item.tags()));
        whole.put("wish", item.wish().name())
                .put("at", item.at() == null ? null : item.at().toString());
        return Json.hash(whole);
    }

    /** Takes the next free-looking address instead of a taken one; false if that was not the one it wanted. */
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
