package dev.sgen.importing.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of one import.
 *
 * @param kind {@code wordpress}, {@code ghost}, {@code products} or {@code starter}
 * @param status {@code running}, {@code done}, {@code failed}, or {@code interrupted} if the node that ran it
 *     stopped; importing the same file again continues where it stopped
 * @param total the number of items in the file; 0 until they are counted
 * @param done the number of items processed
 * @param problem why it failed, for people; null unless it failed
 * @param counts the number of items per outcome
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportRun(
        UUID id,
        Environment environment,
        String kind,
        String fileName,
        boolean dryRun,
        String status,
        int total,
        int done,
        @Nullable String problem,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Map<String, Integer> counts) {

    /**
     * The outcome of one item.
     *
     * @param source its permanent name, such as {@code wp:example.org:17}
     * @param label its name for people
     * @param outcome {@code created}, {@code updated}, {@code unchanged} or {@code skipped}
     * @param record the record that it became or is part of
     * @param unfetched the address of its file if that could not be fetched; empty if it has no file and the
     *     source names no address; otherwise null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String source,
            String label,
            @Nullable String type,
            String outcome,
            @Nullable UUID record,
            @Nullable String unfetched,
            List<String> notes) {}
}
