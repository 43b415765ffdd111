package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What must hold of a type's content beyond its schema, known to whoever acts on it. */
public interface ContentRule {
    /** The key of the type it is about. */
    String type();

    /**
     * What is wrong; empty if nothing is. Must answer quickly and ask nobody.
     *
     * @param site whose record it is: what takes computing takes its turn in that site's share
     */
    List<FieldError> check(SiteId site, ObjectNode content);
}
