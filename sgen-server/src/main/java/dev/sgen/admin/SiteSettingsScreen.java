package dev.sgen.admin;

import dev.sgen.member.Installation;
import dev.sgen.member.Permission;
import dev.sgen.site.SiteHost;
import dev.sgen.site.SiteHosts;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** What belongs to a site as a whole, both environments alike. */
@Controller
class SiteSettingsScreen {
    private final Views views;
    private final Frames frames;
    private final Sites sites;
    private final SiteHosts hosts;
    private final Installation installation;

    SiteSettingsScreen(Views views, Frames frames, Sites sites, SiteHosts hosts, Installation installation) {
        this.views = views;
        this.frames = frames;
        this.sites = sites;
        this.hosts = hosts;
        this.installation = installation;
    }

    @GetMapping("/admin/sites/{site}/{env}/site")
    View settings(Place place, HttpServletRequest request) {
        return views.show("site-settings", page(place, request, Typed.NOTHING));
    }

    @PostMapping("/admin/sites/{site}/{env}/site")
    View change(
            Place place,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String timeZone,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(defaultValue = "no") String secondPerson,
            HttpServletRequest request) {
        String wishedPlan = plan == null || plan.equals(place.site().plan()) ? null : plan;
        Boolean second = place.rights().allow(Permission.MEMBERS, null) ? secondPerson.equals("yes") : null;
        return attempt(place, request, "site", () -> {
            var unused = sites.change(
                    place.actor(),
                    place.siteId(),
                    new Sites.Change(name.strip(), wishedPlan, timeZone.strip(), second));
            return "Saved.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/site/hosts")
    View addHost(
            Place place,
            @RequestParam(defaultValue = "") String host,
            @RequestParam(defaultValue = "live") String environment,
            HttpServletRequest request) {
        return attempt(place, request, "host", () -> {
            SiteHost added = hosts.add(place.actor(), place.siteId(), host.strip(), Environment.parse(environment));
            return added.confirmed()
                    ? leadsHere(added)
                    : "“" + added.host() + "” is claimed. It leads here once its proof is found: see below.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/site/hosts/verify")
    View verifyHost(Place place, @RequestParam String host, HttpServletRequest request) {
        return attempt(place, request, "host", () -> leadsHere(hosts.verify(place.actor(), place.siteId(), host)));
    }

    private static String leadsHere(SiteHost host) {
        return "“" + host.host() + "” leads here now, once its DNS does.";
    }

    @PostMapping("/admin/sites/{site}/{env}/site/hosts/remove")
    View removeHost(Place place, @RequestParam String host, HttpServletRequest request) {
        return attempt(place, request, "host", () -> {
            hosts.remove(place.actor(), place.siteId(), host);
            return "“" + host + "” leads nowhere now.";
        });
    }

    private View attempt(Place place, HttpServletRequest request, String form, Supplier<String> act) {
        try {
            Notices.next(request, Notice.done(act.get()));
            return new RedirectView(place.base() + "/site");
        } catch (Refused refused) {
            return views.show("site-settings", page(place, request, Typed.of(form, request, refused.refusal())), 422);
        }
    }

    private SiteSettingsPage page(Place place, HttpServletRequest request, Typed typed) {
        var site = place.site();
        return new SiteSettingsPage(
                frames.inside(request, place, "site"),
                site.id().toString(),
                site.key(),
                site.name(),
                site.timeZone(),
                site.plan(),
                site.secondPerson(),
                place.rights().allow(Permission.MEMBERS, null),
                SitesScreen.PLANS,
                ZoneId.getAvailableZoneIds().stream()
                        .filter(z -> z.contains("/") && !z.startsWith("Etc/") && !z.startsWith("SystemV/"))
                        .sorted()
                        .toList(),
                hosts.list(place.actor(), place.siteId()).stream()
                        .map(h -> new SiteSettingsPage.Host(
                                h.host(), h.environment().key(), h.custom(), h.proof()))
                        .toList(),
                place.rights().allow(Permission.SETTINGS, null),
                installation.administers(place.actor()),
                typed);
    }
}
