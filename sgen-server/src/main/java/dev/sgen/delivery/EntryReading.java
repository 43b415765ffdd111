package dev.sgen.delivery;

import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.theme.Asset;
import dev.sgen.theme.Entry;
import dev.sgen.theme.Lookups;
import dev.sgen.theme.Needs;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Fetches what pages show, from one view, in as few questions as it takes. */
final class EntryReading {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int MAX_EVENTS = 1000;

    private final PublicView view;
    private final Instant now;

    EntryReading(PublicView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    Entry entry(PublicRecord record) {
        return new Entry(
                record.id().toString(),
                record.type(),
                record.title(),
                record.path(),
                record.tags(),
                record.content(),
                record.statedAt(),
                record.publishedAt());
    }

    List<Entry> entries(List<PublicRecord> records) {
        return records.stream().map(this::entry).toList();
    }

    /** Those of the texts that are ids. */
    static List<RecordId> ids(Collection<String> texts) {
        return texts.stream()
                .filter(text -> text.length() == 36 && ID.matcher(text).matches())
                .map(text -> new RecordId(UUID.fromString(text)))
                .toList();
    }

    /** All that a record's own page refers to. */
    Lookups around(PublicRecord record) {
        return aroundAll(List.of(record));
    }

    /** The same for several records shown whole on one page. */
    Lookups aroundAll(List<PublicRecord> records) {
        Map<Needs.Wanted, List<Entry>> lists = new LinkedHashMap<>();
        Set<String> wanted = new HashSet<>();
        records.forEach(record -> {
            Needs needs = Needs.of(record.content());
            needs.lists().forEach(each -> lists.computeIfAbsent(each, this::list));
            wanted.addAll(needs.ids());
        });
        lists.values().forEach(list -> list.forEach(each -> wanted.addAll(pictures(each))));
        return lookups(wanted, lists);
    }

    /** The pictures of a list's entries. */
    Lookups around(List<Entry> entries) {
        Set<String> wanted = new HashSet<>();
        entries.forEach(each -> wanted.addAll(pictures(each)));
        return lookups(wanted, Map.of());
    }

    private Lookups lookups(Set<String> wanted, Map<Needs.Wanted, List<Entry>> lists) {
        Map<RecordId, PublicRecord> found = view.byIds(ids(wanted));
        Map<String, Asset> media = new HashMap<>();
        Map<String, Entry> entries = new HashMap<>();
        Set<String> more = new HashSet<>();
        found.values().forEach(each -> {
            if (each.type().equals("media")) {
                media.put(each.id().toString(), Asset.of(each.content()));
            } else {
                Entry entry = entry(each);
                entries.put(entry.id(), entry);
                more.addAll(pictures(entry));
            }
        });
        more.removeAll(media.keySet());
        view.byIds(ids(more)).values().stream()
                .filter(each -> each.type().equals("media"))
                .forEach(each -> media.put(each.id().toString(), Asset.of(each.content())));
        return new Lookups(media, entries, lists);
    }

    /** What a card may show: the featured picture and the first of a gallery. */
    private static List<String> pictures(Entry entry) {
        List<String> out = new ArrayList<>();
        JsonNode featured = entry.content().path("featuredImage");
        if (featured.isString()) {
            out.add(featured.stringValue());
        }
        JsonNode first = entry.content().path("images").path(0);
        if (first.isString()) {
            out.add(first.stringValue());
        }
        return out;
    }

    private List<Entry> list(Needs.Wanted wanted) {
        if (wanted.type().equals("event")) {
            return events(wanted.past()).stream().limit(wanted.limit()).toList();
        }
        PublicView.Filter filter = new PublicView.Filter(
                wanted.type(), orNull(wanted.tag()), orNull(wanted.category()), null, PublicView.Order.NEWEST);
        return entries(view.list(filter, 0, wanted.limit()));
    }

    private static @org.jspecify.annotations.Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }

    /** Events to come, soonest first, or those that are over, latest first. */
    List<Entry> events(boolean past) {
        PublicView.Filter filter = new PublicView.Filter(
                "event", null, null, null, past ? PublicView.Order.NEWEST : PublicView.Order.OLDEST);
        return entries(view.list(filter, 0, MAX_EVENTS)).stream()
                .filter(each -> over(each) == past)
                .toList();
    }

    private boolean over(Entry event) {
        Instant end = moment(event.content().path("end"));
        Instant start = moment(event.content().path("start"));
        Instant last = end != null ? end : start;
        return last != null && last.plusSeconds(end == null ? 6 * 3600 : 0).isBefore(now);
    }

    static @org.jspecify.annotations.Nullable Instant moment(JsonNode value) {
        try {
            return value.isString()
                    ? java.time.OffsetDateTime.parse(value.stringValue()).toInstant()
                    : null;
        } catch (java.time.DateTimeException unreadable) {
            return null;
        }
    }

    /** The pages above a page, from the top down; a circle is cut. */
    List<Entry> parents(PublicRecord page) {
        List<Entry> out = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(page.id().toString()));
        JsonNode parent = page.content().path("parent");
        while (parent.isString() && seen.add(parent.stringValue()) && seen.size() < 8) {
            List<RecordId> id = ids(List.of(parent.stringValue()));
            PublicRecord above = id.isEmpty() ? null : view.byId(id.getFirst()).orElse(null);
            if (above == null || above.path() == null) {
                break;
            }
            out.addFirst(entry(Objects.requireNonNull(above)));
            parent = above.content().path("parent");
        }
        return out;
    }
}
