package dev.sgen.media;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * How a file goes out. Only types that are listed here, letter by letter, are ever named to a browser; any other file
 * is bytes to be kept (T1).
 *
 * @param contentType for the header of that name
 * @param inline whether a browser may show it by itself
 */
public record ServedType(String contentType, boolean inline) {
    /**
     * The policy of every file: opened by itself it runs nothing, loads nothing and has no origin. In a page that shows
     * it the page's own policy counts. A recording that is opened by itself is loaded once more by its player.
     */
    public static final String POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'";

    private static final ServedType BYTES = new ServedType("application/octet-stream", false);

    /** Browsers show no PDF in a sandbox, so it is offered to be kept. */
    private static final String PDF = "application/pdf";

    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/avif",
            "image/svg+xml",
            "video/mp4",
            "video/webm",
            "video/ogg",
            "video/quicktime",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/wav",
            "audio/flac",
            "audio/aac",
            "audio/webm",
            "font/woff",
            "font/woff2",
            "text/plain",
            "text/vtt");

    /** How a file of this media type goes out. */
    public static ServedType of(String mediaType) {
        if (mediaType.equals(PDF)) {
            return new ServedType(PDF, false);
        }
        return SHOWN.contains(mediaType)
                ? new ServedType(mediaType.startsWith("text/") ? mediaType + ";charset=utf-8" : mediaType, true)
                : BYTES;
    }

    /**
     * The Content-Disposition of such a file (RFC 6266). Nothing of the name reaches the header unescaped (RFC 8187).
     *
     * @param fileName what it is called; empty for no name
     */
    public String disposition(String fileName) {
        return disposition(inline, fileName);
    }

    /** The Content-Disposition of a file that is to be kept and not shown. */
    public static String attachment(String fileName) {
        return disposition(false, fileName);
    }

    private static String disposition(boolean inline, String fileName) {
        StringBuilder out = new StringBuilder(inline ? "inline" : "attachment");
        if (!fileName.isEmpty()) {
            out.append("; filename*=UTF-8''");
        }
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '-'
                    || c == '_';
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return out.toString();
    }
}
