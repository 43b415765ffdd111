package dev.sgen.importing.run;

import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.media.Media;
import dev.sgen.platform.outbound.OutboundGuard;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Adds files to media records that were imported without them, by fetching them again or from an upload. */
@Component
class MissingFiles {
    private final ContentTypes types;
    private final Publishing publishing;
    private final RecordReading recordReading;
    private final Media media;
    private final OutboundGuard guard;
    private final ImportRunner importRunner;
    private final ImportRows rows;

    MissingFiles(
            ContentTypes types,
            Publishing publishing,
            RecordReading recordReading,
            Media media,
            OutboundGuard guard,
            ImportRunner importRunner,
            ImportRows rows) {
        this.types = types;
        this.publishing = publishing;
        this.recordReading = recordReading;
        this.media = media;
        this.guard = guard;
        this.importRunner = importRunner;
        this.rows = rows;
    }

    /** Fetches the missing files of these lines one after the other, and updates each line. */
    void fetchAgain(ImportRunner.Run run, ImportRun before, List<ImportRun.Line> missing) {
        Attachments attachments = new Attachments(guard, media, run.site());
        for (ImportRun.Line line : missing) {
            List<String> notes = new ArrayList<>(line.notes());
            retell(run, line, fetchAgain(run, line, attachments, notes), notes);
            rows.progress(run.site(), run.id(), before.total(), before.done());
        }
    }

    /** Adds an uploaded file to a line's media record, and publishes the record if the actor may publish. */
    ImportRun.Line upload(ImportRunner.Run run, ImportRun.Line line, String fileName, InputStream in) {
        RecordId id = new RecordId(Objects.requireNonNull(line.record()));
        SiteRecord record = recordReading.require(run.actor(), run.site(), run.environment(), id);
        Coordinate at = record.in(run.environment());
        if (at == null) {
            throw new Refused(new NotFound("media record"));
        }
        Contents old = version(run, id, at);
        if (old.content().has("blob")) {
            throw new Refused(new ImportRefusal.HasFile());
        }
        ObjectNode content = old.content().deepCopy();
        String name = content.path("fileName").asString(ForeignText.cut(ForeignText.plain(fileName), 300));
        content.setAll(kept(run, in, name));
        bring(run, line, id, at, old, content, "uploaded", name);
        List<String> notes = new ArrayList<>(line.notes());
        notes.add("Its file was uploaded by hand");
        return retell(run, line, null, notes);
    }

    private ObjectNode kept(ImportRunner.Run run, InputStream in, String name) {
        try {
            return media.keep(run.site(), in, name).content(null);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ImportRun.Line retell(
            ImportRunner.Run run, ImportRun.Line line, @Nullable String unfetched, List<String> notes) {
        ImportRun.Line now = new ImportRun.Line(
                line.source(), line.label(), line.type(), line.outcome(), line.record(), unfetched, notes);
        rows.lines(run.site(), run.id(), 0, List.of(now));
        return now;
    }

    private Contents version(ImportRunner.Run run, RecordId id, Coordinate at) {
        return recordReading
                .version(run.actor(), run.site(), run.environment(), id, at.working())
                .contents();
    }

    private void bring(
            ImportRunner.Run run,
            ImportRun.Line line,
            RecordId id,
            Coordinate at,
            Contents old,
            ObjectNode content,
            String how,
            String file) {
        Contents contents = types.check(
                run.site(), types.require(run.site(), "media"), new Contents(old.title(), null, content, old.tags()));
        boolean publishes = IncomingRecord.Wish.PUBLISHED.needs().stream()
                .allMatch(needed -> run.rights().allow(needed, run.environment(), "media"));
        IncomingRecord.Wish wish = publishes ? IncomingRecord.Wish.PUBLISHED : IncomingRecord.Wish.DRAFT;
        publishing.bringIn(
                run.actor(),
                run.site(),
                run.environment(),
                PublishingOperations.IMPORT,
                List.of(new IncomingRecord(id, "media", at.working(), contents, wish, null)),
                Map.of("import", run.id().toString(), "file", run.fileName(), how, file));
        importRunner.moved(run, line.source(), id);
    }

    /** Fetches one file; returns its address if it is still missing, otherwise null. */
    private @Nullable String fetchAgain(
            ImportRunner.Run run, ImportRun.Line line, Attachments attachments, List<String> notes) {
        String file = Objects.requireNonNull(line.unfetched());
        RecordId id = new RecordId(Objects.requireNonNull(line.record()));
        try {
            SiteRecord record = recordReading.require(run.actor(), run.site(), run.environment(), id);
            Coordinate at = record.in(run.environment());
            if (at == null) {
                notes.add("Its record was deleted meanwhile");
                return null;
            }
            Contents old = version(run, id, at);
            if (old.content().has("blob")) {
                notes.add("It has a file meanwhile");
                return null;
            }
            ObjectNode content = old.content().deepCopy();
            attachments.fill(file, content);
            bring(run, line, id, at, old, content, "fetched", file);
            notes.add("Its file was fetched later");
            return null;
        } catch (Attachments.Missing missing) {
            notes.add("Tried again: " + missing.why());
            return file;
        } catch (Refused refused) {
            notes.add("Tried again: " + refused.refusal().detail());
            return file;
        }
    }
}
