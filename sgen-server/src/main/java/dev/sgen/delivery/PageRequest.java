package dev.sgen.delivery;

import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.HostAddress;
import dev.sgen.theme.Entry;
import dev.sgen.theme.Listing;
import dev.sgen.theme.Lookups;
import dev.sgen.theme.Neighbours;
import dev.sgen.theme.Pages;
import dev.sgen.theme.SiteFrame;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** One address of one environment at one revision, made into its answer. */
final class PageRequest {
    private static final int FEED_LENGTH = 20;
    private static final int SEARCH_LIMIT = 100;
    private static final int HOME_SEARCHED = 200;
    private static final long DEFAULT_EVENT_SECONDS = 2 * 3600;

    private final PublicView view;
    private final SiteLayout siteLayout;
    private final SiteFrame siteFrame;
    private final AnswerHeaders answerHeaders;
    private final EntryReading entryReading;
    private final @Nullable FormHandler forms;
    private final HostAddress hostAddress;

    /**
     * @param forms null where forms can only be looked at
     */
    PageRequest(
            PublicView view,
            HostAddress hostAddress,
            SiteLayout siteLayout,
            Instant now,
            AnswerHeaders answerHeaders,
            @Nullable FormHandler forms) {
        this.view = view;
        this.hostAddress = hostAddress;
        this.forms = forms;
        this.siteLayout = siteLayout;
        this.siteFrame = siteLayout.at(now);
        this.answerHeaders = answerHeaders;
        this.entryReading = new EntryReading(view, now);
    }

    /** The answer, or null where nothing is at the address. */
    @Nullable
    PublicAnswer answer(RequestTarget requestTarget) {
        String path = requestTarget.path();
        return switch (path) {
            case "/robots.txt" -> text(Feeds.robots(siteFrame), "text/plain");
            case "/sitemap.xml" -> text(Feeds.sitemap(siteFrame, view.addresses()), "application/xml");
            case "/feed.xml" -> feed();
            case "/search" -> search(requestTarget);
            case "/" -> home(requestTarget);
            default -> path.startsWith("/_sgen/") ? own(path) : page(requestTarget);
        };
    }

    /** What isn't a record: the stylesheet under its hash, and events for calendar programs. */
    private @Nullable PublicAnswer own(String path) {
        if (path.equals(siteFrame.theme().cssPath())) {
            List<HttpField> fields = withCaching(AnswerHeaders.always(siteFrame.staging()), AnswerHeaders.FOREVER);
            return new PublicAnswer.Whole(200, new AnswerBody(siteFrame.theme().css(), "text/css", fields), true);
        }
        if (path.startsWith("/_sgen/event/") && path.endsWith(".ics")) {
            String id = path.substring("/_sgen/event/".length(), path.length() - ".ics".length());
            return EntryReading.ids(List.of(id)).stream()
                    .flatMap(each -> view.byId(each).stream())
                    .filter(each -> each.type().equals("event"))
                    .findFirst()
                    .flatMap(this::calendar)
                    .orElse(null);
        }
        return null;
    }

    private Optional<PublicAnswer> calendar(PublicRecord event) {
        Instant start = EntryReading.moment(event.content().path("start"));
        Instant end = EntryReading.moment(event.content().path("end"));
        if (start == null) {
            return Optional.empty();
        }
        Instant until = end == null ? start.plusSeconds(DEFAULT_EVENT_SECONDS) : end;
        return Optional.of(text(Feeds.calendar(siteFrame, entryReading.entry(event), start, until), "text/calendar"));
    }

    private PublicAnswer feed() {
        List<PublicRecord> records = view.list(PublicView.Filter.of("post"), 0, FEED_LENGTH);
        List<Entry> posts = entryReading.entries(records);
        Lookups lookups = entryReading.aroundAll(records);
        Instant changed =
                posts.stream().map(Entry::changedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
        return text(Feeds.atom(siteFrame, posts, lookups, changed), "application/atom+xml");
    }

    private @Nullable PublicAnswer search(RequestTarget requestTarget) {
        List<Entry> all = requestTarget.words().isEmpty()
                ? List.of()
                : entryReading.entries(view.search(requestTarget.words(), 0, SEARCH_LIMIT));
        int pages = Math.max(1, Math.ceilDiv(all.size(), BuiltInLists.PER_PAGE));
        if (requestTarget.page() > pages) {
            return null;
        }
        int from = (requestTarget.page() - 1) * BuiltInLists.PER_PAGE;
        List<Entry> shown = all.subList(from, Math.min(all.size(), from + BuiltInLists.PER_PAGE));
        Listing listing = new Listing("", "", "mixed", "/search", shown, requestTarget.page(), pages);
        return html(
                200,
                new Pages(siteFrame, entryReading.around(shown)).search(requestTarget.words(), listing, all.size()));
    }

    private @Nullable PublicAnswer home(RequestTarget requestTarget) {
        Optional<PublicRecord> home = view.byPath("/").or(this::markedHome);
        return home.isPresent() ? record(home.get()) : page(new RequestTarget("/blog", requestTarget.page(), "", 0));
    }

    private Optional<PublicRecord> markedHome() {
        return view.list(PublicView.Filter.of("page"), 0, HOME_SEARCHED).stream()
                .filter(PageRequest::isHome)
                .findFirst();
    }

    private static boolean isHome(PublicRecord record) {
        return record.type().equals("page") && record.content().path("home").asBoolean(false);
    }

    private @Nullable PublicAnswer page(RequestTarget requestTarget) {
        Optional<PublicRecord> record = view.byPath(requestTarget.path());
        if (record.isPresent()) {
            boolean home = isHome(record.get()) && view.byPath("/").isEmpty();
            return home ? away("/", 301) : record(record.get());
        }
        SiteLayout.Redirect redirect = siteLayout.redirects().get(requestTarget.path());
        if (redirect != null) {
            return away(redirect.to(), redirect.status());
        }
        Listing listing = new BuiltInLists(view, entryReading).of(requestTarget);
        if (listing != null) {
            return html(200, new Pages(siteFrame, entryReading.around(listing.entries())).list(listing));
        }
        Optional<String> moved = view.movedTo(requestTarget.path());
        if (moved.isPresent() && !moved.get().equals(requestTarget.path())) {
            return away(URIUtil.encodePath(moved.get()), 301);
        }
        return view.archivedAt(requestTarget.path())
                ? html(410, new Pages(siteFrame, Lookups.NONE).notFound(true))
                : null;
    }

    private PublicAnswer record(PublicRecord record) {
        FormHandler.Guarded guarded = guarded(record, around(record), null);
        String html = drawn(record, guarded.lookups());
        SlottedText slotted = SlottedText.of(html, guarded.tokens());
        return slotted == null
                ? html(200, html)
                : new PublicAnswer.Whole(
                        200,
                        new AnswerBody(
                                slotted,
                                "text/html",
                                withCaching(answerHeaders.page(siteFrame.staging()), AnswerHeaders.OWN)),
                        true);
    }

    /** The page a form stood on, with what was typed into it; nobody else is shown it. */
    @Nullable
    PublicAnswer again(dev.sgen.forms.PostOutcome.Again again) {
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
        FormHandler.Guarded guarded = guarded(record, around, again);
        String html = drawn(record, guarded.lookups());
        List<HttpField> fields = withCaching(answerHeaders.page(siteFrame.staging()), AnswerHeaders.NO_STORE);
        SlottedText slotted = SlottedText.of(html, guarded.tokens());
        AnswerBody answerBody = slotted == null
                ? new AnswerBody(html, "text/html", fields)
                : new AnswerBody(slotted, "text/html", fields);
        return new PublicAnswer.Whole(again.status(), answerBody, false);
    }

    private FormHandler.Guarded guarded(
            PublicRecord record, Lookups around, dev.sgen.forms.PostOutcome.@Nullable Again again) {
        return forms == null
                ? new FormHandler.Guarded(around, Map.of())
                : forms.guarded(hostAddress, entryReading.entry(record), around, again);
    }

    /** All that a record's page refers to, what its layout shows among it. */
    private Lookups around(PublicRecord record) {
        List<PublicRecord> shown = new java.util.ArrayList<>(List.of(record));
        siteLayout.layout(record).ifPresent(shown::add);
        return entryReading.aroundAll(shown);
    }

    private String drawn(PublicRecord record, Lookups lookups) {
        Entry entry = entryReading.entry(record);
        boolean post = record.type().equals("post");
        boolean page = record.type().equals("page");
        Neighbours neighbours = new Neighbours(
                page ? entryReading.parents(record) : List.of(),
                page && !isHome(record) ? entryReading.entries(view.pagesUnder(record.id(), 50)) : List.of(),
                post ? neighbour(record, false) : null,
                post ? neighbour(record, true) : null);
        return new Pages(siteFrame, lookups)
                .entry(
                        entry,
                        neighbours,
                        siteLayout.layout(record).map(entryReading::entry).orElse(null));
    }

    private @Nullable Entry neighbour(PublicRecord record, boolean newer) {
        return view.neighbour(record, newer).map(entryReading::entry).orElse(null);
    }

    private PublicAnswer html(int status, String html) {
        return html(status, html, siteFrame.staging(), answerHeaders);
    }

    static PublicAnswer html(int status, String html, boolean staging, AnswerHeaders answerHeaders) {
        boolean keepable = status < 500;
        List<HttpField> fields =
                withCaching(answerHeaders.page(staging), keepable ? AnswerHeaders.REVALIDATE : AnswerHeaders.NO_STORE);
        return new PublicAnswer.Whole(status, new AnswerBody(html, "text/html", fields), keepable);
    }

    private PublicAnswer text(String text, String mediaType) {
        return new PublicAnswer.Whole(
                200,
                new AnswerBody(
                        text,
                        mediaType,
                        withCaching(AnswerHeaders.always(siteFrame.staging()), AnswerHeaders.REVALIDATE)),
                true);
    }

    private static List<HttpField> withCaching(List<HttpField> fields, HttpField caching) {
        List<HttpField> out = new java.util.ArrayList<>(fields);
        out.add(caching);
        return out;
    }

    private PublicAnswer away(String to, int status) {
        String location = Objects.requireNonNullElse(LocationHeader.safe(to), "/");
        return new PublicAnswer.Away(
                status, location, withCaching(AnswerHeaders.always(siteFrame.staging()), AnswerHeaders.REVALIDATE));
    }
}
