package dev.sgen.admin.people;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/** Page model of the confirmation before a member is removed: what ends or stays behind with them. */
public record MemberRemovalPage(
        PageShell frame,
        String id,
        String name,
        boolean self,
        List<Item> schedules,
        List<String> tokens,
        List<Item> requests) {
    /** A schedule or approval request in the member's name. */
    public record Item(String text, String href) {}
}
