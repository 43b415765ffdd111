package dev.sgen.release;

import dev.sgen.publishing.ReleaseStep;
import dev.sgen.vocabulary.RecordId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a release and what would happen to it now.
 *
 * @param staging the version staging publishes now, or null
 * @param live the version visitors of live see now, or null
 * @param onLive whether the record stands on live at all
 */
public record PreflightItem(
        ReleaseStep step,
        @Nullable Integer staging,
        @Nullable Integer live,
        boolean onLive,
        List<Mark> marks) {

    /** Something to know before the step is taken. */
    public enum Sign {
        /** Live moved since staging last agreed with it. */
        DRIFT(true),
        /** Staging took the record back. */
        GONE(true),
        /** Another record has the address. */
        PATH_TAKEN(true),
        /** The version doesn't fit its type any more. */
        INVALID_CONTENT(true),
        /** It shapes the site, which whoever looks may not change on live. */
        FORBIDDEN(true),
        /** It would only come along, and stays behind for the same reason. */
        LEFT_OUT(false),
        /** It points at something that live will not have, or live points at what is taken away. */
        MISSING(false),
        /** Staging publishes another version by now; the fixed one goes. */
        STALE(false),
        /** Live stands there already. */
        NOTHING_TO_DO(false),
        /** Another release holds the same record. */
        SHARED(false);

        private final boolean blocks;

        Sign(boolean blocks) {
            this.blocks = blocks;
        }

        /** Whether nothing can go while it is so. */
        public boolean blocks() {
            return blocks;
        }

        /** The word in JSON: {@code path-taken} and so on. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One sign, said to a person.
     *
     * @param facts what a program needs beside the sentence
     */
    public record Mark(Sign sign, String sentence, Map<String, Object> facts) {}

    public boolean blocked() {
        return marks.stream().anyMatch(m -> m.sign().blocks());
    }

    public RecordId record() {
        return step.record();
    }

    /** The same with one mark more. */
    public PreflightItem with(Mark mark) {
        List<Mark> more = new java.util.ArrayList<>(marks);
        more.add(mark);
        return new PreflightItem(step, staging, live, onLive, List.copyOf(more));
    }
}
