package dev.sgen.admin.site;

import dev.sgen.admin.audit.AuditSentence;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.util.List;

/**
 * Page model of a site's home page: pending work and recent activity.
 *
 * @param steps the steps of the introduction; empty once all are done
 * @param lately the newest audit entries; empty for operators who may not read the audit trail
 * @param moment the initial value of the date field for previews
 */
public record HomePage(
        PageShell frame,
        String siteName,
        String siteId,
        List<Tile> tiles,
        List<Step> steps,
        List<RecordListPage.Row> changed,
        List<RecordListPage.Row> scheduled,
        List<AuditSentence> lately,
        String moment) {
    /** A number with a link. */
    public record Tile(String count, String label, String href) {}

    /** A step of the introduction. */
    public record Step(boolean done, String title, String text, String href) {}
}
