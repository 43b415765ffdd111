package dev.sgen.importing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * WordPress's own shortcodes as the elements they stand for. Doubled brackets are text about shortcodes;
 * all others stay as they are.
 */
final class Shortcodes {
    private static final Pattern CAPTION =
            Pattern.compile("(?s)(?<!\\[)\\[(?:wp_)?caption\\b([^\\]]*)\\](.{0,20000}?)\\[/(?:wp_)?caption\\]");
    private static final Pattern SINGLE =
            Pattern.compile("(?<!\\[)\\[(gallery|audio|video)\\b([^\\]]*?)/?\\](?:\\[/\\1\\])?(?!\\])");
    private static final Pattern EMBED =
            Pattern.compile("(?<!\\[)\\[embed\\b[^\\]]*\\]\\s*(https?://[^\\s\\[<]+)\\s*\\[/embed\\]");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z0-9_-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"']+))");
    private static final Pattern IMAGE =
            Pattern.compile("(?is)^\\s*((?:<a\\b[^>]*>\\s*)?<img\\b[^>]*>(?:\\s*</a>)?)(.*)$");

    private Shortcodes() {}

    static String expand(String html) {
        if (html.indexOf('[') < 0) {
            return html;
        }
        String text = CAPTION.matcher(html).replaceAll(m -> Matcher.quoteReplacement(caption(m)));
        text = EMBED.matcher(text).replaceAll(m -> Matcher.quoteReplacement("\n\n" + m.group(1) + "\n\n"));
        return SINGLE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(single(m)));
    }

    private static String caption(MatchResult m) {
        Map<String, String> attributes = attributes(m.group(1));
        Matcher parts = IMAGE.matcher(m.group(2));
        if (!parts.matches()) {
            return m.group();
        }
        String text = attributes.getOrDefault("caption", "") + parts.group(2);
        return "\n\n<figure class=\"wp-block-image " + escape(attributes.getOrDefault("align", "")) + "\">"
                + parts.group(1) + "<figcaption>" + text.strip() + "</figcaption></figure>\n\n";
    }

    private static String single(MatchResult m) {
        Map<String, String> attributes = attributes(m.group(2));
        if (m.group(1).equals("gallery")) {
            return "\n\n<sgen-gallery ids=\""
                    + escape(attributes.getOrDefault("ids", attributes.getOrDefault("include", ""))) + "\" columns=\""
                    + escape(attributes.getOrDefault("columns", "")) + "\"></sgen-gallery>\n\n";
        }
        for (String source : new String[] {"src", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "ogv"}) {
            if (attributes.containsKey(source)) {
                String poster =
                        attributes.containsKey("poster") ? " poster=\"" + escape(attributes.get("poster")) + "\"" : "";
                return "\n\n<" + m.group(1) + " src=\"" + escape(attributes.get(source)) + "\"" + poster + "></"
                        + m.group(1) + ">\n\n";
            }
        }
        return m.group();
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            attributes.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return attributes;
    }

    private static String escape(String text) {
        return Entities.escape(text).replace("\"", "&quot;");
    }
}
