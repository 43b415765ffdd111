package dev.sgen.notification;

import dev.sgen.member.Invited;
import dev.sgen.platform.Settings;
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
        var site = sites.require(invited.site());
        String secret = invited.secret();
        String admin = settings.adminAddress() + "/admin";
        String text =
                invited.by() + " added you, as " + invited.role() + ", to the people who work on " + site.name() + ".";
        Letter letter = secret == null
                ? new Letter(
                        "[" + site.name() + "] You are a member now",
                        text + "\n\nYou have an account already: sign in as always.",
                        admin + "/sites/" + site.key() + "/staging",
                        "Open the site",
                        "Ask " + invited.by() + " if this surprises you.")
                : new Letter(
                        "[" + site.name() + "] " + invited.by() + " invites you",
                        text + "\n\nThe link below opens your account: choose a name and a password. It works once, "
                                + "for seven days.",
                        admin + "/invitation/" + secret,
                        "Open your account",
                        "If you don't know what this is, do nothing: without the link nobody gets in.");
        outbox.put(invited.site(), List.of(new Outbox.Addressed(invited.email(), letter)));
    }
}
