package dev.sgen.admin.content;

import org.jspecify.annotations.Nullable;

/**
 * A record's coordinate in one environment, in words and links.
 *
 * @param environment {@code staging} or {@code live}
 * @param state the state's key, or {@code none}
 * @param words such as {@code published v12 since 3 Mar, by Ana; 2 edits not published}
 * @param url the public address; null if it has none now
 * @param path the path that it has or would have when published
 */
public record CoordinateSummary(
        String environment,
        String state,
        String words,
        @Nullable String url,
        @Nullable String path) {
    public String name() {
        return environment.equals("live") ? "Live" : "Staging";
    }
}
