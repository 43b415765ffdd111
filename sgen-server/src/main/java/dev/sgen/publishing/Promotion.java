package dev.sgen.publishing;

import dev.sgen.vocabulary.RecordId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a promotion or of its dry run.
 *
 * @param done false for a dry run
 * @param records every promoted record, including carried ones
 * @param missing references of promoted records to targets that live will not have
 * @param leftOut records that would be carried but are of a site-shaping type, for which the actor lacks the settings
 *     permission on live
 */
public record Promotion(
        boolean done,
        List<Step> records,
        List<Missing> missing,
        List<PublishingRefusal.LiveMoved.Moved> drifted,
        List<LeftOut> leftOut) {

    /**
     * One promoted record.
     *
     * @param replaces the version that live publishes now, or null
     * @param scheduled whether live gets a schedule instead of a published version
     * @param left the staging working version that is not promoted because it is not published there, or null
     * @param carriedFor whether it is promoted only because another record uses it
     * @param merged whether the version is a three-way merge of staging and live, published in both afterwards
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

    /** A carried record that is not promoted because the actor may not change site-shaping types on live. */
    public record LeftOut(RecordId record, String type, String title) {}

    /** A reference of a promoted record to a target that live will not have. */
    public record Missing(RecordId record, String title, String target, String kind) {}
}
