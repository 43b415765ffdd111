package dev.sgen.forms;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The operations on submissions. */
@Component
public class FormOperations implements OperationSet {
    public static final Operation SUBMISSION_CHANGE =
            Operation.onSite("submission.change", "Submission: change", "moved a submission");
    public static final Operation SUBMISSION_DELETE =
            Operation.onSite("submission.delete", "Submission: delete", "deleted a submission");

    @Override
    public List<Operation> all() {
        return List.of(SUBMISSION_CHANGE, SUBMISSION_DELETE);
    }
}
