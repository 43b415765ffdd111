package dev.sgen.theme;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries as lists show them: the maps behind the {@code card-*} templates. */
final class EntryCards {
    private static final String CARD_SIZES = "(min-width: 60rem) 20rem, (min-width: 40rem) 33vw, 92vw";
    private static final String ROW_SIZES = "(min-width: 40rem) 14rem, 92vw";

    private final SiteFrame siteFrame;
    private final Lookups lookups;
    private final ThemeMessages themeMessages;

    EntryCards(SiteFrame siteFrame, Lookups lookups) {
        this.siteFrame = siteFrame;
        this.lookups = lookups;
        this.themeMessages = ThemeMessages.of(siteFrame);
    }

    /** The model of the {@code cards} template: the list and which kind it is. */
    Map<String, Object> list(String type, List<Entry> entries) {
        Map<String, Object> out = new HashMap<>();
        out.put("items", entries.stream().map(this::card).toList());
        out.put("empty", entries.isEmpty());
        out.put("is" + kind(type), true);
        return out;
    }

    private static String kind(String type) {
        return switch (type) {
            case "post" -> "Post";
            case "product" -> "Product";
            case "event" -> "Event";
            case "location" -> "Location";
            default -> "Other";
        };
    }

    Map<String, Object> card(Entry entry) {
        Map<String, Object> out = new HashMap<>();
        out.put("title", entry.title());
        out.put("url", entry.path() == null ? "" : entry.path());
        out.put("excerpt", excerpt(entry));
        out.put("date", themeMessages.date(entry.listedAt()));
        out.put("dateTime", entry.listedAt().toString());
        out.put("author", ContentFields.text(entry.content(), "author"));
        List<String> categories = ContentFields.texts(entry.content(), "categories");
        out.put("category", categories.isEmpty() ? "" : categories.getFirst());
        out.put("sticky", ContentFields.yes(entry.content(), "sticky"));
        out.put("is" + kind(entry.type()), true);
        Asset picture = picture(entry);
        boolean row = entry.type().equals("post");
        out.put("image", picture == null ? "" : picture.img("", row ? ROW_SIZES : CARD_SIZES, false, ""));
        switch (entry.type()) {
            case "product" -> out.put("price", new Price(siteFrame, entry.content()).model());
            case "event" -> new EventTime(siteFrame, entry.content()).into(out);
            case "location" ->
                out.put("address", LocationView.lines(entry.content().path("address")));
            default -> {}
        }
        return out;
    }

    /** The excerpt its author wrote, or the beginning of the text. */
    static String excerpt(Entry entry) {
        String written = ContentFields.text(entry.content(), "excerpt");
        return written.isBlank() ? BodyText.beginning(entry.content().path("body"), 180) : Html.plain(written);
    }

    /** The featured image, the first of the gallery, or null. */
    @Nullable
    Asset picture(Entry entry) {
        Asset featured = lookups.media().get(ContentFields.text(entry.content(), "featuredImage"));
        if (featured != null && featured.image()) {
            return featured;
        }
        return ContentFields.texts(entry.content(), "images").stream()
                .map(lookups.media()::get)
                .filter(each -> each != null && each.image())
                .findFirst()
                .orElse(null);
    }

    static ZonedDateTime at(Instant moment, SiteFrame siteFrame) {
        return moment.atZone(siteFrame.zone());
    }
}
