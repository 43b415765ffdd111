package dev.sgen.delivery;

import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.publishing.visibility.PublicView.Filter;
import dev.sgen.publishing.visibility.PublicView.Order;
import dev.sgen.theme.Entry;
import dev.sgen.theme.Listing;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** The lists that a site has without anyone making them: archives by type, tag, category and author. */
final class BuiltInLists {
    static final int PER_PAGE = 12;

    private final PublicView view;
    private final EntryReading entryReading;

    BuiltInLists(PublicView view, EntryReading entryReading) {
        this.view = view;
        this.entryReading = entryReading;
    }

    /** The list at an address, or null where there is none or it has no such page. */
    @Nullable
    Listing of(RequestTarget requestTarget) {
        String path = requestTarget.path();
        return switch (path) {
            case "/blog" -> whole("Blog", new Filter("post", null, null, null, Order.NEWEST), requestTarget);
            case "/products" -> whole("Products", new Filter("product", null, null, null, Order.NEWEST), requestTarget);
            case "/locations" ->
                whole("Locations", new Filter("location", null, null, null, Order.TITLE), requestTarget);
            case "/events" -> events(requestTarget);
            default -> by(requestTarget);
        };
    }

    private @Nullable Listing by(RequestTarget requestTarget) {
        String path = requestTarget.path();
        int slash = path.indexOf('/', 1);
        if (slash < 0 || path.indexOf('/', slash + 1) >= 0) {
            return null;
        }
        String word = path.substring(slash + 1);
        return switch (path.substring(0, slash)) {
            case "/tag" -> any(word, "Tagged “" + word + "”", requestTarget, word, null, null);
            case "/category" -> any(word, word, requestTarget, null, word, null);
            case "/author" -> any(word, word, requestTarget, null, null, word);
            default -> null;
        };
    }

    /** Of all types together; a word that nothing carries has no list. */
    private @Nullable Listing any(
            String word,
            String title,
            RequestTarget requestTarget,
            @Nullable String tag,
            @Nullable String category,
            @Nullable String author) {
        Filter filter = new Filter(PublicView.ANY, tag, category, author, Order.NEWEST);
        int count = word.isBlank() ? 0 : view.count(filter);
        return count > 0 ? listing(title, filter, count, requestTarget) : null;
    }

    private @Nullable Listing whole(String title, Filter filter, RequestTarget requestTarget) {
        return listing(title, filter, view.count(filter), requestTarget);
    }

    private @Nullable Listing listing(String title, Filter filter, int count, RequestTarget requestTarget) {
        int pages = Math.max(1, Math.ceilDiv(count, PER_PAGE));
        if (requestTarget.page() > pages) {
            return null;
        }
        List<Entry> shown = entryReading.entries(view.list(filter, (requestTarget.page() - 1) * PER_PAGE, PER_PAGE));
        boolean one = !shown.isEmpty()
                && shown.stream().allMatch(e -> e.type().equals(shown.getFirst().type()));
        String type =
                filter.type().equals(PublicView.ANY) ? one ? shown.getFirst().type() : "mixed" : filter.type();
        return new Listing(
                title, "", type, URIUtil.encodePath(requestTarget.path()), shown, requestTarget.page(), pages);
    }

    /** What is to come first, then what is over. */
    private @Nullable Listing events(RequestTarget requestTarget) {
        List<Entry> all = new ArrayList<>(entryReading.events(false));
        all.addAll(entryReading.events(true));
        int pages = Math.max(1, Math.ceilDiv(all.size(), PER_PAGE));
        if (requestTarget.page() > pages) {
            return null;
        }
        int from = (requestTarget.page() - 1) * PER_PAGE;
        List<Entry> shown = all.subList(from, Math.min(all.size(), from + PER_PAGE));
        return new Listing("Events", "", "event", requestTarget.path(), shown, requestTarget.page(), pages);
    }
}
