package dev.sgen.preview;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** Why a preview isn't made. */
public sealed interface PreviewRefusal extends Refusal {
    /** So many of one member's links are open that nobody knows who looks any more; others' aren't counted. */
    record TooManyOpen(int limit) implements PreviewRefusal {
        @Override
        public String code() {
            return "too-many-previews";
        }

        @Override
        public String detail() {
            return "You have " + limit
                    + " previews of this site open. Revoke some that nobody needs, then make this one.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("limit", limit);
        }
    }
}
