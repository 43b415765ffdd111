package dev.sgen.importing.wordpress;

import dev.sgen.importing.source.CleanXmlReader;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.UnreadableFile;
import dev.sgen.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Parses a WordPress export (WXR) as a stream. Elements are matched by local name, because WordPress versions use
 * different namespaces. Document types, and with them custom entities, are refused (T14); sizes and counts are limited
 * (T3).
 */
public final class WxrReader {
    private static final long MAX_CHARACTERS = 256L * 1024 * 1024;
    private static final int MAX_TEXT = 8 * 1024 * 1024;
    private static final int MAX_POSTS = 100_000;
    private static final int MAX_DEPTH = 30;

    private final XMLStreamReader xml;
    private final Map<String, String> authors = new LinkedHashMap<>();
    private final List<WxrExport.Post> posts = new ArrayList<>();
    private String address = "";
    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final Map<String, String> things = new HashMap<>();
    private final List<WxrExport.Declared> terms = new ArrayList<>();
    private int depth;

    private WxrReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * Parses an export.
     *
     * @throws UnreadableFile if it is not a readable WordPress export, or exceeds the limits
     */
    public static WxrExport read(InputStream in) throws UnreadableFile {
        try (Reader text = CleanXmlReader.xml(in, MAX_CHARACTERS)) {
            XMLStreamReader xml = factory().createXMLStreamReader(text);
            return new WxrReader(xml).document();
        } catch (XMLStreamException broken) {
            var at = broken.getLocation();
            throw new UnreadableFile(
                    "The file isn't readable XML"
                            + (at == null ? "" : " (line " + at.getLineNumber() + ")")
                            + ". Export it from WordPress again, under Tools, Export",
                    broken);
        } catch (IOException broken) {
            throw new UnreadableFile("The file can't be read: " + broken.getMessage(), broken);
        } catch (IllegalArgumentException | IllegalStateException | java.util.NoSuchElementException broken) {
            // The JDK's parser throws these on damaged names and text.
            throw new UnreadableFile("The file isn't readable XML. Export it from WordPress again", broken);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Exports edited by hand use prefixes they don't declare.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    private WxrExport document() throws XMLStreamException, UnreadableFile {
        boolean rss = false;
        while (next()) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            prefixes();
            switch (name()) {
                case "rss" -> rss = true;
                case "base_blog_url" -> address = text();
                case "link" -> address = address.isEmpty() ? text() : address;
                case "author" -> author();
                case "category" -> declared("category", "category_nicename", "cat_name", "category");
                case "tag" -> declared("post_tag", "tag_slug", "tag_name", "tag");
                case "term" -> declared("", "term_slug", "term_name", "term");
                case "item" -> {
                    posts.add(distinct(post()));
                    if (posts.size() > MAX_POSTS) {
                        throw new UnreadableFile(
                                "The file holds more than " + MAX_POSTS + " items; export it in parts");
                    }
                }
                default -> {}
            }
        }
        if (!rss) {
            throw new UnreadableFile("This is XML, but no WordPress export");
        }
        return new WxrExport(
                ForeignText.withoutSlashes(address.strip()),
                Map.copyOf(authors),
                List.copyOf(posts),
                List.copyOf(terms));
    }

    private void declared(String domain, String key, String name, String prefix)
            throws XMLStreamException, UnreadableFile {
        Map<String, String> fields = fields();
        WxrExport.Term term = new WxrExport.Term(
                domain.isEmpty() ? word(fields, "term_taxonomy") : domain, word(fields, key), word(fields, name));
        if (terms.size() == MAX_POSTS) {
            throw new UnreadableFile(
                    "The file declares more than " + MAX_POSTS + " categories, tags and terms; it is refused");
        }
        if (!term.key().isEmpty() || !term.name().isEmpty()) {
            terms.add(new WxrExport.Declared(
                    term, word(fields, prefix + "_description"), word(fields, prefix + "_parent")));
        }
    }

    /**
     * Manually merged exports use one id for different posts: gives the later ones a distinct id, so that all are
     * imported.
     */
    private WxrExport.Post distinct(WxrExport.Post post) {
        String thing = Json.sha256(String.join("\n", post.type(), post.link(), post.name(), post.title()));
        String before = things.putIfAbsent(post.id(), thing);
        boolean part = post.type().equals("nav_menu_item") || post.type().equals("revision");
        if (before == null || before.equals(thing) || part) {
            return post;
        }
        WxrExport.Post renamed = post.withId(post.id() + "-" + thing.substring(0, 8));
        return things.putIfAbsent(renamed.id(), thing) == null ? renamed : post;
    }

    /** Records the namespace declarations of the current element. */
    private void prefixes() {
        for (int i = 0; i < xml.getAttributeCount() && prefixes.size() < 100; i++) {
            String attribute = raw(xml.getAttributeLocalName(i));
            if (attribute.startsWith("xmlns:")) {
                prefixes.put(attribute.substring("xmlns:".length()), xml.getAttributeValue(i));
            }
        }
    }

    private static String raw(@Nullable String name) {
        return Objects.requireNonNullElse(name, "");
    }

    /**
     * The name of the current element: without its prefix if that belongs to WordPress, with it otherwise, so that
     * {@code media:content} of another feed is not taken for the post's content.
     */
    private String name() {
        String raw = raw(xml.getLocalName());
        int colon = raw.indexOf(':');
        if (colon < 0) {
            return raw;
        }
        String prefix = raw.substring(0, colon);
        String space = prefixes.getOrDefault(prefix, "");
        String local = raw.substring(colon + 1);
        boolean excerpt = prefix.equals("excerpt") || space.contains("/excerpt");
        if (local.equals("encoded")) {
            return excerpt ? "excerpt" : "content";
        }
        boolean known = prefix.equals("wp")
                || prefix.equals("dc")
                || space.contains("wordpress.org/export")
                || space.contains("purl.org/dc");
        return known ? local : raw;
    }

    /** Advances to the next event; refuses constructs that a genuine export never contains. */
    private boolean next() throws XMLStreamException, UnreadableFile {
        if (!xml.hasNext()) {
            return false;
        }
        switch (xml.next()) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_DECLARATION ->
                throw new UnreadableFile(
                        "The file declares a document type, which an export never does; it is refused");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new UnreadableFile(
                        "The file uses an entity of its own, which an export never does; it is refused");
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > MAX_DEPTH) {
                    throw new UnreadableFile("The file is nested deeper than any export; it is refused");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {}
        }
        return true;
    }

    /** The text of the current element, up to its end tag, including the text of nested elements. */
    private String text() throws XMLStreamException, UnreadableFile {
        StringBuilder text = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside && next()) {
            int event = xml.getEventType();
            if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                // Longer text is cut. It exceeds the limit of a record anyway, so the item is reported as too large and
                // the others are imported.
                int room = Math.min(xml.getTextLength(), MAX_TEXT - text.length());
                text.append(xml.getTextCharacters(), xml.getTextStart(), Math.max(0, room));
            }
        }
        return text.toString();
    }

    private void author() throws XMLStreamException, UnreadableFile {
        Map<String, String> fields = fields();
        String login = fields.getOrDefault("author_login", "");
        String name = fields.getOrDefault("author_display_name", "").strip();
        if (!login.isBlank() && authors.size() < MAX_POSTS) {
            authors.put(login.strip(), name.isEmpty() ? login.strip() : name);
        }
    }

    /** The child elements of the current element, as texts by name. The first of equal names wins. */
    private Map<String, String> fields() throws XMLStreamException, UnreadableFile {
        Map<String, String> fields = new LinkedHashMap<>();
        int outside = depth - 1;
        while (depth > outside && next()) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String name = name();
                fields.putIfAbsent(name, text());
            }
        }
        return fields;
    }

    private WxrExport.Post post() throws XMLStreamException, UnreadableFile {
        Map<String, String> fields = new LinkedHashMap<>();
        List<WxrExport.Term> terms = new ArrayList<>();
        Map<String, String> meta = new LinkedHashMap<>();
        List<WxrExport.Comment> comments = new ArrayList<>();
        int outside = depth - 1;
        while (depth > outside && next()) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = name();
            switch (name) {
                case "category" -> terms.add(term());
                case "postmeta" -> {
                    Map<String, String> pair = fields();
                    keep(meta, pair.getOrDefault("meta_key", ""), pair.getOrDefault("meta_value", ""));
                }
                case "comment" -> comments.add(comment(fields()));
                default -> fields.putIfAbsent(name, text());
            }
        }
        return post(fields, terms, meta, comments);
    }

    /** Adds a custom field. WordPress allows several values per key: further ones get a numbered key. */
    private static void keep(Map<String, String> meta, String key, String value) {
        String free = key;
        for (int n = 2; meta.containsKey(free) && n < 50; n++) {
            if (value.equals(meta.get(free))) {
                return;
            }
            free = key + " (" + n + ")";
        }
        meta.putIfAbsent(free, value);
    }

    private WxrExport.Post post(
            Map<String, String> fields,
            List<WxrExport.Term> terms,
            Map<String, String> meta,
            List<WxrExport.Comment> comments) {
        String order = fields.getOrDefault("menu_order", "0").strip();
        return new WxrExport.Post(
                id(fields),
                fields.getOrDefault("post_type", "post").strip(),
                fields.getOrDefault("title", ""),
                word(fields, "link"),
                word(fields, "post_name"),
                fields.getOrDefault("status", "publish").strip(),
                word(fields, "creator"),
                date(fields, "post_date_gmt", "post_date"),
                word(fields, "post_parent"),
                order.matches("-?[0-9]{1,9}") ? Integer.parseInt(order) : 0,
                !word(fields, "post_password").isEmpty(),
                word(fields, "is_sticky").equals("1"),
                fields.getOrDefault("content", ""),
                fields.getOrDefault("excerpt", ""),
                word(fields, "attachment_url"),
                List.copyOf(terms),
                meta,
                List.copyOf(comments));
    }

    /** The post's id; if there is none, as in a plain RSS feed, one derived from its guid, link and title. */
    private String id(Map<String, String> fields) {
        String id = word(fields, "post_id");
        if (id.matches("[0-9A-Za-z_-]{1,40}")) {
            return id;
        }
        String lasting = id + word(fields, "guid") + word(fields, "link") + fields.getOrDefault("title", "");
        return lasting.isBlank()
                ? "item-" + (posts.size() + 1)
                : "x" + Json.sha256(lasting).substring(0, 16);
    }

    private WxrExport.Term term() throws XMLStreamException, UnreadableFile {
        String domain = Objects.requireNonNullElse(attribute("domain"), "category");
        String key = Objects.requireNonNullElse(attribute("nicename"), "");
        // WXR 1.0 calls the taxonomy of tags {@code tag}.
        return new WxrExport.Term(domain.equals("tag") ? "post_tag" : domain, key, text().strip());
    }

    private @Nullable String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (raw(xml.getAttributeLocalName(i)).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    private static WxrExport.Comment comment(Map<String, String> fields) {
        String kind = word(fields, "comment_type");
        return new WxrExport.Comment(
                word(fields, "comment_id"),
                word(fields, "comment_author"),
                word(fields, "comment_author_url"),
                date(fields, "comment_date_gmt", "comment_date"),
                fields.getOrDefault("comment_content", ""),
                word(fields, "comment_approved"),
                kind.isEmpty() ? "comment" : kind,
                word(fields, "comment_parent"));
    }

    private static String date(Map<String, String> fields, String utc, String local) {
        String date = word(fields, utc);
        return date.isEmpty() || date.startsWith("0000") ? word(fields, local) : date;
    }

    private static String word(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
