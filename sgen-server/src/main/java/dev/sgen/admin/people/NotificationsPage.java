package dev.sgen.admin.people;

import dev.sgen.admin.shell.PageShell;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page model of the operator's notifications of a site.
 *
 * @param byMail whether important notifications are also sent by mail; null if the installation sends no mail
 * @param undelivered mails that could not be delivered; only for operators who may manage members
 */
public record NotificationsPage(
        PageShell frame,
        List<Item> items,
        int unread,
        @Nullable Boolean byMail,
        List<Undelivered> undelivered,
        @Nullable String next) {
    /** One notification. */
    public record Item(String id, String title, String text, String href, Instant at, boolean unread) {}

    /** A mail that the mail server did not accept. */
    public record Undelivered(String recipient, String subject, String reason, boolean givenUp, Instant since) {}
}
