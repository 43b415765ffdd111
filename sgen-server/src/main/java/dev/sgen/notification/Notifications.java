package dev.sgen.notification;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a member was told of a site (NOTIF-4, NOTIF-7). Everybody reads their own and nobody else's. */
@Component
public class Notifications {
    private static final int MOST_UNDELIVERED = 20;

    private final NotificationRows rows;
    private final Members members;
    private final Outbox outbox;
    private final SmtpSender smtpSender;

    Notifications(NotificationRows rows, Members members, Outbox outbox, SmtpSender smtpSender) {
        this.rows = rows;
        this.members = members;
        this.outbox = outbox;
        this.smtpSender = smtpSender;
    }

    /**
     * Mail that didn't get through (NOTIF-9).
     *
     * @param givenUp false while it is still being tried
     */
    public record Undelivered(
            String recipient, String subject, boolean givenUp, int attempts, String reason, Instant since) {}

    /**
     * The actor's own, newest first.
     *
     * @param unread only those not read yet
     * @param before older than this one; null from the newest
     * @throws Refused {@link NotFound} if the actor isn't on the roster
     */
    public List<Notification> list(Actor actor, SiteId site, boolean unread, int limit, @Nullable UUID before) {
        MemberId member = self(actor, site);
        return member == null ? List.of() : rows.of(site, member, unread, limit, before);
    }

    /** How many the actor hasn't read. */
    public int unread(Actor actor, SiteId site) {
        MemberId member = self(actor, site);
        return member == null ? 0 : rows.unread(site, member);
    }

    /**
     * Marks one as read, or all.
     *
     * @param notice null for all
     * @return how many were unread until now
     * @throws Refused {@link NotFound} for one that is not the actor's
     */
    public int markRead(Actor actor, SiteId site, @Nullable UUID notice) {
        MemberId member = self(actor, site);
        if (member == null || (notice != null && !rows.exists(site, member, notice))) {
            throw new Refused(new NotFound("notification"));
        }
        return rows.markRead(site, member, notice);
    }

    /** Whether the actor gets the important ones by mail as well, where a mail server is set. */
    public boolean byMail(Actor actor, SiteId site) {
        MemberId member = self(actor, site);
        return member != null && !rows.silent(site).contains(member.toString());
    }

    /** Switches mail from this site on or off for the actor. */
    public void byMail(Actor actor, SiteId site, boolean wanted) {
        MemberId member = self(actor, site);
        if (member != null) {
            rows.silence(site, member, !wanted);
        }
    }

    /** Whether this installation sends mail at all. */
    public boolean mails() {
        return smtpSender.open();
    }

    /** Mail of the site that didn't get through; for whoever manages members, empty for others. */
    public List<Undelivered> undelivered(Actor actor, SiteId site) {
        return members.rights(actor, site).allow(Permission.MEMBERS, null)
                ? outbox.undelivered(site, MOST_UNDELIVERED)
                : List.of();
    }

    private @Nullable MemberId self(Actor actor, SiteId site) {
        members.permit(actor, site, Permission.READ, null);
        return actor.memberOrNull();
    }
}
