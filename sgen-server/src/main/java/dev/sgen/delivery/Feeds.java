package dev.sgen.delivery;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedOutput;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.theme.BlockRenderer;
import dev.sgen.theme.Entry;
import dev.sgen.theme.Lookups;
import dev.sgen.theme.SiteFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.eclipse.jetty.util.URIUtil;

/** The answers meant for programs: feed, sitemap, robots, calendar. */
final class Feeds {
    private Feeds() {}

    /** The newest posts as Atom, whole, with addresses that work anywhere. */
    static String atom(SiteFrame siteFrame, List<Entry> posts, Lookups lookups, Instant changed) {
        SyndFeedImpl feed = new SyndFeedImpl();
        feed.setFeedType("atom_1.0");
        feed.setTitle(siteFrame.siteName());
        feed.setDescription(siteFrame.tagline());
        feed.setLink(siteFrame.origin() + "/blog");
        feed.setUri(siteFrame.origin() + "/feed.xml");
        feed.setPublishedDate(Date.from(changed));
        List<SyndEntry> entries = new ArrayList<>();
        for (Entry post : posts) {
            SyndEntry entry = new SyndEntryImpl();
            entry.setTitle(post.title());
            entry.setLink(siteFrame.origin() + URIUtil.encodePath(String.valueOf(post.path())));
            entry.setUri("urn:uuid:" + post.id());
            entry.setPublishedDate(Date.from(post.listedAt()));
            entry.setUpdatedDate(Date.from(post.changedAt()));
            entry.setAuthor(post.content().path("author").asString(""));
            SyndContent content = new SyndContentImpl();
            content.setType("html");
            String html = BlockRenderer.render(post.content().path("body"), siteFrame, lookups);
            content.setValue(html.replaceAll("(href|src|poster)=\"/", "$1=\"" + siteFrame.origin() + "/")
                    .replaceAll(" srcset=\"[^\"]*\"", ""));
            entry.setContents(List.of(content));
            entries.add(entry);
        }
        feed.setEntries(entries);
        try {
            return new SyndFeedOutput().outputString(feed);
        } catch (FeedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Every address that wants to be found (ENV-10). */
    static String sitemap(SiteFrame siteFrame, List<PublicView.Address> addresses) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        addresses.stream()
                .filter(each -> !each.noindex())
                .limit(50_000)
                .forEach(each -> out.append("<url><loc>")
                        .append(xml(siteFrame.origin() + URIUtil.encodePath(each.path())))
                        .append("</loc><lastmod>")
                        .append(each.changedAt())
                        .append("</lastmod></url>\n"));
        return out.append("</urlset>\n").toString();
    }

    static String robots(SiteFrame siteFrame) {
        return siteFrame.staging()
                ? "User-agent: *\nDisallow: /\n"
                : "User-agent: *\nDisallow: /search\nDisallow: /_forms/\n\nSitemap: " + siteFrame.origin()
                        + "/sitemap.xml\n";
    }

    /** One event for a calendar program (RFC 5545). */
    static String calendar(SiteFrame siteFrame, Entry event, Instant start, Instant end) {
        StringBuilder out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//SGEN//EN");
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + event.id() + "@sgen");
        line(out, "DTSTAMP:" + stamp(event.changedAt()));
        line(out, "DTSTART:" + stamp(start));
        line(out, "DTEND:" + stamp(end));
        line(out, "SUMMARY:" + text(event.title()));
        String place = event.content().path("place").asString("");
        if (!place.isEmpty()) {
            line(out, "LOCATION:" + text(place));
        }
        line(out, "URL:" + siteFrame.origin() + URIUtil.encodePath(String.valueOf(event.path())));
        line(out, "END:VEVENT");
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private static String stamp(Instant at) {
        return at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
    }

    private static String text(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n");
    }

    /** Lines longer than 75 octets are folded. */
    private static void line(StringBuilder out, String line) {
        int start = 0;
        while (line.length() - start > 60) {
            int end = Character.isHighSurrogate(line.charAt(start + 59)) ? start + 59 : start + 60;
            out.append(line, start, end).append("\r\n ");
            start = end;
        }
        out.append(line, start, line.length()).append("\r\n");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
