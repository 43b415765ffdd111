package dev.sgen.audit;

import java.util.List;

/** The operations that one module carries out; registered as a bean and gathered by {@link Operations}. */
public interface OperationSet {
    List<Operation> all();
}
