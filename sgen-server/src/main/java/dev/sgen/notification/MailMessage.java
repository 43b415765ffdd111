package dev.sgen.notification;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * What a mail says, before it is put into the form that travels.
 *
 * @param subject one line; whatever could end a header is taken out
 * @param text what happened and what to do
 * @param link where to look; null for nowhere
 * @param why the last line: why this person gets it
 */
record MailMessage(String subject, String text, @Nullable String link, String linkWords, String why) {

    /** One line of a header: no name that somebody typed can begin another one. */
    static String line(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    String plain() {
        return text + "\n\n" + (link == null ? "" : linkWords + ":\n" + link + "\n\n") + "-- \n" + why + "\n";
    }

    /** The same in HTML; every word of it is escaped. */
    String html() {
        String anchor = link == null
                ? ""
                : "<p><a href=\"" + escape(link) + "\">" + escape(linkWords) + "</a></p><p>" + escape(link) + "</p>";
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(subject)
                + "</title></head><body><p>" + escape(text).replace("\n", "<br>") + "</p>" + anchor + "<p><small>"
                + escape(why) + "</small></p></body></html>";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
