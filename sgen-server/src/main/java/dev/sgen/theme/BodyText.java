package dev.sgen.theme;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The words of a body without its markup. */
final class BodyText {
    private static final Set<String> PROSE = Set.of("paragraph", "quote", "list", "heading");
    private static final int WORDS_A_MINUTE = 230;

    private BodyText() {}

    /** The first prose, shortened at a word. */
    static String beginning(JsonNode body, int length) {
        StringBuilder out = new StringBuilder();
        collect(body, out, length, false);
        return Html.shorten(out.toString().strip(), length);
    }

    /** How long reading takes, in whole minutes, at least one. */
    static int minutes(JsonNode body) {
        StringBuilder out = new StringBuilder();
        collect(body, out, Integer.MAX_VALUE, true);
        return Math.max(1, Math.round((float) out.toString().split("\\s+").length / WORDS_A_MINUTE));
    }

    private static void collect(JsonNode node, StringBuilder out, int enough, boolean headings) {
        for (JsonNode block : node) {
            if (out.length() >= enough) {
                return;
            }
            String type = ContentFields.text(block, "type");
            boolean wanted = type.isEmpty() || PROSE.contains(type) && (headings || !type.equals("heading"));
            if (wanted && block.path("text").isString()) {
                out.append(Html.plain(block.path("text").stringValue())).append(' ');
            }
            if (block.path("items").isArray()) {
                collect(block.path("items"), out, enough, headings);
            }
            if (type.equals("columns")) {
                for (JsonNode column : block.path("columns")) {
                    collect(column.path("body"), out, enough, headings);
                }
            }
        }
    }
}
