package dev.sgen.vocabulary;

/** Where a record stands: staging, where work happens, or live, what visitors see (ENV-1). */
public enum Environment {
    STAGING,
    LIVE;

    /** The word in URLs, JSON and the database. */
    public String key() {
        return this == STAGING ? "staging" : "live";
    }

    public Environment other() {
        return this == STAGING ? LIVE : STAGING;
    }

    /**
     * Reads the word; {@code production} is understood as live (C-14).
     *
     * @throws Refused {@link NotFound} for any other word, so that nothing falls back to live (ENV-14)
     */
    public static Environment parse(String text) {
        return switch (text) {
            case "staging" -> STAGING;
            case "live", "production" -> LIVE;
            default -> throw new Refused(new NotFound("environment"));
        };
    }

    @Override
    public String toString() {
        return key();
    }
}
