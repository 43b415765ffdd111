package dev.sgen.admin.site;

import dev.sgen.admin.audit.AuditSentence;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.RecordListPage;
import java.util.List;

/**
 * What waits on a site, and what was done lately.
 *
 * @param moment what the date control begins with
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
    /** A number that leads somewhere. */
    public record Tile(String count, String label, String href) {}

    /** A step of the first walk through; the list is empty once all are done. */
    public record Step(boolean done, String title, String text, String href) {}
}
