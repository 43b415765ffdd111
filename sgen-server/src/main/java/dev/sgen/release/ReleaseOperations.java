package dev.sgen.release;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The operations on releases. */
@Component
public class ReleaseOperations implements OperationSet {
    public static final Operation CREATE = Operation.onSite("release.create", "Release: create", "began the release");
    public static final Operation CHANGE = Operation.onSite("release.change", "Release: change", "changed the release");
    public static final Operation SCHEDULE =
            Operation.onSite("release.schedule", "Release: schedule", "gave a moment to the release");
    public static final Operation CANCEL = Operation.onSite(
            "release.schedule.cancel", "Release: schedule cancel", "took the moment back of the release");
    public static final Operation DELETE = Operation.onSite("release.delete", "Release: delete", "deleted the release");
    public static final Operation PROMOTE = Operation.onRecords(
                    "release.promote", "Release: promote", "promoted the release")
            .visible("shown by a release of", "replaced by a release of");
    public static final Operation FAIL =
            Operation.onSite("release.fail", "Release: fail", "could not promote, at its moment, the release");
    public static final Operation UNDO = Operation.onRecords("release.undo", "Release: undo", "undid the release")
            .visible("put back, as before the release, by", "replaced, as before the release, by");

    @Override
    public List<Operation> all() {
        return List.of(CREATE, CHANGE, SCHEDULE, CANCEL, DELETE, PROMOTE, FAIL, UNDO);
    }
}
