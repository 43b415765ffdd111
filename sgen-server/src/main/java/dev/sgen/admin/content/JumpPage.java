package dev.sgen.admin.content;

import java.util.List;

/** Page model of the quick search's results. */
public record JumpPage(List<Hit> hits) {
    /** A result: a record or a section of the admin. */
    public record Hit(String title, String kind, String href, String icon) {}
}
