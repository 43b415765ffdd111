package dev.sgen.publishing;

import org.jspecify.annotations.Nullable;

/**
 * The filter and order of a record list; null means no restriction.
 *
 * @param q words to find in title, path or text
 * @param changed true: only records whose working version differs from the published one
 * @param sort the order of the list
 * @param after the cursor from {@link RecordPage#next}, or null for the first page
 * @param limit 1 to 200
 */
public record RecordQuery(
        @Nullable String type,
        @Nullable State state,
        @Nullable String tag,
        @Nullable String q,
        @Nullable Boolean changed,
        @Nullable DriftStatus drift,
        Sort sort,
        int limit,
        @Nullable String after) {

    /** The supported orders; each has a database index. */
    public enum Sort {
        NEWEST,
        OLDEST,
        TITLE
    }

    public static RecordQuery of(String type) {
        return new RecordQuery(type, null, null, null, null, null, Sort.NEWEST, 50, null);
    }

    public static RecordQuery all() {
        return new RecordQuery(null, null, null, null, null, null, Sort.NEWEST, 50, null);
    }

    public RecordQuery limitedTo(int limit) {
        return new RecordQuery(type, state, tag, q, changed, drift, sort, limit, after);
    }

    public RecordQuery in(State state) {
        return new RecordQuery(type, state, tag, q, changed, drift, sort, limit, after);
    }

    public RecordQuery drifted(DriftStatus driftStatus) {
        return new RecordQuery(type, state, tag, q, changed, driftStatus, sort, limit, after);
    }
}
