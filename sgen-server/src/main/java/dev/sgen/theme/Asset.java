package dev.sgen.theme;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A media record as pages show it.
 *
 * @param url where its bytes are served on the site's own host
 * @param width in pixels, 0 where unknown or meaningless
 * @param height in pixels, 0 where unknown or meaningless
 * @param size in bytes
 * @param caption inline HTML, cleaned when it was saved
 */
public record Asset(
        String url,
        String fileName,
        String mediaType,
        int width,
        int height,
        long size,
        String alt,
        String caption,
        String credit) {
    /** The widths in pixels in which pictures are offered; no other is ever computed. */
    private static final int[] WIDTHS = {160, 320, 480, 640, 960, 1280, 1600, 2048};

    private static final Set<String> SIZED = Set.of("image/jpeg", "image/png", "image/webp");

    /** Reads the content of a media record. */
    public static Asset of(JsonNode media) {
        String blob = ContentFields.text(media, "blob");
        String name = ContentFields.text(media, "fileName");
        return new Asset(
                address(blob, name),
                name,
                ContentFields.text(media, "mediaType"),
                ContentFields.number(media, "width", 0),
                ContentFields.number(media, "height", 0),
                media.path("size").asLong(0),
                ContentFields.text(media, "alt"),
                ContentFields.text(media, "caption"),
                ContentFields.text(media, "credit"));
    }

    /** The public address of a file by its SHA-256 and name. */
    public static String address(String blob, String fileName) {
        String name = URLEncoder.encode(fileName.isEmpty() ? "file" : fileName, StandardCharsets.UTF_8)
                .replace("+", "%20");
        return "/media/" + blob.substring(0, Math.min(16, blob.length())) + "/" + name;
    }

    public boolean image() {
        return mediaType.startsWith("image/");
    }

    private boolean sized() {
        return SIZED.contains(mediaType) && width > 0;
    }

    /** The address of the smallest offered rendition at least so wide. */
    String at(int wanted) {
        if (sized()) {
            for (int each : WIDTHS) {
                if (each >= wanted && each < width) {
                    return url + "?w=" + each;
                }
            }
        }
        return url;
    }

    /**
     * An {@code img} that takes its room before it has loaded.
     *
     * @param alt replaces the media record's own text where given; the empty text means decoration
     * @param sizes how wide it will be shown, as in HTML
     * @param eager whether it is likely seen at once and so mustn't wait
     */
    String img(@Nullable String alt, String sizes, boolean eager, String cssClass) {
        StringBuilder out =
                new StringBuilder("<img src=\"").append(Html.address(at(960))).append('"');
        String set = sourceSet();
        if (!set.isEmpty()) {
            out.append(" srcset=\"")
                    .append(set)
                    .append("\" sizes=\"")
                    .append(Html.escape(sizes))
                    .append('"');
        }
        if (width > 0 && height > 0) {
            out.append(" width=\"")
                    .append(width)
                    .append("\" height=\"")
                    .append(height)
                    .append('"');
        }
        out.append(" alt=\"").append(Html.escape(alt == null ? this.alt : alt)).append('"');
        out.append(eager ? " fetchpriority=\"high\"" : " loading=\"lazy\"").append(" decoding=\"async\"");
        return out.append(Html.attribute("class", cssClass)).append('>').toString();
    }

    private String sourceSet() {
        if (!sized() || width <= WIDTHS[0]) {
            return "";
        }
        StringJoiner set = new StringJoiner(", ");
        for (int each : WIDTHS) {
            if (each < width) {
                set.add(Html.address(url) + "?w=" + each + " " + each + "w");
            }
        }
        return set.add(Html.address(url) + " " + width + "w").toString();
    }
}
