package dev.sgen.importing.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects notes about one item: everything that was changed, kept in another form or left out. Equal notes are
 * counted and listed once; beyond 100 different notes, further ones are dropped.
 */
public final class ItemNotes {
    private static final int MAX = 100;

    private final Map<String, Integer> remarks = new LinkedHashMap<>();

    /** Adds a note, which is cut at 1,000 characters. */
    public void add(String remark) {
        if (remarks.size() < MAX || remarks.containsKey(remark)) {
            remarks.merge(remark.length() > 1_000 ? remark.substring(0, 1_000) + "…" : remark, 1, Integer::sum);
        }
    }

    /** Adds the notes of another collection, with their counts. */
    public void addAll(ItemNotes others) {
        others.remarks.forEach((remark, times) -> {
            if (remarks.size() < MAX || remarks.containsKey(remark)) {
                remarks.merge(remark, times, Integer::sum);
            }
        });
    }

    /** The notes, each once, with its count if it occurred more than once. */
    public List<String> list() {
        List<String> out = new ArrayList<>();
        remarks.forEach((remark, times) -> out.add(times == 1 ? remark : remark + " (" + times + " times)"));
        return out;
    }
}
