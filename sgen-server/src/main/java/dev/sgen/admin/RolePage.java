package dev.sgen.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role being made or changed.
 *
 * @param key null for a new one
 * @param holders who has it now
 */
public record RolePage(
        Frame frame,
        @Nullable String key,
        String name,
        boolean builtIn,
        boolean mayChange,
        Matrix matrix,
        List<String> holders,
        Typed typed) {}
