package dev.sgen.admin.site;

import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.InstallationRights;
import dev.sgen.site.Hosts;
import dev.sgen.site.NameTaken;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.InvalidInput;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** Controller that lists and creates sites. */
@Controller
class SitesScreen {
    static final List<String> PLANS = List.of("starter", "growth", "professional", "business", "enterprise");

    private final Views views;
    private final PageShells pageShells;
    private final Sites sites;
    private final Hosts hosts;
    private final InstallationRights installationRights;

    SitesScreen(Views views, PageShells pageShells, Sites sites, Hosts hosts, InstallationRights installationRights) {
        this.views = views;
        this.pageShells = pageShells;
        this.sites = sites;
        this.hosts = hosts;
        this.installationRights = installationRights;
    }

    /** Goes straight to the site if the operator can see only one. */
    @GetMapping("/admin")
    View start(Actor.Operator actor) {
        List<Site> all = sites.visibleTo(actor);
        return new RedirectView(
                all.size() == 1 ? "/admin/sites/" + all.getFirst().key() + "/staging" : "/admin/sites");
    }

    @GetMapping("/admin/sites")
    View list(Actor.Operator actor, HttpServletRequest request) {
        return views.show("site/sites", page(actor, request, Map.of(), null));
    }

    @GetMapping("/admin/sites/new")
    View blank(Actor.Operator actor, HttpServletRequest request) {
        installationRights.permit(actor);
        return views.show("site/new-site", page(actor, request, Map.of("plan", "growth"), null));
    }

    @PostMapping("/admin/sites/new")
    View create(
            Actor.Operator actor,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String plan,
            HttpServletRequest request) {
        try {
            Site made = sites.create(actor, key.strip(), name.strip(), plan);
            FlashMessages.next(
                    request, FlashMessage.done("“" + made.name() + "” is there, empty on staging and on live."));
            return new RedirectView("/admin/sites/" + made.key() + "/staging");
        } catch (Refused refused) {
            Map<String, String> typed = Map.of("key", key, "name", name, "plan", plan);
            return views.show("site/new-site", page(actor, request, typed, refused.refusal()), 422);
        }
    }

    private SitesPage page(
            Actor.Operator actor, HttpServletRequest request, Map<String, String> typed, @Nullable Refusal refusal) {
        Map<String, String> errors = new HashMap<>();
        switch (refusal) {
            case InvalidInput invalid ->
                invalid.errors().forEach((FieldError e) -> errors.put(e.field().substring(1), e.message()));
            case NameTaken nameTaken -> errors.put(nameTaken.field().replace("/", ""), nameTaken.detail());
            case null, default -> {}
        }
        return new SitesPage(
                pageShells.outside(request, actor),
                sites.visibleTo(actor).stream().map(site -> card(site, request)).toList(),
                mayCreate(actor),
                hosts.baseDomain(),
                PLANS,
                typed,
                errors,
                refusal == null || !errors.isEmpty() ? null : refusal.detail());
    }

    private SitesPage.Card card(Site site, HttpServletRequest request) {
        String port =
                request.getServerPort() == 80 || request.getServerPort() == 443 ? "" : ":" + request.getServerPort();
        String live = hosts.defaultHost(site.key(), Environment.LIVE);
        String staging = hosts.defaultHost(site.key(), Environment.STAGING);
        String scheme = request.getScheme() + "://";
        return new SitesPage.Card(
                site.name(), site.key(), site.plan(), live, staging, scheme + live + port, scheme + staging + port);
    }

    private boolean mayCreate(Actor.Operator actor) {
        try {
            installationRights.permit(actor);
            return true;
        } catch (Refused no) {
            return false;
        }
    }
}
