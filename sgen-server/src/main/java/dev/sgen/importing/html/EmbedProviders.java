package dev.sgen.importing.html;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/** The known providers of embedded content, by host name. */
final class EmbedProviders {
    private static final Map<String, String> BY_HOST = Map.ofEntries(
            Map.entry("youtube.com", "youtube"),
            Map.entry("youtu.be", "youtube"),
            Map.entry("youtube-nocookie.com", "youtube"),
            Map.entry("vimeo.com", "vimeo"),
            Map.entry("twitter.com", "twitter"),
            Map.entry("x.com", "twitter"),
            Map.entry("instagram.com", "instagram"),
            Map.entry("facebook.com", "facebook"),
            Map.entry("wordpress.tv", "wordpress-tv"),
            Map.entry("videopress.com", "videopress"),
            Map.entry("soundcloud.com", "soundcloud"),
            Map.entry("spotify.com", "spotify"),
            Map.entry("flickr.com", "flickr"),
            Map.entry("dailymotion.com", "dailymotion"),
            Map.entry("tiktok.com", "tiktok"),
            Map.entry("reddit.com", "reddit"),
            Map.entry("slideshare.net", "slideshare"),
            Map.entry("speakerdeck.com", "speakerdeck"),
            Map.entry("ted.com", "ted"),
            Map.entry("mixcloud.com", "mixcloud"),
            Map.entry("google.com", "google"));

    private EmbedProviders() {}

    /** The provider of an address, such as {@code youtube}; empty for an unknown host or an unreadable address. */
    static String of(String address) {
        try {
            String host =
                    new URI(address.strip().startsWith("//") ? "https:" + address.strip() : address.strip()).getHost();
            for (String name = host == null ? "" : host.toLowerCase(Locale.ROOT); name.contains("."); ) {
                String known = BY_HOST.get(name);
                if (known != null) {
                    return known;
                }
                name = name.substring(name.indexOf('.') + 1);
            }
        } catch (URISyntaxException unreadable) {
            return "";
        }
        return "";
    }
}
