package dev.sgen.admin.site;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.FormInput;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.InstallationRights;
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

/** Controller of the settings of a site that apply to both environments. */
@Controller
class SiteSettingsScreen {
    private final Views views;
    private final PageShells pageShells;
    private final Sites sites;
    private final SiteHosts hosts;
    private final InstallationRights installationRights;

    SiteSettingsScreen(
            Views views, PageShells pageShells, Sites sites, SiteHosts hosts, InstallationRights installationRights) {
        this.views = views;
        this.pageShells = pageShells;
        this.sites = sites;
        this.hosts = hosts;
        this.installationRights = installationRights;
    }

    @GetMapping("/admin/sites/{site}/{env}/site")
    View settings(AdminContext context, HttpServletRequest request) {
        return views.show("site/settings", page(context, request, FormInput.NOTHING));
    }

    @PostMapping("/admin/sites/{site}/{env}/site")
    View change(
            AdminContext context,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String timeZone,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(defaultValue = "no") String secondPerson,
            HttpServletRequest request) {
        String wishedPlan = plan == null || plan.equals(context.site().plan()) ? null : plan;
        Boolean second = context.rights().allow(Permission.MEMBERS, null) ? secondPerson.equals("yes") : null;
        return attempt(context, request, "site", () -> {
            var unused = sites.change(
                    context.actor(),
                    context.siteId(),
                    new Sites.Change(name.strip(), wishedPlan, timeZone.strip(), second));
            return "Saved.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/site/hosts")
    View addHost(
            AdminContext context,
            @RequestParam(defaultValue = "") String host,
            @RequestParam(defaultValue = "live") String environment,
            HttpServletRequest request) {
        return attempt(context, request, "host", () -> {
            SiteHost added = hosts.add(context.actor(), context.siteId(), host.strip(), Environment.parse(environment));
            return added.confirmed()
                    ? leadsHere(added)
                    : "“" + added.host() + "” is claimed. It leads here once its proof is found: see below.";
        });
    }

    @PostMapping("/admin/sites/{site}/{env}/site/hosts/verify")
    View verifyHost(AdminContext context, @RequestParam String host, HttpServletRequest request) {
        return attempt(
                context, request, "host", () -> leadsHere(hosts.verify(context.actor(), context.siteId(), host)));
    }

    private static String leadsHere(SiteHost host) {
        return "“" + host.host() + "” leads here now, once its DNS does.";
    }

    @PostMapping("/admin/sites/{site}/{env}/site/hosts/remove")
    View removeHost(AdminContext context, @RequestParam String host, HttpServletRequest request) {
        return attempt(context, request, "host", () -> {
            hosts.remove(context.actor(), context.siteId(), host);
            return "“" + host + "” leads nowhere now.";
        });
    }

    private View attempt(AdminContext context, HttpServletRequest request, String form, Supplier<String> act) {
        try {
            FlashMessages.next(request, FlashMessage.done(act.get()));
            return new RedirectView(context.base() + "/site");
        } catch (Refused refused) {
            return views.show(
                    "site/settings", page(context, request, FormInput.of(form, request, refused.refusal())), 422);
        }
    }

    private SiteSettingsPage page(AdminContext context, HttpServletRequest request, FormInput formInput) {
        var site = context.site();
        return new SiteSettingsPage(
                pageShells.inside(request, context, "site"),
                site.id().toString(),
                site.key(),
                site.name(),
                site.timeZone(),
                site.plan(),
                site.secondPerson(),
                context.rights().allow(Permission.MEMBERS, null),
                SitesScreen.PLANS,
                ZoneId.getAvailableZoneIds().stream()
                        .filter(z -> z.contains("/") && !z.startsWith("Etc/") && !z.startsWith("SystemV/"))
                        .sorted()
                        .toList(),
                hosts.list(context.actor(), context.siteId()).stream()
                        .map(h -> new SiteSettingsPage.Host(
                                h.host(), h.environment().key(), h.custom(), h.proof()))
                        .toList(),
                context.rights().allow(Permission.SETTINGS, null),
                installationRights.administers(context.actor()),
                formInput);
    }
}
