package dev.sgen.importing.ghost;

import dev.sgen.content.Paths;
import dev.sgen.content.PlainText;
import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNormalizer;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps a Ghost export to import items. Only posts that every visitor could read are published; drafts, posts sent by
 * mail only and posts for members become drafts. One instance reads one export; not thread-safe.
 */
public final class GhostMapping implements HtmlContext {
    private static final String HOME = "__GHOST_URL__";
    private static final Set<String> READ =
            Set.of("posts", "posts_authors", "posts_tags", "posts_meta", "tags", "users", "settings");

    private final GhostExport ghostExport;
    private final Instant now;
    private final HtmlToBlocks htmlToBlocks;
    private final Map<String, List<JsonNode>> tags;
    private final Map<String, List<JsonNode>> authors;
    private final Map<String, JsonNode> users;
    private final Map<String, JsonNode> meta = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();
    private final Map<String, SourceItem.Item> files = new LinkedHashMap<>();
    private final List<SourceItem> sourceItems = new ArrayList<>();

    private GhostMapping(GhostExport ghostExport, Instant now, HtmlToBlocks htmlToBlocks) {
        this.htmlToBlocks = htmlToBlocks;
        this.ghostExport = ghostExport;
        this.now = now;
        this.tags = ghostExport.perPost("posts_tags", "tag_id", "tags");
        this.authors = ghostExport.perPost("posts_authors", "author_id", "users");
        this.users = ghostExport.byId("users");
        ghostExport.rows("posts_meta").forEach(row -> meta.putIfAbsent(GhostExport.text(row, "post_id"), row));
    }

    /**
     * Maps everything the export holds to items: media first, then posts and pages, site settings, and what is left
     * out.
     */
    public static List<SourceItem> map(GhostExport ghostExport, Instant now, HtmlToBlocks htmlToBlocks) {
        return new GhostMapping(ghostExport, now, htmlToBlocks).all();
    }

    private List<SourceItem> all() {
        List<JsonNode> posts = ghostExport.rows("posts");
        posts.stream()
                .filter(p -> GhostExport.text(p, "status").equals("published"))
                .forEach(this::claim);
        posts.forEach(this::claim);
        for (JsonNode post : posts) {
            try {
                sourceItems.add(post(post));
            } catch (RuntimeException | StackOverflowError odd) {
                sourceItems.add(new SourceItem.Left(
                        source(post),
                        label(post),
                        List.of("It could not be read; enter it by hand, and tell us of it")));
            }
        }
        sourceItems.addAll(GhostSite.of(ghostExport, this::link));
        ghostExport.tables().forEach((table, rows) -> {
            if (!READ.contains(table) && !rows.isEmpty()) {
                sourceItems.add(new SourceItem.Left(
                        "ghost:table:" + table,
                        table,
                        List.of("The export's " + rows.size() + " rows of “" + ForeignText.cut(table, 60)
                                + "” are not brought in")));
            }
        });
        List<SourceItem> out = new ArrayList<>(files.values());
        out.addAll(sourceItems);
        return out;
    }

    private static String source(JsonNode post) {
        String lasting = GhostExport.text(post, "uuid");
        return "ghost:"
                + (lasting.isBlank() ? GhostExport.text(post, "id") + ":" + GhostExport.text(post, "slug") : lasting);
    }

    private static String label(JsonNode post) {
        String title = ForeignText.cut(ForeignText.plain(PlainText.ofHtml(GhostExport.text(post, "title"))), 120);
        return type(post) + " " + GhostExport.text(post, "id") + (title.isEmpty() ? "" : " “" + title + "”");
    }

    /** Older exports mark a page by a flag ({@code page}), newer ones by {@code type}. */
    private static String type(JsonNode post) {
        boolean page = GhostExport.text(post, "type").equals("page")
                || Set.of("1", "true").contains(GhostExport.text(post, "page"));
        return page ? "page" : "post";
    }

    /** Reserves a path for a post. Ghost has no folders, so posts and pages share one flat namespace. */
    private void claim(JsonNode post) {
        String source = source(post);
        if (paths.containsKey(source)) {
            return;
        }
        String given = Paths.slug(GhostExport.text(post, "slug"));
        String slug = given.isEmpty() ? Paths.slug(PlainText.ofHtml(GhostExport.text(post, "title"))) : given;
        String path = "/"
                + (slug.isEmpty()
                        ? type(post) + "-" + GhostExport.text(post, "id").replaceAll("[^A-Za-z0-9]", "")
                        : slug);
        try {
            path = Paths.normalise(path);
        } catch (Paths.BadPath reserved) {
            path = "/" + type(post) + "-" + slug;
        }
        String free = path;
        // The next search for a free number starts where this one ends, so that many equal slugs don't cost quadratic
        // time.
        int n = tried.getOrDefault(path, 2);
        for (; !taken.add(free); n++) {
            free = path + "-" + n;
        }
        tried.put(path, n);
        paths.put(source, free);
    }

    private SourceItem post(JsonNode post) {
        ItemNotes told = new ItemNotes();
        ObjectNode content = Json.object();
        content.set("body", body(post, told));
        String made = ForeignText.cut(PlainText.excerpt(content, 60), 80);
        String title = ForeignText.title(GhostExport.text(post, "title"), made.isEmpty() ? "Untitled" : made, told);
        List<String> others = new ArrayList<>();
        List<String> tags = new ArrayList<>(ForeignText.tags(
                this.tags.getOrDefault(GhostExport.text(post, "id"), List.of()).stream()
                        .map(t -> GhostExport.text(t, "name"))
                        .toList(),
                others));
        if (!others.isEmpty()) {
            told.add("It had more than 50 tags; left out: " + String.join(", ", others));
        }
        fields(post, content, told);
        Instant at = moment(GhostExport.text(post, "published_at"));
        Wish wish = wish(post, at, tags, told);
        if (!told.list().isEmpty()) {
            content.set("notes", Json.tree(told.list()));
        }
        return new SourceItem.Item(
                source(post),
                label(post),
                type(post),
                title,
                paths.get(source(post)),
                content,
                tags,
                wish,
                wish == Wish.SCHEDULED ? at : null,
                null,
                told.list());
    }

    private ArrayNode body(JsonNode post, ItemNotes told) {
        String html = GhostExport.text(post, "html");
        if (html.isBlank()) {
            html = GhostCards.html(GhostExport.text(post, "lexical"), GhostExport.text(post, "mobiledoc"), told);
        }
        if (html.isBlank() && !GhostExport.text(post, "markdown").isBlank()) {
            told.add("Its Markdown came in as plain text");
            html = org.jsoup.nodes.Entities.escape(GhostExport.text(post, "markdown"))
                    .replaceAll("\\n\\s*\\n", "<p>");
        }
        return htmlToBlocks.of(html.replace(HOME, ""), HtmlToBlocks.Dialect.GHOST, this, told);
    }

    private void fields(JsonNode post, ObjectNode content, ItemNotes told) {
        Instant at = moment(GhostExport.text(post, "published_at"));
        JsonNode more = meta.getOrDefault(GhostExport.text(post, "id"), post);
        String excerpt = PlainText.ofHtml(GhostExport.text(post, "custom_excerpt"));
        if (!excerpt.isBlank()) {
            content.put("excerpt", ForeignText.cut(excerpt, 2_000));
        }
        if (type(post).equals("post")) {
            if (at != null) {
                content.put("date", at.toString());
            }
            author(post, content);
        }
        String picture = or(GhostExport.text(post, "feature_image"), GhostExport.text(post, "image"))
                .replace(HOME, "");
        if (!picture.isBlank()) {
            String reference = file(picture, ForeignText.plain(GhostExport.text(more, "feature_image_alt")));
            if (reference != null) {
                content.put("featuredImage", reference);
            } else {
                told.add("Its feature image has no usable address");
            }
        }
        String title =
                ForeignText.plain(or(GhostExport.text(more, "meta_title"), GhostExport.text(post, "meta_title")));
        String description = ForeignText.plain(
                or(GhostExport.text(more, "meta_description"), GhostExport.text(post, "meta_description")));
        if (!title.isEmpty()) {
            content.withObject("/seo").put("title", ForeignText.cut(title, 200));
        }
        if (!description.isEmpty()) {
            content.withObject("/seo").put("description", ForeignText.cut(description, 500));
        }
        if (!(GhostExport.text(post, "codeinjection_head") + GhostExport.text(post, "codeinjection_foot")).isBlank()) {
            told.add("Left out the code that was injected into its page");
        }
        String canonical = GhostExport.text(post, "canonical_url");
        if (!canonical.isBlank()) {
            content.withObject("/customFields").put("canonical_url", ForeignText.cut(canonical, 2_000));
        }
    }

    private void author(JsonNode post, ObjectNode content) {
        List<JsonNode> all = authors.getOrDefault(GhostExport.text(post, "id"), List.of());
        JsonNode first = all.isEmpty() ? users.get(GhostExport.text(post, "author_id")) : all.getFirst();
        String name = first == null ? "" : ForeignText.plain(GhostExport.text(first, "name"));
        if (!name.isEmpty()) {
            content.put("author", ForeignText.cut(name, 200));
        }
    }

    private Wish wish(JsonNode post, @Nullable Instant at, List<String> tags, ItemNotes told) {
        String visibility = or(GhostExport.text(post, "visibility"), "public");
        if (!visibility.equals("public")) {
            told.add("It was for " + (visibility.equals("paid") ? "paying members" : "members")
                    + " only; it stays a draft so that nobody else sees it");
            tags.removeIf(tag -> tags.size() >= 50 && tag.equals(tags.getLast()));
            tags.add("members-only");
            return Wish.DRAFT;
        }
        switch (GhostExport.text(post, "status")) {
            case "published" -> {
                return Wish.PUBLISHED;
            }
            case "scheduled" -> {
                if (at != null && at.isAfter(now)) {
                    return Wish.SCHEDULED;
                }
                told.add("It was scheduled for a moment that has passed; it stays a draft");
            }
            case "sent" -> told.add("It was sent by mail and never on the site; it stays a draft");
            case "draft" -> {}
            default -> told.add("Its state is unknown here; it stays a draft");
        }
        return Wish.DRAFT;
    }

    /**
     * Parses a moment in any form that Ghost versions have written: RFC 3339, SQL (as UTC), or milliseconds since
     * 1970; null if the text is none of these.
     */
    static @Nullable Instant moment(String text) {
        try {
            if (text.matches("[0-9]{12,14}")) {
                return Instant.ofEpochMilli(Long.parseLong(text));
            }
            if (text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})$")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return text.isBlank()
                    ? null
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException unreadable) {
            return null;
        }
    }

    /**
     * Returns a reference ({@code ref:SOURCE}) to the media item of a file, adding the item on first use; null if the
     * address is neither a web address nor an absolute path.
     */
    private @Nullable String file(String address, String alt) {
        boolean web = address.matches("https?://[^\\s\\p{Cntrl}]{1,1900}");
        if (!web && !address.matches("/[^\\s\\p{Cntrl}]{1,1900}")) {
            return null;
        }
        String source = ItemNormalizer.name("ghost:file:" + address);
        if (!files.containsKey(source)) {
            String plain = ForeignText.withoutQuery(address);
            String name = ForeignText.cut(ForeignText.plain(plain.substring(plain.lastIndexOf('/') + 1)), 300);
            ObjectNode content = Json.object().put("fileName", name.isEmpty() ? "picture" : name);
            if (!alt.isEmpty()) {
                content.put("alt", ForeignText.cut(alt, 1_000));
            }
            if (web) {
                content.put("source", address);
            }
            files.put(
                    source,
                    new SourceItem.Item(
                            source,
                            "picture " + ForeignText.cut(address, 300),
                            "media",
                            name.isEmpty() ? "Picture" : name,
                            null,
                            content,
                            List.of(),
                            web ? Wish.PUBLISHED : Wish.DRAFT,
                            null,
                            web ? address : null,
                            web
                                    ? List.of()
                                    : List.of("The export doesn't say where the site is; upload the file by hand")));
        }
        return "ref:" + source;
    }

    @Override
    public String link(String address) {
        String plain = address.replace(HOME, "");
        String path = ForeignText.withoutSlashes(ForeignText.withoutQuery(plain));
        return taken.contains(path)
                ? path + (plain.contains("#") ? plain.substring(plain.indexOf('#')) : "")
                : plain.isEmpty() ? "/" : plain;
    }

    @Override
    public @Nullable String media(String address, @Nullable String attachmentId) {
        return file(address.replace(HOME, ""), "");
    }

    @Override
    public @Nullable String addressOf(String attachmentId) {
        return null;
    }

    @Override
    public List<String> ownAttachments() {
        return List.of();
    }

    @Override
    public String altOf(String attachmentId) {
        return "";
    }

    static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
