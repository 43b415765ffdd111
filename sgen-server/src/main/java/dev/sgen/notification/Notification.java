package dev.sgen.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that one member was told.
 *
 * @param kind the operation in the audit trail that it is about, such as {@code schedule.fail}
 * @param title what happened, in one line
 * @param text why, and what to do now (NOTIF-8)
 * @param page where in the site's admin to look, below the site's address
 * @param entry id of the audit entry
 * @param readAt null while it is unread
 */
public record Notification(
        UUID id,
        Instant at,
        String kind,
        String title,
        String text,
        String page,
        String entry,
        @Nullable Instant readAt) {}
