package dev.sgen.delivery;

import dev.sgen.publishing.PublicRecord;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.site.Site;
import dev.sgen.theme.Asset;
import dev.sgen.theme.Seo;
import dev.sgen.theme.SiteFrame;
import dev.sgen.theme.Theme;
import dev.sgen.theme.Themes;
import dev.sgen.vocabulary.RecordId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What shapes every page of an environment at one revision: its theme, menus, settings and redirects, all of
 * them as published there.
 *
 * @param redirects target and status by the address they start from; those that lead in a circle are left out
 */
record SiteLayout(SiteFrame frame, Map<String, Redirect> redirects, Layouts layouts) {
    private static final int MAX_REDIRECTS = 10_000;
    private static final int MAX_MENUS = 50;
    private static final int MADE_MENU = 8;

    /** Where an old address leads. */
    record Redirect(String to, int status) {}

    static SiteLayout of(PublicView view, Site site, boolean staging, String origin, Themes themes, Instant now) {
        PublicRecord record = view.list(PublicView.Filter.of("theme"), 0, 1).stream()
                .findFirst()
                .orElse(null);
        Theme theme = themes.forVisitors(site.id(), record == null ? null : record.content());
        JsonNode content = record == null ? dev.sgen.platform.Json.object() : record.content();
        Menus menus = Menus.of(view);
        Map<String, JsonNode> settings = settings(view);
        SiteFrame siteFrame = new SiteFrame(
                theme,
                site.name(),
                origin,
                language(settings),
                zone(site),
                staging,
                now,
                text(content, "tagline"),
                text(content, "footer"),
                logo(view, text(content, "logo")),
                menus.primary(),
                menus.footer(),
                seo(view, settings));
        return new SiteLayout(siteFrame, redirects(view), Layouts.of(view));
    }

    /** The same shape for another moment. */
    SiteFrame at(Instant now) {
        return new SiteFrame(
                frame.theme(),
                frame.siteName(),
                frame.origin(),
                frame.language(),
                frame.zone(),
                frame.staging(),
                now,
                frame.tagline(),
                frame.footer(),
                frame.logo(),
                frame.primary(),
                frame.secondary(),
                frame.seo());
    }

    /** The layout a record's page stands in. */
    Optional<PublicRecord> layout(PublicRecord record) {
        return layouts.of(record);
    }

    private static Seo seo(PublicView view, Map<String, JsonNode> settings) {
        JsonNode values = settings.getOrDefault("seo", dev.sgen.platform.Json.object());
        return Seo.of(values, logo(view, text(values, "image")));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).stringValue() : "";
    }

    private static ZoneId zone(Site site) {
        try {
            return ZoneId.of(site.timeZone());
        } catch (DateTimeException unknown) {
            return ZoneId.of("UTC");
        }
    }

    private static Map<String, JsonNode> settings(PublicView view) {
        Map<String, JsonNode> out = new HashMap<>();
        view.list(PublicView.Filter.of("settings"), 0, MAX_MENUS)
                .forEach(each -> out.putIfAbsent(
                        text(each.stored(), "group"), each.stored().path("values")));
        return out;
    }

    private static String language(Map<String, JsonNode> settings) {
        for (JsonNode values : settings.values()) {
            String language = text(values, "language");
            if (language.matches("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")) {
                return language;
            }
        }
        return "en";
    }

    private static @Nullable Asset logo(PublicView view, String id) {
        return EntryReading.ids(List.of(id)).stream()
                .flatMap(each -> view.byId(each).stream())
                .filter(each -> each.type().equals("media"))
                .map(each -> Asset.of(each.content()))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Redirect> redirects(PublicView view) {
        Map<String, Redirect> out = new HashMap<>();
        view.list(PublicView.Filter.of("redirect"), 0, MAX_REDIRECTS).forEach(each -> {
            String from = text(each.content(), "from");
            String to = text(each.content(), "to");
            boolean useful = from.startsWith("/") && !to.isBlank() && !to.equals(from);
            if (useful) {
                out.putIfAbsent(
                        from, new Redirect(to, each.content().path("status").asInt(301) == 302 ? 302 : 301));
            }
        });
        out.keySet().removeAll(circles(out));
        return out;
    }

    /** Addresses from which a visitor would be sent round and round. */
    private static Set<String> circles(Map<String, Redirect> redirects) {
        Set<String> bad = new HashSet<>();
        Set<String> good = new HashSet<>();
        for (String from : redirects.keySet()) {
            Set<String> way = new LinkedHashSet<>();
            String at = from;
            while (redirects.containsKey(at) && !good.contains(at) && !bad.contains(at) && way.add(at)) {
                at = redirects.get(at).to().replaceFirst("[?#].*$", "");
            }
            (way.contains(at) || bad.contains(at) ? bad : good).addAll(way);
        }
        return bad;
    }

    /** The menus as visitors see them: an item whose record isn't visible is left out (THEME-11). */
    private record Menus(List<SiteFrame.Item> primary, List<SiteFrame.Item> footer) {
        static Menus of(PublicView view) {
            List<PublicRecord> records = view.list(PublicView.Filter.of("navigation"), 0, MAX_MENUS);
            Set<String> wanted = new HashSet<>();
            records.forEach(each -> collect(each.content().path("items"), wanted));
            Map<RecordId, PublicRecord> found = view.byIds(EntryReading.ids(wanted));
            Optional<List<SiteFrame.Item>> primary = area(records, "primary", found);
            return new Menus(
                    primary.orElseGet(() -> made(view)),
                    area(records, "footer", found).orElse(List.of()));
        }

        private static void collect(JsonNode items, Set<String> wanted) {
            items.forEach(item -> {
                wanted.add(text(item, "record"));
                collect(item.path("items"), wanted);
            });
        }

        private static Optional<List<SiteFrame.Item>> area(
                List<PublicRecord> records, String area, Map<RecordId, PublicRecord> found) {
            return records.stream()
                    .filter(each -> text(each.content(), "area").equals(area))
                    .findFirst()
                    .map(each -> items(each.content().path("items"), found, 0));
        }

        private static List<SiteFrame.Item> items(JsonNode items, Map<RecordId, PublicRecord> found, int depth) {
            List<SiteFrame.Item> out = new ArrayList<>();
            if (depth > 3) {
                return out;
            }
            for (JsonNode item : items) {
                String id = text(item, "record");
                PublicRecord record = EntryReading.ids(List.of(id)).stream()
                        .map(found::get)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null);
                List<SiteFrame.Item> below = items(item.path("items"), found, depth + 1);
                String url =
                        record != null && record.path() != null ? record.path() : id.isEmpty() ? text(item, "url") : "";
                if (!url.isEmpty() || !below.isEmpty()) {
                    out.add(new SiteFrame.Item(text(item, "label"), url, below));
                }
            }
            return out;
        }

        /** A site that has no menu yet gets one of its top pages. */
        private static List<SiteFrame.Item> made(PublicView view) {
            List<SiteFrame.Item> out = new ArrayList<>();
            for (PublicRecord page : view.pagesUnder(null, MADE_MENU + 1)) {
                boolean home =
                        "/".equals(page.path()) || page.content().path("home").asBoolean(false);
                if (!home && page.path() != null && out.size() < MADE_MENU) {
                    String own = text(page.content(), "navTitle");
                    out.add(new SiteFrame.Item(own.isEmpty() ? page.title() : own, page.path(), List.of()));
                }
            }
            return out;
        }
    }
}
