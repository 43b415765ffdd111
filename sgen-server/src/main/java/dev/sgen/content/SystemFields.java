package dev.sgen.content;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.SiteId;
import java.util.Collection;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of a built-in type that only the system sets, such as the properties of a media file. Requests can't set them:
 * every version gets them from the system's own data, however it is created (invariant 22).
 */
public interface SystemFields {
    /** The key of the type that has these fields. */
    String type();

    /** The field names, at the top level of the content. */
    Set<String> names();

    /** Looks up the values for these contents, with at most one statement however many there are. */
    Facts look(SiteId site, Collection<ObjectNode> contents);

    /** The values found for the contents. */
    interface Facts {
        /**
         * Sets the fields in one of the contents, and removes those without a value.
         *
         * @return the errors, if that isn't possible; else empty
         */
        Collection<FieldError> establish(ObjectNode content);
    }
}
