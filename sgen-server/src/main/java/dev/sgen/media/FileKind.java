package dev.sgen.media;

import dev.sgen.vocabulary.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** What a file is, by its bytes, and whether such files are taken. */
final class FileKind {
    static final String SVG = "image/svg+xml";

    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    private static final int SNIFFED = 4096;
    private static final List<String> PAGE_SIGNS =
            List.of("<!doctype html", "<html", "<script", "<body", "<iframe", "<?php", "www.w3.org/1999/xhtml");

    private static final Set<String> TAKEN = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/avif",
            SVG,
            "video/mp4",
            "video/webm",
            "video/ogg",
            "video/quicktime",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/vorbis",
            "audio/opus",
            "audio/wav",
            "audio/vnd.wave",
            "audio/flac",
            "audio/x-flac",
            "audio/x-aac",
            "audio/webm",
            "application/mp4",
            "application/pdf",
            "application/zip",
            "application/epub+zip",
            "application/rtf",
            "application/msword",
            "application/x-tika-msoffice",
            "text/plain",
            "text/csv",
            "text/vtt",
            "text/x-web-markdown",
            "application/x-subrip",
            "text/calendar",
            "application/json",
            "font/woff",
            "font/woff2");
    private static final List<String> TAKEN_FAMILIES = List.of(
            "application/vnd.openxmlformats-officedocument.",
            "application/vnd.oasis.opendocument.",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint");

    private FileKind() {}

    /**
     * The media type of a file.
     *
     * @param name only refines what the bytes say, such as a spreadsheet among zip files
     * @throws Refused {@link MediaRefusal.Unwanted} if files of that kind aren't taken
     */
    static String of(Path file, String name) throws IOException {
        Metadata hints = new Metadata();
        hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        String type;
        try (TikaInputStream in = TikaInputStream.get(file)) {
            type = TYPES.detect(in, hints).getBaseType().toString();
        }
        boolean taken = TAKEN.contains(type) || TAKEN_FAMILIES.stream().anyMatch(type::startsWith);
        if (!taken || type.contains("macroenabled")) {
            throw new Refused(
                    new MediaRefusal.Unwanted(
                            type,
                            "Files of the kind " + type
                                    + " aren't taken. Upload an image, a recording, a PDF, an office document, a zip or a text."));
        }
        if (!type.equals(SVG)) {
            refusePages(file, type);
        }
        return served(type);
    }

    /** One file that is an image to us and a page to a browser is neither. */
    private static void refusePages(Path file, String type) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(SNIFFED);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (PAGE_SIGNS.stream().anyMatch(text::contains)) {
            throw new Refused(new MediaRefusal.Unwanted(
                    type, "The file holds a web page or a program beside what it seems to be. It isn't taken."));
        }
    }

    /** The name that browsers know a type by. */
    private static String served(String type) {
        return switch (type) {
            case "application/mp4" -> "video/mp4";
            case "audio/vnd.wave" -> "audio/wav";
            case "audio/x-flac" -> "audio/flac";
            case "audio/x-aac" -> "audio/aac";
            case "audio/vorbis", "audio/opus" -> "audio/ogg";
            case "text/x-web-markdown" -> "text/markdown";
            case "application/x-tika-msoffice" -> "application/octet-stream";
            default -> type;
        };
    }

    /** The ending that belongs to a type, with its dot, or the empty text. */
    static String ending(String type) {
        try {
            return TYPES.forName(type).getExtension();
        } catch (MimeTypeException unknown) {
            return "";
        }
    }

    /** Whether an ending is one of the type's own. */
    static boolean fits(String ending, String type) {
        try {
            return TYPES.forName(type).getExtensions().contains(ending.toLowerCase(Locale.ROOT));
        } catch (MimeTypeException unknown) {
            return false;
        }
    }
}
