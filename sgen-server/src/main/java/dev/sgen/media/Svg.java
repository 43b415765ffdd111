package dev.sgen.media;

import dev.sgen.vocabulary.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Drawings without anything that runs or loads: elements and attributes by allow-list, references only into
 * the drawing itself. Entities and document types are dropped, never expanded.
 */
final class Svg {
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Set<String> ELEMENTS = Set.of(
            ("svg g defs symbol use title desc metadata switch view path rect circle ellipse line polyline polygon text tspan"
                            + " textPath image clipPath mask pattern marker linearGradient radialGradient stop style filter"
                            + " feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting"
                            + " feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR"
                            + " feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting"
                            + " feSpotLight feTile feTurbulence")
                    .split(" "));
    private static final Pattern PLAIN_ATTRIBUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]*");
    private static final Set<String> PREFIXED = Set.of("xml:space", "xml:lang");
    private static final Pattern INNER = Pattern.compile("#[^\\s\"'<>]*");
    private static final Pattern INLINE_PICTURE =
            Pattern.compile("data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");
    private static final Pattern OUTSIDE_URL = Pattern.compile("url\\(\\s*['\"]?\\s*(?!#)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RUNS = Pattern.compile(
            "javascript:|vbscript:|expression\\s*\\(|@import|-moz-binding|behavior\\s*:|\\\\",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LENGTH = Pattern.compile("\\s*([0-9]*\\.?[0-9]+)\\s*(?:px)?\\s*");

    private Svg() {}

    /** A drawing that was cleaned, and its size where it says one. */
    record Clean(String text, Optional<Dimensions> dimensions) {}

    /**
     * Cleans a drawing.
     *
     * @throws Refused {@link MediaRefusal.Unwanted} if nothing of a drawing is in it
     */
    static Clean clean(String text) {
        Document document = Jsoup.parse(text, "", Parser.xmlParser());
        Element root = document.children().stream()
                .filter(each -> each.tagName().equals("svg"))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        new MediaRefusal.Unwanted(FileKind.SVG, "The drawing has no svg element at its root.")));
        clean(root);
        root.attr("xmlns", "http://www.w3.org/2000/svg");
        document.outputSettings().prettyPrint(false).syntax(Document.OutputSettings.Syntax.xml);
        return new Clean(root.outerHtml(), dimensions(root));
    }

    private static void clean(Element root) {
        List<Element> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Element element = open.removeLast();
            attributes(element);
            for (Node child : List.copyOf(element.childNodes())) {
                if (child instanceof Element inner && wanted(inner)) {
                    open.add(inner);
                } else if (!(child instanceof TextNode || child instanceof DataNode)
                        || child instanceof org.jsoup.nodes.CDataNode && unsafeStyle(child.outerHtml())) {
                    child.remove();
                }
            }
        }
    }

    private static boolean wanted(Element element) {
        return ELEMENTS.contains(element.tagName())
                && !(element.tagName().equals("style") && unsafeStyle(element.outerHtml()));
    }

    private static boolean unsafeStyle(String css) {
        return OUTSIDE_URL.matcher(css).find() || RUNS.matcher(css).find();
    }

    private static void attributes(Element element) {
        for (Attribute attribute : List.copyOf(element.attributes().asList())) {
            String name = attribute.getKey();
            String value = attribute.getValue();
            boolean reference = name.equals("href") || name.equals("xlink:href");
            if (reference) {
                element.attributes().remove(name);
                if (INNER.matcher(value).matches()
                        || element.tagName().equals("image")
                                && INLINE_PICTURE.matcher(value).matches()) {
                    element.attr("href", value);
                }
            } else if (!attributeWanted(name, value)) {
                element.attributes().remove(name);
            }
        }
    }

    private static boolean attributeWanted(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean plain =
                PLAIN_ATTRIBUTE.matcher(name).matches() && !lower.startsWith("on") && !lower.startsWith("xmlns");
        boolean known = plain
                && !Set.of("src", "action", "formaction", "ping", "srcdoc").contains(lower);
        return (known || PREFIXED.contains(name)) && !unsafeStyle(value);
    }

    private static Optional<Dimensions> dimensions(Element root) {
        Matcher width = LENGTH.matcher(root.attr("width"));
        Matcher height = LENGTH.matcher(root.attr("height"));
        if (width.matches() && height.matches()) {
            return of(width.group(1), height.group(1));
        }
        String[] box = root.attr("viewBox").strip().split("[\\s,]+");
        return box.length == 4 ? of(box[2], box[3]) : Optional.empty();
    }

    private static Optional<Dimensions> of(String width, String height) {
        try {
            int w = (int) Math.round(Double.parseDouble(width));
            int h = (int) Math.round(Double.parseDouble(height));
            return w > 0 && h > 0 && w < 100_000 && h < 100_000 ? Optional.of(new Dimensions(w, h)) : Optional.empty();
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
