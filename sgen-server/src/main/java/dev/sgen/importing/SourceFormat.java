package dev.sgen.importing;

import dev.sgen.content.ContentType;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file format that can be imported. To add an importer, register an implementation as a bean;
 * {@link dev.sgen.importing.run.FileTypes} asks each format whether it recognises a file.
 */
public interface SourceFormat {
    /** The identifier stored with each import run of this format. Never change it: existing runs refer to it. */
    String key();

    /** What the format reads, with article, for messages that list the supported formats: "a WordPress export". */
    String label();

    /** Whether a file has this format, judged by its beginning (at most 64 kB, decoded) and never by its name. */
    boolean recognises(String beginning);

    /**
     * Reads a whole file into memory.
     *
     * @param in the file from its beginning; the caller closes it
     * @throws UnreadableFile if the file is not what it claims to be; the message tells the user what to do
     */
    List<SourceItem> read(InputStream in, Target target) throws IOException, UnreadableFile;

    /**
     * The context of an import: the time zone, content types and HTML converter of the target site.
     *
     * @param zone the site's time zone, for dates that carry none
     * @param now the moment at which the import reads the file
     * @param types returns the site's content type with a key, or null if the site has none
     * @param html converts HTML into blocks within the limits of one import
     */
    record Target(ZoneId zone, Instant now, Function<String, @Nullable ContentType> types, HtmlToBlocks html) {}
}
