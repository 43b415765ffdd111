package dev.sgen.api;

import dev.sgen.notification.Notification;
import dev.sgen.notification.Notifications;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caller was told of a site. */
@RestController
@RequestMapping(Routes.SITE + "/notifications")
@Tag(name = "Notifications")
class NotificationsController {
    private final Sites sites;
    private final Notifications notifications;

    NotificationsController(Sites sites, Notifications notifications) {
        this.sites = sites;
        this.notifications = notifications;
    }

    /**
     * One notification.
     *
     * @param kind the operation in the audit trail that it is about
     * @param page where in the admin to look, below the site's address
     * @param entry id of the audit entry
     */
    record NotificationJson(
            String id,
            String at,
            String kind,
            String title,
            String text,
            String page,
            String entry,
            @Nullable String readAt) {
        static NotificationJson of(Notification n) {
            return new NotificationJson(
                    n.id().toString(),
                    n.at().toString(),
                    n.kind(),
                    n.title(),
                    n.text(),
                    n.page(),
                    n.entry(),
                    Objects.toString(n.readAt(), null));
        }
    }

    /**
     * A page of them.
     *
     * @param unread how many are unread in all
     */
    record NotificationsJson(
            List<NotificationJson> items, @Nullable String next, int unread) {}

    /** Which to mark; without an id all. */
    record ReadMark(@Nullable String id) {}

    /** How many were unread until now. */
    record MarkedJson(int marked) {}

    /**
     * Whether the important ones come by mail too.
     *
     * @param available whether this installation sends mail; only in answers
     */
    record MailChoice(@Nullable Boolean mail, @Nullable Boolean available) {}

    @GetMapping
    @Operation(summary = "List the caller's notifications of a site, newest first")
    NotificationsJson list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Paging.limit(limit);
        SiteId id = sites.require(site).id();
        List<Notification> found = notifications.list(
                actor,
                id,
                unread,
                size + 1,
                Paging.position(cursor).map(RequiredFields::id).orElse(null));
        List<Notification> items = found.subList(0, Math.min(size, found.size()));
        return new NotificationsJson(
                items.stream().map(NotificationJson::of).toList(),
                found.size() > size ? Paging.cursor(items.getLast().id().toString()) : null,
                notifications.unread(actor, id));
    }

    @PostMapping("/read")
    @Operation(summary = "Mark a notification as read, or all of them")
    MarkedJson read(Actor actor, @PathVariable String site, @RequestBody ReadMark mark) {
        String id = mark.id();
        return new MarkedJson(
                notifications.markRead(actor, sites.require(site).id(), id == null ? null : RequiredFields.id(id)));
    }

    @GetMapping("/mail")
    @Operation(summary = "Say whether the caller gets this site's important notifications by mail")
    MailChoice mail(Actor actor, @PathVariable String site) {
        return new MailChoice(notifications.byMail(actor, sites.require(site).id()), notifications.mails());
    }

    @PutMapping("/mail")
    @Operation(summary = "Switch mail from this site on or off for the caller")
    MailChoice mail(Actor actor, @PathVariable String site, @RequestBody MailChoice choice) {
        notifications.byMail(actor, sites.require(site).id(), RequiredFields.required("/mail", choice.mail()));
        return mail(actor, site);
    }
}
