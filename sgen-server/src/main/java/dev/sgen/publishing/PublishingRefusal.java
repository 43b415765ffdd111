package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The refusals of the publishing module. */
public sealed interface PublishingRefusal extends Refusal {

    /** The record was saved by somebody else in between; names both versions (REC-16, invariant 9). */
    record StaleVersion(RecordId record, int expected, int current, String savedBy, Instant savedAt)
            implements PublishingRefusal {
        @Override
        public String code() {
            return "stale-version";
        }

        @Override
        public String detail() {
            return "Not saved: you started from version " + expected + ", but " + savedBy + " saved version " + current
                    + " at " + savedAt + ". Compare the two, then save again.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("record", record.toString(), "expectedVersion", expected, "currentVersion", current);
        }
    }

    /** The operation is not possible in the record's present state. */
    record InvalidState(List<Standing> records, String sentence) implements PublishingRefusal {
        /** One record in an unsuitable state, and its environment. */
        public record Standing(RecordId record, String title, Environment environment, String state, String reason) {}

        static InvalidState of(RecordId record, String title, Environment environment, State state, String reason) {
            return new InvalidState(List.of(new Standing(record, title, environment, state.key(), reason)), reason);
        }

        @Override
        public String code() {
            return "invalid-state";
        }

        @Override
        public String detail() {
            return sentence;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of(
                    "records",
                    records.stream()
                            .map(r -> Map.of(
                                    "id", r.record().toString(),
                                    "title", r.title(),
                                    "environment", r.environment().key(),
                                    "state", r.state(),
                                    "reason", r.reason()))
                            .toList());
        }
    }

    /** Another record has the address already (REC-12). */
    record PathTaken(Environment environment, List<Clash> clashes) implements PublishingRefusal {
        /** A requested path and the record that has it. */
        public record Clash(RecordId record, String path, RecordId holder, String holderTitle) {}

        @Override
        public String code() {
            return "path-taken";
        }

        @Override
        public String detail() {
            Clash first = clashes.getFirst();
            return "The address " + first.path() + " on " + environment + " belongs to “" + first.holderTitle()
                    + "”. Give one of the two another path, or unpublish the other first.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of(
                    "conflicts",
                    clashes.stream()
                            .map(c -> Map.of(
                                    "record", c.record().toString(),
                                    "path", c.path(),
                                    "holder", c.holder().toString(),
                                    "holderTitle", c.holderTitle()))
                            .toList());
        }
    }

    /** Live changed since the base; a promotion would overwrite that change unseen (DRIFT-11). */
    record LiveMoved(List<Moved> records) implements PublishingRefusal {
        /**
         * One drifted record.
         *
         * @param base the version both environments last agreed on, or null
         * @param staging the version that would be promoted
         * @param live the published version on live or, if there is none, the working version
         * @param differences what each side changed since the base; empty beyond the first 50 records
         */
        public record Moved(
                RecordId record,
                String title,
                @Nullable Integer base,
                int staging,
                @Nullable Integer live,
                String liveBy,
                Instant liveAt,
                String reason,
                List<ThreeWay.Strand> differences) {
            public Moved explained(List<ThreeWay.Strand> differences) {
                return new Moved(record, title, base, staging, live, liveBy, liveAt, reason, differences);
            }

            public Map<String, Object> facts() {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("id", record.toString());
                facts.put("title", title);
                facts.put("base", base);
                facts.put("staging", staging);
                facts.put("live", live);
                facts.put("liveBy", liveBy);
                facts.put("liveAt", liveAt.toString());
                facts.put("reason", reason);
                facts.put("differences", differences);
                facts.put(
                        "conflicts",
                        differences.stream()
                                .filter(s -> s.side() == ThreeWay.Side.CONFLICT)
                                .toList());
                return facts;
            }
        }

        @Override
        public String code() {
            return "drift";
        }

        @Override
        public String detail() {
            Moved first = records.getFirst();
            String others = records.size() > 1 ? " and " + (records.size() - 1) + " more" : "";
            return "Not promoted: " + first.reason() + others
                    + ". Compare the two, then promote again and say what to do with the change on live.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("records", records.stream().map(Moved::facts).toList());
        }
    }

    /** Both environments changed since the base; a refresh would replace staging's work unasked (DRIFT-8). */
    record BothMoved(List<Apart> records) implements PublishingRefusal {
        /**
         * One record that both environments changed.
         *
         * @param base the version both environments last agreed on, or null
         * @param staging the working version on staging; null if the record is gone
         * @param live the published version on live, or null
         * @param joinable whether choosing a side for each conflict is enough to merge it
         * @param differences what each side changed since the base; empty beyond the first 50 records
         */
        public record Apart(
                RecordId record,
                String type,
                String title,
                @Nullable Integer base,
                @Nullable Integer staging,
                @Nullable Integer live,
                @Nullable String stagingBy,
                @Nullable Instant stagingAt,
                @Nullable String liveBy,
                @Nullable Instant liveAt,
                String reason,
                boolean joinable,
                List<ThreeWay.Strand> differences,
                List<ThreeWay.Strand> conflicts) {
            public Apart explained(ThreeWay compared) {
                return new Apart(
                        record,
                        type,
                        title,
                        base,
                        staging,
                        live,
                        stagingBy,
                        stagingAt,
                        liveBy,
                        liveAt,
                        reason,
                        joinable,
                        compared.strands(),
                        compared.conflicts());
            }

            public Map<String, Object> facts() {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("id", record.toString());
                facts.put("type", type);
                facts.put("title", title);
                facts.put("base", base);
                facts.put("staging", staging);
                facts.put("live", live);
                facts.put("stagingBy", stagingBy);
                facts.put("stagingAt", stagingAt == null ? null : stagingAt.toString());
                facts.put("liveBy", liveBy);
                facts.put("liveAt", liveAt == null ? null : liveAt.toString());
                facts.put("reason", reason);
                facts.put("mergeable", joinable);
                facts.put("differences", differences);
                facts.put("conflicts", conflicts);
                return facts;
            }
        }

        @Override
        public String code() {
            return "drift";
        }

        @Override
        public String detail() {
            String others = records.size() > 1 ? " (and " + (records.size() - 1) + " more)" : "";
            return "Not refreshed: " + records.getFirst().reason() + others
                    + ". Nothing was changed. Compare the two and choose, leave the record out, or take live's version.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("records", records.stream().map(Apart::facts).toList());
        }
    }

    /** The decision was based on versions that have changed since. */
    record MovedSince(List<Moved> records) implements PublishingRefusal {
        /** One record: the versions seen by the operator, and the present ones. */
        public record Moved(
                RecordId record, String title, ConflictResolutions.Seen seen, ConflictResolutions.Seen now) {}

        @Override
        public String code() {
            return "drift";
        }

        @Override
        public String detail() {
            Moved first = records.getFirst();
            boolean live =
                    !java.util.Objects.equals(first.seen().live(), first.now().live());
            return "Not done: “" + first.title() + "” changed on " + (live ? "live" : "staging")
                    + " since you looked. Look at it again, then decide.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("moved", records.stream().map(MovedSince::facts).toList());
        }

        private static Map<String, Object> facts(Moved moved) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("id", moved.record().toString());
            facts.put("title", moved.title());
            facts.put("seen", moved.seen());
            facts.put("now", moved.now());
            return facts;
        }
    }

    /** Replacing all staging work needs confirmation after the operator saw what would be lost (DRIFT-9). */
    record WorkWouldBeLost(List<Refresh.Lost> lost) implements PublishingRefusal {
        @Override
        public String code() {
            return "confirmation-needed";
        }

        @Override
        public String detail() {
            return "Not refreshed: staging work in " + lost.size() + (lost.size() == 1 ? " record" : " records")
                    + " would be replaced. Look at the list, then send the same with confirm: true.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of(
                    "lost",
                    lost.stream()
                            .map(l -> Map.of(
                                    "id",
                                    l.record().toString(),
                                    "type",
                                    l.type(),
                                    "title",
                                    l.title(),
                                    "work",
                                    l.work()))
                            .toList());
        }
    }

    /** The promotion needs the approval of a second person, and there is no valid one. */
    record ApprovalNeeded(List<Missing> records, What what) implements PublishingRefusal {
        /** What was refused: a promotion now, one at a moment, or the recovery of a version never on live. */
        public enum What {
            PROMOTION,
            MOMENT,
            RECOVERY
        }

        public ApprovalNeeded(List<Missing> records) {
            this(records, What.PROMOTION);
        }

        /** A record without a valid approval; the reason is empty if there never was one. */
        public record Missing(RecordId record, String title, String reason) {}

        /** An actor who may promote only approved records can't choose the moment: the approver does. */
        public static ApprovalNeeded ofMoment() {
            return new ApprovalNeeded(List.of(), What.MOMENT);
        }

        /** Recovering a version that was never on live counts as a promotion and needs an approval. */
        public static ApprovalNeeded ofRecovery(RecordId record, String title, int version) {
            return new ApprovalNeeded(
                    List.of(new Missing(record, title, "Version " + version + " never stood on live.")), What.RECOVERY);
        }

        @Override
        public String code() {
            return "approval-needed";
        }

        @Override
        public String detail() {
            if (records.isEmpty()) {
                return "Not scheduled: this token promotes only what a person approved. Ask for it; whoever grants it "
                        + "sets the moment.";
            }
            Missing first = records.getFirst();
            String others = records.size() > 1 ? " and " + (records.size() - 1) + " more" : "";
            if (what == What.RECOVERY) {
                return "Not brought back: " + first.reason() + " Publish it on staging and ask for the promotion of “"
                        + first.title() + "”; somebody else who may promote grants it.";
            }
            return (what == What.MOMENT ? "Not scheduled" : "Not promoted") + ": no approval holds for “"
                    + first.title() + "”" + others + ". "
                    + (first.reason().isEmpty()
                            ? "Ask for the promotion; somebody else who may promote grants it."
                            : first.reason() + " Ask again.");
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of(
                    "records",
                    records.stream()
                            .map(r -> Map.of("id", r.record().toString(), "title", r.title(), "reason", r.reason()))
                            .toList());
        }
    }

    /** The approval is not in the required state. */
    record ApprovalState(String state) implements PublishingRefusal {
        @Override
        public String code() {
            return "invalid-state";
        }

        @Override
        public String detail() {
            return "This can't be done with the request: it is " + state + ".";
        }
    }

    /** The scheduled moment is in the past (SCHED-15). */
    record PastMoment(Instant at, Instant now) implements PublishingRefusal {
        @Override
        public String code() {
            return "past-moment";
        }

        @Override
        public String detail() {
            return "Not scheduled: " + at + " has passed (it is " + now + "). Choose a later moment, or publish now.";
        }
    }
}
