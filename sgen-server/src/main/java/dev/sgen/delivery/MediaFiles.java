package dev.sgen.delivery;

import dev.sgen.media.Renditions;
import dev.sgen.platform.Blobs;
import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.PublicView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Media by the hash of its bytes; its type is the record's, whatever the address ends in. */
@Component
class MediaFiles {
    private static final Pattern ADDRESS = Pattern.compile("/media/([0-9a-f]{16,64})(?:/[^/]*)?");
    private static final Set<String> SHOWN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/avif",
            "image/svg+xml",
            "application/pdf",
            "text/plain",
            "text/vtt",
            "font/woff",
            "font/woff2");

    private final Blobs blobs;
    private final Renditions renditions;

    MediaFiles(Blobs blobs, Renditions renditions) {
        this.blobs = blobs;
        this.renditions = renditions;
    }

    /** The part of a path that names the bytes, if it is a media address. */
    static Optional<String> hash(String path) {
        var matcher = ADDRESS.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Looks the record up; no bytes are touched, so that a view isn't held open meanwhile. */
    static Optional<PublicRecord> find(PublicView view, String hash) {
        return view.mediaByBlob(hash);
    }

    Optional<Answer> answer(PublicRecord media, int width, boolean staging) {
        JsonNode content = media.content();
        String blob = content.path("blob").asString("");
        String type = content.path("mediaType").asString("application/octet-stream");
        if (!blob.matches("[0-9a-f]{64}") || !blobs.has(blob)) {
            return Optional.empty();
        }
        try {
            Optional<Renditions.Sized> sized = width == 0 ? Optional.empty() : renditions.of(blob, type, width);
            Path file = sized.map(Renditions.Sized::file).orElseGet(() -> blobs.path(blob));
            String served = sized.map(Renditions.Sized::mediaType).orElse(type);
            String etag = '"' + blob.substring(0, 24) + (sized.isPresent() ? "-" + width : "") + '"';
            return Optional.of(
                    new Answer.Stored(file, Files.size(file), served, etag, headers(content, served, etag, staging)));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static List<HttpField> headers(JsonNode content, String type, String etag, boolean staging) {
        List<HttpField> out = new ArrayList<>(Headers.always(staging));
        boolean text = type.startsWith("text/");
        out.add(new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, text ? type + ";charset=utf-8" : type));
        out.add(new PreEncodedHttpField(HttpHeader.ETAG, etag));
        out.add(Headers.FOREVER);
        out.add(Headers.RANGES);
        out.add(Headers.CROSS_ORIGIN);
        if (type.equals("image/svg+xml")) {
            out.add(Headers.SANDBOX);
        }
        boolean shown = SHOWN.contains(type) || type.startsWith("video/") || type.startsWith("audio/");
        out.add(Headers.field(
                "Content-Disposition",
                (shown ? "inline" : "attachment")
                        + fileName(content.path("fileName").asString(""))));
        return out;
    }

    /** RFC 8187; nothing of the name reaches the header unescaped. */
    private static String fileName(String name) {
        StringBuilder out = new StringBuilder("; filename*=UTF-8''");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '-'
                    || c == '_';
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return name.isEmpty() ? "" : out.toString();
    }
}
