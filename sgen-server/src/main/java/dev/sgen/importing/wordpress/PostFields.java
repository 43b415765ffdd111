package dev.sgen.importing.wordpress;

import dev.sgen.content.Markup;
import dev.sgen.content.PlainText;
import dev.sgen.importing.html.InlineMarkup;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Maps the fields of a post other than its body: dates, author, terms, comments, SEO, custom fields. */
final class PostFields {
    private static final Set<String> SILENT_PREFIXES = Set.of(
            "_edit_",
            "_thumbnail_id",
            "_menu_item",
            "_oembed",
            "_publicize",
            "_wp_attachment",
            "_attachment",
            "_wp_old",
            "_encloseme",
            "_pingme");
    private static final Set<String> BUILDERS =
            Set.of("_elementor_data", "_elementor_css", "_et_pb_old_content", "_fl_builder_data", "_fl_builder_draft");
    private static final String TOO_MANY = "Left out a field of its own: it has more than 200 of them";
    private static final int MAX_FIELDS = 200;
    private static final int MAX_CATEGORIES = 200;
    private static final int MAX_COMMENT = 50_000;
    private static final int MAX_VALUE = 10_000;

    private final WxrMapping mapping;
    private final WxrExport.Post post;
    private final ItemNotes itemNotes;

    PostFields(WxrMapping mapping, WxrExport.Post post, ItemNotes itemNotes) {
        this.mapping = mapping;
        this.post = post;
        this.itemNotes = itemNotes;
    }

    void fill(ObjectNode content, List<String> moreTags) {
        if (!post.excerpt().isBlank()) {
            content.put("excerpt", ForeignText.cut(PlainText.ofHtml(post.excerpt()), 2_000));
        }
        if (post.type().equals("page")) {
            content.put("order", post.order());
            WxrExport.Post parent = mapping.post(post.parent());
            if (parent != null && mapping.below(post, parent)) {
                itemNotes.add("It stood below itself in the export; it stands by itself now");
            } else if (parent != null && parent.type().equals("page")) {
                content.put("parent", "ref:" + mapping.source(parent));
            } else if (!post.parent().isEmpty() && !post.parent().equals("0")) {
                itemNotes.add("The page above it isn't in the export");
            }
        } else {
            blogFields(content);
        }
        WxrExport.Post picture = mapping.post(post.meta().getOrDefault("_thumbnail_id", ""));
        if (picture != null && picture.type().equals("attachment")) {
            content.put("featuredImage", "ref:" + mapping.source(picture));
        } else if (post.meta().containsKey("_thumbnail_id")) {
            itemNotes.add("Its featured image isn't in the export");
        }
        seo(content);
        comments(content);
        ownFields(content, moreTags);
    }

    private void blogFields(ObjectNode content) {
        Instant at = WxrMapping.moment(post.date());
        if (at != null) {
            content.put("date", at.toString());
        }
        if (!post.creator().isEmpty()) {
            content.put("author", ForeignText.cut(ForeignText.plain(mapping.author(post.creator())), 200));
        }
        List<String> categories = post.names("category").stream()
                .map(c -> ForeignText.cut(ForeignText.plain(c), 200))
                .toList();
        if (categories.size() > MAX_CATEGORIES) {
            itemNotes.add("It has " + categories.size() + " categories, and " + MAX_CATEGORIES + " are kept. Left out: "
                    + ForeignText.cut(
                            String.join(", ", categories.subList(MAX_CATEGORIES, categories.size())), MAX_VALUE));
            categories = categories.subList(0, MAX_CATEGORIES);
        }
        if (!categories.isEmpty()) {
            content.set("categories", Json.tree(categories));
        }
        if (post.sticky()) {
            content.put("sticky", true);
        }
        post.term("post_format")
                .ifPresent(f -> content.put("format", ForeignText.cut(f.key().replace("post-format-", ""), 40)));
    }

    private void seo(ObjectNode content) {
        String title = ForeignText.plain(post.meta().getOrDefault("_yoast_wpseo_title", ""));
        String description = ForeignText.plain(post.meta().getOrDefault("_yoast_wpseo_metadesc", ""));
        if (!title.isEmpty() && !title.contains("%%")) {
            content.withObject("/seo").put("title", ForeignText.cut(title, 200));
        }
        if (!description.isEmpty() && !description.contains("%%")) {
            content.withObject("/seo").put("description", ForeignText.cut(description, 500));
        }
    }

    private void comments(ObjectNode content) {
        ArrayNode list = Json.array();
        int thrownAway = 0;
        int hidden = 0;
        for (WxrExport.Comment comment : post.comments()) {
            if (comment.approved().equals("spam")
                    || comment.approved().equals("trash")
                    || comment.approved().equals("post-trashed")) {
                thrownAway++;
                continue;
            }
            ObjectNode node = comment(comment);
            if (!comment.approved().equals("1")) {
                node.put("hidden", true);
                hidden++;
            }
            list.add(node);
        }
        if (!list.isEmpty()) {
            content.set("comments", list);
        }
        if (hidden > 0) {
            itemNotes.add(
                    hidden == 1
                            ? "A comment was not approved; it is kept hidden"
                            : hidden + " comments were not approved; they are kept hidden");
        }
        if (thrownAway > 0) {
            itemNotes.add("Left out " + thrownAway + (thrownAway == 1 ? " comment that was" : " comments that were")
                    + " spam or in the trash");
        }
    }

    private ObjectNode comment(WxrExport.Comment comment) {
        ObjectNode node = Json.object();
        node.put("id", ForeignText.cut(comment.id(), 100));
        node.put("author", ForeignText.cut(ForeignText.plain(comment.author()), 500));
        Instant at = WxrMapping.moment(comment.date());
        if (at != null) {
            node.put("date", at.toString());
        }
        if (comment.text().length() > MAX_COMMENT) {
            itemNotes.add("A comment was longer than " + MAX_COMMENT + " characters and was cut");
        }
        Markup.Cleaned text = Markup.htmlReporting(ForeignText.cut(comment.text(), MAX_COMMENT));
        InlineMarkup.tell(text.removed(), itemNotes);
        node.put("text", text.html());
        if (!comment.parent().isEmpty() && !comment.parent().equals("0")) {
            node.put("parent", ForeignText.cut(comment.parent(), 100));
        }
        node.put("kind", Set.of("pingback", "trackback").contains(comment.kind()) ? comment.kind() : "comment");
        if (comment.url().matches("https?://\\S{1,1900}") && Markup.isLink(comment.url())) {
            node.put("url", comment.url());
        }
        return node;
    }

    private void own(ObjectNode own, String key, String value) {
        if (own.size() >= MAX_FIELDS) {
            itemNotes.add(TOO_MANY);
        } else if (value.length() > MAX_VALUE && BUILDERS.contains(key)) {
            itemNotes.add("Left out " + key + ", a page builder's own notes on how it looked");
        } else {
            if (value.length() > MAX_VALUE) {
                itemNotes.add("Its field " + key + " was longer than " + MAX_VALUE + " characters and was cut");
            }
            own.put(key, ForeignText.cut(value, MAX_VALUE));
        }
    }

    /** Custom fields of plugins and users, terms of other taxonomies, and tags beyond the limit. */
    private void ownFields(ObjectNode content, List<String> moreTags) {
        ObjectNode own = Json.object();
        boolean product = post.type().equals("product");
        for (Map.Entry<String, String> field : post.meta().entrySet()) {
            boolean silent =
                    SILENT_PREFIXES.stream().anyMatch(p -> field.getKey().startsWith(p));
            boolean placed = product && WooProduct.uses(field.getKey());
            if (!silent
                    && !placed
                    && !field.getKey().isBlank()
                    && !field.getValue().isBlank()) {
                own(own, ForeignText.cut(ForeignText.plain(field.getKey()), 200), field.getValue());
            }
        }
        // Pages have no categories field, but some plugins give them categories: those are kept as a custom field.
        boolean page = post.type().equals("page");
        for (WxrExport.Term term : post.terms()) {
            boolean core =
                    WxrMapping.isCore(term.domain()) && !(page && term.domain().equals("category"));
            if (!core && !(product && WooProduct.uses(term.domain()))) {
                String key = "taxonomy:" + ForeignText.cut(ForeignText.plain(term.domain()), 100);
                if (own.size() < MAX_FIELDS || own.has(key)) {
                    own.withArray(key).add(ForeignText.cut(ForeignText.plain(term.name()), 200));
                } else {
                    itemNotes.add(TOO_MANY);
                }
            }
        }
        if (!moreTags.isEmpty()) {
            own.set("moreTags", Json.tree(moreTags));
            itemNotes.add(
                    "It had more than 50 tags; the other " + moreTags.size() + " are kept among its imported fields");
        }
        if (!own.isEmpty()) {
            content.set("customFields", own);
        }
    }
}
