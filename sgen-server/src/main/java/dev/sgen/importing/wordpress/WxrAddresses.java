package dev.sgen.importing.wordpress;

import dev.sgen.content.Paths;
import dev.sgen.importing.source.ForeignText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps the addresses of the exported site to new paths and media items. One instance serves one export. */
final class WxrAddresses {
    private static final Pattern BY_ID = Pattern.compile("(?:^|&)(?:p|page_id|attachment_id)=([0-9]{1,12})(?:&|$)");
    private static final Pattern SIZED = Pattern.compile("-[0-9]{1,5}x[0-9]{1,5}(?=\\.[A-Za-z0-9]{2,5}$)");

    private final String host;
    private final String base;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();
    private final Map<String, String> pathById = new HashMap<>();
    private final Map<String, String> pathByAddress = new HashMap<>();
    private final Map<String, String> mediaByFile = new HashMap<>();

    WxrAddresses(String site) {
        URI address = parse(site);
        this.host = host(address);
        this.base =
                address == null || address.getRawPath() == null ? "" : ForeignText.withoutSlashes(address.getRawPath());
    }

    /** The exported site's host in lower case without {@code www.}, used in source names. */
    String host() {
        return host;
    }

    /** Reserves a path that no other item of this export has: the wished one, or with a number appended. */
    String claim(String wished) {
        String path = wished;
        // The next search for a free number starts where this one ends, so that many equal paths don't cost quadratic
        // time.
        int n = tried.getOrDefault(wished, 2);
        for (; !taken.add(path); n++) {
            path = wished + "-" + n;
        }
        tried.put(wished, n);
        return path;
    }

    void post(String id, String link, @Nullable String path) {
        if (path != null) {
            pathById.put(id, path);
            pathByAddress.put(plain(link), path);
        }
    }

    void file(String address, String source) {
        mediaByFile.put(plainFile(address), source);
    }

    /**
     * The path of an old permalink, relative to the old site; null if it leads elsewhere, has a query, or is not a
     * valid path here.
     */
    @Nullable
    String pathOf(String link) {
        URI address = parse(link);
        if (address == null
                || !host(address).equals(host)
                || address.getRawQuery() != null
                || address.getRawPath() == null) {
            return null;
        }
        String path = address.getRawPath().replaceAll("/{2,}", "/");
        if (!path.startsWith(base) || path.length() <= base.length() + 1) {
            return null;
        }
        try {
            return Paths.normalise(path.substring(base.length()));
        } catch (Paths.BadPath unusable) {
            return null;
        }
    }

    /**
     * The new address of a link. Links to other sites, fragments and other schemes are returned unchanged; null if the
     * link leads to the old site and its target was not imported.
     */
    @Nullable
    String resolve(String link) {
        URI address = parse(link.strip());
        if (address == null
                || link.startsWith("#")
                || (address.getScheme() != null && !address.getScheme().startsWith("http"))) {
            return link;
        }
        boolean relative = address.getHost() == null;
        if (!relative && !host(address).equals(host)) {
            return link;
        }
        String fragment = address.getRawFragment() == null ? "" : "#" + address.getRawFragment();
        Matcher id = BY_ID.matcher(address.getRawQuery() == null ? "" : address.getRawQuery());
        String path = id.find()
                ? pathById.get(id.group(1))
                : pathByAddress.get(plain(relative ? host + "/" + link.replaceFirst("^/", "") : link));
        if (path != null) {
            return path + fragment;
        }
        String rest = address.getRawPath() == null
                ? ""
                : address.getRawPath().substring(address.getRawPath().startsWith(base) ? base.length() : 0);
        if (rest.isEmpty() || rest.equals("/")) {
            return "/" + fragment;
        }
        return null;
    }

    /**
     * The source name of the media item for a file address, including resized copies ({@code name-300x200.jpg}); null
     * if there is none.
     */
    @Nullable
    String media(String address) {
        String plain = plainFile(address);
        String exact = mediaByFile.get(plain);
        return exact != null ? exact : mediaByFile.get(SIZED.matcher(plain).replaceFirst(""));
    }

    private static String plainFile(String address) {
        return ForeignText.withoutQuery(address.strip().replaceFirst("^(https?:)?//", ""));
    }

    private static String plain(String address) {
        String text = ForeignText.withoutQuery(address.strip().replaceFirst("^(https?:)?//(www\\.)?", ""));
        String joined = ForeignText.withoutSlashes(text.replaceAll("/{2,}", "/"));
        try {
            return joined.contains("/")
                    ? joined.substring(0, joined.indexOf('/')) + Paths.normalise(joined.substring(joined.indexOf('/')))
                    : joined;
        } catch (Paths.BadPath unusual) {
            return joined.toLowerCase(Locale.ROOT);
        }
    }

    private static String host(@Nullable URI address) {
        String host = address == null || address.getHost() == null
                ? ""
                : address.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static @Nullable URI parse(String address) {
        try {
            return new URI(address.strip().replace(" ", "%20"));
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }
}
