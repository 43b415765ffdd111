package dev.sgen.theme;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whole pages of a site as HTML. Its inputs are values; it asks nobody for anything.
 * All methods throw {@link ThemeFailure} where a template of the site fails.
 */
public final class Pages {
    private static final String LEAD_SIZES = "(min-width: 70rem) 66rem, 92vw";
    private static final int MANY = 64;
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "he", "fa", "ur", "yi", "dv", "ps", "sd", "ug");

    private final SiteFrame siteFrame;
    private final Lookups lookups;
    private final EntryCards entryCards;
    private final ThemeMessages themeMessages;

    public Pages(SiteFrame siteFrame, Lookups lookups) {
        this.siteFrame = siteFrame;
        this.lookups = lookups;
        this.entryCards = new EntryCards(siteFrame, lookups);
        this.themeMessages = ThemeMessages.of(siteFrame);
    }

    /** The page of one record, by its type's template. */
    public String entry(Entry entry, Neighbours neighbours) {
        return entry(entry, neighbours, null);
    }

    /**
     * The page of one record inside a layout.
     *
     * @param layout the layout record, what its blocks need being among the lookups; null for none
     */
    public String entry(Entry entry, Neighbours neighbours, @Nullable Entry layout) {
        UnaryOperator<String> arranged = layout == null
                ? UnaryOperator.identity()
                : main -> BlockRenderer.around(layout.content().path("body"), main, siteFrame, lookups);
        boolean home = "/".equals(entry.path()) || ContentFields.yes(entry.content(), "home");
        String template = switch (entry.type()) {
            case "post", "product", "event", "location" -> entry.type();
            case "form" -> "form";
            case "page" -> home ? "home" : "page";
            default -> "custom";
        };
        Asset picture = entryCards.picture(entry);
        Map<String, Object> model = frame(home ? "/" : entry.path());
        model.put("head", new Head(siteFrame).entry(entry, shared(entry, picture), home));
        model.put("kind", template);
        model.put("breadcrumbs", neighbours.parents().stream().map(Pages::link).toList());
        model.put("children", neighbours.children().stream().map(Pages::link).toList());
        model.put("previous", neighbours.previous() == null ? "" : link(neighbours.previous()));
        model.put("next", neighbours.next() == null ? "" : link(neighbours.next()));
        model.put("entry", details(entry, picture));
        if (entry.type().equals("form")) {
            model.put("form", FormView.html(siteFrame.theme(), entry, lookups.form(entry)));
            return siteFrame.theme().page("page", model, arranged);
        }
        return siteFrame.theme().page(template, model, arranged);
    }

    private Map<String, Object> details(Entry entry, @Nullable Asset picture) {
        JsonNode content = entry.content();
        Map<String, Object> out = entryCards.card(entry);
        if (picture != null && !entry.type().equals("product")) {
            out.put("lead", picture.img(null, LEAD_SIZES, true, tall(picture) ? "tall" : ""));
            out.put("leadCaption", picture.caption());
        }
        out.put("body", BlockRenderer.render(content.path("body"), siteFrame, lookups, picture != null));
        out.put("dek", Html.plain(ContentFields.text(content, "excerpt")));
        out.put("tags", terms(entry.tags(), "/tag/"));
        out.put("categories", terms(ContentFields.texts(content, "categories"), "/category/"));
        String author = ContentFields.text(content, "author");
        out.put("authorUrl", author.isEmpty() ? "" : "/author/" + encode(author));
        switch (entry.type()) {
            case "post" -> {
                out.put("minutes", BodyText.minutes(content.path("body")));
                out.put("comments", Comments.of(content.path("comments"), themeMessages));
            }
            case "product" -> new ProductView(siteFrame, lookups, entry).into(out, entryCards);
            case "event" -> event(entry, out);
            case "location" -> LocationView.into(content, out);
            case "page", "form" -> {}
            default -> out.put("facts", OwnFields.of(content, themeMessages));
        }
        return out;
    }

    /** The picture to share a page with: its own for that, what it shows, or the site's. */
    private @Nullable Asset shared(Entry entry, @Nullable Asset picture) {
        Asset own = lookups.media().get(ContentFields.text(entry.content().path("seo"), "image"));
        return own != null && own.image()
                ? own
                : picture != null ? picture : siteFrame.seo().image();
    }

    private static boolean tall(Asset picture) {
        return picture.height() > picture.width();
    }

    private void event(Entry entry, Map<String, Object> out) {
        JsonNode content = entry.content();
        Entry location = lookups.entries().get(ContentFields.text(content, "location"));
        List<String> address = LocationView.lines(content.path("address"));
        if (location != null) {
            out.put("locationUrl", location.path() == null ? "" : location.path());
            out.put("place", ContentFields.text(content, "place").isBlank() ? location.title() : out.get("place"));
            address = address.isEmpty() ? LocationView.lines(location.content().path("address")) : address;
        }
        out.put("address", address);
        out.put("organiser", ContentFields.text(content, "organiser"));
        out.put("ticketUrl", Html.link(ContentFields.text(content, "ticketUrl")));
        String price = ContentFields.text(content, "price");
        Map<String, Object> amount = new Price(siteFrame, content).model();
        out.put("ticketPrice", amount.getOrDefault("now", price));
        out.put("calendarUrl", "/_sgen/event/" + entry.id() + ".ics");
    }

    /** A list of records with its paging. */
    public String list(Listing listing) {
        Map<String, Object> model = frame(listing.path());
        String title = listing.page() > 1 ? listing.title() + ", page " + listing.page() : listing.title();
        String self = listing.path() + (listing.page() > 1 ? "?page=" + listing.page() : "");
        model.put("head", new Head(siteFrame).plain(title, self, true));
        model.put("kind", "list");
        model.put("title", listing.title());
        model.put("lead", listing.lead());
        model.put("list", entryCards.list(listing.type(), listing.entries()));
        model.put("paging", paging(listing, listing.path() + "?page="));
        return siteFrame.theme().page("list", model);
    }

    /** The answer to a search; {@code query} is what the visitor typed. */
    public String search(String query, Listing found, int total) {
        Map<String, Object> model = frame("/search");
        model.put("head", new Head(siteFrame).plain("Search", null, false));
        model.put("kind", "search");
        model.put("query", query);
        model.put("total", total);
        model.put("one", total == 1);
        model.put("list", entryCards.list("mixed", found.entries()));
        model.put("paging", paging(found, "/search?q=" + encode(query) + "&page="));
        return siteFrame.theme().page("search", model);
    }

    private static Map<String, Object> paging(Listing listing, String start) {
        if (listing.pages() < 2) {
            return Map.of();
        }
        Map<String, Object> out = new HashMap<>();
        out.put("page", listing.page());
        out.put("pages", listing.pages());
        boolean second = listing.page() == 2 && !start.startsWith("/search");
        out.put("newer", listing.page() > 1 ? (second ? listing.path() : start + (listing.page() - 1)) : "");
        out.put("older", listing.page() < listing.pages() ? start + (listing.page() + 1) : "");
        return out;
    }

    /** The page for an address that leads nowhere, or no longer ({@code gone}). */
    public String notFound(boolean gone) {
        return message("not-found", gone ? "No longer here" : "Page not found", gone);
    }

    /** The page for a fault of ours; it names no cause. */
    public String error() {
        return message("error", "Something went wrong", false);
    }

    private String message(String template, String title, boolean gone) {
        Map<String, Object> model = frame(null);
        model.put("head", new Head(siteFrame).plain(title, null, false));
        model.put("kind", "message");
        model.put("title", title);
        model.put("gone", gone);
        return siteFrame.theme().page(template, model);
    }

    private Map<String, Object> frame(@Nullable String path) {
        Map<String, Object> site = new HashMap<>();
        site.put("name", siteFrame.siteName());
        site.put("tagline", siteFrame.tagline());
        site.put("footer", siteFrame.footer());
        site.put("language", siteFrame.language());
        site.put("direction", RIGHT_TO_LEFT.contains(themeMessages.locale().getLanguage()) ? "rtl" : "ltr");
        site.put(
                "year",
                Integer.toString(EntryCards.at(siteFrame.now(), siteFrame).getYear()));
        Asset logo = siteFrame.logo();
        // A sign stands beside the name; a wide logo spells it already.
        boolean spelt = logo != null && logo.width() >= 2 * logo.height() && logo.height() > 0;
        site.put("named", !spelt);
        site.put("logo", logo == null ? "" : logo.img(spelt ? siteFrame.siteName() : "", "12rem", true, "logo"));
        Map<String, Object> out = new HashMap<>();
        out.put("site", site);
        out.put("stylesheet", siteFrame.theme().cssPath());
        out.put("staging", siteFrame.staging());
        List<String> problems = siteFrame.theme().problems();
        out.put("problem", siteFrame.staging() && !problems.isEmpty() ? problems.getFirst() : "");
        out.put("nav", items(siteFrame.primary(), path));
        out.put("many", crowded(siteFrame.primary()));
        out.put("footerNav", items(siteFrame.secondary(), path));
        out.put("path", path == null ? "" : path);
        return out;
    }

    /** Whether the menu deserves a row of its own instead of sharing one with the site's name. */
    private boolean crowded(List<SiteFrame.Item> items) {
        int letters = siteFrame.siteName().length();
        for (SiteFrame.Item each : items) {
            letters += each.label().length() + 3;
        }
        return letters > MANY;
    }

    private static List<Map<String, Object>> items(List<SiteFrame.Item> items, @Nullable String path) {
        List<Map<String, Object>> out = new ArrayList<>();
        for (SiteFrame.Item item : items) {
            Map<String, Object> each = new HashMap<>();
            each.put("label", item.label());
            each.put("url", Html.link(item.url()));
            boolean here = path != null && path.equals(item.url());
            each.put("current", here);
            each.put("items", items(item.items(), path));
            each.put(
                    "within",
                    item.items().stream().anyMatch(child -> child.url().equals(path)));
            out.add(each);
        }
        return out;
    }

    private static Map<String, Object> link(Entry entry) {
        return Map.of("title", entry.title(), "url", entry.path() == null ? "" : entry.path());
    }

    private static List<Map<String, Object>> terms(List<String> names, String start) {
        List<Map<String, Object>> out = new ArrayList<>();
        names.forEach(name -> out.add(Map.of("title", name, "url", start + encode(name))));
        return out;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
