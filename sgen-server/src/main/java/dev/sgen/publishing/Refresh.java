package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a refresh, or of a dry run of one.
 *
 * @param done false for a dry run
 * @param entry the audit entry, by which the refresh can be undone; null where nothing moved or nothing was done
 * @param records what happened to each record that the refresh looked at
 * @param lost the staging work that live's content replaces; its versions stay recoverable (DRIFT-10)
 * @param undecided records that both sides changed and that stand in the way
 * @param kept how many records of the same scope only staging changed, so that they stay as they are
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
        /** Staging shows what live shows. */
        TAKEN,
        /** The record stood on live only; now it stands on staging too. */
        APPEARED,
        /** A new version joins what staging and live each changed. */
        MERGED,
        /** Live unpublished it, so staging does. */
        UNPUBLISHED,
        /** Live archived it, so staging does. */
        ARCHIVED,
        /** Live deleted it, so staging does; its versions stay recoverable. */
        DELETED,
        /** It stays: only staging changed it, or the operator said so. */
        KEPT,
        /** Both sides show the same already. */
        SAME,
        /** Never carried between environments: it holds what connects this one to other systems (DRIFT-16). */
        LEFT_OUT;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether staging stands otherwise afterwards. */
        public boolean moves() {
            return this != KEPT && this != SAME && this != LEFT_OUT;
        }
    }

    /**
     * One record.
     *
     * @param version what staging publishes afterwards, or null
     * @param replaced what staging published before, or null
     * @param carried whether it comes along only because a refreshed record shows it
     */
    public record Step(
            RecordId record,
            String type,
            String title,
            Outcome outcome,
            @Nullable Integer version,
            @Nullable Integer replaced,
            boolean carried) {}

    /** Staging work that the refresh replaces, as asked. */
    public record Lost(RecordId record, String type, String title, List<Work> work) {}

    /**
     * One version, or the schedule, that staging had of its own.
     *
     * @param what {@code published}, {@code saved} (and not published) or {@code schedule}
     */
    public record Work(int version, String what, String by, Instant at) {}

    /** A refresh that can still be undone, at least for some records. */
    public record Undoable(String entry, Instant at, int records) {}

    /**
     * What an undo did.
     *
     * @param records as they stand now
     * @param left records that have changed since the refresh and stay as they are
     */
    public record Undone(String entry, List<SiteRecord> records, List<Left> left) {}

    /** A record that an undo leaves as it is, and why. */
    public record Left(RecordId record, String title, String reason) {}
}
