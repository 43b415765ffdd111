package dev.sgen.delivery;

import dev.sgen.publishing.PublicView;
import dev.sgen.publishing.PublicView.Filter;
import dev.sgen.publishing.PublicView.Order;
import dev.sgen.theme.Entry;
import dev.sgen.theme.Listing;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** The lists that a site has without anyone making them: archives by type, tag, category and author. */
final class Lists {
    static final int PER_PAGE = 12;

    private final PublicView view;
    private final Entries entries;

    Lists(PublicView view, Entries entries) {
        this.view = view;
        this.entries = entries;
    }

    /** The list at an address, or null where there is none or it has no such page. */
    @Nullable
    Listing of(Target target) {
        String path = target.path();
        return switch (path) {
            case "/blog" -> whole("Blog", new Filter("post", null, null, null, Order.NEWEST), target);
            case "/products" -> whole("Products", new Filter("product", null, null, null, Order.NEWEST), target);
            case "/locations" -> whole("Locations", new Filter("location", null, null, null, Order.TITLE), target);
            case "/events" -> events(target);
            default -> by(target);
        };
    }

    private @Nullable Listing by(Target target) {
        String path = target.path();
        int slash = path.indexOf('/', 1);
        if (slash < 0 || path.indexOf('/', slash + 1) >= 0) {
            return null;
        }
        String word = path.substring(slash + 1);
        return switch (path.substring(0, slash)) {
            case "/tag" -> any(word, "Tagged “" + word + "”", target, word, null, null);
            case "/category" -> any(word, word, target, null, word, null);
            case "/author" -> any(word, word, target, null, null, word);
            default -> null;
        };
    }

    /** Of all types together; a word that nothing carries has no list. */
    private @Nullable Listing any(
            String word,
            String title,
            Target target,
            @Nullable String tag,
            @Nullable String category,
            @Nullable String author) {
        Filter filter = new Filter(PublicView.ANY, tag, category, author, Order.NEWEST);
        int count = word.isBlank() ? 0 : view.count(filter);
        return count > 0 ? listing(title, filter, count, target) : null;
    }

    private @Nullable Listing whole(String title, Filter filter, Target target) {
        return listing(title, filter, view.count(filter), target);
    }

    private @Nullable Listing listing(String title, Filter filter, int count, Target target) {
        int pages = Math.max(1, Math.ceilDiv(count, PER_PAGE));
        if (target.page() > pages) {
            return null;
        }
        List<Entry> shown = entries.entries(view.list(filter, (target.page() - 1) * PER_PAGE, PER_PAGE));
        boolean one = !shown.isEmpty()
                && shown.stream().allMatch(e -> e.type().equals(shown.getFirst().type()));
        String type =
                filter.type().equals(PublicView.ANY) ? one ? shown.getFirst().type() : "mixed" : filter.type();
        return new Listing(title, "", type, URIUtil.encodePath(target.path()), shown, target.page(), pages);
    }

    /** What is to come first, then what is over. */
    private @Nullable Listing events(Target target) {
        List<Entry> all = new ArrayList<>(entries.events(false));
        all.addAll(entries.events(true));
        int pages = Math.max(1, Math.ceilDiv(all.size(), PER_PAGE));
        if (target.page() > pages) {
            return null;
        }
        int from = (target.page() - 1) * PER_PAGE;
        List<Entry> shown = all.subList(from, Math.min(all.size(), from + PER_PAGE));
        return new Listing("Events", "", "event", target.path(), shown, target.page(), pages);
    }
}
