package dev.sgen.publishing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to ask for to get the next page, or null at the end
 */
public record RecordPage(List<Row> items, @Nullable String next) {
    /**
     * A record in a list: where it stands here, and in the other environment.
     *
     * @param tags of the working version here
     */
    public record Row(
            SiteRecord record, Coordinate here, @Nullable Coordinate there, java.util.List<String> tags) {}
}
