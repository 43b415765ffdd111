package dev.sgen.importing.wordpress;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A WordPress export as its file tells it, before anything is made of it.
 *
 * @param address of the exported site, without a slash at the end
 * @param authors display names by login
 * @param terms categories, tags, menus and other terms as it declares them, used or not
 */
public record WxrExport(String address, Map<String, String> authors, List<Post> posts, List<Declared> terms) {

    /**
     * Anything WordPress keeps as a post: pages, attachments, menu entries too.
     *
     * @param date in UTC as {@code YYYY-MM-DD hh:mm:ss}; zeros or empty if it has none
     * @param status WordPress's word for its state
     */
    record Post(
            String id,
            String type,
            String title,
            String link,
            String name,
            String status,
            String creator,
            String date,
            String parent,
            int order,
            boolean locked,
            boolean sticky,
            String content,
            String excerpt,
            String file,
            List<Term> terms,
            Map<String, String> meta,
            List<Comment> comments) {

        /** Names of its terms in one taxonomy. */
        List<String> names(String domain) {
            return terms.stream()
                    .filter(t -> t.domain().equals(domain))
                    .map(Term::name)
                    .distinct()
                    .toList();
        }

        /** The same under another number. */
        Post withId(String other) {
            return new Post(
                    other, type, title, link, name, status, creator, date, parent, order, locked, sticky, content,
                    excerpt, file, terms, meta, comments);
        }

        Optional<Term> term(String domain) {
            return terms.stream().filter(t -> t.domain().equals(domain)).findFirst();
        }
    }

    record Term(String domain, String key, String name) {}

    /**
     * A term that the export declares by itself, beside the items that have it.
     *
     * @param parent the key of the one it stands below, or empty
     */
    record Declared(Term term, String description, String parent) {}

    record Comment(
            String id,
            String author,
            String url,
            String date,
            String text,
            String approved,
            String kind,
            String parent) {}
}
