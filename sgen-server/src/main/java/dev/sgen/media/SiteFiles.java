package dev.sgen.media;

import dev.sgen.platform.blob.Blobs;
import dev.sgen.vocabulary.SiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The files that each site uploaded. Bytes are kept once for all sites, so to know a hash proves nothing: whoever
 * sends a file out asks here, by site, and a file of another site is answered like one that never was (T15).
 */
@Component
public class SiteFiles {
    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final Renditions renditions;

    SiteFiles(JdbcClient jdbc, Blobs blobs, Renditions renditions) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.renditions = renditions;
    }

    /**
     * Bytes to send.
     *
     * @param size in bytes
     * @param variant what tells this from the original in its tag: a width in pixels, or empty for the original
     */
    public record Bytes(Path path, long size, ServedType type, String variant) {}

    /** The site's file of this hash; whatever is no hash is none. */
    public Optional<SiteFile> find(SiteId site, String hash) {
        return Optional.ofNullable(find(site, List.of(hash)).get(hash));
    }

    /** Several at once by their hashes, with one statement; those that the site doesn't have are left out. */
    Map<String, SiteFile> find(SiteId site, Collection<String> hashes) {
        Map<String, SiteFile> found = new HashMap<>();
        if (!hashes.isEmpty()) {
            jdbc.sql("""
                            SELECT hash, media_type, size, width, height FROM blob
                            WHERE site_id = :site AND hash = ANY (:hashes)""")
                    .param("site", site.value())
                    .param("hashes", Set.copyOf(hashes).toArray(String[]::new))
                    .query(SiteFiles::file)
                    .list()
                    .forEach(file -> found.put(file.hash(), file));
        }
        return found;
    }

    private static SiteFile file(ResultSet row, int n) throws SQLException {
        return new SiteFile(
                row.getString("hash"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getObject("width", Integer.class),
                row.getObject("height", Integer.class));
    }

    /**
     * The bytes of a file.
     *
     * @param width in pixels of the smaller picture that is wanted, 0 for the original; where there is none of that
     *     width it is the original as well
     * @return empty if the bytes are gone
     */
    public Optional<Bytes> open(SiteFile file, int width) throws IOException {
        if (!blobs.has(file.hash())) {
            return Optional.empty();
        }
        Optional<Renditions.Sized> sized =
                width == 0 ? Optional.empty() : renditions.of(file.hash(), file.mediaType(), width);
        Path path = sized.map(Renditions.Sized::file).orElseGet(() -> blobs.path(file.hash()));
        ServedType type = ServedType.of(sized.map(Renditions.Sized::mediaType).orElse(file.mediaType()));
        return Optional.of(new Bytes(path, Files.size(path), type, sized.isPresent() ? Integer.toString(width) : ""));
    }
}
