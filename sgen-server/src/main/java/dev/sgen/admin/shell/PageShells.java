package dev.sgen.admin.shell;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.member.SiteShaping;
import dev.sgen.notification.Notifications;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.approval.Approvals;
import dev.sgen.site.Hosts;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Builds page shells, and links to the public site and to previews. */
@Component
public class PageShells {
    /** The id of the badge that `drift/count.jte` fills. */
    private static final String DRIFT_COUNT = "drift-count";

    /** Content types that no feature uses yet: a list of their records would promise an effect that does not exist. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("automation", "integration");

    private final Assets assets;
    private final Sites sites;
    private final Hosts hosts;
    private final ContentTypes types;
    private final Notifications notifications;
    private final Approvals approvals;
    private final TimeAndIds time;

    PageShells(
            Assets assets,
            Sites sites,
            Hosts hosts,
            ContentTypes types,
            Notifications notifications,
            Approvals approvals,
            TimeAndIds time) {
        this.notifications = notifications;
        this.approvals = approvals;
        this.assets = assets;
        this.sites = sites;
        this.hosts = hosts;
        this.types = types;
        this.time = time;
    }

    /** The shell of a page outside of sites. */
    public PageShell outside(HttpServletRequest request, Actor.@Nullable Operator operator) {
        return new PageShell(
                assets,
                nonce(request),
                csrf(request),
                operator == null ? null : operator.name(),
                null,
                FlashMessages.take(request),
                operator == null ? List.of() : links(operator, null),
                new LocalTimes(ZoneOffset.UTC, time.now()));
    }

    /**
     * The shell of a page inside a site.
     *
     * @param section the navigation entry to highlight: a content type's key, or the last part of the entry's
     *     address
     */
    public PageShell inside(HttpServletRequest request, AdminContext context, String section) {
        return new PageShell(
                assets,
                nonce(request),
                csrf(request),
                context.actor().name(),
                where(request, context, section),
                FlashMessages.take(request),
                links(context.actor(), context.site().key()),
                context.times());
    }

    /** The public address of an environment, with the port of this request. */
    public String publicUrl(HttpServletRequest request, AdminContext context, Environment environment) {
        return url(request, hostOf(context, environment));
    }

    /** The address of a preview, with the port of this request. */
    public String previewUrl(HttpServletRequest request, String word) {
        return url(request, hosts.previewHost(word));
    }

    private static String url(HttpServletRequest request, String host) {
        int port = request.getServerPort();
        boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
        return request.getScheme() + "://" + host + (usual ? "" : ":" + port);
    }

    /** The default host of an environment, which always exists. */
    public String hostOf(AdminContext context, Environment environment) {
        return hosts.defaultHost(context.site().key(), environment);
    }

    private SiteNavigation where(HttpServletRequest request, AdminContext context, String section) {
        Environment environment = context.environment();
        return new SiteNavigation(
                context.site().name(),
                context.site().key(),
                environment.key(),
                context.base(),
                hostOf(context, environment),
                publicUrl(request, context, environment),
                hostOf(context, Environment.STAGING),
                hostOf(context, Environment.LIVE),
                sameOn(request, context, Environment.STAGING),
                sameOn(request, context, Environment.LIVE),
                context.may(Permission.READ, Environment.STAGING),
                notifications.unread(context.actor(), context.siteId()),
                nav(context, section));
    }

    /**
     * The address of the same page in the other environment, without query string, because a position in a list does
     * not apply there.
     */
    private static String sameOn(HttpServletRequest request, AdminContext context, Environment other) {
        String path = request.getRequestURI();
        String rest =
                path.startsWith(context.base()) ? path.substring(context.base().length()) : "";
        // Reviews, submissions and previews belong to one environment, so their sections are linked instead.
        String there = rest.startsWith("/decide") || rest.startsWith("/approvals/ask")
                ? ""
                : rest.startsWith("/inbox/")
                        ? "/inbox"
                        : rest.startsWith("/previews/")
                                ? "/previews"
                                // These pages select versions by number, which may differ in the other environment.
                                : rest.replaceFirst("^(/record/[^/]+)/(compare|recover)$", "$1/history");
        return context.baseOf(other) + there;
    }

    private List<SiteNavigation.Group> nav(AdminContext context, String section) {
        String base = context.base();
        List<SiteNavigation.Link> content = new ArrayList<>();
        content.add(link("Home", base, "home", section.equals("home")));
        List<SiteNavigation.Link> shape = new ArrayList<>();
        for (ContentType type : types.all(context.siteId())) {
            if (type.key().equals("media")) {
                content.add(link("Media", base + "/media", "photo", section.equals("media")));
            } else if (!WITHOUT_EFFECT.contains(type.key())) {
                boolean shaping = SiteShaping.is(type.key());
                (shaping ? shape : content)
                        .add(link(
                                AdminWords.plural(type),
                                base + "/content/" + type.key(),
                                AdminWords.icon(type.key()),
                                section.equals(type.key())));
            }
        }
        List<SiteNavigation.Link> work = new ArrayList<>();
        if (context.may(Permission.READ, Environment.STAGING)) {
            work.add(new SiteNavigation.Link(
                    "Drift", base + "/changes", "arrows-diff", section.equals("changes"), null, DRIFT_COUNT));
            work.add(new SiteNavigation.Link(
                    "Approvals",
                    base + "/approvals",
                    "checks",
                    section.equals("approvals"),
                    approvals.waiting(context.actor(), context.siteId()),
                    null));
        }
        if (context.may(Permission.READ, Environment.STAGING) && context.may(Permission.READ, Environment.LIVE)) {
            // Releases are composed on staging, so the link leads there.
            work.add(link(
                    "Releases",
                    context.baseOf(Environment.STAGING) + "/releases",
                    "stack-2",
                    section.equals("releases")));
        }
        work.add(link("Schedule", base + "/schedule", "calendar-time", section.equals("schedule")));
        work.add(link("Previews", base + "/previews", "eye-share", section.equals("previews")));
        work.add(link("Deleted", base + "/deleted", "trash", section.equals("deleted")));
        if (context.may(Permission.INBOX)) {
            work.add(link("Inbox", base + "/inbox", "inbox", section.equals("inbox")));
        }
        if (context.rights().allow(Permission.AUDIT, null)) {
            work.add(link("Audit", base + "/audit", "list-search", section.equals("audit")));
        }
        if (context.may(Permission.IMPORT)) {
            work.add(link("Import", base + "/import", "file-import", section.equals("import")));
        }
        List<SiteNavigation.Link> site = new ArrayList<>();
        site.add(link("Members", base + "/members", "users", section.equals("members")));
        site.add(link("Content types", base + "/types", "template", section.equals("types")));
        site.add(link("Site settings", base + "/site", "settings", section.equals("site")));
        return List.of(
                new SiteNavigation.Group(null, content),
                new SiteNavigation.Group("Design and settings", shape),
                new SiteNavigation.Group("Work", work),
                new SiteNavigation.Group("Site", site));
    }

    private static SiteNavigation.Link link(String label, String href, String icon, boolean current) {
        return new SiteNavigation.Link(label, href, icon, current, null, null);
    }

    private List<PageShell.SiteLink> links(Actor.Operator operator, @Nullable String current) {
        return sites.visibleTo(operator).stream()
                .map(s -> new PageShell.SiteLink(
                        s.name(),
                        s.key(),
                        "/admin/sites/" + s.key() + "/staging",
                        s.key().equals(current)))
                .toList();
    }

    private static @Nullable String nonce(HttpServletRequest request) {
        return (String) request.getAttribute("cspNonce");
    }

    private static String csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : "";
    }
}
