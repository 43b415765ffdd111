package dev.sgen.vocabulary;

import java.util.Map;

/**
 * The domain says no, and why. A refusal is decided before anything is written; each module has its own
 * closed set. Faces turn it into a problem document, a sentence or an exit code, each in one place.
 */
public interface Refusal {
    /** The stable word that programs branch on, such as {@code stale-version}. */
    String code();

    /** What happened, why, and what to do now, for a person. */
    String detail();

    /** The data behind the sentence, ready for JSON. */
    default Map<String, Object> facts() {
        return Map.of();
    }
}
