package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of a site's members, roles and tokens.
 *
 * @param told a secret or link that is shown only once, or null
 */
public record MembersPage(
        PageShell frame,
        List<Person> people,
        List<RoleLine> roles,
        List<TokenLine> tokens,
        boolean mayManage,
        FormInput typed,
        @Nullable Told told) {
    /**
     * One member.
     *
     * @param role the role's key
     * @param roleName the role's name
     * @param accepted false for an invitation that was not accepted yet, and for accounts of programs
     * @param invitedUntil when the open invitation expires; null if there is none
     */
    public record Person(
            String id,
            String name,
            String email,
            String role,
            String roleName,
            boolean signsIn,
            boolean accepted,
            @Nullable Instant invitedUntil,
            Instant since,
            boolean self) {}

    /** A role that can be assigned. */
    public record RoleLine(String key, String name, boolean builtIn, String meaning, int grants) {}

    /** A token, without its secret. */
    public record TokenLine(
            String id,
            String name,
            String member,
            String hint,
            String limits,
            Instant created,
            @Nullable Instant used,
            @Nullable Instant expires) {}

    /** A secret or link that is shown only once. */
    public record Told(String title, String text, String secret) {}
}
