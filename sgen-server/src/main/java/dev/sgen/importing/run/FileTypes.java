package dev.sgen.importing.run;

import dev.sgen.importing.SourceFormat;
import dev.sgen.importing.source.CleanXmlReader;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Detects the format of a file by its beginning, never by its name. */
@Component
public class FileTypes {
    private static final int HEAD = 64 * 1024;

    private final List<SourceFormat> formats;

    public FileTypes(List<SourceFormat> formats) {
        this.formats = formats.stream()
                .sorted(Comparator.comparing(SourceFormat::label))
                .toList();
    }

    /**
     * The format of a file.
     *
     * @throws UnreadableFile if no format recognises the file; the message lists the supported formats
     */
    public SourceFormat of(Path file) throws IOException, UnreadableFile {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length == 0) {
            throw new UnreadableFile("The file is empty");
        }
        if (head.length > 3 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B
                || head[0] == 'P' && head.length > 1 && head[1] == 'K') {
            throw new UnreadableFile("The file is compressed; unpack it and import what is inside");
        }
        String beginning = CleanXmlReader.decode(head).stripLeading();
        for (SourceFormat format : formats) {
            if (format.recognises(beginning)) {
                return format;
            }
        }
        throw new UnreadableFile(
                (beginning.startsWith("<") ? "This is XML or HTML of no known kind" : "This is no known kind of file")
                        + "; it can be "
                        + formats.stream().map(SourceFormat::label).collect(Collectors.joining(", or ")));
    }
}
