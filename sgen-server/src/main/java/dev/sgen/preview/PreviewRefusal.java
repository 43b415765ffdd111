package dev.sgen.preview;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** Why a preview isn't made. */
public sealed interface PreviewRefusal extends Refusal {
    /** So many links are open that nobody knows who looks any more. */
    record TooManyOpen(int limit) implements PreviewRefusal {
        @Override
        public String code() {
            return "too-many-previews";
        }

        @Override
        public String detail() {
            return "This site has " + limit + " previews open. Revoke some that nobody needs, then make this one.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("limit", limit);
        }
    }
}
