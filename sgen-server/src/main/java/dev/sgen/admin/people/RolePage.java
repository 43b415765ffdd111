package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the form of a role.
 *
 * @param key null for a new role
 * @param holders the names of the members who have the role
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
