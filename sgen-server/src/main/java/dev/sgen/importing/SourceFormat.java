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
 * A kind of file that can be imported. Registering one as a bean is all that a new importer takes besides its own
 * folder; {@link dev.sgen.importing.run.FileTypes} asks each whether a file is its own.
 */
public interface SourceFormat {
    /** The word under which runs of it are kept; never change it. */
    String key();

    /** What it reads, as the sentence for files of no known kind names it: "a WordPress export". */
    String label();

    /** Whether a file is of this kind, by its beginning (64 kB at most, decoded) and never by its name. */
    boolean recognises(String beginning);

    /**
     * Reads a whole file.
     *
     * @throws UnreadableFile if it isn't what it claims to be; the message says what to do
     */
    List<SourceItem> read(InputStream in, Target target) throws IOException, UnreadableFile;

    /**
     * Where the items go.
     *
     * @param types the site's content types by key; null for one that isn't there
     * @param html turns HTML into blocks within the limits of an import
     */
    record Target(ZoneId zone, Instant now, Function<String, @Nullable ContentType> types, HtmlToBlocks html) {}
}
