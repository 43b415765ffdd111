package dev.sgen.media;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** A file's name as it may stand in an address; it never names anything on our disk (T2). */
final class FileName {
    private static final int MAX_LENGTH = 120;
    private static final Pattern PATH = Pattern.compile("^.*[/\\\\]");
    private static final Pattern UNWANTED = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._()-]+");
    private static final Pattern EDGES = Pattern.compile("^[.\\-_]+|[.\\-_]+$");

    private FileName() {}

    /** Keeps letters and digits of any script; the ending is made to fit what the bytes are. */
    static String clean(String given, String mediaType) {
        String name = Normalizer.normalize(given, Normalizer.Form.NFKC);
        int zero = name.indexOf('\0');
        name = PATH.matcher(zero < 0 ? name : name.substring(0, zero)).replaceFirst("");
        name = UNWANTED.matcher(name).replaceAll("-");
        name = EDGES.matcher(name).replaceAll("");
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        if (!FileKind.fits(ending, mediaType)) {
            stem = name.replace('.', '-');
            ending = FileKind.ending(mediaType);
        }
        stem = EDGES.matcher(stem.substring(0, cut(stem))).replaceAll("");
        return (stem.isEmpty() ? "file" : stem) + ending;
    }

    /** Never between the two halves of one character. */
    private static int cut(String stem) {
        int end = Math.min(stem.length(), MAX_LENGTH);
        return end > 0 && end < stem.length() && Character.isHighSurrogate(stem.charAt(end - 1)) ? end - 1 : end;
    }

    /** What a person calls it, when nobody has said. */
    static String title(String cleaned) {
        int dot = cleaned.lastIndexOf('.');
        return (dot > 0 ? cleaned.substring(0, dot) : cleaned)
                .replace('-', ' ')
                .replace('_', ' ')
                .strip();
    }
}
