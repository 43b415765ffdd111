package dev.sgen.media;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.blob.Blobs;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The media library's door: bytes come in, are looked at, kept once, and become a record that is shown at once. */
@Component
public class Media {
    /** The largest file that is taken, in bytes. */
    public static final long MAX_BYTES = 512L * 1024 * 1024;

    private static final String TYPE = "media";
    private static final Duration LOOKING = Duration.ofSeconds(10);

    private final Blobs blobs;
    private final Publishing publishing;
    private final ContentTypes types;
    private final Members members;
    private final TimeAndIds time;
    private final JdbcClient jdbc;
    private final SiteFiles files;
    private final BoundedWork work;

    Media(
            Blobs blobs,
            Publishing publishing,
            ContentTypes types,
            Members members,
            TimeAndIds time,
            JdbcClient jdbc,
            SiteFiles files,
            BoundedWork work) {
        this.work = work;
        this.blobs = blobs;
        this.publishing = publishing;
        this.types = types;
        this.members = members;
        this.time = time;
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * What came of an upload.
     *
     * @param url where the file is served on the site's hosts
     */
    public record Uploaded(SiteRecord record, Contents contents, String url) {}

    /** A file that is kept, ready to become a media record's content. */
    public record Kept(
            String blob,
            long size,
            String fileName,
            String mediaType,
            @Nullable Integer width,
            @Nullable Integer height) {
        /** The content of a media record for it. */
        public ObjectNode content(@Nullable String alt) {
            ObjectNode content = Json.object();
            content.put("blob", blob)
                    .put("fileName", fileName)
                    .put("mediaType", mediaType)
                    .put("size", size);
            if (width != null && height != null) {
                content.put("width", width).put("height", height);
            }
            if (alt != null && !alt.isBlank()) {
                content.put("alt", alt.strip());
            }
            return content;
        }
    }

    /**
     * Takes a file into one environment's library; it is visible there from now on (MEDIA-1).
     *
     * @param fileName as the sender calls it; only a cleaned form of it is ever used
     * @param title of the record, or null for one made of the file's name
     * @throws Refused {@link MediaRefusal} by what the file is
     */
    public Uploaded upload(
            Actor actor,
            SiteId site,
            Environment environment,
            InputStream in,
            String fileName,
            @Nullable String title,
            @Nullable String alt)
            throws IOException {
        members.permit(actor, site, Permission.SAVE, environment, List.of(TYPE));
        Kept kept = keep(site, in, fileName);
        ContentType type = types.require(site, TYPE);
        String named = title == null || title.isBlank() ? FileName.title(kept.fileName()) : title.strip();
        Contents contents = types.check(site, type, new Contents(named, null, kept.content(alt), List.of()));
        IncomingRecord incomingRecord = new IncomingRecord(
                new RecordId(time.newId()), TYPE, null, contents, IncomingRecord.Wish.PUBLISHED, null);
        SiteRecord record = publishing
                .bringIn(
                        actor,
                        site,
                        environment,
                        MediaOperations.UPLOAD,
                        List.of(incomingRecord),
                        Map.of("fileName", kept.fileName(), "sha256", kept.blob(), "size", kept.size()))
                .getFirst();
        return new Uploaded(record, contents, url(kept.blob(), kept.fileName()));
    }

    /** Where a file is served on a site's hosts. */
    public static String url(String blob, String fileName) {
        return "/media/" + blob.substring(0, 16) + "/"
                + java.net.URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Looks at a file and keeps it for a site, without making a record: for callers that bring in many records
     * at once and ask for the permission themselves.
     *
     * @throws Refused {@link MediaRefusal}
     */
    public Kept keep(SiteId site, InputStream in, String fileName) throws IOException {
        try (Blobs.Arrived arrived = blobs.receive(in, MAX_BYTES)) {
            String mediaType = looked(site, "", () -> FileKind.of(arrived.file(), fileName));
            String name = FileName.clean(fileName, mediaType);
            Kept kept = mediaType.equals(FileKind.SVG)
                    ? drawing(site, arrived.file(), name)
                    : asItIs(site, arrived, name, mediaType);
            return remembered(site, kept);
        } catch (Blobs.TooLarge tooLarge) {
            throw new Refused(new MediaRefusal.TooLarge(tooLarge.limit()), tooLarge);
        }
    }

    private Kept asItIs(SiteId site, Blobs.Arrived arrived, String name, String mediaType) throws IOException {
        Optional<Dimensions> size = mediaType.startsWith("image/")
                ? looked(site, mediaType, () -> Dimensions.of(arrived.file(), mediaType))
                : Optional.empty();
        Blobs.Stored stored = arrived.keep();
        return kept(stored, name, mediaType, size);
    }

    private Kept drawing(SiteId site, Path file, String name) throws IOException {
        if (Files.size(file) > Svg.MAX_BYTES) {
            throw new Refused(new MediaRefusal.TooLarge(Svg.MAX_BYTES));
        }
        Svg.Clean clean = looked(
                site, FileKind.SVG, () -> Svg.clean(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        byte[] bytes = clean.text().getBytes(StandardCharsets.UTF_8);
        return kept(blobs.put(new ByteArrayInputStream(bytes), MAX_BYTES), name, FileKind.SVG, clean.dimensions());
    }

    /** Something that reads a file. */
    private interface Look<T> {
        T look() throws IOException;
    }

    /** Looks at a file as bounded work of its site (invariant 21). */
    private <T> T looked(SiteId site, String mediaType, Look<T> look) throws IOException {
        try {
            return work.run(
                    Lane.LONG,
                    site,
                    LOOKING,
                    () -> {
                        try {
                            return look.look();
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    },
                    () -> new Refused(new MediaRefusal.Unwanted(
                            mediaType, "The file took too long to look at. Save it again with another program.")));
        } catch (UncheckedIOException broken) {
            throw Objects.requireNonNull(broken.getCause());
        }
    }

    private static Kept kept(Blobs.Stored stored, String name, String mediaType, Optional<Dimensions> size) {
        return new Kept(
                stored.hash(),
                stored.size(),
                name,
                mediaType,
                size.map(Dimensions::width).orElse(null),
                size.map(Dimensions::height).orElse(null));
    }

    /** The first upload of some bytes to a site says what they are; another under another name doesn't change it. */
    private Kept remembered(SiteId site, Kept kept) {
        int added = jdbc.sql("""
                        INSERT INTO blob (site_id, hash, size, media_type, width, height, created_at)
                        VALUES (:site, :hash, :size, :type, :width, :height, :now)
                        ON CONFLICT (site_id, hash) DO NOTHING""")
                .param("site", site.value())
                .param("hash", kept.blob())
                .param("size", kept.size())
                .param("type", kept.mediaType())
                .param("width", kept.width())
                .param("height", kept.height())
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .update();
        return added == 1
                ? kept
                : files.find(site, kept.blob())
                        .map(file -> new Kept(
                                file.hash(),
                                file.size(),
                                FileName.clean(kept.fileName(), file.mediaType()),
                                file.mediaType(),
                                file.width(),
                                file.height()))
                        .orElse(kept);
    }
}
