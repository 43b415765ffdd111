package dev.sgen.delivery;

import dev.sgen.media.SiteFile;
import dev.sgen.media.SiteFiles;
import dev.sgen.platform.web.HeaderFields;
import dev.sgen.publishing.visibility.PublicView.PublicFile;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.springframework.stereotype.Component;

/** Media by the hash of its bytes; what a file is its upload says, not its record nor what the address ends in. */
@Component
class MediaFiles {
    private static final Pattern ADDRESS = Pattern.compile("/media/([0-9a-f]{16,64})(?:/[^/]*)?");

    private final SiteFiles files;

    MediaFiles(SiteFiles files) {
        this.files = files;
    }

    /** The part of a path that names the bytes, if it is a media address. */
    static Optional<String> hash(String path) {
        var matcher = ADDRESS.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * The answer for a file that may be fetched.
     *
     * @param width in pixels of the smaller picture that is wanted, 0 for the original
     * @return empty if this site has no such file
     */
    Optional<PublicAnswer> answer(SiteId site, PublicFile wanted, int width, boolean staging) {
        return files.find(site, wanted.blob())
                .flatMap(file -> opened(file, width))
                .map(bytes -> {
                    String variant = bytes.variant().isEmpty() ? "" : "-" + bytes.variant();
                    String etag = '"' + wanted.blob().substring(0, 24) + variant + '"';
                    return new PublicAnswer.Stored(
                            bytes.path(), bytes.size(), etag, headers(bytes, wanted.fileName(), etag, staging));
                });
    }

    private Optional<SiteFiles.Bytes> opened(SiteFile file, int width) {
        try {
            return files.open(file, width);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<HttpField> headers(SiteFiles.Bytes bytes, String fileName, String etag, boolean staging) {
        List<HttpField> out = new ArrayList<>(AnswerHeaders.always(staging));
        out.add(HeaderFields.of(HttpHeader.CONTENT_TYPE, bytes.type().contentType()));
        out.add(HeaderFields.of(HttpHeader.CONTENT_DISPOSITION, bytes.type().disposition(fileName)));
        out.add(HeaderFields.of(HttpHeader.ETAG, etag));
        out.add(AnswerHeaders.FOREVER);
        out.add(AnswerHeaders.RANGES);
        out.add(AnswerHeaders.CROSS_ORIGIN);
        out.add(AnswerHeaders.SANDBOX);
        return out;
    }
}
