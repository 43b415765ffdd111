package dev.sgen.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a WordPress export as a stream. Elements are known by their local names, since WordPress has
 * spelled its namespaces in several ways. A document type, and with it every entity of its own, is refused
 * (T14); sizes and numbers are bounded (T3).
 */
final class WxrReader {
    private static final long MAX_CHARACTERS = 256L * 1024 * 1024;
    private static final int MAX_TEXT = 8 * 1024 * 1024;
    private static final int MAX_POSTS = 100_000;
    private static final int MAX_DEPTH = 30;

    private final XMLStreamReader xml;
    private final Map<String, String> authors = new LinkedHashMap<>();
    private final List<Wxr.Post> posts = new ArrayList<>();
    private String address = "";
    private int depth;

    private WxrReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Wxr read(InputStream in) throws BadFile {
        try (PlainReader text = PlainReader.xml(in, MAX_CHARACTERS)) {
            XMLStreamReader xml = factory().createXMLStreamReader(text);
            return new WxrReader(xml).document();
        } catch (XMLStreamException broken) {
            var at = broken.getLocation();
            throw new BadFile(
                    "The file isn't readable XML"
                            + (at == null ? "" : " (line " + at.getLineNumber() + ")")
                            + ". Export it from WordPress again, under Tools, Export",
                    broken);
        } catch (IOException broken) {
            throw new BadFile("The file can't be read: " + broken.getMessage(), broken);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    private Wxr document() throws XMLStreamException, BadFile {
        boolean rss = false;
        while (next()) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "rss" -> rss = true;
                case "base_blog_url" -> address = text();
                case "link" -> address = address.isEmpty() ? text() : address;
                case "author" -> author();
                case "item" -> {
                    posts.add(post());
                    if (posts.size() > MAX_POSTS) {
                        throw new BadFile("The file holds more than " + MAX_POSTS + " items; export it in parts");
                    }
                }
                default -> {}
            }
        }
        if (!rss) {
            throw new BadFile("This is XML, but no WordPress export");
        }
        return new Wxr(address.strip().replaceAll("/+$", ""), Map.copyOf(authors), List.copyOf(posts));
    }

    /** The next event; refuses what a harmless export never holds. */
    private boolean next() throws XMLStreamException, BadFile {
        if (!xml.hasNext()) {
            return false;
        }
        switch (xml.next()) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_DECLARATION ->
                throw new BadFile("The file declares a document type, which an export never does; it is refused");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new BadFile("The file uses an entity of its own, which an export never does; it is refused");
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > MAX_DEPTH) {
                    throw new BadFile("The file is nested deeper than any export; it is refused");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {}
        }
        return true;
    }

    /** The text of the element the reader stands on, up to its end; elements inside are passed over. */
    private String text() throws XMLStreamException, BadFile {
        StringBuilder text = new StringBuilder();
        int outside = depth - 1;
        while (depth > outside && next()) {
            int event = xml.getEventType();
            if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                if (text.length() > MAX_TEXT) {
                    throw new BadFile("One text in the file is longer than 8 MB; it is refused");
                }
            }
        }
        return text.toString();
    }

    private void author() throws XMLStreamException, BadFile {
        Map<String, String> fields = fields();
        String login = fields.getOrDefault("author_login", "");
        String name = fields.getOrDefault("author_display_name", "").strip();
        if (!login.isBlank() && authors.size() < MAX_POSTS) {
            authors.put(login.strip(), name.isEmpty() ? login.strip() : name);
        }
    }

    /** The children of the element the reader stands on, as texts by name; later ones don't replace earlier ones. */
    private Map<String, String> fields() throws XMLStreamException, BadFile {
        Map<String, String> fields = new LinkedHashMap<>();
        int outside = depth - 1;
        while (depth > outside && next()) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                fields.putIfAbsent(name, text());
            }
        }
        return fields;
    }

    private Wxr.Post post() throws XMLStreamException, BadFile {
        Map<String, String> fields = new LinkedHashMap<>();
        List<Wxr.Term> terms = new ArrayList<>();
        Map<String, String> meta = new LinkedHashMap<>();
        List<Wxr.Comment> comments = new ArrayList<>();
        int outside = depth - 1;
        while (depth > outside && next()) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "category" -> terms.add(term());
                case "postmeta" -> {
                    Map<String, String> pair = fields();
                    meta.putIfAbsent(pair.getOrDefault("meta_key", ""), pair.getOrDefault("meta_value", ""));
                }
                case "comment" -> comments.add(comment(fields()));
                case "encoded" -> {
                    String namespace = Objects.requireNonNullElse(xml.getNamespaceURI(), "");
                    fields.putIfAbsent(namespace.contains("excerpt") ? "excerpt" : "content", text());
                }
                default -> {
                    String name = xml.getLocalName();
                    fields.putIfAbsent(name, text());
                }
            }
        }
        return post(fields, terms, meta, comments);
    }

    private static Wxr.Post post(
            Map<String, String> fields, List<Wxr.Term> terms, Map<String, String> meta, List<Wxr.Comment> comments) {
        String order = fields.getOrDefault("menu_order", "0").strip();
        return new Wxr.Post(
                word(fields, "post_id"),
                fields.getOrDefault("post_type", "post").strip(),
                fields.getOrDefault("title", ""),
                word(fields, "link"),
                word(fields, "post_name"),
                fields.getOrDefault("status", "publish").strip(),
                word(fields, "creator"),
                word(fields, "post_date_gmt").startsWith("0000")
                                || word(fields, "post_date_gmt").isEmpty()
                        ? word(fields, "post_date")
                        : word(fields, "post_date_gmt"),
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

    private Wxr.Term term() throws XMLStreamException, BadFile {
        String domain = Objects.requireNonNullElse(xml.getAttributeValue(null, "domain"), "category");
        String key = Objects.requireNonNullElse(xml.getAttributeValue(null, "nicename"), "");
        return new Wxr.Term(domain, key, text().strip());
    }

    private static Wxr.Comment comment(Map<String, String> fields) {
        String kind = word(fields, "comment_type");
        return new Wxr.Comment(
                word(fields, "comment_id"),
                word(fields, "comment_author"),
                word(fields, "comment_author_url"),
                word(fields, "comment_date_gmt"),
                fields.getOrDefault("comment_content", ""),
                word(fields, "comment_approved"),
                kind.isEmpty() ? "comment" : kind,
                word(fields, "comment_parent"));
    }

    private static String word(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
