package dev.sgen.audit;

import java.util.List;

/** The operations of one module. Registered as a bean and collected by {@link Operations}. */
public interface OperationSet {
    List<Operation> all();
}
