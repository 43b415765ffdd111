package dev.sgen.importing;

import dev.sgen.content.Paths;
import dev.sgen.content.PlainText;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Incoming.Wish;
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
 * What a Ghost export becomes here. Only what every visitor could read is published: drafts, mails and what
 * was for members stay drafts.
 */
final class GhostMapping implements Surroundings {
    private static final String HOME = "__GHOST_URL__";
    private static final Set<String> READ =
            Set.of("posts", "posts_authors", "posts_tags", "posts_meta", "tags", "users", "settings");

    private final Ghost ghost;
    private final Instant now;
    private final Bodies bodies;
    private final Map<String, List<JsonNode>> tags;
    private final Map<String, List<JsonNode>> authors;
    private final Map<String, JsonNode> users;
    private final Map<String, JsonNode> meta = new HashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();
    private final Map<String, Arrival.Item> files = new LinkedHashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    private GhostMapping(Ghost ghost, Instant now, Bodies bodies) {
        this.bodies = bodies;
        this.ghost = ghost;
        this.now = now;
        this.tags = ghost.perPost("posts_tags", "tag_id", "tags");
        this.authors = ghost.perPost("posts_authors", "author_id", "users");
        this.users = ghost.byId("users");
        ghost.rows("posts_meta").forEach(row -> meta.putIfAbsent(Ghost.text(row, "post_id"), row));
    }

    /** Everything the export holds, as it arrives. */
    static List<Arrival> map(Ghost ghost, Instant now, Bodies bodies) {
        return new GhostMapping(ghost, now, bodies).all();
    }

    private List<Arrival> all() {
        List<JsonNode> posts = ghost.rows("posts");
        posts.stream().filter(p -> Ghost.text(p, "status").equals("published")).forEach(this::claim);
        posts.forEach(this::claim);
        for (JsonNode post : posts) {
            try {
                arrivals.add(post(post));
            } catch (RuntimeException | StackOverflowError odd) {
                arrivals.add(new Arrival.Left(
                        source(post),
                        label(post),
                        List.of("It could not be read; enter it by hand, and tell us of it")));
            }
        }
        arrivals.addAll(GhostSite.of(ghost, this::link));
        ghost.tables().forEach((table, rows) -> {
            if (!READ.contains(table) && !rows.isEmpty()) {
                arrivals.add(new Arrival.Left(
                        "ghost:table:" + table,
                        table,
                        List.of("The export's " + rows.size() + " rows of “" + Texts.cut(table, 60)
                                + "” are not brought in")));
            }
        });
        List<Arrival> out = new ArrayList<>(files.values());
        out.addAll(arrivals);
        return out;
    }

    private static String source(JsonNode post) {
        String lasting = Ghost.text(post, "uuid");
        return "ghost:" + (lasting.isBlank() ? Ghost.text(post, "id") + ":" + Ghost.text(post, "slug") : lasting);
    }

    private static String label(JsonNode post) {
        String title = Texts.cut(Texts.plain(PlainText.ofHtml(Ghost.text(post, "title"))), 120);
        return type(post) + " " + Ghost.text(post, "id") + (title.isEmpty() ? "" : " “" + title + "”");
    }

    /** Older exports say with a flag what newer ones say with a word. */
    private static String type(JsonNode post) {
        boolean page =
                Ghost.text(post, "type").equals("page") || Set.of("1", "true").contains(Ghost.text(post, "page"));
        return page ? "page" : "post";
    }

    /** Ghost's addresses have no folders: posts and pages lie side by side. */
    private void claim(JsonNode post) {
        String source = source(post);
        if (paths.containsKey(source)) {
            return;
        }
        String given = Paths.slug(Ghost.text(post, "slug"));
        String slug = given.isEmpty() ? Paths.slug(PlainText.ofHtml(Ghost.text(post, "title"))) : given;
        String path = "/"
                + (slug.isEmpty() ? type(post) + "-" + Ghost.text(post, "id").replaceAll("[^A-Za-z0-9]", "") : slug);
        try {
            path = Paths.normalise(path);
        } catch (Paths.BadPath reserved) {
            path = "/" + type(post) + "-" + slug;
        }
        String free = path;
        // Where the search for a free number ended is where the next one begins.
        int n = tried.getOrDefault(path, 2);
        for (; !taken.add(free); n++) {
            free = path + "-" + n;
        }
        tried.put(path, n);
        paths.put(source, free);
    }

    private Arrival post(JsonNode post) {
        Notes told = new Notes();
        ObjectNode content = Json.object();
        content.set("body", body(post, told));
        String made = Texts.cut(PlainText.excerpt(content, 60), 80);
        String title = Texts.title(Ghost.text(post, "title"), made.isEmpty() ? "Untitled" : made, told);
        List<String> others = new ArrayList<>();
        List<String> tags = new ArrayList<>(Texts.tags(
                this.tags.getOrDefault(Ghost.text(post, "id"), List.of()).stream()
                        .map(t -> Ghost.text(t, "name"))
                        .toList(),
                others));
        if (!others.isEmpty()) {
            told.add("It had more than 50 tags; left out: " + String.join(", ", others));
        }
        fields(post, content, told);
        Instant at = moment(Ghost.text(post, "published_at"));
        Wish wish = wish(post, at, tags, told);
        if (!told.list().isEmpty()) {
            content.set("notes", Json.tree(told.list()));
        }
        return new Arrival.Item(
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

    private ArrayNode body(JsonNode post, Notes told) {
        String html = Ghost.text(post, "html");
        if (html.isBlank()) {
            html = GhostCards.html(Ghost.text(post, "lexical"), Ghost.text(post, "mobiledoc"), told);
        }
        if (html.isBlank() && !Ghost.text(post, "markdown").isBlank()) {
            told.add("Its Markdown came in as plain text");
            html = org.jsoup.nodes.Entities.escape(Ghost.text(post, "markdown")).replaceAll("\\n\\s*\\n", "<p>");
        }
        return bodies.of(html.replace(HOME, ""), Bodies.Dialect.GHOST, this, told);
    }

    private void fields(JsonNode post, ObjectNode content, Notes told) {
        Instant at = moment(Ghost.text(post, "published_at"));
        JsonNode more = meta.getOrDefault(Ghost.text(post, "id"), post);
        String excerpt = PlainText.ofHtml(Ghost.text(post, "custom_excerpt"));
        if (!excerpt.isBlank()) {
            content.put("excerpt", Texts.cut(excerpt, 2_000));
        }
        if (type(post).equals("post")) {
            if (at != null) {
                content.put("date", at.toString());
            }
            author(post, content);
        }
        String picture =
                or(Ghost.text(post, "feature_image"), Ghost.text(post, "image")).replace(HOME, "");
        if (!picture.isBlank()) {
            String reference = file(picture, Texts.plain(Ghost.text(more, "feature_image_alt")));
            if (reference != null) {
                content.put("featuredImage", reference);
            } else {
                told.add("Its feature image has no usable address");
            }
        }
        String title = Texts.plain(or(Ghost.text(more, "meta_title"), Ghost.text(post, "meta_title")));
        String description =
                Texts.plain(or(Ghost.text(more, "meta_description"), Ghost.text(post, "meta_description")));
        if (!title.isEmpty()) {
            content.withObject("/seo").put("title", Texts.cut(title, 200));
        }
        if (!description.isEmpty()) {
            content.withObject("/seo").put("description", Texts.cut(description, 500));
        }
        if (!(Ghost.text(post, "codeinjection_head") + Ghost.text(post, "codeinjection_foot")).isBlank()) {
            told.add("Left out the code that was injected into its page");
        }
        String canonical = Ghost.text(post, "canonical_url");
        if (!canonical.isBlank()) {
            content.withObject("/customFields").put("canonical_url", Texts.cut(canonical, 2_000));
        }
    }

    private void author(JsonNode post, ObjectNode content) {
        List<JsonNode> all = authors.getOrDefault(Ghost.text(post, "id"), List.of());
        JsonNode first = all.isEmpty() ? users.get(Ghost.text(post, "author_id")) : all.getFirst();
        String name = first == null ? "" : Texts.plain(Ghost.text(first, "name"));
        if (!name.isEmpty()) {
            content.put("author", Texts.cut(name, 200));
        }
    }

    private Wish wish(JsonNode post, @Nullable Instant at, List<String> tags, Notes told) {
        String visibility = or(Ghost.text(post, "visibility"), "public");
        if (!visibility.equals("public")) {
            told.add("It was for " + (visibility.equals("paid") ? "paying members" : "members")
                    + " only; it stays a draft so that nobody else sees it");
            tags.removeIf(tag -> tags.size() >= 50 && tag.equals(tags.getLast()));
            tags.add("members-only");
            return Wish.DRAFT;
        }
        switch (Ghost.text(post, "status")) {
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

    /** A moment as Ghost wrote it over the years: RFC 3339, SQL, milliseconds; null if there is none. */
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

    /** The library's item of a file, made where there is none yet; null for an address that can't be one. */
    private @Nullable String file(String address, String alt) {
        boolean web = address.matches("https?://[^\\s\\p{Cntrl}]{1,1900}");
        if (!web && !address.matches("/[^\\s\\p{Cntrl}]{1,1900}")) {
            return null;
        }
        String source = Tidying.name("ghost:file:" + address);
        if (!files.containsKey(source)) {
            String plain = Texts.withoutQuery(address);
            String name = Texts.cut(Texts.plain(plain.substring(plain.lastIndexOf('/') + 1)), 300);
            ObjectNode content = Json.object().put("fileName", name.isEmpty() ? "picture" : name);
            if (!alt.isEmpty()) {
                content.put("alt", Texts.cut(alt, 1_000));
            }
            if (web) {
                content.put("source", address);
            }
            files.put(
                    source,
                    new Arrival.Item(
                            source,
                            "picture " + Texts.cut(address, 300),
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
        String path = Texts.withoutSlashes(Texts.withoutQuery(plain));
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
