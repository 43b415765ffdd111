package dev.sgen.admin.content;

import dev.sgen.admin.review.PendingScheduleNote;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record open for writing.
 *
 * @param id null for one that isn't saved yet
 * @param expected the working version the form started from
 * @param body the blocks as JSON, or null for a type without a body
 * @param slugPath whether the type has public pages
 * @param bodyErrors what is wrong inside the body, each with its place
 * @param conflict somebody else's save meanwhile, or null
 * @param picture of a media record, or null
 * @param fileAddress where a media record's file is served on the site's hosts, while it is published
 * @param usedBy records that show this media record
 * @param readOnly why nothing can be changed here, and the way on; null for whoever may save
 * @param unsaved whether what the form shows isn't kept anywhere yet
 */
public record EditorPage(
        PageShell frame,
        String typeKey,
        String typeName,
        String plural,
        @Nullable String id,
        String action,
        int expected,
        String title,
        @Nullable String titleError,
        boolean slugPath,
        String path,
        @Nullable String pathError,
        String tags,
        @Nullable String body,
        List<String> bodyErrors,
        List<RecordFormGroup> groups,
        List<CoordinateSummary> standings,
        @Nullable String drift,
        @Nullable Conflict conflict,
        boolean unsaved,
        Rights may,
        @Nullable String readOnly,
        @Nullable PendingScheduleNote scheduled,
        @Nullable String picture,
        @Nullable String fileAddress,
        List<User> usedBy) {
    /** A record that uses this one. */
    public record User(String title, String href) {}

    /** Which buttons there are. */
    public record Rights(
            boolean save,
            boolean publish,
            boolean promote,
            boolean unpublish,
            boolean archive,
            boolean revive,
            boolean schedule,
            boolean delete,
            boolean ask,
            boolean audit) {}

    /**
     * Another save came first.
     *
     * @param rows what differs between theirs and what is in the form
     */
    public record Conflict(String sentence, int theirs, List<VersionComparison.Row> rows) {}

    public boolean fresh() {
        return id == null;
    }

    public boolean live() {
        return frame.where() != null && frame.where().live();
    }

    public String base() {
        return frame.where() == null ? "" : frame.where().base();
    }
}
