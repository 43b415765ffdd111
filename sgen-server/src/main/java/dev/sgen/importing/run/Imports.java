package dev.sgen.importing.run;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.importing.SourceFormat;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.importing.starter.StarterReader;
import dev.sgen.media.Media;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.outbound.OutboundGuard;
import dev.sgen.platform.work.BackgroundPriority;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The entry point for imports of WordPress and Ghost exports, product lists and starters. The report covers every item
 * of a file; importing a file again writes only what changed in it (REC-19).
 */
@Component
public class Imports {
    /**
     * The size limit for files, in bytes. It depends on the heap, because a file's items are in memory while they are
     * imported.
     */
    public static final long MAX_BYTES =
            Math.min(256L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 10);

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int READING_GIVES_WAY = 10;
    private static final Duration LONGEST_BODY = Duration.ofSeconds(5);

    private final Members members;
    private final Sites sites;
    private final ContentTypes types;
    private final Media media;
    private final OutboundGuard guard;
    private final ImportRunner importRunner;
    private final MissingFiles files;
    private final ImportRows rows;
    private final TimeAndIds time;
    private final BoundedWork work;
    private final FileTypes fileTypes;
    private final ImportSlots places = new ImportSlots(MAX_BYTES);

    Imports(
            Members members,
            Sites sites,
            ContentTypes types,
            Media media,
            OutboundGuard guard,
            ImportRunner importRunner,
            MissingFiles files,
            ImportRows rows,
            TimeAndIds time,
            BoundedWork work,
            FileTypes fileTypes) {
        this.fileTypes = fileTypes;
        this.work = work;
        this.members = members;
        this.sites = sites;
        this.types = types;
        this.media = media;
        this.guard = guard;
        this.importRunner = importRunner;
        this.files = files;
        this.rows = rows;
        this.time = time;
    }

    /**
     * Starts an import and returns while it runs. The format is detected from the file's beginning.
     *
     * @param in the file; read completely before this returns
     * @param dryRun report what would be imported, without changing any record
     * @throws Refused {@link ImportRefusal} if the file is too large or has no supported format;
     *     {@link dev.sgen.platform.work.WorkRefusal.Busy} if the site has too many imports waiting
     */
    public ImportRun start(
            Actor actor, SiteId site, Environment environment, String fileName, InputStream in, boolean dryRun) {
        Begun begun = begin(actor, site, environment, fileName, in, dryRun);
        Thread.ofVirtual().name("import-" + begun.run().id()).start(() -> work(begun));
        return find(site, begun.run().id());
    }

    /** Like {@link #start}, but returns when the import has ended. */
    public ImportRun run(
            Actor actor, SiteId site, Environment environment, String fileName, InputStream in, boolean dryRun) {
        Begun begun = begin(actor, site, environment, fileName, in, dryRun);
        work(begun);
        return find(site, begun.run().id());
    }

    /**
     * Imports a starter; returns the record of each of its keys, media items included.
     *
     * @param location such as {@code classpath:starters/hartbeck/}
     * @throws Refused {@link ImportRefusal} if there is no readable starter
     */
    public Map<String, RecordId> bringStarter(Actor actor, SiteId site, Environment environment, String location) {
        Rights rights = permit(actor, site, environment);
        try {
            List<SourceItem> sourceItems = StarterReader.read(location, time.now());
            String name = StarterReader.name(location);
            ImportRunner.Run run = new ImportRunner.Run(actor, rights, site, environment, time.newId(), name, false);
            rows.begin(site, run.id(), environment, "starter", name, false, actor.name());
            Map<String, RecordId> byKey = new java.util.HashMap<>();
            String prefix = StarterReader.source(location, "");
            importRunner
                    .bring(run, sourceItems, new Attachments(guard, media, site))
                    .forEach((source, id) -> byKey.put(source.substring(prefix.length()), id));
            rows.end(site, run.id(), null);
            return byKey;
        } catch (UnreadableFile bad) {
            throw new Refused(new ImportRefusal.Unreadable(bad.why()), bad);
        }
    }

    /** The newest runs first. */
    public List<ImportRun> list(Actor actor, SiteId site, int limit) {
        return list(actor, site, limit, null);
    }

    /**
     * The newest runs first.
     *
     * @param behind the run after which the page starts; null for the first page
     */
    public List<ImportRun> list(Actor actor, SiteId site, int limit, @Nullable UUID behind) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return rows.recent(site, limit, behind);
    }

    /**
     * The current state of a run.
     *
     * @throws Refused {@link NotFound}
     */
    public ImportRun require(Actor actor, SiteId site, UUID id) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return find(site, id);
    }

    /** The report of a run: one line per item, in the order of the file, media items first. */
    public List<ImportRun.Line> lines(Actor actor, SiteId site, UUID id) {
        members.permit(actor, site, Permission.READ, Environment.STAGING);
        return rows.lines(site, id);
    }

    /**
     * Fetches the missing files of a run again, in the background. A media record that gets its file is published if
     * the actor may publish.
     *
     * @throws Refused {@link ImportRefusal.StillRunning}
     */
    public ImportRun retry(Actor actor, SiteId site, UUID id) {
        ImportRun run = find(site, id);
        Rights rights = permit(actor, site, run.environment());
        if (run.status().equals("running")) {
            throw new Refused(new ImportRefusal.StillRunning());
        }
        List<ImportRun.Line> missing = rows.lines(site, id).stream()
                .filter(l -> l.unfetched() != null && !l.unfetched().isEmpty())
                .toList();
        ImportRunner.Run again =
                new ImportRunner.Run(actor, rights, site, run.environment(), id, run.fileName(), false);
        rows.progress(site, id, run.total(), run.done());
        Thread.ofVirtual()
                .name("import-retry-" + id)
                .start(() -> guarded(site, id, () -> files.fetchAgain(again, run, missing)));
        return find(site, id);
    }

    /**
     * Adds an uploaded file to a media record of a run whose file could not be fetched.
     *
     * @param source the item's permanent name, as in the report
     * @throws Refused {@link NotFound} if the item has no media record here, {@link ImportRefusal.HasFile},
     *     {@link ImportRefusal.StillRunning}, or a refusal of the media library
     */
    public ImportRun.Line upload(Actor actor, SiteId site, UUID id, String source, String fileName, InputStream in) {
        ImportRun run = find(site, id);
        Rights rights = permit(actor, site, run.environment());
        if (run.status().equals("running")) {
            throw new Refused(new ImportRefusal.StillRunning());
        }
        ImportRun.Line line = rows.lines(site, id).stream()
                .filter(l -> l.source().equals(source) && "media".equals(l.type()) && l.record() != null)
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("media item of this import")));
        ImportRunner.Run by = new ImportRunner.Run(actor, rights, site, run.environment(), id, run.fileName(), false);
        return files.upload(by, line, fileName, in);
    }

    private Rights permit(Actor actor, SiteId site, Environment environment) {
        members.permit(actor, site, Permission.IMPORT, environment);
        return members.rights(actor, site);
    }

    private ImportRun find(SiteId site, UUID id) {
        return rows.find(site, id).orElseThrow(() -> new Refused(new NotFound("import")));
    }

    private record Begun(ImportRunner.Run run, SourceFormat format, Path file) {}

    private Begun begin(
            Actor actor, SiteId site, Environment environment, String fileName, InputStream in, boolean dryRun) {
        Rights rights = permit(actor, site, environment);
        places.admit(site);
        Path file = null;
        try {
            file = Files.createTempFile("sgen-import", ".source");
            save(in, file);
            SourceFormat format = fileTypes.of(file);
            String name = ForeignText.cut(ForeignText.plain(fileName), 300);
            ImportRunner.Run run = new ImportRunner.Run(actor, rights, site, environment, time.newId(), name, dryRun);
            rows.begin(site, run.id(), environment, format.key(), name, dryRun, actor.name());
            return new Begun(run, format, file);
        } catch (IOException broken) {
            end(site, file);
            throw new UncheckedIOException(broken);
        } catch (UnreadableFile bad) {
            end(site, file);
            throw new Refused(new ImportRefusal.Unreadable(bad.why()), bad);
        } catch (RuntimeException failed) {
            end(site, file);
            throw failed;
        }
    }

    private void end(SiteId site, @Nullable Path file) {
        places.done(site);
        drop(file);
    }

    private static void save(InputStream in, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                size += got;
                if (size > MAX_BYTES) {
                    throw new Refused(new ImportRefusal.TooLarge(MAX_BYTES));
                }
                out.write(buffer, 0, got);
            }
        }
    }

    private static void drop(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            LOG.warn("The temporary file {} could not be removed", file, left);
        }
    }

    private void work(Begun begun) {
        ImportRunner.Run run = begun.run();
        try {
            places.take(run.site(), Files.size(begun.file()));
            try {
                aside(() -> guarded(
                        run.site(),
                        run.id(),
                        () -> importRunner.bring(run, arrivals(begun), new Attachments(guard, media, run.site()))));
            } finally {
                places.leave(run.site());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            end(run.site(), begun.file());
        }
    }

    /**
     * Runs an import on a platform thread and waits for it. Reading a large file is CPU-bound, and would block a
     * carrier thread of the virtual threads.
     */
    private static void aside(Runnable reading) {
        Thread reader = Thread.ofPlatform().daemon().name("import").start(() -> {
            BackgroundPriority.of(READING_GIVES_WAY);
            reading.run();
        });
        boolean stopping = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException given) {
                stopping = true;
            }
        }
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SourceItem> arrivals(Begun begun) throws UnreadableFile {
        SiteId site = begun.run().site();
        Site where = sites.require(site);
        HtmlToBlocks htmlToBlocks = new HtmlToBlocks(work, site, LONGEST_BODY);
        List<SourceItem> sourceItems = arrivals(begun, where, htmlToBlocks);
        if (htmlToBlocks.tooMany()) {
            throw new UnreadableFile(
                    "The file holds more than the memory of this server takes at once; import it in parts");
        }
        return sourceItems;
    }

    private List<SourceItem> arrivals(Begun begun, Site where, HtmlToBlocks htmlToBlocks) throws UnreadableFile {
        SiteId site = where.id();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(begun.file()))) {
            return begun.format()
                    .read(
                            in,
                            new SourceFormat.Target(
                                    ZoneId.of(where.timeZone()), time.now(), key -> type(site, key), htmlToBlocks));
        } catch (IOException broken) {
            throw new UnreadableFile("The file can't be read", broken);
        }
    }

    private @Nullable ContentType type(SiteId site, String key) {
        return types.all(site).stream()
                .filter(t -> t.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** A part of an import that may find its file unreadable. */
    private interface Step {
        void run() throws UnreadableFile;
    }

    /** Runs a step and records its end, whether it succeeds or fails. */
    private void guarded(SiteId site, UUID id, Step step) {
        try {
            step.run();
            rows.end(site, id, null);
        } catch (UnreadableFile bad) {
            rows.end(site, id, bad.why());
        } catch (Refused refused) {
            rows.end(site, id, refused.refusal().detail());
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.error("Import {} failed", id, fault);
            rows.end(
                    site,
                    id,
                    "The import met a fault of the program; what came in so far stays, and it can be started again");
        }
    }
}
