package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What must hold of a type's content beyond its schema, known to whoever acts on it. */
public interface ContentRule {
    /** The key of the type it is about. */
    String type();

    /** What is wrong; empty if nothing is. Must answer quickly and ask nobody. */
    List<FieldError> check(ObjectNode content);
}
