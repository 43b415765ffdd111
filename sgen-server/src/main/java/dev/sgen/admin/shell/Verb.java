package dev.sgen.admin.shell;

import dev.sgen.member.Permission;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import java.util.Arrays;

/** The operations on records that have a review page. */
public enum Verb {
    PUBLISH("Publish", "published", Permission.PUBLISH),
    UNPUBLISH("Unpublish", "unpublished", Permission.UNPUBLISH),
    ARCHIVE("Archive", "archived", Permission.ARCHIVE),
    REVIVE("Revive", "revived", Permission.ARCHIVE),
    DELETE("Delete", "deleted", Permission.DELETE),
    PROMOTE("Promote", "promoted", Permission.PROMOTE),
    SCHEDULE("Schedule", "scheduled", Permission.SCHEDULE),
    CANCEL_SCHEDULE("Cancel the schedule of", "taken off schedule", Permission.SCHEDULE);

    private final String word;
    private final String done;
    private final Permission needs;

    Verb(String word, String done, Permission needs) {
        this.word = word;
        this.done = done;
        this.needs = needs;
    }

    public String word() {
        return word;
    }

    public String done() {
        return done;
    }

    public Permission needs() {
        return needs;
    }

    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * The operation with a key.
     *
     * @throws Refused {@link NotFound} if there is none
     */
    public static Verb of(String key) {
        return Arrays.stream(values())
                .filter(v -> v.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("page")));
    }
}
