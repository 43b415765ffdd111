package dev.sgen.importing;

import dev.sgen.content.ContentType;
import dev.sgen.content.Paths;
import dev.sgen.content.PlainText;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Incoming.Wish;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a WordPress export becomes here. Nothing private comes in visible: what WordPress showed to
 * everybody is published, everything else stays a draft.
 */
final class WxrMapping {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Set<String> SYSTEM = Set.of(
            "revision",
            "oembed_cache",
            "customize_changeset",
            "custom_css",
            "wp_global_styles",
            "wp_template",
            "wp_template_part",
            "wp_navigation",
            "user_request",
            "wp_font_family",
            "wp_font_face");
    private static final Set<String> CORE_TAXONOMIES = Set.of("category", "post_tag", "post_format", "nav_menu");

    private final Wxr wxr;
    private final Instant now;
    private final Function<String, @Nullable ContentType> types;
    private final WxrAddresses addresses;
    private final Map<String, Wxr.Post> byId = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, Notes> notes = new LinkedHashMap<>();

    private WxrMapping(Wxr wxr, Instant now, Function<String, @Nullable ContentType> types) {
        this.wxr = wxr;
        this.now = now;
        this.types = types;
        this.addresses = new WxrAddresses(wxr.address());
    }

    /**
     * Everything the export holds, as it arrives.
     *
     * @param types the site's type of a key, or null
     */
    static List<Arrival> map(Wxr wxr, Instant now, Function<String, @Nullable ContentType> types) {
        return new WxrMapping(wxr, now, types).all();
    }

    private List<Arrival> all() {
        for (Wxr.Post post : wxr.posts()) {
            byId.putIfAbsent(post.id(), post);
            notes.put(post.id(), new Notes());
            if (post.type().equals("attachment") && !post.file().isEmpty()) {
                addresses.file(post.file(), source(post));
            }
        }
        for (Wxr.Post post : wxr.posts()) {
            if (hasPath(post)) {
                path(post, 0);
            }
        }
        List<Arrival> arrivals = new ArrayList<>();
        for (Wxr.Post post : wxr.posts()) {
            if (post.type().equals("nav_menu_item")) {
                continue;
            } else if (byId.get(post.id()) != post) {
                arrivals.add(new Arrival.Left(
                        source(post) + ":again" + arrivals.size(),
                        label(post),
                        List.of("The export holds this item more than once; the first one came in")));
            } else if (post.type().equals("attachment")) {
                arrivals.add(attachment(post));
            } else if (SYSTEM.contains(post.type()) || post.status().equals("auto-draft")) {
                arrivals.add(new Arrival.Left(
                        source(post),
                        label(post),
                        List.of("WordPress keeps this for itself (" + post.type() + ", " + post.status()
                                + "); it has no use here")));
            } else {
                arrivals.add(record(post));
            }
        }
        arrivals.addAll(new WxrMenus(
                        this,
                        wxr.posts().stream()
                                .filter(p -> p.type().equals("nav_menu_item"))
                                .toList())
                .arrivals());
        return arrivals;
    }

    String source(Wxr.Post post) {
        return "wp:" + addresses.host() + ":" + post.id();
    }

    String host() {
        return addresses.host();
    }

    Wxr.@Nullable Post post(String id) {
        return byId.get(id);
    }

    @Nullable
    String link(String address) {
        return addresses.resolve(address);
    }

    /** Whether something of the export becomes a record others can point at. */
    boolean comesIn(Wxr.Post post) {
        return !SYSTEM.contains(post.type())
                && !post.type().equals("nav_menu_item")
                && !post.status().equals("auto-draft");
    }

    static String label(Wxr.Post post) {
        String title = Texts.plain(PlainText.ofHtml(post.title()));
        return post.type() + " " + post.id() + (title.isEmpty() ? "" : " “" + Texts.cut(title, 120) + "”");
    }

    private Notes notesOf(Wxr.Post post) {
        return notes.computeIfAbsent(post.id(), id -> new Notes());
    }

    /** The type here of a post type there. */
    private String type(Wxr.Post post) {
        return switch (post.type()) {
            case "page", "post" -> post.type();
            default -> {
                ContentType own = types.apply(post.type().replace('_', '-'));
                yield own == null ? "page" : own.key();
            }
        };
    }

    private boolean hasPath(Wxr.Post post) {
        ContentType type = types.apply(type(post));
        return comesIn(post) && !post.type().equals("attachment") && type != null && type.hasPath();
    }

    private String path(Wxr.Post post, int depth) {
        String known = paths.get(post.id());
        if (known != null) {
            return known;
        }
        String kept = addresses.pathOf(post.link());
        String wished = kept == null ? made(post, depth) : kept;
        String path = addresses.claim(wished);
        if (!path.equals(wished)) {
            notesOf(post).add("The address " + wished + " was taken by another item, so this one is at " + path);
        }
        paths.put(post.id(), path);
        addresses.post(post.id(), post.link(), path);
        return path;
    }

    /** A path for what had none: below its parent, or as its type has it. */
    private String made(Wxr.Post post, int depth) {
        String name = Paths.slug(decoded(post.name()));
        String slug = name.isEmpty() ? Paths.slug(PlainText.ofHtml(post.title())) : name;
        slug = slug.isEmpty() ? type(post) + "-" + post.id() : slug;
        Wxr.Post parent = byId.get(post.parent());
        ContentType type = types.apply(type(post));
        String pattern = type == null || type.urlPattern() == null ? "/{slug}" : type.urlPattern();
        String path = parent != null
                        && parent != post
                        && depth < 20
                        && parent.type().equals("page")
                        && post.type().equals("page")
                ? path(parent, depth + 1) + "/" + slug
                : pattern.replace("{slug}", slug);
        try {
            return Paths.normalise(path);
        } catch (Paths.BadPath reserved) {
            return "/" + type(post) + "-" + slug;
        }
    }

    private static String decoded(String name) {
        try {
            return name.isEmpty() ? "" : Paths.normalise("/x-" + name).substring(3);
        } catch (Paths.BadPath unusable) {
            return name;
        }
    }

    private Arrival record(Wxr.Post post) {
        Notes told = notesOf(post);
        ObjectNode content = Json.object();
        Surroundings surroundings = new PostSurroundings(this, post, told);
        ArrayNode body = WordPressHtml.blocks(post.content(), surroundings, told);
        content.set("body", body);
        String madeUp = Texts.cut(PlainText.excerpt(content, 60), 80);
        String title = Texts.title(
                post.title(), madeUp.isEmpty() ? "Untitled " + post.type() + " " + post.id() : madeUp, told);
        List<String> others = new ArrayList<>();
        List<String> tags = new ArrayList<>(Texts.tags(post.names("post_tag"), others));
        new PostFields(this, post, told).fill(content, others);
        String type = type(post);
        boolean unknown = !post.type().equals(type) && type.equals("page");
        if (unknown) {
            told.add("There is no type for “" + post.type() + "” here; it came in as a draft page");
        }
        Instant at = moment(post.date());
        Wish wish = unknown ? Wish.DRAFT : wish(post, at, tags, told);
        return new Arrival.Item(
                source(post),
                label(post),
                type,
                title,
                paths.get(post.id()),
                noted(content, told),
                tags,
                wish,
                wish == Wish.SCHEDULED ? at : null,
                null,
                told.list());
    }

    private static ObjectNode noted(ObjectNode content, Notes told) {
        if (!told.list().isEmpty()) {
            content.set("notes", Json.tree(told.list()));
        }
        return content;
    }

    private Wish wish(Wxr.Post post, @Nullable Instant at, List<String> tags, Notes told) {
        if (post.locked()) {
            told.add("It was protected by a password; it stays a draft so that nobody sees it");
            mark(tags, "password-protected");
            return Wish.DRAFT;
        }
        switch (post.status()) {
            case "publish" -> {
                return Wish.PUBLISHED;
            }
            case "future" -> {
                if (at != null && at.isAfter(now)) {
                    return Wish.SCHEDULED;
                }
                told.add("It was scheduled for a moment that has passed; it stays a draft");
                return Wish.DRAFT;
            }
            case "draft" -> {
                return Wish.DRAFT;
            }
            case "pending" -> told.add("It was waiting for review; it came in as a draft");
            case "private" -> {
                told.add("It was private; it stays a draft so that nobody sees it");
                mark(tags, "private");
            }
            case "trash" -> {
                told.add("It was in the trash; it came in archived");
                return Wish.ARCHIVED;
            }
            default -> told.add("Its state “" + post.status() + "” is unknown here; it stays a draft");
        }
        return Wish.DRAFT;
    }

    private static void mark(List<String> tags, String tag) {
        if (tags.size() >= 50) {
            tags.removeLast();
        }
        tags.add(tag);
    }

    private Arrival attachment(Wxr.Post post) {
        Notes told = notesOf(post);
        ObjectNode content = Json.object();
        String file = post.file().replaceFirst("[?#].*$", "");
        String name = Texts.plain(file.substring(file.lastIndexOf('/') + 1));
        if (!name.isEmpty()) {
            content.put("fileName", Texts.cut(name, 300));
        }
        String alt = altOf(post.id());
        if (!alt.isEmpty()) {
            content.put("alt", alt);
        }
        if (!post.excerpt().isBlank()) {
            content.put("caption", Texts.cut(Inline.clean(post.excerpt().strip(), told), 2_000));
        }
        if (!post.content().isBlank()) {
            content.putObject("customFields").put("description", Texts.cut(PlainText.ofHtml(post.content()), 10_000));
        }
        boolean usable = post.file().matches("https?://\\S{1,1900}");
        if (usable) {
            content.put("source", post.file());
        } else {
            told.add("The export names no address for its file; upload it by hand");
        }
        String title = Texts.title(post.title(), name.isEmpty() ? "File " + post.id() : name, told);
        return new Arrival.Item(
                source(post),
                label(post),
                "media",
                title,
                null,
                noted(content, told),
                List.of(),
                Wish.PUBLISHED,
                null,
                usable ? post.file() : null,
                told.list());
    }

    String altOf(String id) {
        Wxr.Post post = byId.get(id);
        return post == null
                ? ""
                : Texts.cut(Texts.plain(post.meta().getOrDefault("_wp_attachment_image_alt", "")), 1_000);
    }

    /** The library item of a file's address or an attachment's id, as a reference. */
    @Nullable
    String media(String address, @Nullable String id) {
        Wxr.Post post = id == null ? null : byId.get(id);
        boolean byNumber = post != null && post.type().equals("attachment");
        String source = addresses.media(address);
        if (source == null && byNumber && post != null && sameFile(address, post)) {
            source = source(post);
        }
        return source == null ? null : "ref:" + source;
    }

    /** Ids are only believed where the file's name agrees: exports put together by hand repeat them. */
    private static boolean sameFile(String address, Wxr.Post post) {
        return address.isEmpty()
                || stem(address).startsWith(stem(post.file()))
                || stem(post.file()).startsWith(stem(address));
    }

    private static String stem(String address) {
        String name = address.replaceFirst("[?#].*$", "");
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z0-9]{2,5}$", "");
    }

    List<String> attachmentsOf(Wxr.Post parent) {
        return wxr.posts().stream()
                .filter(p -> p.type().equals("attachment") && p.parent().equals(parent.id()))
                .sorted(Comparator.comparingInt(Wxr.Post::order))
                .map(Wxr.Post::id)
                .toList();
    }

    String author(String login) {
        return wxr.authors().getOrDefault(login, login);
    }

    /** A moment as exports write it, in UTC; null if there is none. */
    static @Nullable Instant moment(String text) {
        try {
            return LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    static boolean isCore(String taxonomy) {
        return CORE_TAXONOMIES.contains(taxonomy);
    }
}
