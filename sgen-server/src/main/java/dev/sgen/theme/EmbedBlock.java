package dev.sgen.theme;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something from elsewhere: a player for the few providers that can be framed, a link for all others. */
public final class EmbedBlock {
    /** The hosts that pages may frame, for the Content-Security-Policy. */
    public static final String FRAMED = "https://www.youtube-nocookie.com https://player.vimeo.com";

    private static final Pattern YOUTUBE = Pattern.compile(
            "^https?://(?:(?:www\\.|m\\.)?youtube(?:-nocookie)?\\.com/(?:watch\\?(?:[^#]*&)?v=|embed/|shorts/|live/)|youtu\\.be/)([\\w-]{6,20})");
    private static final Pattern VIMEO =
            Pattern.compile("^https?://(?:www\\.|player\\.)?vimeo\\.com/(?:video/)?(\\d{5,12})");

    private EmbedBlock() {}

    static void render(JsonNode block, StringBuilder out) {
        String url = ContentFields.text(block, "url");
        String html = ContentFields.text(block, "html");
        String caption = ContentFields.text(block, "caption");
        String player = player(url);
        if (url.isEmpty() && html.isEmpty()) {
            return;
        }
        out.append("<figure class=\"embed\">");
        if (player != null) {
            String title = caption.isBlank() ? "Video" : Html.plain(caption);
            out.append("<iframe src=\"").append(player).append("\" title=\"").append(Html.escape(title));
            out.append("\" width=\"16\" height=\"9\" loading=\"lazy\" allow=\"fullscreen; picture-in-picture\"");
            out.append(" allowfullscreen referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>");
        } else {
            out.append(html);
            if (!url.isEmpty()) {
                link(url, ContentFields.text(block, "provider"), out);
            }
        }
        if (!caption.isBlank()) {
            out.append("<figcaption dir=\"auto\">").append(caption).append("</figcaption>");
        }
        out.append("</figure>\n");
    }

    private static void link(String url, String provider, StringBuilder out) {
        String name = provider.isBlank() ? host(url) : provider;
        out.append("<a class=\"elsewhere\" href=\"").append(Html.address(url)).append("\" rel=\"noopener\">");
        out.append("<span class=\"muted\">")
                .append(Html.escape(
                        name.isEmpty()
                                ? "Link"
                                : "On " + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)))
                .append("</span><span class=\"address\">")
                .append(Html.escape(Html.shorten(url.replaceFirst("^https?://(www\\.)?", ""), 90)))
                .append("</span></a>");
    }

    private static String host(String url) {
        try {
            String host = URI.create(url.strip()).getHost();
            return host == null ? "" : host.replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    private static @Nullable String player(String url) {
        Matcher youtube = YOUTUBE.matcher(url);
        if (youtube.find()) {
            return "https://www.youtube-nocookie.com/embed/" + youtube.group(1);
        }
        Matcher vimeo = VIMEO.matcher(url);
        return vimeo.find() ? "https://player.vimeo.com/video/" + vimeo.group(1) + "?dnt=1" : null;
    }
}
