package dev.sgen.admin.people;

import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who works on a site, in which role, and by which tokens programs come in.
 *
 * @param told a secret or a link that is shown this once, or null
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
     * @param role the role's key, {@code roleName} what people call it
     * @param invitedUntil how long the link is good that is out; null where none is
     * @param accepted false for an invitation that nobody took up yet, or a program's account
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

    /** A role that can be given. */
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

    /** Something that is never shown again. */
    public record Told(String title, String text, String secret) {}
}
