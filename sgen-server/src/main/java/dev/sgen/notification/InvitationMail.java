package dev.sgen.notification;

import dev.sgen.member.Invited;
import dev.sgen.platform.settings.Settings;
import dev.sgen.site.Sites;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes to whom a site's roster was opened. The letter is laid out in the transaction of the invitation itself. */
@Component
class InvitationMail {
    private final Outbox outbox;
    private final Sites sites;
    private final Settings settings;

    InvitationMail(Outbox outbox, Sites sites, Settings settings) {
        this.outbox = outbox;
        this.sites = sites;
        this.settings = settings;
    }

    @EventListener
    void invited(Invited invited) {
        if (!invited.mailed()) {
            return;
        }
        var site = sites.require(invited.site());
        MailMessage mailMessage = new MailMessage(
                "[" + site.name() + "] " + invited.by() + " invites you",
                invited.by() + " added you, as " + invited.role() + ", to the people who work on " + site.name()
                        + ".\n\nThe link below takes you in: with the account you have here, or with a name and a "
                        + "password that you choose. It works once, for seven days.",
                settings.adminAddress() + "/admin/invitation/" + invited.secret(),
                "Take up the invitation",
                "If you don't know what this is, do nothing: without the link nobody gets in.");
        outbox.put(invited.site(), List.of(new Outbox.Addressed(invited.email(), mailMessage)));
    }
}
