package dev.sgen.media;

import dev.sgen.audit.Operation;
import dev.sgen.audit.OperationSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is done with files. */
@Component
public class MediaOperations implements OperationSet {
    public static final Operation UPLOAD =
            Operation.onRecords("media.upload", "Upload", "uploaded").visible("uploaded by", null);

    @Override
    public List<Operation> all() {
        return List.of(UPLOAD);
    }
}
