package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.Collection;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of a built-in type that the system establishes, such as what a file is. No request writes them: each
 * version gets them from what the system knows, on whatever way it came to be (invariant 22).
 */
public interface SystemFields {
    /** The key of the type they belong to. */
    String type();

    /** Their names, at the top of the content. */
    Set<String> names();

    /** Looks up what is known of these contents: at most one statement, however many there are. */
    Facts look(SiteId site, Collection<ObjectNode> contents);

    /** What was found for the contents that were looked at. */
    interface Facts {
        /**
         * Sets the fields of one of them, and removes those that it has no value for.
         *
         * @return why that can't be done; empty if it was
         */
        Collection<FieldError> establish(ObjectNode content);
    }
}
