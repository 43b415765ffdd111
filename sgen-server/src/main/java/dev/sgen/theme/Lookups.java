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
 * @param forms what each form of the page carries, by record id
 */
public record Lookups(
        Map<String, Asset> media,
        Map<String, Entry> entries,
        Map<Needs.Wanted, List<Entry>> lists,
        Map<String, FormState> forms) {
    public static final Lookups NONE = new Lookups(Map.of(), Map.of(), Map.of());

    /** Where no form takes a post. */
    public Lookups(Map<String, Asset> media, Map<String, Entry> entries, Map<Needs.Wanted, List<Entry>> lists) {
        this(media, entries, lists, Map.of());
    }

    public Lookups with(Map<String, FormState> states) {
        return new Lookups(media, entries, lists, states);
    }

    FormState form(Entry form) {
        return forms.getOrDefault(form.id(), FormState.NONE);
    }
}
