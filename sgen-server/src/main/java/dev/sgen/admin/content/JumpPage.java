package dev.sgen.admin.content;

import java.util.List;

/** What the jump box found. */
public record JumpPage(List<Hit> hits) {
    /** A place to go. */
    public record Hit(String title, String kind, String href, String icon) {}
}
