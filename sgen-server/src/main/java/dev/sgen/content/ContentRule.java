package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A rule for the content of a built-in type, beyond its schema. Implemented by the module that uses the type. */
public interface ContentRule {
    /** The key of the type that the rule applies to. */
    String type();

    /**
     * Returns the errors of the content; empty if there are none. Must be quick and must not query anything.
     *
     * @param site the site of the record; bounded work runs in this site's share
     */
    List<FieldError> check(SiteId site, ObjectNode content);
}
