package dev.sgen.theme;

import java.util.List;
import java.util.Map;

/**
 * Everything a body may refer to, fetched beforehand for one environment at one revision. What isn't in
 * here isn't visible, and is left out of the page (ENV-26).
 *
 * @param media by media record id
 * @param entries linked records by id
 * @param lists what the body's dynamic lists hold, by {@link Needs.Wanted}
 */
public record Lookups(Map<String, Asset> media, Map<String, Entry> entries, Map<Needs.Wanted, List<Entry>> lists) {
    public static final Lookups NONE = new Lookups(Map.of(), Map.of(), Map.of());
}
