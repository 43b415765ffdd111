package dev.sgen.admin.people;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator was told of this site.
 *
 * @param byMail whether the important ones come by mail too; null where the installation sends none
 * @param undelivered mail that didn't get through, for whoever manages members
 */
public record NotificationsPage(
        PageShell frame,
        List<Item> items,
        int unread,
        @Nullable Boolean byMail,
        List<Undelivered> undelivered,
        @Nullable String next) {
    /** One of them. */
    public record Item(String id, String title, String text, String href, Instant at, boolean unread) {}

    /** A letter that the mail server didn't take. */
    public record Undelivered(String recipient, String subject, String reason, boolean givenUp, Instant since) {}
}
