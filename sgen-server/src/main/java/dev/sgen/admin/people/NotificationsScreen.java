package dev.sgen.admin.people;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
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

/** Controller of the operator's notifications of a site. */
@Controller
class NotificationsScreen {
    private static final int PAGE = 50;

    private final Views views;
    private final PageShells pageShells;
    private final Notifications notifications;

    NotificationsScreen(Views views, PageShells pageShells, Notifications notifications) {
        this.views = views;
        this.pageShells = pageShells;
        this.notifications = notifications;
    }

    @GetMapping("/admin/sites/{site}/{env}/notifications")
    View list(
            AdminContext context, @RequestParam(required = false) @Nullable String before, HttpServletRequest request) {
        var actor = context.actor();
        var site = context.siteId();
        UUID from = before == null ? null : MembersScreen.id(before);
        List<Notification> found = notifications.list(actor, site, false, PAGE + 1, from);
        List<Notification> items = found.subList(0, Math.min(PAGE, found.size()));
        return views.show(
                "people/notifications",
                new NotificationsPage(
                        pageShells.inside(request, context, "notifications"),
                        items.stream().map(n -> item(context, n)).toList(),
                        notifications.unread(actor, site),
                        notifications.mails() ? notifications.byMail(actor, site) : null,
                        notifications.undelivered(actor, site).stream()
                                .map(u -> new NotificationsPage.Undelivered(
                                        u.recipient(), u.subject(), u.reason(), u.givenUp(), u.since()))
                                .toList(),
                        found.size() > PAGE
                                ? context.base() + "/notifications?before="
                                        + items.getLast().id()
                                : null));
    }

    private static NotificationsPage.Item item(AdminContext context, Notification n) {
        return new NotificationsPage.Item(
                n.id().toString(),
                n.title(),
                context.times().inWords(n.text()),
                "/admin/sites/" + context.site().key() + "/" + n.page(),
                n.at(),
                n.readAt() == null);
    }

    @PostMapping("/admin/sites/{site}/{env}/notifications/read")
    View readAll(AdminContext context) {
        notifications.markRead(context.actor(), context.siteId(), null);
        return new RedirectView(context.base() + "/notifications");
    }

    @PostMapping("/admin/sites/{site}/{env}/notifications/{notice}/read")
    View read(AdminContext context, @PathVariable String notice) {
        notifications.markRead(context.actor(), context.siteId(), MembersScreen.id(notice));
        return new RedirectView(context.base() + "/notifications");
    }

    @PostMapping("/admin/sites/{site}/{env}/notifications/mail")
    View mail(AdminContext context, @RequestParam(defaultValue = "no") String mail, HttpServletRequest request) {
        boolean wanted = mail.equals("yes");
        notifications.byMail(context.actor(), context.siteId(), wanted);
        FlashMessages.next(
                request,
                FlashMessage.done(wanted ? "Important ones come by mail too." : "No more mail from this site."));
        return new RedirectView(context.base() + "/notifications");
    }
}
