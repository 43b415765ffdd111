package dev.sgen.content;

import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates and cleans contents before they become a version. Cleaning is idempotent, so saving what was read changes
 * nothing.
 */
final class ContentCleaner {
    static final int MAX_BYTES = 4 * 1024 * 1024;
    static final int MAX_TITLE = 500;
    private static final int MAX_DEPTH = 48;
    private static final long EXACT = 1L << 53;
    private static final String ID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Schemas schemas;
    private final TimeAndIds time;
    private final ContentType type;
    private final List<FieldError> errors = new ArrayList<>();

    ContentCleaner(Schemas schemas, TimeAndIds time, ContentType type) {
        this.schemas = schemas;
        this.time = time;
        this.type = type;
    }

    Contents clean(Contents given) {
        String title = title(given.title());
        List<String> tags = Tags.clean(given.tags(), "/tags", errors);
        characters(given.content(), "/content", 0);
        refuseIfWrong();
        ObjectNode content = withoutEmpty(given.content());
        // Before the schema check, so that oversized content is refused before a slow check.
        if (Json.write(content).length() > MAX_BYTES) {
            throw tooLarge();
        }
        errors.addAll(schemas.check(type, content, "/content"));
        checkBody(content);
        refuseIfWrong();
        walk(content);
        if (Json.canonical(content).length > MAX_BYTES) {
            throw tooLarge();
        }
        String path = path(given.path(), title, content);
        refuseIfWrong();
        return new Contents(title, path, content, tags);
    }

    private void walk(ObjectNode content) {
        try {
            ScopedValue.where(CheckBudget.CURRENT, CheckBudget.ofWalk())
                    .run(() -> ContentWalk.walk(type, content, "/content", new Cleaner()));
        } catch (CheckBudget.Spent tooLong) {
            throw new Refused(new InvalidContent(
                    "/content",
                    "The names of these fields are too many or too long to check; use fewer or shorter ones"));
        }
    }

    /**
     * Checks that a body which pages could render is a list of blocks, whatever the type's schema says (A11). If an
     * older type declares another kind of body, a body that is no list stays unchanged, because pages don't render it.
     */
    private void checkBody(ObjectNode content) {
        ContentPlan plan = ContentPlan.of(type);
        JsonNode body = content.path("body");
        boolean drawn = type.hasPath() && content.has("body") && !plan.declaresBlocks();
        if (drawn && (body.isArray() || !plan.declaresAnotherBody())) {
            errors.addAll(schemas.checkBody(body, "/content/body"));
        }
    }

    private void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw new Refused(new InvalidContent(List.copyOf(errors)));
        }
    }

    private static Refused tooLarge() {
        return new Refused(new InvalidContent("/content", "This is more than the 4 MB a record may hold; split it"));
    }

    private String title(String given) {
        if (given.length() > 20 * MAX_TITLE) {
            errors.add(new FieldError("/title", "Write at most " + MAX_TITLE + " characters"));
            return "";
        }
        int bad = TextRules.forbidden(given);
        if (bad >= 0) {
            errors.add(new FieldError("/title", TextRules.complaint(given, bad)));
            return "";
        }
        String title = TextRules.oneLine(given);
        if (title.isEmpty()) {
            errors.add(new FieldError("/title", "Write a title"));
        } else if (TextRules.length(title) > MAX_TITLE) {
            errors.add(new FieldError("/title", "Write at most " + MAX_TITLE + " characters"));
        }
        return title;
    }

    private @Nullable String path(@Nullable String given, String title, ObjectNode content) {
        String pattern = type.urlPattern();
        if (pattern == null) {
            if (given != null && !given.isBlank()) {
                errors.add(new FieldError(
                        "/path", "A record of type " + type.key() + " has no page of its own, so no path"));
            }
            return null;
        }
        try {
            if (given != null && !given.isBlank()) {
                return Paths.normalise(given);
            }
            if (type.builtIn()
                    && type.key().equals("page")
                    && content.path("home").asBoolean(false)) {
                return "/";
            }
            return derived(pattern, title);
        } catch (Paths.BadPath bad) {
            errors.add(new FieldError("/path", bad.why()));
            return null;
        }
    }

    private String derived(String pattern, String title) throws Paths.BadPath {
        String slug = Paths.slug(title);
        if (slug.isEmpty()) {
            slug = type.key() + "-" + time.word(ID_ALPHABET, 6);
        }
        try {
            return Paths.normalise(pattern.replace("{slug}", slug));
        } catch (Paths.BadPath reserved) {
            // A title such as "Search" gives a reserved path; that must not keep the page from being saved.
            return Paths.normalise(pattern.replace("{slug}", slug + "-" + type.key()));
        }
    }

    /** Refuses what JSON allows but the database or a hash can't take: certain characters, numbers and depth. */
    private void characters(JsonNode value, String at, int depth) {
        if (errors.size() >= 20) {
            return;
        }
        if (depth > MAX_DEPTH) {
            errors.add(new FieldError(at, "This is nested deeper than " + MAX_DEPTH + " levels"));
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                text(entry.getKey(), at);
                characters(entry.getValue(), at + "/" + ContentPlan.escape(entry.getKey()), depth + 1);
            }
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                characters(value.get(i), at + "/" + i, depth + 1);
            }
        } else if (value.isString()) {
            text(value.asString(), at);
        } else if (value.isNumber() && !isExact(value)) {
            errors.add(new FieldError(at, "This number can't be kept exactly; write it as text"));
        }
    }

    private void text(String text, String at) {
        int bad = TextRules.forbidden(text);
        if (bad >= 0) {
            errors.add(new FieldError(at, TextRules.complaint(text, bad)));
        }
    }

    private static boolean isExact(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.canConvertToLong() && Math.abs(number.longValue()) <= EXACT;
        }
        BigDecimal decimal = number.decimalValue();
        return Math.abs((long) decimal.scale()) <= 100 && Double.isFinite(decimal.doubleValue());
    }

    /** A copy without the null fields for which the schema doesn't allow null. */
    private ObjectNode withoutEmpty(ObjectNode given) {
        ObjectNode content = given.deepCopy();
        JsonNode known = type.schema().path("properties");
        for (String name : content.propertyNames().stream().toList()) {
            if (content.path(name).isNull()
                    && !known.path(name).path("type").toString().contains("\"null\"")) {
                content.remove(name);
            }
        }
        return content;
    }

    /** Sanitises markup and gives every block an id. */
    private final class Cleaner extends MarkupCleaner {
        private final Set<String> ids = new HashSet<>();

        @Override
        public void block(ObjectNode block, String pointer) {
            String id = block.path("id").asString("");
            while (id.isBlank() || !ids.add(id)) {
                id = time.word(ID_ALPHABET, 8);
                block.put("id", id);
            }
        }
    }
}
