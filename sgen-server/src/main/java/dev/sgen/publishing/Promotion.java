package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a promotion, or of a dry run of one.
 *
 * @param done false for a dry run
 * @param records every record that goes, the carried ones among them
 * @param missing what a promoted record points at and live will not have
 * @param leftOut what would have come along, but shapes the site, which needs the settings permission on live
 */
public record Promotion(
        boolean done,
        List<Step> records,
        List<Missing> missing,
        List<PublishingRefusal.LiveMoved.Moved> drifted,
        List<LeftOut> leftOut) {

    /**
     * One record on its way to live.
     *
     * @param replaces the version visitors see on live now, or null
     * @param scheduled whether it goes as a schedule and shows later
     * @param left the staging working version that stays behind because it isn't published there, or null
     * @param carriedFor whether it goes only because another record uses it
     * @param merged whether the version joins what staging and live held, and stands on both afterwards
     */
    public record Step(
            RecordId record,
            String type,
            String title,
            int version,
            @Nullable Integer replaces,
            boolean scheduled,
            @Nullable Integer left,
            boolean carriedFor,
            boolean merged) {}

    /** A record that is left out because the actor lacks the settings permission on live. */
    public record LeftOut(RecordId record, String type, String title) {}

    /** A record of the promotion refers to a record that live will not have. */
    public record Missing(RecordId record, String title, String target, String kind) {}
}
