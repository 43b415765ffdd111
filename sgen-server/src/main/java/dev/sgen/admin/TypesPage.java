package dev.sgen.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content types of a site, and the form of one of its own. */
public record TypesPage(
        Frame frame,
        List<Line> types,
        boolean mayChange,
        @Nullable Form form,
        Typed typed) {
    /** One type in the list. */
    public record Line(String key, String name, @Nullable String urlPattern, boolean builtIn, int fields) {}

    /** A type open for writing; {@code fixed} when its key can't change any more. */
    public record Form(String key, String name, String urlPattern, String schema, boolean fixed, boolean readOnly) {}
}
