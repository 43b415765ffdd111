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

    private final SiteFrame siteFrame;
    private final StringBuilder out = new StringBuilder(1024);

    Head(SiteFrame siteFrame) {
        this.siteFrame = siteFrame;
    }

    /** A page that isn't one record: a list, a search, an error. */
    String plain(String title, @Nullable String path, boolean index) {
        title(title);
        if (!index || siteFrame.staging() || siteFrame.seo().noindex()) {
            meta("name", "robots", "noindex");
        }
        if (index) {
            meta("name", "description", siteFrame.seo().description());
        }
        if (path != null) {
            canonical(path);
        }
        meta("property", "og:title", title);
        meta("property", "og:site_name", siteFrame.siteName());
        proofs();
        return out.toString();
    }

    private void proofs() {
        siteFrame.seo().metas().forEach((name, content) -> meta("name", name, content));
    }

    private void title(String title) {
        boolean own = title.equals(siteFrame.siteName());
        out.append("<title>").append(Html.escape(own ? title : title + suffix()));
        out.append("</title>\n");
    }

    /** Words are set off from the title; a suffix that begins with a sign brings its own. */
    private String suffix() {
        String own = siteFrame.seo().suffix();
        if (own.isEmpty()) {
            return " · " + siteFrame.siteName();
        }
        return (Character.isLetterOrDigit(own.codePointAt(0)) ? " · " : " ") + own;
    }

    private void canonical(String path) {
        String address = siteFrame.origin() + path;
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
        String title = or(ContentFields.text(seo, "title"), home ? siteFrame.siteName() : entry.title());
        String site = siteFrame.seo().description();
        String excerpt = Html.shorten(EntryCards.excerpt(entry), DESCRIPTION_LENGTH);
        String description = or(ContentFields.text(seo, "description"), home ? or(site, excerpt) : or(excerpt, site));
        if (ContentFields.text(seo, "title").isBlank()) {
            title(title);
        } else {
            out.append("<title>").append(Html.escape(title)).append("</title>\n");
        }
        meta("name", "description", description);
        if (siteFrame.staging() || siteFrame.seo().noindex() || ContentFields.yes(seo, "noindex")) {
            meta("name", "robots", "noindex");
        }
        canonical(home ? "/" : or(entry.path(), "/"));
        meta("property", "og:type", entry.type().equals("post") ? "article" : "website");
        meta("property", "og:title", title);
        meta("property", "og:description", description);
        meta("property", "og:site_name", siteFrame.siteName());
        String image = picture == null ? "" : siteFrame.origin() + picture.at(1280);
        meta("property", "og:image", image);
        if (picture != null) {
            meta("property", "og:image:alt", picture.alt());
            meta("name", "twitter:card", "summary_large_image");
        }
        proofs();
        ObjectNode data = data(entry, description, image);
        if (data != null) {
            out.append("<script type=\"application/ld+json\">");
            out.append(Json.write(data).replace("<", "\\u003c").replace("&", "\\u0026"));
            out.append("</script>\n");
        }
        return out.toString();
    }

    /** The description of a post, a product, an event or a location in schema.org's words; null for other types. */
    private @Nullable ObjectNode data(Entry entry, String description, String image) {
        ObjectNode data = Json.object();
        data.put("@context", "https://schema.org");
        switch (entry.type()) {
            case "post" -> post(data, entry);
            case "product" -> product(data, entry);
            case "event" -> event(data, entry);
            case "location" -> place(data, entry);
            default -> {
                return null;
            }
        }
        data.put("url", siteFrame.origin() + entry.path());
        put(data, "description", description);
        put(data, "image", image);
        return data;
    }

    private static void post(ObjectNode data, Entry entry) {
        data.put("@type", "BlogPosting");
        data.put("headline", entry.title());
        data.put("datePublished", entry.listedAt().toString());
        data.put("dateModified", entry.changedAt().toString());
        String author = ContentFields.text(entry.content(), "author");
        if (!author.isEmpty()) {
            data.putObject("author").put("@type", "Person").put("name", author);
        }
    }

    private void product(ObjectNode data, Entry entry) {
        data.put("@type", "Product");
        data.put("name", entry.title());
        put(data, "sku", ContentFields.text(entry.content(), "sku"));
        Price price = new Price(siteFrame, entry.content());
        BigDecimal lowest = price.lowest();
        if (lowest != null) {
            ObjectNode offer = data.putObject("offers");
            offer.put("@type", "Offer").put("price", lowest.toPlainString());
            put(offer, "priceCurrency", price.currency());
            boolean out = ContentFields.no(entry.content(), "inStock")
                    || ContentFields.number(entry.content(), "stock", 1) == 0;
            offer.put("availability", "https://schema.org/" + (out ? "OutOfStock" : "InStock"));
        }
    }

    private void event(ObjectNode data, Entry entry) {
        data.put("@type", "Event");
        data.put("name", entry.title());
        EventTime eventTime = new EventTime(siteFrame, entry.content());
        Instant start = eventTime.start();
        Instant end = eventTime.end();
        put(data, "startDate", start == null ? "" : start.toString());
        put(data, "endDate", end == null ? "" : end.toString());
        String place = ContentFields.text(entry.content(), "place");
        String address = String.join(", ", LocationView.lines(entry.content().path("address")));
        if (!place.isEmpty() || !address.isEmpty()) {
            ObjectNode where = data.putObject("location").put("@type", "Place");
            put(where, "name", place);
            put(where, "address", address);
        }
        String organiser = ContentFields.text(entry.content(), "organiser");
        if (!organiser.isEmpty()) {
            data.putObject("organizer").put("@type", "Organization").put("name", organiser);
        }
    }

    private static void place(ObjectNode data, Entry entry) {
        JsonNode content = entry.content();
        data.put("@type", "Place");
        data.put("name", entry.title());
        put(data, "telephone", ContentFields.text(content, "phone"));
        JsonNode address = content.path("address");
        if (address.isObject() && !address.isEmpty()) {
            ObjectNode postal = data.putObject("address").put("@type", "PostalAddress");
            put(postal, "streetAddress", ContentFields.text(address, "street"));
            put(postal, "addressLocality", ContentFields.text(address, "locality"));
            put(postal, "addressRegion", ContentFields.text(address, "region"));
            put(postal, "postalCode", ContentFields.text(address, "postalCode"));
            put(postal, "addressCountry", ContentFields.text(address, "country"));
        }
        JsonNode point = content.path("coordinates");
        if (!ContentFields.text(point, "latitude").isEmpty()
                && !ContentFields.text(point, "longitude").isEmpty()) {
            data.putObject("geo")
                    .put("@type", "GeoCoordinates")
                    .put("latitude", ContentFields.text(point, "latitude"))
                    .put("longitude", ContentFields.text(point, "longitude"));
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
