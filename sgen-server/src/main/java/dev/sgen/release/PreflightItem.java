package dev.sgen.release;

import dev.sgen.publishing.ReleaseStep;
import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release step with what was found about it in a preflight.
 *
 * @param staging the version staging publishes now, or null
 * @param live the version live publishes now, or null
 * @param onLive whether the record exists on live at all
 */
public record PreflightItem(
        ReleaseStep step,
        @Nullable Integer staging,
        @Nullable Integer live,
        boolean onLive,
        List<Mark> marks) {

    /** A finding of the preflight. */
    public enum Sign {
        /** Live changed since the base. */
        DRIFT(true),
        /** Staging no longer publishes the record. */
        GONE(true),
        /** Another record has the address. */
        PATH_TAKEN(true),
        /** The version is no longer valid under its content type. */
        INVALID_CONTENT(true),
        /** A site-shaping type, which the actor may not change on live. */
        FORBIDDEN(true),
        /** A carried record of a site-shaping type, which is skipped for lack of the permission. */
        LEFT_OUT(false),
        /** It refers to something that live will not have, or live refers to what is removed. */
        MISSING(false),
        /** Staging publishes another version by now; the pinned one is promoted. */
        STALE(false),
        /** Live is in this state already. */
        NOTHING_TO_DO(false),
        /** Another pending release contains the same record. */
        SHARED(false);

        private final boolean blocks;

        Sign(boolean blocks) {
            this.blocks = blocks;
        }

        /** Whether the release can't be promoted while this applies. */
        public boolean blocks() {
            return blocks;
        }

        /** The name in JSON, such as {@code path-taken}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A finding with its explanation.
     *
     * @param facts data for programs, in addition to the sentence
     */
    public record Mark(Sign sign, String sentence, Map<String, Object> facts) {}

    /** Whether any finding prevents the release from being promoted. */
    public boolean blocked() {
        return marks.stream().anyMatch(m -> m.sign().blocks());
    }

    public RecordId record() {
        return step.record();
    }

    /** A copy with one more mark. */
    public PreflightItem with(Mark mark) {
        List<Mark> more = new java.util.ArrayList<>(marks);
        more.add(mark);
        return new PreflightItem(step, staging, live, onLive, List.copyOf(more));
    }
}
