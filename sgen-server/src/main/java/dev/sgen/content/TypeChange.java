package dev.sgen.content;

import dev.sgen.vocabulary.SiteId;

/**
 * Published when one of a site's own types is changed or removed, which may change what visitors see of its records.
 *
 * @param type the type's key
 * @param revision the present revision; 0 if it was removed
 * @param privacy whether the set of private fields may have changed
 * @param moment whether this is sent inside the transaction or after it
 */
public record TypeChange(SiteId site, String type, int revision, boolean privacy, Moment moment) {
    /** When the event is sent. */
    public enum Moment {
        /** Inside the transaction: what a listener writes is committed or rolled back with it. */
        WRITING,
        /** After the commit, before the caller gets an answer. */
        DONE
    }

    TypeChange done() {
        return new TypeChange(site, type, revision, privacy, Moment.DONE);
    }
}
