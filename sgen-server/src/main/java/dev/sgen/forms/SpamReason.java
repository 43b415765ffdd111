package dev.sgen.forms;

import java.util.Arrays;
import java.util.Locale;

/** Why a submission was classified as spam; one reason is enough. */
public enum SpamReason {
    NO_TOKEN("It didn't come from the form's page"),
    FORGED_TOKEN("Its form token isn't one that this form gave out"),
    TRAP("It filled in a field that people can't see"),
    LINKS("It holds many links");

    private final String sentence;

    SpamReason(String sentence) {
        this.sentence = sentence;
    }

    /** The name used in JSON and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason for people, without a full stop. */
    public String sentence() {
        return sentence;
    }

    static SpamReason ofKey(String key) {
        return Arrays.stream(values())
                .filter(d -> d.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
