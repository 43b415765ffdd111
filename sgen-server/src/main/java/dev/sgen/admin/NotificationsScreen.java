package dev.sgen.admin;

import dev.sgen.notification.Notification;
import dev.sgen.notification.Notifications;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** The operator's notifications of a site. */
@Controller
class NotificationsScreen {
    private static final int PAGE = 50;

    private final Views views;
    private final Frames frames;
    private final Notifications notifications;

    NotificationsScreen(Views views, Frames frames, Notifications notifications) {
        this.views = views;
        this.frames = frames;
        this.notifications = notifications;
    }

    @GetMapping("/admin/sites/{site}/{env}/notifications")
    View list(Place place, @RequestParam(required = false) @Nullable String before, HttpServletRequest request) {
        var actor = place.actor();
        var site = place.siteId();
        UUID from = before == null ? null : MembersScreen.id(before);
        List<Notification> found = notifications.list(actor, site, false, PAGE + 1, from);
        List<Notification> items = found.subList(0, Math.min(PAGE, found.size()));
        return views.show(
                "notifications",
                new NotificationsPage(
                        frames.inside(request, place, "notifications"),
                        items.stream().map(n -> item(place, n)).toList(),
                        notifications.unread(actor, site),
                        notifications.mails() ? notifications.byMail(actor, site) : null,
                        notifications.undelivered(actor, site).stream()
                                .map(u -> new NotificationsPage.Undelivered(
                                        u.recipient(), u.subject(), u.reason(), u.givenUp(), u.since()))
                                .toList(),
                        found.size() > PAGE
                                ? place.base() + "/notifications?before="
                                        + items.getLast().id()
                                : null));
    }

    private static NotificationsPage.Item item(Place place, Notification n) {
        return new NotificationsPage.Item(
                n.id().toString(),
                n.title(),
                place.times().inWords(n.text()),
                "/admin/sites/" + place.site().key() + "/" + n.page(),
                n.at(),
                n.readAt() == null);
    }

    @PostMapping("/admin/sites/{site}/{env}/notifications/read")
    View readAll(Place place) {
        notifications.markRead(place.actor(), place.siteId(), null);
        return new RedirectView(place.base() + "/notifications");
    }

    @PostMapping("/admin/sites/{site}/{env}/notifications/{notice}/read")
    View read(Place place, @PathVariable String notice) {
        notifications.markRead(place.actor(), place.siteId(), MembersScreen.id(notice));
        return new RedirectView(place.base() + "/notifications");
    }

    @PostMapping("/admin/sites/{site}/{env}/notifications/mail")
    View mail(Place place, @RequestParam(defaultValue = "no") String mail, HttpServletRequest request) {
        boolean wanted = mail.equals("yes");
        notifications.byMail(place.actor(), place.siteId(), wanted);
        Notices.next(
                request, Notice.done(wanted ? "Important ones come by mail too." : "No more mail from this site."));
        return new RedirectView(place.base() + "/notifications");
    }
}
