package dev.sgen.release;

import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why release steps can't be executed or undone, besides the general refusals of publishing. */
public sealed interface ReleaseStepRefusal extends Refusal {

    /** Live changed since the release in a way that can't be merged with the earlier state. */
    record ChangedSince(List<ReleaseUndoOutcome> records) implements ReleaseStepRefusal {
        @Override
        public String code() {
            return "drift";
        }

        @Override
        public String detail() {
            String more = records.size() > 1 ? " and " + (records.size() - 1) + " more" : "";
            return "Not undone: " + records.getFirst().sentence() + more
                    + ". Say whether to keep what came later or to put back what was before.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("records", records.stream().map(ChangedSince::facts).toList());
        }

        private static Map<String, Object> facts(ReleaseUndoOutcome one) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("id", one.record().toString());
            facts.put("title", one.title());
            facts.put("reason", one.sentence());
            facts.put("released", one.released());
            facts.put("before", one.before());
            facts.put("live", one.now());
            facts.put("differences", one.differences());
            return facts;
        }
    }

    /** Versions that are no longer valid, because their content type was changed since. */
    record NoLongerValid(List<Misfit> records) implements ReleaseStepRefusal {
        /** A version and its errors. */
        public record Misfit(RecordId record, String title, int version, String reason, List<FieldError> errors) {
            public String sentence() {
                return "“" + title + "”, version " + version + ", doesn't fit its content type any more: " + reason;
            }
        }

        @Override
        public String code() {
            return "invalid-content";
        }

        @Override
        public String detail() {
            String more = records.size() > 1 ? " (and " + (records.size() - 1) + " more)" : "";
            return records.getFirst().sentence() + more + " Save and publish it on staging, then take its new version.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of(
                    "records",
                    records.stream()
                            .map(r -> Map.of(
                                    "id", r.record().toString(),
                                    "title", r.title(),
                                    "version", r.version(),
                                    "reason", r.reason(),
                                    "errors", r.errors()))
                            .toList());
        }
    }
}
