package dev.sgen.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All operations of all modules. */
@Component
public class Operations {
    private final Map<String, Operation> byCode = new TreeMap<>();

    /**
     * Collects the operations.
     *
     * @throws IllegalStateException if two modules use the same code
     */
    public Operations(List<OperationSet> sets) {
        sets.stream().map(OperationSet::all).flatMap(Collection::stream).forEach(operation -> {
            if (byCode.put(operation.code(), operation) != null) {
                throw new IllegalStateException("two modules declare the operation " + operation.code());
            }
        });
    }

    /** Every operation, sorted by label. */
    public List<Operation> all() {
        return byCode.values().stream()
                .sorted(Comparator.comparing(Operation::label))
                .toList();
    }

    public Optional<Operation> ofCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The operation of an entry; if no module declares it any more, one with texts derived from its code. */
    public Operation of(AuditEntry entry) {
        return of(entry.operation());
    }

    /** The operation with this code; if no module declares it any more, one with texts derived from its code. */
    public Operation of(String code) {
        return ofCode(code).orElseGet(() -> Operation.onSite(code, code, code.replace('.', ' ')));
    }
}
