package dev.sgen.importing.wordpress;

import dev.sgen.content.ContentType;
import dev.sgen.content.PlainText;
import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.html.InlineMarkup;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps a WordPress export to import items. Only what WordPress showed to everybody is published; everything else
 * becomes a draft or, from the trash, an archived record. One instance reads one export; not thread-safe.
 */
public final class WxrMapping {
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
    private static final int MAX_EXPANDED = 4 * 1024 * 1024;
    private static final int MOST_ANCESTORS = 100;
    private static final Set<String> CORE_TAXONOMIES = Set.of("category", "post_tag", "post_format", "nav_menu");

    private static final Logger LOG = LoggerFactory.getLogger(WxrMapping.class);
    private static final Pattern PATTERN =
            Pattern.compile("<!-- wp:block \\{[^}]{0,500}?\"ref\":\\s*([0-9]{1,12})[^}]{0,500}\\}\\s*/?-->");

    private final WxrExport wxrExport;
    private final Instant now;
    private final Function<String, @Nullable ContentType> types;
    private final HtmlToBlocks htmlToBlocks;
    private final WxrAddresses addresses;
    private final Map<String, WxrExport.Post> byId = new LinkedHashMap<>();
    private final Map<String, List<WxrExport.Post>> children = new HashMap<>();
    private final Map<String, ItemNotes> itemNotes = new LinkedHashMap<>();
    private final WxrPaths paths;

    private WxrMapping(
            WxrExport wxrExport,
            Instant now,
            Function<String, @Nullable ContentType> types,
            HtmlToBlocks htmlToBlocks) {
        this.htmlToBlocks = htmlToBlocks;
        this.wxrExport = wxrExport;
        this.now = now;
        this.types = types;
        this.addresses = new WxrAddresses(wxrExport.address());
        this.paths = new WxrPaths(addresses, byId, post -> types.apply(type(post)), this::notesOf);
    }

    /**
     * Maps everything the export holds to items.
     *
     * @param types returns the site's content type with a key, or null
     */
    public static List<SourceItem> map(
            WxrExport wxrExport,
            Instant now,
            Function<String, @Nullable ContentType> types,
            HtmlToBlocks htmlToBlocks) {
        return new WxrMapping(wxrExport, now, types, htmlToBlocks).all();
    }

    private List<SourceItem> all() {
        for (WxrExport.Post post : wxrExport.posts()) {
            byId.putIfAbsent(post.id(), post);
            children.computeIfAbsent(post.parent(), id -> new ArrayList<>()).add(post);
            if (post.type().equals("attachment") && !post.file().isEmpty()) {
                addresses.file(post.file(), source(post));
            }
        }
        paths.claim(wxrExport.posts().stream().filter(this::hasPath).toList());
        List<SourceItem> sourceItems = new ArrayList<>();
        for (WxrExport.Post post : wxrExport.posts()) {
            if (post.type().equals("nav_menu_item")) {
                continue;
            } else if (isVariation(post)) {
                if (!isProduct(byId.get(post.parent()))) {
                    sourceItems.add(new SourceItem.Left(
                            source(post) + ":alone" + sourceItems.size(),
                            label(post),
                            List.of("It is a variant of a product that isn't in the export")));
                }
            } else if (byId.get(post.id()) != post) {
                sourceItems.add(new SourceItem.Left(
                        source(post) + ":again" + sourceItems.size(),
                        label(post),
                        List.of("The export holds this item more than once; the first one came in")));
            } else if (post.type().equals("attachment")) {
                sourceItems.add(attachment(post));
            } else if (SYSTEM.contains(post.type()) || post.status().equals("auto-draft")) {
                sourceItems.add(new SourceItem.Left(
                        source(post),
                        label(post),
                        List.of("WordPress keeps this for itself (" + post.type() + ", " + post.status()
                                + "); it has no use here")));
            } else {
                record(post, sourceItems);
            }
        }
        List<String> lost = WxrTerms.lost(wxrExport, this::keeps);
        if (!lost.isEmpty()) {
            sourceItems.add(new SourceItem.Left("wp:" + host() + ":terms", "categories, tags and menus", lost));
        }
        sourceItems.addAll(new WxrMenus(
                        this,
                        wxrExport.posts().stream()
                                .filter(p -> p.type().equals("nav_menu_item"))
                                .toList())
                .arrivals());
        return sourceItems;
    }

    private static boolean isVariation(WxrExport.Post post) {
        return post.type().equals("product_variation");
    }

    private boolean isProduct(WxrExport.@Nullable Post post) {
        return post != null && post.type().equals("product") && comesIn(post);
    }

    private List<WxrExport.Post> variationsOf(WxrExport.Post product) {
        return children.getOrDefault(product.id(), List.of()).stream()
                .filter(p -> isVariation(p) && byId.get(p.id()) == p)
                .sorted(Comparator.comparingInt(WxrExport.Post::order))
                .toList();
    }

    /** Whether the chain of parents from {@code parent} leads back to {@code post}. */
    boolean below(WxrExport.Post post, WxrExport.Post parent) {
        Set<String> seen = new HashSet<>();
        for (WxrExport.@Nullable Post at = parent; at != null && seen.add(at.id()); at = byId.get(at.parent())) {
            // Such a deep chain is treated as a cycle.
            if (at.id().equals(post.id()) || seen.size() > MOST_ANCESTORS) {
                return true;
            }
        }
        return false;
    }

    String source(WxrExport.Post post) {
        return "wp:" + addresses.host() + ":" + post.id();
    }

    String host() {
        return addresses.host();
    }

    WxrExport.@Nullable Post post(String id) {
        return byId.get(id);
    }

    @Nullable
    String link(String address) {
        return addresses.resolve(address);
    }

    /** Whether a post becomes a record that others can refer to. */
    boolean comesIn(WxrExport.Post post) {
        return !SYSTEM.contains(post.type())
                && !post.type().equals("nav_menu_item")
                && !post.status().equals("auto-draft");
    }

    /** Whether the imported item still carries this term: attachments and WordPress's internal posts do not. */
    private boolean keeps(WxrExport.Post post, WxrExport.Term term) {
        return post.type().equals("nav_menu_item")
                ? term.domain().equals("nav_menu")
                : comesIn(post) && !post.type().equals("attachment");
    }

    static String label(WxrExport.Post post) {
        String title = ForeignText.plain(PlainText.ofHtml(post.title()));
        return post.type() + " " + post.id() + (title.isEmpty() ? "" : " “" + ForeignText.cut(title, 120) + "”");
    }

    private ItemNotes notesOf(WxrExport.Post post) {
        return itemNotes.computeIfAbsent(post.id(), id -> new ItemNotes());
    }

    /** The content type here for a WordPress post type; {@code page} if there is no matching type. */
    private String type(WxrExport.Post post) {
        return switch (post.type()) {
            case "page", "post" -> post.type();
            default -> {
                ContentType own = types.apply(post.type().replace('_', '-'));
                // Types without a path are excluded: a plugin's post type must not become a site-shaping record by its
                // name.
                yield own == null || !own.hasPath() ? "page" : own.key();
            }
        };
    }

    private boolean hasPath(WxrExport.Post post) {
        ContentType type = types.apply(type(post));
        return comesIn(post) && !post.type().equals("attachment") && type != null && type.hasPath();
    }

    /** Maps one post; one unreadable post must not keep the others out. */
    private void record(WxrExport.Post post, List<SourceItem> sourceItems) {
        List<SourceItem> variants = new ArrayList<>();
        try {
            sourceItems.add(record(post, variants, notesOf(post)));
            sourceItems.addAll(variants);
        } catch (RuntimeException | StackOverflowError odd) {
            LOG.warn("The item {} of an export could not be read", source(post), odd);
            sourceItems.add(new SourceItem.Left(
                    source(post), label(post), List.of("It could not be read; enter it by hand, and tell us of it")));
        }
    }

    private SourceItem record(WxrExport.Post post, List<SourceItem> variants, ItemNotes told) {
        ObjectNode content = Json.object();
        HtmlContext htmlContext = new PostHtmlContext(this, post, told);
        String html = patterns(post.content(), told, 0, new int[] {MAX_EXPANDED});
        ArrayNode body = htmlToBlocks.of(html, htmlContext, told);
        content.set("body", body);
        String madeUp = ForeignText.cut(PlainText.excerpt(content, 60), 80);
        String title = ForeignText.title(
                post.title(), madeUp.isEmpty() ? "Untitled " + post.type() + " " + post.id() : madeUp, told);
        List<String> others = new ArrayList<>();
        List<String> tags = new ArrayList<>(
                ForeignText.tags(post.names(post.type().equals("product") ? "product_tag" : "post_tag"), others));
        new PostFields(this, post, told).fill(content, others);
        if (isProduct(post)) {
            variants.addAll(new WooProduct(this, post, content, told).fill(variationsOf(post)));
        }
        String type = type(post);
        boolean unknown = !post.type().equals(type) && type.equals("page");
        if (unknown) {
            told.add(
                    "There is no type for “" + ForeignText.cut(post.type(), 60) + "” here; it came in as a draft page");
        }
        Instant at = moment(post.date());
        Wish wish = WxrStates.wish(post, at, now, tags, told);
        wish = unknown ? Wish.DRAFT : wish;
        return new SourceItem.Item(
                source(post),
                label(post),
                type,
                title,
                paths.of(post),
                noted(content, told),
                tags,
                wish,
                wish == Wish.SCHEDULED ? at : null,
                null,
                told.list());
    }

    /**
     * Replaces references to shared blocks (patterns) by their content, recursively.
     *
     * @param room a one-element counter: how many characters of patterns this post may still take in, because
     *     nested patterns can multiply
     */
    private String patterns(String html, ItemNotes told, int depth, int[] room) {
        if (depth > 5 || !html.contains("<!-- wp:block ")) {
            return html;
        }
        return PATTERN.matcher(html).replaceAll(match -> {
            WxrExport.Post pattern = byId.get(match.group(1));
            if (pattern == null || !pattern.type().equals("wp_block")) {
                told.add("It shows the shared block " + match.group(1) + ", which isn't in the export");
                return "";
            }
            room[0] -= pattern.content().length() + 1;
            if (room[0] < 0) {
                told.add("Left out a shared block: with it the text would be longer than any record");
                return "";
            }
            told.add("The shared block “" + ForeignText.cut(ForeignText.plain(pattern.title()), 100)
                    + "” became its own");
            return Matcher.quoteReplacement(patterns(pattern.content(), told, depth + 1, room));
        });
    }

    private static ObjectNode noted(ObjectNode content, ItemNotes told) {
        if (!told.list().isEmpty()) {
            content.set("notes", Json.tree(told.list()));
        }
        return content;
    }

    private SourceItem attachment(WxrExport.Post post) {
        ItemNotes told = notesOf(post);
        ObjectNode content = Json.object();
        String file = ForeignText.withoutQuery(post.file());
        String name = ForeignText.plain(file.substring(file.lastIndexOf('/') + 1));
        if (!name.isEmpty()) {
            content.put("fileName", ForeignText.cut(name, 300));
        }
        String alt = altOf(post.id());
        if (!alt.isEmpty()) {
            content.put("alt", alt);
        }
        if (!post.excerpt().isBlank()) {
            content.put(
                    "caption", ForeignText.cut(InlineMarkup.clean(post.excerpt().strip(), told), 2_000));
        }
        if (!post.content().isBlank()) {
            content.putObject("customFields")
                    .put("description", ForeignText.cut(PlainText.ofHtml(post.content()), 10_000));
        }
        boolean usable = post.file().matches("https?://[^\\s\\p{Cntrl}]{1,1900}");
        if (usable) {
            content.put("source", post.file());
        } else {
            told.add("The export names no address for its file; upload it by hand");
        }
        String title = ForeignText.title(post.title(), name.isEmpty() ? "File " + post.id() : name, told);
        return new SourceItem.Item(
                source(post),
                label(post),
                "media",
                title,
                null,
                noted(content, told),
                List.of(),
                usable ? Wish.PUBLISHED : Wish.DRAFT,
                null,
                usable ? post.file() : null,
                told.list());
    }

    String altOf(String id) {
        WxrExport.Post post = byId.get(id);
        return post == null
                ? ""
                : ForeignText.cut(ForeignText.plain(post.meta().getOrDefault("_wp_attachment_image_alt", "")), 1_000);
    }

    /** A reference to the media item of a file address or an attachment id; null if there is none. */
    @Nullable
    String media(String address, @Nullable String id) {
        WxrExport.Post post = id == null ? null : byId.get(id);
        boolean byNumber = post != null && post.type().equals("attachment");
        String source = addresses.media(address);
        if (source == null && byNumber && post != null && sameFile(address, post)) {
            source = source(post);
        }
        return source == null ? null : "ref:" + source;
    }

    /** An attachment id counts only if the file names agree, because manually merged exports reuse ids. */
    private static boolean sameFile(String address, WxrExport.Post post) {
        return address.isEmpty()
                || stem(address).startsWith(stem(post.file()))
                || stem(post.file()).startsWith(stem(address));
    }

    private static String stem(String address) {
        String name = ForeignText.withoutQuery(address);
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z0-9]{2,5}$", "");
    }

    List<String> attachmentsOf(WxrExport.Post parent) {
        return children.getOrDefault(parent.id(), List.of()).stream()
                .filter(p -> p.type().equals("attachment"))
                .sorted(Comparator.comparingInt(WxrExport.Post::order))
                .map(WxrExport.Post::id)
                .toList();
    }

    String author(String login) {
        return wxrExport.authors().getOrDefault(login, login);
    }

    /** Parses a date of an export as UTC; null if there is none. */
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
