package dev.sgen.content;

import dev.sgen.vocabulary.SiteId;

/**
 * One of a site's own types is changed or removed, and with it what visitors get of its records.
 *
 * @param type its key
 * @param revision the one it has now; 0 where it was removed
 * @param privacy whether other fields than before may be private
 * @param moment when it is told
 */
public record TypeChange(SiteId site, String type, int revision, boolean privacy, Moment moment) {
    /** When a change is told. */
    public enum Moment {
        /** Inside its transaction: what is written now stands or falls with it. */
        WRITING,
        /** After its commit, before whoever changed it hears of it. */
        DONE
    }

    TypeChange done() {
        return new TypeChange(site, type, revision, privacy, Moment.DONE);
    }
}
