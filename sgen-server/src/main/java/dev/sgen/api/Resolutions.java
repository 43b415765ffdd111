package dev.sgen.api;

import dev.sgen.publishing.Choices;
import dev.sgen.publishing.Pick;
import dev.sgen.vocabulary.RecordId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what somebody decided about records that both sides changed. */
final class Resolutions {
    private Resolutions() {}

    /** The published versions that somebody saw when they decided; null where there was none. */
    @Schema(name = "SeenVersions")
    record Seen(@Nullable Integer staging, @Nullable Integer live) {}

    static Choices of(@Nullable Map<String, Map<String, String>> resolutions, @Nullable Map<String, Seen> expected) {
        Map<RecordId, Map<String, Pick>> picks = new LinkedHashMap<>();
        if (resolutions != null) {
            resolutions.forEach((id, its) -> {
                Map<String, Pick> chosen = new LinkedHashMap<>();
                Given.required("/resolutions", its).forEach((key, word) -> chosen.put(key, pick(key, word)));
                picks.put(RecordId.parse(id), chosen);
            });
        }
        Map<RecordId, Choices.Seen> seen = new LinkedHashMap<>();
        if (expected != null) {
            expected.forEach((id, its) -> seen.put(
                    RecordId.parse(id),
                    new Choices.Seen(Given.required("/expected", its).staging(), its.live())));
        }
        return new Choices(picks, seen);
    }

    private static Pick pick(String key, @Nullable String word) {
        return Given.required(
                "/resolutions",
                Wanted.word(
                        word, "/resolutions" + key, Pick.values(), p -> p.name().toLowerCase(Locale.ROOT)));
    }
}
