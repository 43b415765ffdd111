package dev.sgen.theme;

import dev.sgen.platform.Json;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a page says about itself to search engines and to those who share it. */
final class Head {
    private static final int DESCRIPTION_LENGTH = 200;

    private final Frame frame;
    private final StringBuilder out = new StringBuilder(1024);

    Head(Frame frame) {
        this.frame = frame;
    }

    /** A page that isn't one record: a list, a search, an error. */
    String plain(String title, @Nullable String path, boolean index) {
        title(title);
        if (!index || frame.staging()) {
            meta("name", "robots", "noindex");
        }
        if (path != null) {
            canonical(path);
        }
        meta("property", "og:title", title);
        meta("property", "og:site_name", frame.siteName());
        return out.toString();
    }

    private void title(String title) {
        boolean own = title.equals(frame.siteName());
        out.append("<title>").append(Html.escape(own ? title : title + " · " + frame.siteName()));
        out.append("</title>\n");
    }

    private void canonical(String path) {
        String address = frame.origin() + path;
        out.append("<link rel=\"canonical\" href=\"")
                .append(Html.escape(address))
                .append("\">\n");
        meta("property", "og:url", address);
    }

    private void meta(String kind, String name, String content) {
        if (!content.isBlank()) {
            out.append("<meta ").append(kind).append("=\"").append(name).append("\" content=\"");
            out.append(Html.escape(content)).append("\">\n");
        }
    }

    String entry(Entry entry, @Nullable Asset picture, boolean home) {
        JsonNode seo = entry.content().path("seo");
        String title = or(Fields.text(seo, "title"), home ? frame.siteName() : entry.title());
        String description =
                or(Fields.text(seo, "description"), Html.shorten(Cards.excerpt(entry), DESCRIPTION_LENGTH));
        if (Fields.text(seo, "title").isBlank()) {
            title(title);
        } else {
            out.append("<title>").append(Html.escape(title)).append("</title>\n");
        }
        meta("name", "description", description);
        if (frame.staging() || Fields.yes(seo, "noindex")) {
            meta("name", "robots", "noindex");
        }
        canonical(home ? "/" : or(entry.path(), "/"));
        meta("property", "og:type", entry.type().equals("post") ? "article" : "website");
        meta("property", "og:title", title);
        meta("property", "og:description", description);
        meta("property", "og:site_name", frame.siteName());
        String image = picture == null ? "" : frame.origin() + picture.at(1280);
        meta("property", "og:image", image);
        if (picture != null) {
            meta("property", "og:image:alt", picture.alt());
            meta("name", "twitter:card", "summary_large_image");
        }
        ObjectNode data = data(entry, description, image);
        if (data != null) {
            out.append("<script type=\"application/ld+json\">");
            out.append(Json.write(data).replace("<", "\\u003c").replace("&", "\\u0026"));
            out.append("</script>\n");
        }
        return out.toString();
    }

    /** The description of a post, a product or an event in schema.org's words; null for other types. */
    private @Nullable ObjectNode data(Entry entry, String description, String image) {
        ObjectNode data = Json.object();
        data.put("@context", "https://schema.org");
        switch (entry.type()) {
            case "post" -> post(data, entry);
            case "product" -> product(data, entry);
            case "event" -> event(data, entry);
            default -> {
                return null;
            }
        }
        data.put("url", frame.origin() + entry.path());
        put(data, "description", description);
        put(data, "image", image);
        return data;
    }

    private static void post(ObjectNode data, Entry entry) {
        data.put("@type", "BlogPosting");
        data.put("headline", entry.title());
        data.put("datePublished", entry.listedAt().toString());
        data.put("dateModified", entry.changedAt().toString());
        String author = Fields.text(entry.content(), "author");
        if (!author.isEmpty()) {
            data.putObject("author").put("@type", "Person").put("name", author);
        }
    }

    private void product(ObjectNode data, Entry entry) {
        data.put("@type", "Product");
        data.put("name", entry.title());
        put(data, "sku", Fields.text(entry.content(), "sku"));
        Price price = new Price(frame, entry.content());
        BigDecimal lowest = price.lowest();
        if (lowest != null) {
            ObjectNode offer = data.putObject("offers");
            offer.put("@type", "Offer").put("price", lowest.toPlainString());
            put(offer, "priceCurrency", price.currency());
            boolean out = Fields.no(entry.content(), "inStock") || Fields.number(entry.content(), "stock", 1) == 0;
            offer.put("availability", "https://schema.org/" + (out ? "OutOfStock" : "InStock"));
        }
    }

    private void event(ObjectNode data, Entry entry) {
        data.put("@type", "Event");
        data.put("name", entry.title());
        When when = new When(frame, entry.content());
        Instant start = when.start();
        Instant end = when.end();
        put(data, "startDate", start == null ? "" : start.toString());
        put(data, "endDate", end == null ? "" : end.toString());
        String place = Fields.text(entry.content(), "place");
        String address = String.join(", ", Place.lines(entry.content().path("address")));
        if (!place.isEmpty() || !address.isEmpty()) {
            ObjectNode where = data.putObject("location").put("@type", "Place");
            put(where, "name", place);
            put(where, "address", address);
        }
        String organiser = Fields.text(entry.content(), "organiser");
        if (!organiser.isEmpty()) {
            data.putObject("organizer").put("@type", "Organization").put("name", organiser);
        }
    }

    private static void put(ObjectNode to, String name, String value) {
        if (!value.isBlank()) {
            to.put(name, value);
        }
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }
}
