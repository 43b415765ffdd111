package dev.sgen.importing;

import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;

/** HTML of any origin as a body: as blocks, and if that goes wrong with its words alone. */
final class Bodies {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);
    private static final Pattern END =
            Pattern.compile("(?i)</(p|div|h[1-6]|li|tr|blockquote)[^>]{0,50}>|<br[^>]{0,50}>");
    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");
    private static final Pattern LONG_GAP = Pattern.compile("[ \\t]{300,}+");
    private static final int PIECE = 20_000;

    private Bodies() {}

    /** The blocks; a text that can't be read as HTML must not keep its item out. */
    static ArrayNode of(String html, Surroundings surroundings, Notes notes) {
        // Patterns that look for line ends would look long.
        String text = LONG_GAP.matcher(html).replaceAll(" ");
        try {
            return WordPressHtml.blocks(text, surroundings, notes);
        } catch (RuntimeException | StackOverflowError odd) {
            LOG.warn("A text of an import could not be read as HTML", odd);
            notes.add("Its text could not be read as HTML; its words came in without their form");
            return words(text);
        }
    }

    private static ArrayNode words(String html) {
        BlockList out = new BlockList();
        String text = END.matcher(html).replaceAll("\n\n").replaceAll("<[^>]{0,5000}>", " ");
        for (String part : BLANK_LINE.split(Parser.unescapeEntities(text, false))) {
            String words = Texts.plain(part);
            while (!words.isEmpty()) {
                String piece = Texts.cut(words, PIECE);
                out.paragraph(Entities.escape(piece.strip()), "");
                words = words.substring(piece.length());
            }
        }
        return out.blocks();
    }
}
