package dev.sgen.delivery;

import dev.sgen.media.ServedType;
import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.web.HeaderFields;
import dev.sgen.theme.EmbedBlock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.springframework.stereotype.Component;

/** The headers that answers to visitors carry, each encoded once. */
@Component
class AnswerHeaders {
    static final HttpField NOINDEX = field("X-Robots-Tag", "noindex, nofollow");
    static final HttpField VARY = HeaderFields.of(HttpHeader.VARY, "Accept-Encoding");
    static final HttpField REVALIDATE = HeaderFields.of(HttpHeader.CACHE_CONTROL, "no-cache");
    static final HttpField FOREVER = HeaderFields.of(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
    /** For pages that are another one for each who asks: nobody between keeps them, and going back shows them again. */
    static final HttpField OWN = HeaderFields.of(HttpHeader.CACHE_CONTROL, "private, no-cache");

    static final HttpField GZIPPED = HeaderFields.of(HttpHeader.CONTENT_ENCODING, "gzip");
    static final HttpField NO_STORE = HeaderFields.of(HttpHeader.CACHE_CONTROL, "no-store");
    static final HttpField PRIVATE = HeaderFields.of(HttpHeader.CACHE_CONTROL, "private, no-store");
    static final HttpField NO_SNIFFING = field("X-Content-Type-Options", "nosniff");
    static final HttpField RANGES = HeaderFields.of(HttpHeader.ACCEPT_RANGES, "bytes");
    static final HttpField CROSS_ORIGIN = field("Cross-Origin-Resource-Policy", "cross-origin");

    /** For every file, whatever it is. */
    static final HttpField SANDBOX = field("Content-Security-Policy", ServedType.POLICY);

    /** A preview's host is its secret; whoever is linked from one mustn't hear it. */
    private static final HttpField SILENT = field("Referrer-Policy", "no-referrer");

    private static final HttpField REFERRER = field("Referrer-Policy", "strict-origin-when-cross-origin");
    private static final HttpField ABILITIES = field(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");
    private static final HttpField OPENER = field("Cross-Origin-Opener-Policy", "same-origin");

    private final HttpField policy;

    AnswerHeaders(Settings settings) {
        // Pages run no script at all; the admin may show them in a frame.
        this.policy = field(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src * data:; media-src *;"
                        + " font-src 'self' data:; frame-src " + EmbedBlock.FRAMED
                        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'self' " + settings.baseDomain()
                        + ":*");
    }

    private static HttpField field(String name, String value) {
        return HeaderFields.of(name, value);
    }

    /** For every answer of a site's host. */
    static List<HttpField> always(boolean staging) {
        return staging ? List.of(NO_SNIFFING, NOINDEX) : List.of(NO_SNIFFING);
    }

    /** The same of an answer that is for one reader and no index, whatever it said before. */
    static List<HttpField> secluded(List<HttpField> fields) {
        List<HttpField> out = new ArrayList<>(fields);
        out.removeIf(field -> field.getHeader() == HttpHeader.CACHE_CONTROL
                || field.is(NOINDEX.getName())
                || field.is(SILENT.getName()));
        out.add(PRIVATE);
        out.add(NOINDEX);
        out.add(SILENT);
        return out;
    }

    /** For pages. */
    List<HttpField> page(boolean staging) {
        List<HttpField> out = new ArrayList<>(always(staging));
        out.add(policy);
        out.add(REFERRER);
        out.add(ABILITIES);
        out.add(OPENER);
        return out;
    }
}
