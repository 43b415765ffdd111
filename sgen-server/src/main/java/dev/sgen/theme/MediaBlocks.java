package dev.sgen.theme;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Pictures, galleries, sound, film and files of a body. */
final class MediaBlocks {
    private static final String TEXT_SIZES = "(min-width: 46rem) 42rem, 92vw";
    private static final String WIDE_SIZES = "(min-width: 70rem) 66rem, 92vw";
    private static final Set<String> ALIGNMENTS = Set.of("left", "center", "right", "wide", "full");

    private final Lookups lookups;
    private final SiteFrame siteFrame;
    private final StringBuilder out;
    private boolean waits;

    MediaBlocks(Lookups lookups, SiteFrame siteFrame, StringBuilder out, boolean firstPictureWaits) {
        this.lookups = lookups;
        this.siteFrame = siteFrame;
        this.out = out;
        this.waits = firstPictureWaits;
    }

    /** A link as written, or the address of the record it names; empty where that isn't visible. */
    String link(String link) {
        Entry entry = lookups.entries().get(link);
        if (entry != null) {
            return entry.path() == null ? "" : entry.path();
        }
        boolean address = link.startsWith("/") || link.startsWith("#") || link.startsWith("?") || link.contains(":");
        return address || link.contains(".") ? link : "";
    }

    void image(JsonNode block, String inGallery) {
        String align = ContentFields.text(block, "align");
        boolean large = align.equals("wide") || align.equals("full");
        String picture = picture(block, inGallery.isEmpty() ? (large ? WIDE_SIZES : TEXT_SIZES) : inGallery);
        if (picture.isEmpty()) {
            return;
        }
        out.append("<figure")
                .append(ALIGNMENTS.contains(align) ? " class=\"align-" + align + "\"" : "")
                .append('>');
        String link = link(ContentFields.text(block, "link"));
        if (link.isEmpty()) {
            out.append(picture);
        } else {
            out.append("<a href=\"")
                    .append(Html.address(link))
                    .append("\">")
                    .append(picture)
                    .append("</a>");
        }
        caption(block, lookups.media().get(ContentFields.text(block, "media")));
        out.append("</figure>\n");
    }

    private String picture(JsonNode block, String sizes) {
        boolean eager = !waits;
        waits = true;
        String alt = Html.plain(ContentFields.text(block, "alt"));
        Asset asset = lookups.media().get(ContentFields.text(block, "media"));
        if (asset != null) {
            String tall = asset.height() > asset.width() * 2 ? "tall" : "";
            return asset.img(alt.isEmpty() ? null : alt, sizes, eager, tall);
        }
        String source = ContentFields.text(block, "src");
        if (source.isEmpty()) {
            return "";
        }
        String size =
                Html.attribute("width", digits(block, "width")) + Html.attribute("height", digits(block, "height"));
        return "<img src=\"" + Html.address(source) + "\"" + size + " alt=\"" + Html.escape(alt) + "\""
                + (eager ? "" : " loading=\"lazy\"") + " decoding=\"async\" referrerpolicy=\"no-referrer\">";
    }

    private static String digits(JsonNode block, String field) {
        int value = ContentFields.number(block, field, 0);
        return value > 0 ? Integer.toString(value) : "";
    }

    private void caption(JsonNode block, @Nullable Asset asset) {
        String caption = ContentFields.text(block, "caption");
        String credit = asset == null ? "" : asset.credit();
        if (caption.isBlank() && asset != null) {
            caption = asset.caption();
        }
        if (!caption.isBlank() || !credit.isBlank()) {
            out.append("<figcaption dir=\"auto\">").append(caption);
            if (!credit.isBlank()) {
                out.append(" <span class=\"credit\">")
                        .append(Html.escape(credit))
                        .append("</span>");
            }
            out.append("</figcaption>");
        }
    }

    void gallery(JsonNode block) {
        JsonNode images = block.path("images");
        if (images.isEmpty()) {
            return;
        }
        int columns = Math.clamp(ContentFields.number(block, "columns", Math.min(3, images.size())), 1, 6);
        out.append("<div class=\"gallery gallery-").append(columns).append("\">\n");
        String sizes = "(min-width: 60rem) " + 66 / columns + "rem, " + (columns > 1 ? "46vw" : "92vw");
        images.forEach(each -> image(each, sizes));
        out.append("</div>\n");
    }

    /** The file's address: of the media record where it is visible, else the source it was imported with. */
    private String source(JsonNode block) {
        Asset asset = lookups.media().get(ContentFields.text(block, "media"));
        return asset != null ? asset.url() : ContentFields.text(block, "src");
    }

    void audio(JsonNode block) {
        String source = source(block);
        if (!source.isEmpty()) {
            out.append("<figure class=\"audio\"><audio controls preload=\"none\" src=\"")
                    .append(Html.address(source));
            out.append("\"></audio>");
            caption(block, lookups.media().get(ContentFields.text(block, "media")));
            out.append("</figure>\n");
        }
    }

    void video(JsonNode block) {
        String source = source(block);
        if (source.isEmpty()) {
            return;
        }
        Asset poster = lookups.media().get(ContentFields.text(block, "poster"));
        out.append("<figure class=\"video\"><video controls preload=\"metadata\" playsinline src=\"");
        out.append(Html.address(source)).append('"');
        if (poster != null) {
            out.append(" poster=\"").append(Html.address(poster.at(1280))).append('"');
        }
        out.append("></video>");
        caption(block, lookups.media().get(ContentFields.text(block, "media")));
        out.append("</figure>\n");
    }

    void file(JsonNode block) {
        String source = source(block);
        if (source.isEmpty()) {
            return;
        }
        Asset asset = lookups.media().get(ContentFields.text(block, "media"));
        String text = ContentFields.text(block, "text");
        String name = asset == null ? source.replaceAll("^.*/", "") : asset.fileName();
        out.append("<p class=\"file\"><a href=\"").append(Html.address(source)).append("\" download>");
        out.append(text.isBlank() ? Html.escape(name) : text).append("</a>");
        if (asset != null && asset.size() > 0) {
            out.append(" <span class=\"muted\">").append(kind(asset));
            out.append(Html.escape(ThemeMessages.of(siteFrame).size(asset.size())))
                    .append("</span>");
        }
        out.append("</p>\n");
    }

    private static String kind(Asset asset) {
        int dot = asset.fileName().lastIndexOf('.');
        String ending = dot < 0 ? "" : asset.fileName().substring(dot + 1);
        return ending.isEmpty() || ending.length() > 5
                ? ""
                : Html.escape(ending.toUpperCase(java.util.Locale.ROOT)) + ", ";
    }
}
