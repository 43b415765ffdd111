package dev.sgen.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a record list.
 *
 * @param next the cursor of the next page, or null on the last page
 */
public record RecordPage(List<Row> items, @Nullable String next) {
    /**
     * A record in a list, with its coordinates in this environment and the other one.
     *
     * @param tags of the working version here
     */
    public record Row(
            SiteRecord record, Coordinate here, @Nullable Coordinate there, java.util.List<String> tags) {}
}
