package dev.sgen.importing.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One import, as it stands.
 *
 * @param kind {@code wordpress}, {@code ghost}, {@code products} or {@code starter}
 * @param status {@code running}, {@code done}, {@code failed}, or {@code interrupted} when the program that
 *     ran it is gone; starting the same file again goes on where it stopped
 * @param total things the file holds; 0 until they are counted
 * @param done how many of them are through
 * @param problem why it failed, for people
 * @param counts how many things had which outcome
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
     * What came of one thing.
     *
     * @param source its lasting name, such as {@code wp:example.org:17}
     * @param label its name for people
     * @param outcome {@code created}, {@code updated}, {@code unchanged} or {@code skipped}
     * @param record the record it became or belongs to
     * @param unfetched the address of its file, if that is still to be fetched; empty if the source names none
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
