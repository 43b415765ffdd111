package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.member.SiteShaping;
import dev.sgen.notification.Notifications;
import dev.sgen.platform.Clockwork;
import dev.sgen.publishing.Approvals;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.Reading;
import dev.sgen.site.Hosts;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Builds the frame around a page, and the links that lead out of it. */
@Component
class Frames {
    /** Types that nothing acts on yet; a screen for them would promise what doesn't happen. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("automation", "integration");

    private final Assets assets;
    private final Sites sites;
    private final Hosts hosts;
    private final ContentTypes types;
    private final Reading reading;
    private final Notifications notifications;
    private final Approvals approvals;
    private final Clockwork clockwork;

    Frames(
            Assets assets,
            Sites sites,
            Hosts hosts,
            ContentTypes types,
            Reading reading,
            Notifications notifications,
            Approvals approvals,
            Clockwork clockwork) {
        this.notifications = notifications;
        this.approvals = approvals;
        this.assets = assets;
        this.sites = sites;
        this.hosts = hosts;
        this.types = types;
        this.reading = reading;
        this.clockwork = clockwork;
    }

    /** The frame of a page that belongs to no site. */
    Frame outside(HttpServletRequest request, Actor.@Nullable Operator operator) {
        return new Frame(
                assets,
                nonce(request),
                csrf(request),
                operator == null ? null : operator.name(),
                null,
                Notices.take(request),
                operator == null ? List.of() : links(operator, null),
                new Times(ZoneOffset.UTC, clockwork.now()));
    }

    /**
     * The frame of a page inside a site.
     *
     * @param section the entry of the section list to mark: a type's key or the last word of its address
     */
    Frame inside(HttpServletRequest request, Place place, String section) {
        return new Frame(
                assets,
                nonce(request),
                csrf(request),
                place.actor().name(),
                where(request, place, section),
                Notices.take(request),
                links(place.actor(), place.site().key()),
                place.times());
    }

    /** The public address of an environment, on the port this request came to. */
    String publicUrl(HttpServletRequest request, Place place, Environment environment) {
        return url(request, hostOf(place, environment));
    }

    /** The address of a preview, on the same port. */
    String previewUrl(HttpServletRequest request, String word) {
        return url(request, hosts.previewHost(word));
    }

    private static String url(HttpServletRequest request, String host) {
        int port = request.getServerPort();
        boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
        return request.getScheme() + "://" + host + (usual ? "" : ":" + port);
    }

    String hostOf(Place place, Environment environment) {
        return hosts.defaultHost(place.site().key(), environment);
    }

    private Where where(HttpServletRequest request, Place place, String section) {
        Environment environment = place.environment();
        Integer apart = apart(place);
        return new Where(
                place.site().name(),
                place.site().key(),
                environment.key(),
                place.base(),
                hostOf(place, environment),
                publicUrl(request, place, environment),
                hostOf(place, Environment.STAGING),
                hostOf(place, Environment.LIVE),
                sameOn(request, place, Environment.STAGING),
                sameOn(request, place, Environment.LIVE),
                apart,
                notifications.unread(place.actor(), place.siteId()),
                nav(place, section, apart));
    }

    /** The same page in the other environment; a position in a list doesn't travel. */
    private static String sameOn(HttpServletRequest request, Place place, Environment other) {
        String path = request.getRequestURI();
        String rest =
                path.startsWith(place.base()) ? path.substring(place.base().length()) : "";
        // A decision and a visitor's answer belong to one environment; the other has its own.
        String there = rest.startsWith("/decide") || rest.startsWith("/approvals/ask")
                ? ""
                : rest.startsWith("/inbox/")
                        ? "/inbox"
                        : rest.startsWith("/previews/")
                                ? "/previews"
                                // Versions are chosen by number, and each environment has its own.
                                : rest.replaceFirst("^(/record/[^/]+)/(compare|recover)$", "$1/history");
        return place.baseOf(other) + there;
    }

    private @Nullable Integer apart(Place place) {
        if (!place.may(Permission.READ, Environment.STAGING)) {
            return null;
        }
        Map<Drift, Integer> counts = reading.driftCounts(place.actor(), place.siteId());
        return counts.entrySet().stream()
                .filter(e -> e.getKey() != Drift.SAME)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private List<Where.Group> nav(Place place, String section, @Nullable Integer apart) {
        String base = place.base();
        List<Where.Link> content = new ArrayList<>();
        content.add(link("Home", base, "home", section.equals("home")));
        List<Where.Link> shape = new ArrayList<>();
        for (ContentType type : types.all(place.siteId())) {
            if (type.key().equals("media")) {
                content.add(link("Media", base + "/media", "photo", section.equals("media")));
            } else if (!WITHOUT_EFFECT.contains(type.key())) {
                boolean shaping = SiteShaping.is(type.key());
                (shaping ? shape : content)
                        .add(link(
                                Words.plural(type),
                                base + "/content/" + type.key(),
                                Words.icon(type.key()),
                                section.equals(type.key())));
            }
        }
        List<Where.Link> work = new ArrayList<>();
        if (place.may(Permission.READ, Environment.STAGING)) {
            work.add(new Where.Link("Drift", base + "/changes", "arrows-diff", section.equals("changes"), apart));
            work.add(new Where.Link(
                    "Approvals",
                    base + "/approvals",
                    "checks",
                    section.equals("approvals"),
                    approvals.waiting(place.actor(), place.siteId())));
        }
        if (place.may(Permission.READ, Environment.STAGING) && place.may(Permission.READ, Environment.LIVE)) {
            // What goes into a release is chosen on staging.
            work.add(link(
                    "Releases",
                    place.baseOf(Environment.STAGING) + "/releases",
                    "stack-2",
                    section.equals("releases")));
        }
        work.add(link("Schedule", base + "/schedule", "calendar-time", section.equals("schedule")));
        work.add(link("Previews", base + "/previews", "eye-share", section.equals("previews")));
        work.add(link("Deleted", base + "/deleted", "trash", section.equals("deleted")));
        if (place.may(Permission.INBOX)) {
            work.add(link("Inbox", base + "/inbox", "inbox", section.equals("inbox")));
        }
        if (place.rights().allow(Permission.AUDIT, null)) {
            work.add(link("Audit", base + "/audit", "list-search", section.equals("audit")));
        }
        if (place.may(Permission.IMPORT)) {
            work.add(link("Import", base + "/import", "file-import", section.equals("import")));
        }
        List<Where.Link> site = new ArrayList<>();
        site.add(link("Members", base + "/members", "users", section.equals("members")));
        site.add(link("Content types", base + "/types", "template", section.equals("types")));
        site.add(link("Site settings", base + "/site", "settings", section.equals("site")));
        return List.of(
                new Where.Group(null, content),
                new Where.Group("Design and settings", shape),
                new Where.Group("Work", work),
                new Where.Group("Site", site));
    }

    private static Where.Link link(String label, String href, String icon, boolean current) {
        return new Where.Link(label, href, icon, current, null);
    }

    private List<Frame.SiteLink> links(Actor.Operator operator, @Nullable String current) {
        return sites.visibleTo(operator).stream()
                .map(s -> new Frame.SiteLink(
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
