package dev.sgen.importing.wordpress;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed WordPress export, before mapping.
 *
 * @param address the exported site's address, without a trailing slash
 * @param authors display names by login
 * @param terms the declared categories, tags, menus and other terms, used or not
 */
public record WxrExport(String address, Map<String, String> authors, List<Post> posts, List<Declared> terms) {

    /**
     * Anything that WordPress stores as a post, including pages, attachments and menu entries.
     *
     * @param date as {@code YYYY-MM-DD hh:mm:ss}, in UTC if the export has a UTC date, otherwise in the old site's
     *     local time; zeros or empty if there is none
     * @param status WordPress's status, such as {@code publish} or {@code draft}
     * @param locked whether a password protects it
     * @param file the address of an attachment's file; otherwise empty
     * @param meta custom fields by key
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

        /** The names of the post's terms in one taxonomy. */
        List<String> names(String domain) {
            return terms.stream()
                    .filter(t -> t.domain().equals(domain))
                    .map(Term::name)
                    .distinct()
                    .toList();
        }

        /** A copy with another id. */
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
     * A term that the export declares independently of posts.
     *
     * @param parent the key of its parent term, or empty
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
