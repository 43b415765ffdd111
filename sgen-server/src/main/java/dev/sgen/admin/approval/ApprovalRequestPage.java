package dev.sgen.admin.approval;

import dev.sgen.admin.shell.PageShell;
import java.util.List;

/** The form by which somebody asks for a promotion. */
public record ApprovalRequestPage(PageShell frame, List<Item> items, String note, String back) {
    /** A record that would go. */
    public record Item(String id, String title, String href) {}
}
