package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role being made or changed.
 *
 * @param key null for a new one
 * @param holders who has it now
 */
public record RolePage(
        PageShell frame,
        @Nullable String key,
        String name,
        boolean builtIn,
        boolean mayChange,
        PermissionMatrix matrix,
        List<String> holders,
        FormInput typed) {}
