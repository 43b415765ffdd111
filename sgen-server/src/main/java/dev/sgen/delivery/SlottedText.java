package dev.sgen.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A finished text with slots that are filled anew for everybody who asks, such as the keys of drawn forms. What stands
 * between the slots is encoded and compressed once, so that filling costs no more than copying (ADR 19).
 */
final class SlottedText {
    private final List<byte[]> pieces;
    private final List<Supplier<String>> slots;
    private final int plainLength;
    private volatile @Nullable ZippedPieces zipped;

    private SlottedText(List<byte[]> pieces, List<Supplier<String>> slots) {
        this.pieces = pieces;
        this.slots = slots;
        this.plainLength = pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    /**
     * Finds the slots in a text.
     *
     * @param markers what stands in a slot's place, and what fills it; each may occur any number of times. A filling
     *     is asked for on threads that mustn't wait
     * @return null where none of them occurs
     */
    static @Nullable SlottedText of(String text, Map<String, Supplier<String>> markers) {
        List<byte[]> pieces = new ArrayList<>();
        List<Supplier<String>> slots = new ArrayList<>();
        int from = 0;
        while (true) {
            String next = null;
            int at = text.length();
            for (String marker : markers.keySet()) {
                int found = text.indexOf(marker, from);
                if (found >= 0 && found < at) {
                    next = marker;
                    at = found;
                }
            }
            pieces.add(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            Supplier<String> filling = next == null ? null : markers.get(next);
            if (next == null || filling == null) {
                return slots.isEmpty() ? null : new SlottedText(List.copyOf(pieces), List.copyOf(slots));
            }
            slots.add(filling);
            from = at + next.length();
        }
    }

    /** The whole text, each slot filled with something new. */
    ByteBuffer plain() {
        List<byte[]> filled = fill();
        ByteBuffer out = ByteBuffer.allocate(
                plainLength + filled.stream().mapToInt(each -> each.length).sum());
        for (int i = 0; i < pieces.size(); i++) {
            out.put(pieces.get(i));
            if (i < filled.size()) {
                out.put(filled.get(i));
            }
        }
        return out.flip();
    }

    /** The same in gzip. */
    ByteBuffer gzip() {
        ZippedPieces made = zipped;
        if (made == null) {
            made = ZippedPieces.of(pieces);
            zipped = made;
        }
        return made.with(fill());
    }

    /** Whether {@link #gzip} needn't compress anything first. */
    boolean gzipReady() {
        return zipped != null;
    }

    private List<byte[]> fill() {
        return slots.stream()
                .map(each -> each.get().getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
