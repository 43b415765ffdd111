package dev.sgen.media;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** A file's name as it may stand in an address; it never names anything on our disk (T2). */
final class FileName {
    private static final int MAX_LENGTH = 120;
    private static final int MAX_ENDING = 12;
    private static final Pattern PATH = Pattern.compile("^.*[/\\\\]");
    private static final Pattern UNWANTED = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._()-]+");
    private static final Pattern EDGES = Pattern.compile("^[.\\-_]+|[.\\-_]+$");

    private FileName() {}

    /** Keeps letters and digits of any script; the ending is made to fit what the bytes are. */
    static String clean(String given, String mediaType) {
        String name = plain(given);
        String ending = endingOf(name);
        if (FileKind.fits(ending, mediaType)) {
            return joined(name.substring(0, name.length() - ending.length()), ending);
        }
        return joined(name.replace('.', '-'), FileKind.ending(mediaType));
    }

    /** The same for a file that isn't there yet: any ending may turn out to be right. */
    static String clean(String given) {
        String name = plain(given);
        String ending = endingOf(name);
        return ending.length() > MAX_ENDING
                ? joined(name.replace('.', '-'), "")
                : joined(name.substring(0, name.length() - ending.length()), ending);
    }

    private static String plain(String given) {
        String name = Normalizer.normalize(given, Normalizer.Form.NFKC);
        int zero = name.indexOf('\0');
        name = PATH.matcher(zero < 0 ? name : name.substring(0, zero)).replaceFirst("");
        name = UNWANTED.matcher(name).replaceAll("-");
        return EDGES.matcher(name).replaceAll("");
    }

    private static String endingOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private static String joined(String given, String ending) {
        String stem = EDGES.matcher(given.substring(0, cut(given))).replaceAll("");
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
