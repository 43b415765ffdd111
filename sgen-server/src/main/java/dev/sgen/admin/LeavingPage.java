package dev.sgen.admin;

import java.util.List;

/** What a member who is taken off the list leaves behind, before it is done. */
public record LeavingPage(
        Frame frame,
        String id,
        String name,
        boolean self,
        List<Item> schedules,
        List<String> tokens,
        List<Item> requests) {
    /** Something that bears their name. */
    public record Item(String text, String href) {}
}
