package dev.sgen.notification;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.TrailConsumer;
import dev.sgen.member.Contacts;
import dev.sgen.member.Contacts.Contact;
import dev.sgen.member.Permission;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.Settings;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Turns audit entries into notifications and mail. The trail is the outbox (ADR 10): an operation and its notifications
 * can't be torn apart by a crash, and nothing is told twice.
 */
@Component
class NotificationConsumer implements TrailConsumer {
    private final NotificationRows rows;
    private final Contacts contacts;
    private final Sites sites;
    private final Outbox outbox;
    private final TimeAndIds time;
    private final Settings settings;

    NotificationConsumer(
            NotificationRows rows, Contacts contacts, Sites sites, Outbox outbox, TimeAndIds time, Settings settings) {
        this.rows = rows;
        this.contacts = contacts;
        this.sites = sites;
        this.outbox = outbox;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "notifications";
    }

    @Override
    public void consume(SiteId site, List<AuditEntry> entries) {
        List<NotificationRows.Told> told = new ArrayList<>();
        for (AuditEntry entry : entries) {
            NotificationRules.of(entry).ifPresent(words -> told.addAll(tell(site, entry, words)));
        }
        if (!told.isEmpty()) {
            rows.add(site, told);
            outbox.put(site, mail(sites.require(site), told));
        }
    }

    private List<NotificationRows.Told> tell(SiteId site, AuditEntry entry, NotificationRules.News news) {
        Stream<Contact> audience = switch (news.audience()) {
            case NAMED -> contacts.of(site).filter(c -> c.id().toString().equals(news.member()));
            case PROMOTERS ->
                contacts.of(site)
                        .filter(c -> c.rights().allow(Permission.PROMOTE, Environment.LIVE)
                                || c.id().toString().equals(news.member()));
            case KEEPERS -> contacts.of(site).filter(c -> c.rights().allow(Permission.MEMBERS, null));
        };
        String by = entry.actor().kind().equals("member") ? entry.actor().id() : null;
        Instant now = time.now();
        return audience.filter(c -> !c.id().toString().equals(by))
                .map(c -> new NotificationRows.Told(time.newId(), c, now, entry.operation(), news, entry.id()))
                .toList();
    }

    private List<Outbox.Addressed> mail(Site site, List<NotificationRows.Told> told) {
        Set<String> silent = rows.silent(site.id());
        return told.stream()
                .filter(t -> t.news().important() && t.to().signsIn())
                .filter(t -> !silent.contains(t.to().id().toString()))
                .map(t -> new Outbox.Addressed(t.to().email(), letter(site, t)))
                .toList();
    }

    private MailMessage letter(Site site, NotificationRows.Told told) {
        return new MailMessage(
                "[" + site.name() + "] " + told.news().title(),
                told.news().title() + ".\n\n" + told.news().text(),
                settings.adminAddress() + "/admin/sites/" + site.key() + "/"
                        + told.news().page(),
                "Look at it",
                "You get this as a member of " + site.name()
                        + ". The notifications page of the admin has a switch for mail.");
    }
}
