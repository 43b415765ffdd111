package dev.sgen.content;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** The operations on content types. */
@Component
public class ContentOperations implements OperationSet {
    public static final Operation TYPE_CHANGE =
            Operation.onSite("type.change", "Type: change", "changed the content type");
    public static final Operation TYPE_REMOVE =
            Operation.onSite("type.remove", "Type: remove", "removed the content type");

    @Override
    public List<Operation> all() {
        return List.of(TYPE_CHANGE, TYPE_REMOVE);
    }
}
