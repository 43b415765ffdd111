package dev.sgen.importing.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reader has to tell about one item: everything that was changed, kept in another form or left
 * out. The same remark made often is told once, with its number.
 */
public final class ItemNotes {
    private static final int MAX = 100;

    private final Map<String, Integer> remarks = new LinkedHashMap<>();

    public void add(String remark) {
        if (remarks.size() < MAX || remarks.containsKey(remark)) {
            remarks.merge(remark.length() > 1_000 ? remark.substring(0, 1_000) + "…" : remark, 1, Integer::sum);
        }
    }

    /** Adds what was told elsewhere, as often as it was. */
    public void addAll(ItemNotes others) {
        others.remarks.forEach((remark, times) -> {
            if (remarks.size() < MAX || remarks.containsKey(remark)) {
                remarks.merge(remark, times, Integer::sum);
            }
        });
    }

    /** The remarks, each once. */
    public List<String> list() {
        List<String> out = new ArrayList<>();
        remarks.forEach((remark, times) -> out.add(times == 1 ? remark : remark + " (" + times + " times)"));
        return out;
    }
}
