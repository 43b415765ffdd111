package dev.sgen.admin.people;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/** What a member who is taken off the list leaves behind, before it is done. */
public record MemberRemovalPage(
        PageShell frame,
        String id,
        String name,
        boolean self,
        List<Item> schedules,
        List<String> tokens,
        List<Item> requests) {
    /** Something that bears their name. */
    public record Item(String text, String href) {}
}
