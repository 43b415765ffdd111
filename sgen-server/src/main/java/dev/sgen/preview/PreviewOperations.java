package dev.sgen.preview;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The operations on preview links. */
@Component
public class PreviewOperations implements OperationSet {
    public static final Operation CREATE = Operation.onSite("preview.create", "Preview: create", "made a preview of");
    public static final Operation REVOKE = Operation.onSite("preview.revoke", "Preview: revoke", "revoked a preview");

    @Override
    public List<Operation> all() {
        return List.of(CREATE, REVOKE);
    }
}
