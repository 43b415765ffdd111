package dev.sgen.release;

import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release's moment came and nothing could be changed: live is as it was, and somebody must look. Heard after
 * the commit, once, on the node that tried.
 *
 * @param planned the moment it was to happen, UTC
 * @param operator who had asked for it, if they are known
 * @param code the stable word of the reason, as problems carry it
 * @param reason the same for a person
 */
public record ReleaseFailed(
        SiteId site,
        ReleaseId release,
        String name,
        Instant planned,
        @Nullable MemberId operator,
        @Nullable String operatorName,
        String code,
        String reason) {}
