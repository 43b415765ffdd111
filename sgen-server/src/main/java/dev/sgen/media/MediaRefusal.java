package dev.sgen.media;

import dev.sgen.vocabulary.Refusal;
import java.util.Map;

/** Why a file isn't taken into the media library. */
public sealed interface MediaRefusal extends Refusal {

    /** More bytes than are allowed. */
    record TooLarge(long limit) implements MediaRefusal {
        @Override
        public String code() {
            return "too-large";
        }

        @Override
        public String detail() {
            return "The file is larger than " + limit / (1024 * 1024) + " MB. Upload a smaller one.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("limit", limit);
        }
    }

    /** An image that would need too much memory to open. */
    record TooManyPixels(int width, int height, int limit) implements MediaRefusal {
        @Override
        public String code() {
            return "too-large";
        }

        @Override
        public String detail() {
            return "The image has " + width + " × " + height + " pixels; at most " + limit / 1_000_000
                    + " million are taken. Make it smaller and upload it again.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("width", width, "height", height, "limit", limit);
        }
    }

    /** A kind of file that isn't taken, by its bytes and not by its name. */
    record Unwanted(String mediaType, String detail) implements MediaRefusal {
        @Override
        public String code() {
            return "invalid-content";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("mediaType", mediaType);
        }
    }
}
