package dev.sgen.admin.importing;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports: the form for a file, and the runs so far. */
public record ImportPage(PageShell frame, List<Run> runs, boolean mayImport, long maxMegabytes) {
    /** Outcomes in the order they are told. */
    static final List<String> OUTCOMES = List.of("created", "updated", "unchanged", "skipped");

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

        /** Such as {@code 12 created, 3 unchanged}; of a dry run what would be. */
        public String summary() {
            String all = String.join(
                    ", ",
                    OUTCOMES.stream()
                            .filter(o -> counts.getOrDefault(o, 0) > 0)
                            .map(o -> counts.get(o) + " " + outcome(o))
                            .toList());
            return all.isEmpty() ? "nothing in it" : all;
        }

        /** What came of a thing, or would. */
        public String outcome(String outcome) {
            return !dryRun
                    ? outcome
                    : switch (outcome) {
                        case "created", "updated", "skipped" -> "would be " + outcome;
                        default -> "would stay " + outcome;
                    };
        }

        /** The kind in people's words. */
        public String kindName() {
            return switch (kind) {
                case "wordpress" -> "WordPress export";
                case "ghost" -> "Ghost export";
                case "products" -> "Product list";
                case "starter" -> "Starter";
                default -> kind;
            };
        }

        /** The file's name; an older starter's was its whole location. */
        public String title() {
            return fileName.replaceFirst("^classpath:(?:.*/)?([^/]+)/?$", "$1");
        }
    }
}
