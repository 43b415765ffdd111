package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a refresh or of its dry run.
 *
 * @param done false for a dry run
 * @param entry id of the audit entry, needed to undo the refresh; null if nothing changed or for a dry run
 * @param records the outcome for each record considered
 * @param lost the staging work that live's content replaces; its versions stay recoverable (DRIFT-10)
 * @param undecided records that both environments changed and for which no choice was made
 * @param kept the number of records in scope that only staging changed and that therefore stay unchanged
 */
public record Refresh(
        boolean done,
        @Nullable String entry,
        List<Step> records,
        List<Lost> lost,
        List<PublishingRefusal.BothMoved.Apart> undecided,
        int kept) {

    /** What happens to one record on staging. */
    public enum Outcome {
        /** Staging publishes the version that live publishes. */
        TAKEN,
        /** The record existed on live only; now it exists on staging too. */
        APPEARED,
        /** A new version contains the changes of both environments. */
        MERGED,
        /** Unpublished, because live unpublished it. */
        UNPUBLISHED,
        /** Archived, because live archived it. */
        ARCHIVED,
        /** Deleted, because live deleted it; its versions stay recoverable. */
        DELETED,
        /** Unchanged: only staging changed it, or the operator chose staging. */
        KEPT,
        /** Both environments already publish the same. */
        SAME,
        /**
         * Never transferred between environments: it configures this environment's connection to other systems
         * (DRIFT-16).
         */
        LEFT_OUT;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the outcome changes the record on staging. */
        public boolean moves() {
            return this != KEPT && this != SAME && this != LEFT_OUT;
        }
    }

    /**
     * The outcome for one record.
     *
     * @param version the version staging publishes afterwards, or null
     * @param replaced the version staging published before, or null
     * @param carried whether it is included only because a refreshed record uses it
     */
    public record Step(
            RecordId record,
            String type,
            String title,
            Outcome outcome,
            @Nullable Integer version,
            @Nullable Integer replaced,
            boolean carried) {}

    /** The staging work of one record that is replaced. */
    public record Lost(RecordId record, String type, String title, List<Work> work) {}

    /**
     * One version, or the schedule, that only staging has.
     *
     * @param what {@code published}, {@code saved} (not published) or {@code schedule}
     */
    public record Work(int version, String what, String by, Instant at) {}

    /** A refresh that can still be undone, at least for some records. */
    public record Undoable(String entry, Instant at, int records) {}

    /**
     * The result of an undo.
     *
     * @param records the records as they are now
     * @param left records that changed after the refresh and are therefore not undone
     */
    public record Undone(String entry, List<SiteRecord> records, List<Left> left) {}

    /** A record that the undo skips, and the reason. */
    public record Left(RecordId record, String title, String reason) {}
}
