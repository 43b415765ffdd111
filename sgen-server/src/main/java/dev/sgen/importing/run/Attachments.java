package dev.sgen.importing.run;

import dev.sgen.importing.source.ForeignText;
import dev.sgen.media.Media;
import dev.sgen.platform.outbound.OutboundGuard;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.DefaultResourceLoader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches the files of media items from the web or from a starter, and stores them in the media library. A host that
 * failed three times in a row is not asked again in the same run, because a dead site would otherwise cost minutes of
 * timeouts. One instance serves one run; not thread-safe.
 */
final class Attachments {
    private static final int PATIENCE = 3;
    private static final long MAX_BYTES = 100L * 1024 * 1024;

    private final OutboundGuard guard;
    private final Media media;
    private final SiteId site;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    Attachments(OutboundGuard guard, Media media, SiteId site) {
        this.guard = guard;
        this.media = media;
        this.site = site;
    }

    /** A file could not be fetched or stored; the message is for the report. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Fetches a file and adds its blob, media type and size to the content of its media record.
     *
     * @param file an http(s) address, or a Spring resource location
     */
    void fill(String file, ObjectNode content) throws Missing {
        try {
            if (file.startsWith("http://") || file.startsWith("https://")) {
                fromWeb(file, content);
            } else {
                try (InputStream in =
                        new DefaultResourceLoader().getResource(file).getInputStream()) {
                    keep(in, file, content);
                }
            }
        } catch (Refused unfit) {
            throw new Missing(unfit.refusal().detail());
        } catch (IOException unreadable) {
            throw new Missing(unreadable instanceof OutboundGuard.Unreachable u ? u.why() : "its file can't be read");
        }
    }

    private void fromWeb(String file, ObjectNode content) throws IOException, Missing {
        URI address = address(file);
        String host = String.valueOf(address.getHost());
        if (failures.getOrDefault(host, 0) >= PATIENCE) {
            throw new Missing(reasons.getOrDefault(host, "its server didn't answer") + "; not tried again after "
                    + PATIENCE + " failures in a row at " + host);
        }
        Path target = Files.createTempFile("sgen-import", ".file");
        try {
            guard.fetch(address, target, MAX_BYTES);
            failures.remove(host);
            try (InputStream in = Files.newInputStream(target)) {
                keep(in, file, content);
            }
        } catch (OutboundGuard.Unreachable unreachable) {
            if (unreachable.hostFailed()) {
                failures.merge(host, 1, Integer::sum);
                reasons.put(host, unreachable.why());
            }
            throw unreachable;
        } finally {
            Files.deleteIfExists(target);
        }
    }

    /** The media library detects the file type from its bytes and may refuse it (T1). */
    private void keep(InputStream in, String file, ObjectNode content) throws IOException {
        String plain = ForeignText.withoutQuery(file);
        String name = content.path("fileName").asString(plain.substring(plain.lastIndexOf('/') + 1));
        content.setAll(media.keep(site, in, name).content(null));
    }

    private static URI address(String file) throws Missing {
        try {
            return new URI(new URI(file.replace(" ", "%20")).toASCIIString());
        } catch (URISyntaxException unreadable) {
            throw new Missing("its address can't be read");
        }
    }
}
