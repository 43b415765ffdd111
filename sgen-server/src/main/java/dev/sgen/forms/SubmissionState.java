package dev.sgen.forms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The state of a submission in its inbox. Spam is stored, never discarded. */
public enum SubmissionState {
    NEW,
    READ,
    SPAM,
    ARCHIVED;

    /** The name used in URLs, in JSON and in the database. */
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
