package dev.sgen.theme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours of an entry that its page links to, all of them visible.
 *
 * @param parents from the top down, without the entry itself
 * @param children pages under it
 * @param previous the older post
 * @param next the newer post
 */
public record Neighbours(
        List<Entry> parents,
        List<Entry> children,
        @Nullable Entry previous,
        @Nullable Entry next) {
    public static final Neighbours NOTHING = new Neighbours(List.of(), List.of(), null, null);
}
