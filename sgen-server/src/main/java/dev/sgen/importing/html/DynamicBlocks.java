package dev.sgen.importing.html;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads Gutenberg's block comments: converts blocks that WordPress fills in at run time, and notes blocks of plugins.
 */
final class DynamicBlocks {
    // Blocks whose HTML is complete in itself, so that the comment around it carries no more information.
    private static final Set<String> PLAIN = Set.of(
            "paragraph",
            "heading",
            "list",
            "list-item",
            "quote",
            "pullquote",
            "code",
            "preformatted",
            "verse",
            "image",
            "gallery",
            "audio",
            "video",
            "file",
            "table",
            "button",
            "buttons",
            "columns",
            "column",
            "group",
            "cover",
            "cover-image",
            "media-text",
            "separator",
            "spacer",
            "more",
            "nextpage",
            "html",
            "shortcode",
            "freeform",
            "embed",
            "classic",
            "text-columns",
            "subhead",
            "block",
            "details",
            "row",
            "stack",
            "social-links");
    private static final Map<String, String> SERVICES = Map.of(
            "wordpress",
            "WordPress",
            "github",
            "GitHub",
            "youtube",
            "YouTube",
            "linkedin",
            "LinkedIn",
            "chain",
            "Link");

    private DynamicBlocks() {}

    /**
     * Reads an opening block comment such as {@code wp:latest-posts {"postsToShow":3} /}.
     *
     * @param mark the comment's content, without {@code <!--} and {@code -->}
     */
    static void read(String mark, BlockList out, ItemNotes itemNotes) {
        boolean empty = mark.endsWith("/");
        String rest = mark.substring("wp:".length(), empty ? mark.length() - 1 : mark.length())
                .strip();
        int space = rest.indexOf(' ');
        String name = (space < 0 ? rest : rest.substring(0, space)).replaceFirst("^core/", "");
        JsonNode settings = settings(space < 0 ? "" : rest.substring(space + 1).strip());
        if (!empty) {
            if (name.contains("/") && !name.startsWith("core-embed/")) {
                itemNotes.add("The block " + name + " of a plugin is kept as its content");
            } else if (!PLAIN.contains(name) && !name.startsWith("core-embed/")) {
                itemNotes.add("The WordPress block “" + name + "” is kept as its content");
            }
            return;
        }
        switch (name) {
            case "latest-posts", "query" -> {
                int limit = Math.clamp(settings.path("postsToShow").asInt(5), 1, 100);
                out.add("postList").put("limit", limit);
                itemNotes.add("The WordPress block “" + name + "” became a list of posts");
            }
            case "social-link" -> social(settings, out, itemNotes);
            case "spacer", "separator" -> out.add("divider");
            default ->
                itemNotes.add("Left out the WordPress block “" + name + "”, which shows what WordPress works out");
        }
    }

    private static void social(JsonNode settings, BlockList out, ItemNotes itemNotes) {
        String address = settings.path("url").asString("");
        String service = settings.path("service").asString("link");
        if (address.isEmpty() || !Markup.isLink(address)) {
            itemNotes.add("Left out a social link without an address");
            return;
        }
        String label =
                SERVICES.getOrDefault(service, service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1));
        String text = "<a href=\"" + Entities.escape(address).replace("\"", "&quot;") + "\">" + Entities.escape(label)
                + "</a>";
        ObjectNode list = lastList(out);
        if (list == null) {
            list = out.add("list").put("style", "bullet");
            list.putArray("items");
            itemNotes.add("Social links became a list of links");
        }
        list.withArray("items").addObject().put("text", InlineMarkup.clean(text, itemNotes));
    }

    private static @Nullable ObjectNode lastList(BlockList out) {
        if (out.blocks().isEmpty()) {
            return null;
        }
        ObjectNode last = (ObjectNode) out.blocks().get(out.blocks().size() - 1);
        JsonNode items = last.path("items");
        boolean links = items.isArray()
                && !items.isEmpty()
                && items.get(items.size() - 1).path("text").asString("").startsWith("<a ");
        return last.path("type").asString("").equals("list") && links ? last : null;
    }

    private static JsonNode settings(String json) {
        try {
            return json.startsWith("{") ? Json.read(json) : Json.object();
        } catch (JacksonException broken) {
            return Json.object();
        }
    }

    /** Whether an element is an empty spacer block. */
    static boolean isSpacer(Element element) {
        return element.hasClass("wp-block-spacer");
    }
}
