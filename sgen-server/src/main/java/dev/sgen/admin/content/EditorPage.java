package dev.sgen.admin.content;

import dev.sgen.admin.review.PendingScheduleNote;
import dev.sgen.admin.shell.PageShell;
import dev.sgen.admin.shell.VersionComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the record editor.
 *
 * @param id null for a record that is not saved yet
 * @param expected the working version that the form was loaded from
 * @param slugPath whether records of the type have public pages
 * @param body the blocks as JSON; null for a type without a body
 * @param bodyErrors validation errors inside the body, each with its block
 * @param conflict a save by somebody else meanwhile, or null
 * @param unsaved whether the form shows input that has not been saved
 * @param readOnly why the operator can't save, and what to do about it; null if they can
 * @param picture the preview address of a media record; null for other types
 * @param fileAddress the public address of a media record's file while it is published; otherwise null
 * @param usedBy records that use this media record
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

    /** Which actions the page offers. */
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
     * @param theirs the number of the other version
     * @param rows the differences between that version and the form
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
