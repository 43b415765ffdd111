package dev.sgen.admin.shell;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Word-level difference of two texts, for side-by-side display. */
public final class WordDiff {
    /** A word, a run of white space, or a single other character. */
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

    private WordDiff() {}

    /** A part of a text; marked if the other text differs there. */
    public record Piece(String text, boolean marked) {}

    /** Both texts as parts. */
    public record Pair(List<Piece> before, List<Piece> after) {}

    /** Compares two texts word by word. */
    public static Pair of(String before, String after) {
        List<String> was = tokens(before);
        List<String> is = tokens(after);
        Side left = new Side(was);
        Side right = new Side(is);
        for (AbstractDelta<String> delta : DiffUtils.diff(was, is).getDeltas()) {
            boolean removes = delta.getType() != DeltaType.INSERT;
            boolean adds = delta.getType() != DeltaType.DELETE;
            left.mark(
                    delta.getSource().getPosition(), removes ? delta.getSource().size() : 0);
            right.mark(delta.getTarget().getPosition(), adds ? delta.getTarget().size() : 0);
        }
        return new Pair(left.finish(), right.finish());
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(found -> found.group()).toList();
    }

    /** Splits one text into parts while the differences are read. */
    private static final class Side {
        private final List<String> tokens;
        private final List<Piece> pieces = new ArrayList<>();
        private int at;

        Side(List<String> tokens) {
            this.tokens = tokens;
        }

        void mark(int from, int length) {
            add(from, false);
            add(from + length, true);
        }

        List<Piece> finish() {
            add(tokens.size(), false);
            return pieces;
        }

        private void add(int until, boolean marked) {
            if (until > at) {
                pieces.add(new Piece(String.join("", tokens.subList(at, until)), marked));
                at = until;
            }
        }
    }
}
