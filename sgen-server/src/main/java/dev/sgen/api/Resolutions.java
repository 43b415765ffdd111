package dev.sgen.api;

import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.PickedSide;
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

    static ConflictResolutions of(
            @Nullable Map<String, Map<String, String>> resolutions, @Nullable Map<String, Seen> expected) {
        Map<RecordId, Map<String, PickedSide>> pickedSides = new LinkedHashMap<>();
        if (resolutions != null) {
            resolutions.forEach((id, its) -> {
                Map<String, PickedSide> chosen = new LinkedHashMap<>();
                RequiredFields.required("/resolutions", its).forEach((key, word) -> chosen.put(key, pick(key, word)));
                pickedSides.put(RecordId.parse(id), chosen);
            });
        }
        Map<RecordId, ConflictResolutions.Seen> seen = new LinkedHashMap<>();
        if (expected != null) {
            expected.forEach((id, its) -> seen.put(
                    RecordId.parse(id),
                    new ConflictResolutions.Seen(
                            RequiredFields.required("/expected", its).staging(), its.live())));
        }
        return new ConflictResolutions(pickedSides, seen);
    }

    private static PickedSide pick(String key, @Nullable String word) {
        return RequiredFields.required(
                "/resolutions",
                QueryParameters.word(
                        word,
                        "/resolutions" + key,
                        PickedSide.values(),
                        p -> p.name().toLowerCase(Locale.ROOT)));
    }
}
