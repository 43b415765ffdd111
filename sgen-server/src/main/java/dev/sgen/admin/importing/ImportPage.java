package dev.sgen.admin.importing;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Page model of the imports: the upload form and the past runs. */
public record ImportPage(PageShell frame, List<Run> runs, boolean mayImport, long maxMegabytes) {
    /** All outcomes, in display order. */
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

        /** The counts in words, such as {@code 12 created, 3 unchanged}; for a dry run, {@code 12 would be created}. */
        public String summary() {
            String all = String.join(
                    ", ",
                    OUTCOMES.stream()
                            .filter(o -> counts.getOrDefault(o, 0) > 0)
                            .map(o -> counts.get(o) + " " + outcome(o))
                            .toList());
            return all.isEmpty() ? "nothing in it" : all;
        }

        /** An outcome in words; for a dry run, in the conditional. */
        public String outcome(String outcome) {
            return !dryRun
                    ? outcome
                    : switch (outcome) {
                        case "created", "updated", "skipped" -> "would be " + outcome;
                        default -> "would stay " + outcome;
                    };
        }

        /** The format's name for people. */
        public String kindName() {
            return switch (kind) {
                case "wordpress" -> "WordPress export";
                case "ghost" -> "Ghost export";
                case "products" -> "Product list";
                case "starter" -> "Starter";
                default -> kind;
            };
        }

        /**
         * The file's name. Starters imported by older releases stored their whole location; of those, the last folder.
         */
        public String title() {
            return fileName.replaceFirst("^classpath:(?:.*/)?([^/]+)/?$", "$1");
        }
    }
}
