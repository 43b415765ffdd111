package dev.sgen.delivery;

import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.PublicView;
import dev.sgen.site.Address;
import dev.sgen.theme.Around;
import dev.sgen.theme.Entry;
import dev.sgen.theme.Frame;
import dev.sgen.theme.Listing;
import dev.sgen.theme.Lookups;
import dev.sgen.theme.Pages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** One address of one environment at one revision, made into its answer. */
final class Visit {
    private static final int FEED_LENGTH = 20;
    private static final int SEARCH_LIMIT = 100;
    private static final int HOME_SEARCHED = 200;
    private static final long DEFAULT_EVENT_SECONDS = 2 * 3600;

    private final PublicView view;
    private final Shape shape;
    private final Frame frame;
    private final Headers headers;
    private final Entries entries;
    private final @Nullable FormDoor forms;
    private final Address address;

    /**
     * @param forms null where forms can only be looked at
     */
    Visit(PublicView view, Address address, Shape shape, Instant now, Headers headers, @Nullable FormDoor forms) {
        this.view = view;
        this.address = address;
        this.forms = forms;
        this.shape = shape;
        this.frame = shape.at(now);
        this.headers = headers;
        this.entries = new Entries(view, now);
    }

    /** The answer, or null where nothing is at the address. */
    @Nullable
    Answer answer(Target target) {
        String path = target.path();
        return switch (path) {
            case "/robots.txt" -> text(Feeds.robots(frame), "text/plain");
            case "/sitemap.xml" -> text(Feeds.sitemap(frame, view.addresses()), "application/xml");
            case "/feed.xml" -> feed();
            case "/search" -> search(target);
            case "/" -> home(target);
            default -> path.startsWith("/_sgen/") ? own(path) : page(target);
        };
    }

    /** What isn't a record: the stylesheet under its hash, and events for calendar programs. */
    private @Nullable Answer own(String path) {
        if (path.equals(frame.theme().cssPath())) {
            List<HttpField> fields = withCaching(Headers.always(frame.staging()), Headers.FOREVER);
            return new Answer.Whole(200, new Body(frame.theme().css(), "text/css", fields), true);
        }
        if (path.startsWith("/_sgen/event/") && path.endsWith(".ics")) {
            String id = path.substring("/_sgen/event/".length(), path.length() - ".ics".length());
            return Entries.ids(List.of(id)).stream()
                    .flatMap(each -> view.byId(each).stream())
                    .filter(each -> each.type().equals("event"))
                    .findFirst()
                    .flatMap(this::calendar)
                    .orElse(null);
        }
        return null;
    }

    private Optional<Answer> calendar(PublicRecord event) {
        Instant start = Entries.moment(event.content().path("start"));
        Instant end = Entries.moment(event.content().path("end"));
        if (start == null) {
            return Optional.empty();
        }
        Instant until = end == null ? start.plusSeconds(DEFAULT_EVENT_SECONDS) : end;
        return Optional.of(text(Feeds.calendar(frame, entries.entry(event), start, until), "text/calendar"));
    }

    private Answer feed() {
        List<PublicRecord> records = view.list(PublicView.Filter.of("post"), 0, FEED_LENGTH);
        List<Entry> posts = entries.entries(records);
        Lookups lookups = entries.aroundAll(records);
        Instant changed =
                posts.stream().map(Entry::changedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
        return text(Feeds.atom(frame, posts, lookups, changed), "application/atom+xml");
    }

    private @Nullable Answer search(Target target) {
        List<Entry> all =
                target.words().isEmpty() ? List.of() : entries.entries(view.search(target.words(), 0, SEARCH_LIMIT));
        int pages = Math.max(1, Math.ceilDiv(all.size(), Lists.PER_PAGE));
        if (target.page() > pages) {
            return null;
        }
        int from = (target.page() - 1) * Lists.PER_PAGE;
        List<Entry> shown = all.subList(from, Math.min(all.size(), from + Lists.PER_PAGE));
        Listing listing = new Listing("", "", "mixed", "/search", shown, target.page(), pages);
        return html(200, new Pages(frame, entries.around(shown)).search(target.words(), listing, all.size()));
    }

    private @Nullable Answer home(Target target) {
        Optional<PublicRecord> home = view.byPath("/").or(this::markedHome);
        return home.isPresent() ? record(home.get()) : page(new Target("/blog", target.page(), "", 0));
    }

    private Optional<PublicRecord> markedHome() {
        return view.list(PublicView.Filter.of("page"), 0, HOME_SEARCHED).stream()
                .filter(Visit::isHome)
                .findFirst();
    }

    private static boolean isHome(PublicRecord record) {
        return record.type().equals("page") && record.content().path("home").asBoolean(false);
    }

    private @Nullable Answer page(Target target) {
        Optional<PublicRecord> record = view.byPath(target.path());
        if (record.isPresent()) {
            boolean home = isHome(record.get()) && view.byPath("/").isEmpty();
            return home ? away("/", 301) : record(record.get());
        }
        Shape.Redirect redirect = shape.redirects().get(target.path());
        if (redirect != null) {
            return away(redirect.to(), redirect.status());
        }
        Listing listing = new Lists(view, entries).of(target);
        if (listing != null) {
            return html(200, new Pages(frame, entries.around(listing.entries())).list(listing));
        }
        Optional<String> moved = view.movedTo(target.path());
        if (moved.isPresent() && !moved.get().equals(target.path())) {
            return away(URIUtil.encodePath(moved.get()), 301);
        }
        return view.archivedAt(target.path()) ? html(410, new Pages(frame, Lookups.NONE).notFound(true)) : null;
    }

    private Answer record(PublicRecord record) {
        FormDoor.Guarded guarded = guarded(record, around(record), null);
        String html = drawn(record, guarded.lookups());
        SlottedText slotted = SlottedText.of(html, guarded.tokens());
        return slotted == null
                ? html(200, html)
                : new Answer.Whole(
                        200,
                        new Body(slotted, "text/html", withCaching(headers.page(frame.staging()), Headers.OWN)),
                        true);
    }

    /** The page a form stood on, with what was typed into it; nobody else is shown it. */
    @Nullable
    Answer again(dev.sgen.forms.Answer.Again again) {
        Optional<PublicRecord> page = view.byPath(again.page());
        Lookups lookups = page.map(this::around).orElse(Lookups.NONE);
        boolean shown = page.isPresent()
                && (page.get().id().equals(again.form())
                        || lookups.entries().containsKey(again.form().toString()));
        PublicRecord record = shown ? page.get() : view.byId(again.form()).orElse(null);
        if (record == null) {
            return null;
        }
        Lookups around = shown ? lookups : around(record);
        FormDoor.Guarded guarded = guarded(record, around, again);
        String html = drawn(record, guarded.lookups());
        List<HttpField> fields = withCaching(headers.page(frame.staging()), Headers.NO_STORE);
        SlottedText slotted = SlottedText.of(html, guarded.tokens());
        Body body = slotted == null ? new Body(html, "text/html", fields) : new Body(slotted, "text/html", fields);
        return new Answer.Whole(again.status(), body, false);
    }

    private FormDoor.Guarded guarded(PublicRecord record, Lookups around, dev.sgen.forms.Answer.@Nullable Again again) {
        return forms == null
                ? new FormDoor.Guarded(around, Map.of())
                : forms.guarded(address, entries.entry(record), around, again);
    }

    /** All that a record's page refers to, what its layout shows among it. */
    private Lookups around(PublicRecord record) {
        List<PublicRecord> shown = new java.util.ArrayList<>(List.of(record));
        shape.layout(record).ifPresent(shown::add);
        return entries.aroundAll(shown);
    }

    private String drawn(PublicRecord record, Lookups lookups) {
        Entry entry = entries.entry(record);
        boolean post = record.type().equals("post");
        boolean page = record.type().equals("page");
        Around around = new Around(
                page ? entries.parents(record) : List.of(),
                page && !isHome(record) ? entries.entries(view.pagesUnder(record.id(), 50)) : List.of(),
                post ? neighbour(record, false) : null,
                post ? neighbour(record, true) : null);
        return new Pages(frame, lookups)
                .entry(entry, around, shape.layout(record).map(entries::entry).orElse(null));
    }

    private @Nullable Entry neighbour(PublicRecord record, boolean newer) {
        return view.neighbour(record, newer).map(entries::entry).orElse(null);
    }

    private Answer html(int status, String html) {
        return html(status, html, frame.staging(), headers);
    }

    static Answer html(int status, String html, boolean staging, Headers headers) {
        boolean keepable = status < 500;
        List<HttpField> fields = withCaching(headers.page(staging), keepable ? Headers.REVALIDATE : Headers.NO_STORE);
        return new Answer.Whole(status, new Body(html, "text/html", fields), keepable);
    }

    private Answer text(String text, String mediaType) {
        return new Answer.Whole(
                200, new Body(text, mediaType, withCaching(Headers.always(frame.staging()), Headers.REVALIDATE)), true);
    }

    private static List<HttpField> withCaching(List<HttpField> fields, HttpField caching) {
        List<HttpField> out = new java.util.ArrayList<>(fields);
        out.add(caching);
        return out;
    }

    private Answer away(String to, int status) {
        String location = Objects.requireNonNullElse(Locations.safe(to), "/");
        return new Answer.Away(status, location, withCaching(Headers.always(frame.staging()), Headers.REVALIDATE));
    }
}
