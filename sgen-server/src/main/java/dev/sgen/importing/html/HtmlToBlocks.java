package dev.sgen.importing.html;

import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Converts HTML of any origin into blocks. If the conversion fails or exceeds its deadline, the body keeps the text
 * without its markup; after 20 failures to meet the deadline, further bodies are not even tried. Each conversion runs
 * as bounded work of its site (invariant 21, A7); the bodies of one import together are limited in size. One instance
 * serves one import; not thread-safe.
 */
public final class HtmlToBlocks {
    private static final Logger LOG = LoggerFactory.getLogger(HtmlToBlocks.class);
    private static final Pattern END =
            Pattern.compile("(?i)</(p|div|h[1-6]|li|tr|blockquote)[^>]{0,50}>|<br[^>]{0,50}>");
    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");
    private static final Pattern LONG_GAP = Pattern.compile("[ \\t]{300,}+");
    private static final int PIECE = 20_000;
    private static final int MOST_OVERDUE = 20;
    private static final long BYTES_OF_HEAP_A_NODE = 1_024;
    private static final int TRIES = 60;
    private static final long PAUSE_MILLIS = 1_000;

    private final BoundedWork work;
    private final Object share;
    private final Duration deadline;
    private final long mostNodes;
    private int overdue;
    private long nodes;

    /** A conversion exceeded its deadline. */
    private static final class Overdue extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Creates the converter of one import.
     *
     * @param share the key for fair scheduling of bounded work: the site
     * @param deadline the time allowed for one body
     */
    public HtmlToBlocks(BoundedWork work, Object share, Duration deadline) {
        this.work = work;
        this.share = share;
        this.deadline = deadline;
        this.mostNodes = Runtime.getRuntime().maxMemory() / BYTES_OF_HEAP_A_NODE;
    }

    /**
     * Whether the bodies converted so far exceed what this server can hold in memory. Once they do, {@link #of}
     * returns empty bodies.
     */
    public boolean tooMany() {
        return nodes > mostNodes;
    }

    /** The system that wrote the HTML. */
    public enum Dialect {
        WORDPRESS {
            @Override
            String plain(String html) {
                return html;
            }
        },
        GHOST {
            @Override
            String plain(String html) {
                Document document = Jsoup.parseBodyFragment(html.replaceAll("<!--kg-card-[^>]{0,60}-->", ""));
                document.outputSettings().prettyPrint(false);
                document.select(".kg-gallery-card").addClass("gallery");
                document.select("a.kg-btn").addClass("wp-block-button__link");
                // Line ends carry no meaning in Ghost's HTML. This comment makes the reader treat them as white space.
                return "<!-- wp:classic -->" + document.body().html();
            }
        };

        /** The HTML rewritten to WordPress's conventions, which the reader understands. */
        abstract String plain(String html);
    }

    /** Converts HTML in WordPress's dialect, which also suits HTML of unknown origin. */
    public ArrayNode of(String html, HtmlContext htmlContext, ItemNotes itemNotes) {
        return of(html, Dialect.WORDPRESS, htmlContext, itemNotes);
    }

    /**
     * Converts HTML into blocks. Never throws because of the HTML: an item must not be lost for an unreadable body.
     *
     * @param itemNotes receives a note for everything that was changed or left out
     * @return the blocks; empty once {@link #tooMany} is true
     */
    public ArrayNode of(String html, Dialect dialect, HtmlContext htmlContext, ItemNotes itemNotes) {
        if (tooMany()) {
            return new BlockList().blocks();
        }
        // Long runs of blanks make the regular expressions for line ends slow.
        String text = LONG_GAP.matcher(html).replaceAll(" ");
        ArrayNode blocks =
                overdue < MOST_OVERDUE ? inTime(text, dialect, htmlContext, itemNotes) : words(text, itemNotes);
        nodes += count(blocks);
        return blocks;
    }

    private ArrayNode inTime(String text, Dialect dialect, HtmlContext htmlContext, ItemNotes itemNotes) {
        ItemNotes told = new ItemNotes();
        InterruptibleHtmlContext around = new InterruptibleHtmlContext(htmlContext);
        try {
            ArrayNode blocks = patiently(() -> read(text, dialect, around, told));
            itemNotes.addAll(told);
            return blocks;
        } catch (Overdue | Refused late) {
            around.end();
            overdue++;
            return words(text, itemNotes);
        }
    }

    /** Retries while the server is busy: an import can wait for its turn longer than a person would. */
    private ArrayNode patiently(Supplier<ArrayNode> reading) {
        for (int n = 1; ; n++) {
            try {
                return work.run(Lane.LONG, share, deadline, reading, Overdue::new);
            } catch (Refused refused) {
                if (n == TRIES || !(refused.refusal() instanceof WorkRefusal.Busy) || !paused()) {
                    throw refused;
                }
            }
        }
    }

    /** Sleeps for one second; false if the thread was interrupted. */
    public static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ArrayNode read(String text, Dialect dialect, HtmlContext htmlContext, ItemNotes itemNotes) {
        try {
            return WordPressHtml.blocks(dialect.plain(text), htmlContext, itemNotes);
        } catch (InterruptibleHtmlContext.Ended ended) {
            throw ended;
        } catch (RuntimeException | StackOverflowError odd) {
            LOG.warn("A text of an import could not be read as HTML", odd);
            itemNotes.add("Its text could not be read as HTML; its words came in without their form");
            return words(text);
        }
    }

    private static ArrayNode words(String html, ItemNotes itemNotes) {
        itemNotes.add("Its text took too long to read; its words came in without their form");
        return words(html);
    }

    private static ArrayNode words(String html) {
        BlockList out = new BlockList();
        String text = ForeignText.withoutTags(END.matcher(html).replaceAll("\n\n"));
        for (String part : BLANK_LINE.split(Parser.unescapeEntities(text, false))) {
            String words = ForeignText.plain(part);
            while (!words.isEmpty()) {
                String piece = ForeignText.cut(words, PIECE);
                out.paragraph(Entities.escape(piece.strip()), "");
                words = words.substring(piece.length());
            }
        }
        return out.blocks();
    }

    private static long count(JsonNode value) {
        long nodes = 1;
        for (JsonNode inner : value) {
            nodes += count(inner);
        }
        return nodes;
    }
}
