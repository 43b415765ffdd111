package dev.sgen.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports: the form for a file, and the runs so far. */
public record ImportPage(Frame frame, List<Run> runs, boolean mayImport, long maxMegabytes) {
    /** One import. */
    public record Run(
            String id,
            String fileName,
            String kind,
            String environment,
            boolean dryRun,
            String status,
            int total,
            int done,
            @Nullable String problem,
            String by,
            Instant at,
            Map<String, Integer> counts) {
        public boolean running() {
            return status.equals("running");
        }

        /** Such as {@code 12 created, 3 unchanged}. */
        public String summary() {
            return counts.isEmpty()
                    ? ""
                    : String.join(
                            ", ",
                            counts.entrySet().stream()
                                    .filter(e -> e.getValue() > 0)
                                    .map(e -> e.getValue() + " " + e.getKey())
                                    .toList());
        }
    }
}
