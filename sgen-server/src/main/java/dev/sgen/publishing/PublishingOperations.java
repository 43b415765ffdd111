package dev.sgen.publishing;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The operations on records. */
@Component
public class PublishingOperations implements OperationSet {
    public static final Operation SAVE = Operation.onRecords("save", "Save", "saved");
    public static final Operation PUBLISH =
            Operation.onRecords("publish", "Publish", "published").visible("published by", "replaced by");
    public static final Operation UNPUBLISH =
            Operation.onRecords("unpublish", "Unpublish", "unpublished").visible(null, "unpublished by");
    public static final Operation PROMOTE =
            Operation.onRecords("promote", "Promote", "promoted").visible("promoted by", "replaced by a promote of");
    public static final Operation PROMOTE_REFUSE =
            Operation.onSite("promote.refuse", "Promote: refused", "tried to promote, and may not");
    public static final Operation SCHEDULE = Operation.onRecords("schedule", "Schedule: set", "scheduled");
    public static final Operation SCHEDULE_CANCEL =
            Operation.onRecords("schedule.cancel", "Schedule: cancelled", "cancelled the schedule of");
    public static final Operation SCHEDULE_TRIGGER = Operation.onRecords(
                    "schedule.trigger", "Schedule: carried out", "showed, on schedule,")
            .visible("shown on schedule by", "replaced on schedule by");
    public static final Operation SCHEDULE_FAIL =
            Operation.onRecords("schedule.fail", "Schedule: came to nothing", "could not show, on schedule,");
    public static final Operation ARCHIVE =
            Operation.onRecords("archive", "Archive", "archived").visible(null, "archived by");
    public static final Operation REVIVE = Operation.onRecords("revive", "Revive", "revived");
    public static final Operation DELETE =
            Operation.onRecords("delete", "Delete", "deleted").visible(null, "deleted by");
    public static final Operation RECOVER =
            Operation.onRecords("recover", "Recover", "recovered").visible("recovered by", "replaced by a recovery of");
    public static final Operation REFRESH = Operation.onRecords("refresh", "Refresh", "refreshed")
            .visible("shown by a refresh of", "replaced by a refresh of");
    public static final Operation REFRESH_UNDO = Operation.onRecords(
                    "refresh.undo", "Refresh: undo", "undid the refresh of")
            .visible("put back, as before the refresh, by", "replaced, as before the refresh, by");
    public static final Operation IMPORT =
            Operation.onRecords("import", "Import", "imported").visible("imported by", "replaced by an import of");
    public static final Operation APPROVAL_ASK = Operation.onSite("approval.ask", "Approval: ask", "asked to promote");
    public static final Operation APPROVAL_GRANT =
            Operation.onSite("approval.grant", "Approval: grant", "approved the promotion of");
    public static final Operation APPROVAL_DECLINE =
            Operation.onSite("approval.decline", "Approval: decline", "declined to promote");
    public static final Operation APPROVAL_WITHDRAW =
            Operation.onSite("approval.withdraw", "Approval: withdraw", "took back the request to promote");
    public static final Operation APPROVAL_VOID =
            Operation.onSite("approval.void", "Approval: void", "voided the request to promote");
    public static final Operation RETENTION_THIN =
            Operation.onSite("retention.thin", "Retention: thin", "forgot old saves that nobody ever saw of");

    @Override
    public List<Operation> all() {
        return List.of(
                SAVE,
                PUBLISH,
                UNPUBLISH,
                PROMOTE,
                PROMOTE_REFUSE,
                SCHEDULE,
                SCHEDULE_CANCEL,
                SCHEDULE_TRIGGER,
                SCHEDULE_FAIL,
                ARCHIVE,
                REVIVE,
                DELETE,
                RECOVER,
                REFRESH,
                REFRESH_UNDO,
                IMPORT,
                APPROVAL_ASK,
                APPROVAL_GRANT,
                APPROVAL_DECLINE,
                APPROVAL_WITHDRAW,
                APPROVAL_VOID,
                RETENTION_THIN);
    }
}
