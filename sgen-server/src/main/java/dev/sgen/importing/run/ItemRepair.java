package dev.sgen.importing.run;

import dev.sgen.content.Contents;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Repairs an item that does not match its content type: an invalid block becomes plain paragraphs with its text, an
 * invalid field is left out, and each change is noted. One invalid field must not keep a whole page out.
 */
final class ItemRepair {
    private static final String CONTENT = "/content/";
    private static final String BODY = "/content/body/";
    private static final int LONGEST = 50_000;
    private static final int MAX_BLOCKS = 10_000;
    private static final List<String> HEAVY = List.of("customFields", "comments", "notes");

    private ItemRepair() {}

    /** The contents with the reported errors repaired; null if nothing can be repaired. */
    static @Nullable Contents mend(Contents given, List<FieldError> errors, ItemNotes itemNotes) {
        ObjectNode content = given.content().deepCopy();
        @Nullable String path = given.path();
        TreeMap<Integer, String> blocks = new TreeMap<>();
        Set<String> fields = new HashSet<>();
        boolean changed = false;
        for (FieldError error : errors) {
            if (error.field().startsWith(BODY) && number(error.field()) >= 0) {
                blocks.putIfAbsent(number(error.field()), error.message());
            } else if (error.field().equals("/content/body")) {
                changed |= shorten(content, itemNotes);
            } else if (error.field().startsWith(CONTENT)) {
                String field = error.field()
                        .substring(CONTENT.length())
                        .replaceFirst("/.*$", "")
                        .replace("~1", "/")
                        .replace("~0", "~");
                if (fields.add(field) && content.remove(field) != null) {
                    itemNotes.add(
                            "Left out " + ForeignText.cut(field, 100) + ", which doesn't fit: " + error.message());
                    changed = true;
                }
            } else if (error.field().equals("/content")) {
                changed |= lighten(content, itemNotes);
            } else if (error.field().equals("/path") && path != null) {
                itemNotes.add("Its address " + ForeignText.cut(path, 200) + " can't be one here: " + error.message());
                path = null;
                changed = true;
            }
        }
        if (!blocks.isEmpty() && content.path("body") instanceof ArrayNode body) {
            content.set("body", replaced(body, blocks, itemNotes));
            changed = true;
        }
        return changed ? new Contents(given.title(), path, content, given.tags()) : null;
    }

    private static int number(String pointer) {
        String digits = pointer.substring(BODY.length()).replaceFirst("/.*$", "");
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : -1;
    }

    private static ArrayNode replaced(ArrayNode body, TreeMap<Integer, String> wrong, ItemNotes itemNotes) {
        ArrayNode out = Json.array();
        for (int i = 0; i < body.size(); i++) {
            String why = wrong.get(i);
            if (why == null) {
                out.add(body.get(i));
            } else {
                JsonNode block = body.get(i);
                itemNotes.add("The block “" + ForeignText.cut(block.path("type").asString("?"), 40)
                        + "” became plain paragraphs, since it doesn't fit: " + why);
                List<String> words = new ArrayList<>();
                collect(block, "", words);
                words.forEach(text -> paragraphs(text, out));
            }
        }
        return out;
    }

    private static void paragraphs(String text, ArrayNode out) {
        String left = text;
        while (!left.isBlank()) {
            int end = left.length() <= LONGEST ? left.length() : left.lastIndexOf(' ', LONGEST);
            String part = ForeignText.cut(left, end <= 0 ? LONGEST : end);
            out.addObject().put("type", "paragraph").put("text", Entities.escape(part.strip()));
            left = left.substring(part.length());
        }
    }

    private static void collect(JsonNode value, String name, List<String> words) {
        if (value.isString()) {
            switch (name) {
                case "text", "html", "caption", "cite", "term", "alt", "" ->
                    words.add(Jsoup.parseBodyFragment(value.asString()).text());
                case "code" -> words.add(value.asString());
                default -> {}
            }
        } else if (value.isArray()) {
            value.forEach(each -> collect(each, name, words));
        } else {
            value.properties().forEach(each -> collect(each.getValue(), each.getKey(), words));
        }
    }

    private static boolean joined(ObjectNode last, JsonNode block) {
        if (!isPlain(last) || !isPlain(block)) {
            return false;
        }
        String text =
                last.path("text").asString() + "<br><br>" + block.path("text").asString("");
        if (text.length() < LONGEST) {
            last.put("text", text);
            return true;
        }
        return false;
    }

    /**
     * The body has more blocks than allowed: joins neighbouring paragraphs by line breaks. Returns whether anything
     * changed.
     */
    private static boolean shorten(ObjectNode content, ItemNotes itemNotes) {
        if (!(content.path("body") instanceof ArrayNode body) || body.size() <= MAX_BLOCKS) {
            return content.remove("body") != null;
        }
        ArrayNode out = Json.array();
        for (JsonNode block : body) {
            ObjectNode last = out.isEmpty() ? null : (ObjectNode) out.get(out.size() - 1);
            if (last == null || !joined(last, block)) {
                out.add(block.deepCopy());
            }
        }
        content.set("body", out);
        itemNotes.add("It had " + body.size() + " blocks; neighbouring paragraphs were joined");
        return out.size() < body.size();
    }

    private static boolean isPlain(JsonNode block) {
        return block.path("type").asString("").equals("paragraph");
    }

    /**
     * The content is larger than a record may be: removes the first field present that visitors don't see. Returns
     * false if there is none.
     */
    private static boolean lighten(ObjectNode content, ItemNotes itemNotes) {
        for (String field : HEAVY) {
            if (content.has(field)) {
                content.remove(field);
                itemNotes.add("Left out " + field + ", since the whole is more than a record may hold");
                return true;
            }
        }
        return false;
    }
}
