package dev.sgen.forms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a submission stands in its inbox. Spam is kept apart, never dropped. */
public enum SubmissionState {
    NEW,
    READ,
    SPAM,
    ARCHIVED;

    /** The word in URLs, JSON and the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SubmissionState> ofKey(String key) {
        return Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(SubmissionState::key).toList();
    }
}
