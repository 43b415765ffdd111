package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the operator's own account.
 *
 * @param told a secret that is shown only once, or null
 */
public record AccountPage(
        PageShell frame,
        String name,
        List<MembersPage.TokenLine> tokens,
        FormInput typed,
        MembersPage.@Nullable Told told) {}
