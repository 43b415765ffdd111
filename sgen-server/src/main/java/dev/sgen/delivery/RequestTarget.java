package dev.sgen.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, in its one spelling: the decoded path and the few query keys that shape an answer
 * there. Everything else of a request leaves no mark, so it can neither poison nor fill the cache (T32, T33).
 *
 * @param page of a list, from 1
 * @param words of a search, else empty
 * @param width of a picture, or 0 for the picture as it is
 */
record RequestTarget(String path, int page, String words, int width) {
    private static final int MAX_PATH = 2_000;
    private static final int MAX_PAGE = 500;
    private static final int MAX_WORDS = 200;
    private static final Set<String> LISTS = Set.of("/", "/blog", "/products", "/events", "/locations");

    /** What became of reading a path. */
    sealed interface Reading {}

    /** A path in its one spelling. */
    record Found(RequestTarget target) implements Reading {}

    /** The same path with a slash at its end: it lives without. */
    record Elsewhere(String location) implements Reading {}

    /** No path at all: broken escapes or bytes that are no text. */
    record Broken() implements Reading {}

    /** A path that nothing can live at. */
    record Nowhere() implements Reading {}

    /**
     * Reads a request's address.
     *
     * @param rawPath as it was sent, escapes and all
     * @param rawQuery as it was sent, or null
     */
    static Reading of(String rawPath, @Nullable String rawQuery) {
        if (rawPath.length() > MAX_PATH || !rawPath.startsWith("/")) {
            return new Nowhere();
        }
        String path = plain(rawPath) ? rawPath : decode(rawPath);
        if (path == null) {
            return new Broken();
        }
        if (impossible(rawPath, path)) {
            return new Nowhere();
        }
        if (path.length() > 1 && path.endsWith("/")) {
            String without = path.substring(0, path.length() - 1);
            RequestTarget requestTarget = read(without, rawQuery);
            return new Elsewhere(URIUtil.encodePath(without) + requestTarget.query());
        }
        return new Found(rawQuery == null ? new RequestTarget(path, 1, "", 0) : read(path, rawQuery));
    }

    private static boolean plain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Decodes once, strictly; null for what isn't UTF-8. */
    private static @Nullable String decode(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
                if (low < 0) {
                    return null;
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else if (c < 128) {
                bytes.put((byte) c);
            } else {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    /** Control characters, path parameters, hidden slashes, empty steps and dots: no page has such an address. */
    private static boolean impossible(String raw, String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || c == 127 || c == '\\' || c == ';') {
                return true;
            }
        }
        if (path.contains("//") || path.indexOf("/.") >= 0 && dots(path)) {
            return true;
        }
        return raw.indexOf('%') >= 0 && (raw.contains("%2f") || raw.contains("%2F"));
    }

    private static boolean dots(String path) {
        return path.contains("/../") || path.contains("/./") || path.endsWith("/..") || path.endsWith("/.");
    }

    private static RequestTarget read(String path, @Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return new RequestTarget(path, 1, "", 0);
        }
        boolean search = path.equals("/search");
        boolean list = search
                || LISTS.contains(path)
                || path.startsWith("/tag/")
                || path.startsWith("/category/")
                || path.startsWith("/author/");
        boolean media = path.startsWith("/media/");
        if (!list && !media) {
            return new RequestTarget(path, 1, "", 0);
        }
        Map<String, String> query = parse(rawQuery);
        return new RequestTarget(
                path,
                list ? number(query.get("page"), 1, MAX_PAGE) : 1,
                search ? words(query.getOrDefault("q", "")) : "",
                media ? number(query.get("w"), 0, 10_000) : 0);
    }

    /** The first value of each key. */
    private static Map<String, String> parse(String raw) {
        Map<String, String> out = new HashMap<>();
        for (String part : raw.split("&", 50)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String value = decode(part.substring(equals + 1).replace('+', ' '));
                out.putIfAbsent(part.substring(0, equals), value == null ? "" : value);
            }
        }
        return out;
    }

    private static int number(@Nullable String text, int otherwise, int most) {
        boolean number = text != null
                && text.length() < 6
                && !text.isEmpty()
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.clamp(Integer.parseInt(text), otherwise, most) : otherwise;
    }

    private static String words(String text) {
        String words = text.replaceAll("\\p{Cntrl}+", " ").strip().replaceAll("\\s+", " ");
        return words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) : words;
    }

    /** The query in its one spelling, with its question mark, or the empty text. */
    String query() {
        StringBuilder out = new StringBuilder();
        if (!words.isEmpty()) {
            out.append("&q=").append(java.net.URLEncoder.encode(words, StandardCharsets.UTF_8));
        }
        if (page > 1) {
            out.append("&page=").append(page);
        }
        if (width > 0) {
            out.append("&w=").append(width);
        }
        return out.isEmpty() ? "" : "?" + out.substring(1);
    }

    /** Tells apart what has different answers, and nothing else. */
    String key() {
        return page == 1 && width == 0 && words.isEmpty() ? path : path + query();
    }
}
