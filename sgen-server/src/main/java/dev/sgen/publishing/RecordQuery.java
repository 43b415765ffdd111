package dev.sgen.publishing;

import org.jspecify.annotations.Nullable;

/**
 * Filter and order of a record list; null means any.
 *
 * @param q words of the title, the path or the text
 * @param changed true: only those whose working version differs from the published one
 * @param sort what the list is ordered by
 * @param after where the page before ended, as {@link RecordPage#next} said
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

    /** The orders for which there is an index. */
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
