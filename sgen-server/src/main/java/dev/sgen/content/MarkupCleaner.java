package dev.sgen.content;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Sanitises the texts that a type's schema declares as markup (T6, A11). */
class MarkupCleaner implements ContentWalk.Visitor {
    @Override
    public void text(SchemaPlace place, JsonNode value, String pointer, Consumer<JsonNode> replace) {
        String before = value.asString();
        String after = switch (place.markup()) {
            case "inline" -> Markup.inline(before);
            case "html" -> Markup.html(before);
            default -> before;
        };
        if (!after.equals(before)) {
            replace.accept(StringNode.valueOf(after));
        }
    }
}
