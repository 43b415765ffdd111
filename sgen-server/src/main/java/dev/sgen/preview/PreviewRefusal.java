package dev.sgen.preview;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** The refusals of the preview module. */
public sealed interface PreviewRefusal extends Refusal {
    /** The member has too many open links on this site. Links of other members do not count. */
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
