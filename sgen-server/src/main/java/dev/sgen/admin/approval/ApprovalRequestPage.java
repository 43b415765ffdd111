package dev.sgen.admin.approval;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/** Page model of the form that requests approval for a promotion. */
public record ApprovalRequestPage(PageShell frame, List<Item> items, String note, String back) {
    /** A record to be promoted. */
    public record Item(String id, String title, String href) {}
}
