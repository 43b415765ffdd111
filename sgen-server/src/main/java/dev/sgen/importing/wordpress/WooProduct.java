package dev.sgen.importing.wordpress;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.CellValues;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps WooCommerce's post meta and terms to the fields of a product: price, stock, pictures, attributes, and
 * variations as variants.
 */
final class WooProduct {
    private static final Set<String> USED = Set.of(
            "_price",
            "_regular_price",
            "_sale_price",
            "_sale_price_dates_from",
            "_sale_price_dates_to",
            "_sku",
            "_stock",
            "_stock_status",
            "_manage_stock",
            "_weight",
            "_length",
            "_width",
            "_height",
            "_virtual",
            "_downloadable",
            "_downloadable_files",
            "_product_url",
            "_button_text",
            "_featured",
            "_product_image_gallery",
            "_product_attributes",
            "_children",
            "_product_version",
            "_wc_average_rating",
            "_wc_review_count",
            "_wc_rating_count",
            "_visibility",
            "_backorders",
            "_sold_individually",
            "_default_attributes",
            "_variation_description",
            "_download_limit",
            "_download_expiry",
            "total_sales");
    private static final Set<String> TAXONOMIES =
            Set.of("product_cat", "product_tag", "product_type", "product_visibility");
    private static final Set<String> KINDS = Set.of("simple", "variable", "grouped", "external");

    private final WxrMapping mapping;
    private final WxrExport.Post post;
    private final ObjectNode content;
    private final ItemNotes itemNotes;

    WooProduct(WxrMapping mapping, WxrExport.Post post, ObjectNode content, ItemNotes itemNotes) {
        this.mapping = mapping;
        this.post = post;
        this.content = content;
        this.itemNotes = itemNotes;
    }

    /**
     * Whether a meta key or taxonomy of WooCommerce is mapped or deliberately dropped here, so that it is not kept as
     * a custom field.
     */
    static boolean uses(String name) {
        return USED.contains(name) || TAXONOMIES.contains(name) || name.startsWith("pa_");
    }

    /**
     * Fills in the product's fields.
     *
     * @param variations the product's variations, which become its variants
     * @return a report item for each variation
     */
    List<SourceItem> fill(List<WxrExport.Post> variations) {
        selling(post, content, itemNotes);
        String kind = post.term("product_type")
                .map(t -> t.key().isEmpty() ? t.name() : t.key())
                .orElse(variations.isEmpty() ? "simple" : "variable");
        content.put("kind", KINDS.contains(kind) ? kind : "simple");
        List<String> categories = post.names("product_cat").stream()
                .limit(200)
                .map(c -> ForeignText.cut(ForeignText.plain(c), 200))
                .toList();
        if (!categories.isEmpty()) {
            content.set("categories", Json.tree(categories));
        }
        pictures();
        attributes();
        boolean featured = post.terms().stream()
                .anyMatch(
                        t -> t.domain().equals("product_visibility") && t.key().equals("featured"));
        if (featured || post.meta().getOrDefault("_featured", "").equals("yes")) {
            content.put("featured", true);
        }
        outside();
        grouped();
        files();
        return variants(variations);
    }

    private static void selling(WxrExport.Post post, ObjectNode into, ItemNotes itemNotes) {
        Map<String, String> meta = post.meta();
        String regular = meta.getOrDefault("_regular_price", "").strip();
        CellValues.amount(
                into,
                "price",
                regular.isEmpty() ? meta.getOrDefault("_price", "").strip() : regular,
                itemNotes);
        CellValues.amount(
                into, "salePrice", meta.getOrDefault("_sale_price", "").strip(), itemNotes);
        moment(into, "saleFrom", meta.getOrDefault("_sale_price_dates_from", ""));
        moment(into, "saleUntil", meta.getOrDefault("_sale_price_dates_to", ""));
        String sku = ForeignText.plain(meta.getOrDefault("_sku", ""));
        if (!sku.isEmpty()) {
            into.put("sku", ForeignText.cut(sku, 200));
        }
        String stock = meta.getOrDefault("_stock", "").strip().replaceFirst("[.,]0+$", "");
        if (meta.getOrDefault("_manage_stock", "yes").equals("yes") && stock.matches("-?[0-9]{1,9}")) {
            into.put("stock", Integer.parseInt(stock));
        }
        String status = meta.getOrDefault("_stock_status", "");
        if (!status.isEmpty()) {
            into.put("inStock", !status.equals("outofstock"));
        }
    }

    private static void moment(ObjectNode into, String field, String seconds) {
        if (seconds.strip().matches("[1-9][0-9]{8,10}")) {
            into.put(
                    field,
                    Instant.ofEpochSecond(Long.parseLong(seconds.strip())).toString());
        }
    }

    private void pictures() {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(post.meta().getOrDefault("_thumbnail_id", ""));
        ids.addAll(CellValues.list(post.meta().getOrDefault("_product_image_gallery", "")));
        ids.remove("");
        ArrayNode images = Json.array();
        for (String id : ids) {
            WxrExport.Post picture = mapping.post(id);
            if (picture != null && picture.type().equals("attachment")) {
                images.add("ref:" + mapping.source(picture));
            } else {
                itemNotes.add("Picture " + ForeignText.cut(id, 40) + " of the product isn't in the export");
            }
        }
        if (!images.isEmpty()) {
            content.set("images", images);
        }
    }

    private void attributes() {
        JsonNode told = PhpValue.read(post.meta().getOrDefault("_product_attributes", ""));
        if (told == null) {
            return;
        }
        told.properties().forEach(entry -> {
            JsonNode given = entry.getValue();
            String name = given.path("name").asString(entry.getKey());
            List<String> values = given.path("is_taxonomy").asString("0").equals("1")
                    ? post.names(name)
                    : List.of(given.path("value").asString("").split("\\|"));
            ObjectNode attribute = content.withArray("attributes").addObject();
            attribute.put("name", ForeignText.cut(title(name), 200));
            attribute.set(
                    "values",
                    Json.tree(values.stream()
                            .map(v -> ForeignText.cut(ForeignText.plain(v), 500))
                            .filter(v -> !v.isEmpty())
                            .toList()));
            attribute.put("visible", !given.path("is_visible").asString("1").equals("0"));
            attribute.put("variation", given.path("is_variation").asString("0").equals("1"));
        });
    }

    /** A readable attribute name: {@code pa_frame-size} becomes "Frame size". */
    private static String title(String name) {
        String words = ForeignText.plain(
                name.replaceFirst("^pa_", "").replace('-', ' ').replace('_', ' '));
        return words.isEmpty() ? "Attribute" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private void outside() {
        Map<String, String> meta = post.meta();
        if (meta.getOrDefault("_virtual", "").equals("yes")) {
            content.put("virtual", true);
        }
        if (meta.getOrDefault("_downloadable", "").equals("yes")) {
            content.put("downloadable", true);
        }
        String address = meta.getOrDefault("_product_url", "").strip();
        if (!address.isEmpty() && address.length() <= 2_000 && Markup.isLink(address)) {
            content.put("externalUrl", address);
        } else if (!address.isEmpty()) {
            itemNotes.add("Left out an external address that may not be linked");
        }
        String button = ForeignText.plain(meta.getOrDefault("_button_text", ""));
        if (!button.isEmpty()) {
            content.put("buttonText", ForeignText.cut(button, 200));
        }
        CellValues.amount(content, "weight", meta.getOrDefault("_weight", "").strip(), itemNotes);
        for (String side : List.of("length", "width", "height")) {
            String size = meta.getOrDefault("_" + side, "").strip();
            if (!size.isEmpty()) {
                CellValues.amount(content.withObject("/dimensions"), side, size, itemNotes);
            }
        }
    }

    private void grouped() {
        JsonNode children = PhpValue.read(post.meta().getOrDefault("_children", ""));
        if (children == null) {
            return;
        }
        children.properties().forEach(child -> {
            WxrExport.Post other = mapping.post(child.getValue().asString(""));
            if (other != null && other.type().equals("product")) {
                content.withArray("grouped").add("ref:" + mapping.source(other));
            } else {
                itemNotes.add("Product " + ForeignText.cut(child.getValue().asString(""), 40)
                        + " of its group isn't in the export");
            }
        });
    }

    private void files() {
        JsonNode files = PhpValue.read(post.meta().getOrDefault("_downloadable_files", ""));
        if (files == null) {
            return;
        }
        files.properties().forEach(file -> {
            String address = file.getValue().path("file").asString("");
            if (!address.isEmpty() && address.length() <= 2_000 && Markup.isLink(address)) {
                content.withArray("downloads")
                        .addObject()
                        .put(
                                "name",
                                ForeignText.cut(
                                        ForeignText.plain(
                                                file.getValue().path("name").asString("")),
                                        500))
                        .put("url", address);
            } else {
                itemNotes.add("Left out a download without a usable address");
            }
        });
    }

    private List<SourceItem> variants(List<WxrExport.Post> variations) {
        List<SourceItem> told = new ArrayList<>();
        for (WxrExport.Post variation : variations) {
            ItemNotes own = new ItemNotes();
            own.add("Part of the product “" + ForeignText.cut(ForeignText.plain(post.title()), 120) + "”");
            ObjectNode variant = content.withArray("variants").addObject();
            variant.put("title", ForeignText.title(variation.title(), "Variant " + variation.id(), own));
            selling(variation, variant, own);
            for (String end : List.of("saleFrom", "saleUntil")) {
                JsonNode moment = variant.remove(end);
                if (moment != null && !content.has(end)) {
                    content.set(end, moment);
                }
            }
            ObjectNode chosen = Json.object();
            variation.meta().forEach((key, value) -> {
                if (key.startsWith("attribute_") && !value.isBlank()) {
                    String name = key.substring("attribute_".length());
                    chosen.put(ForeignText.cut(title(name), 200), ForeignText.cut(value(name, value), 500));
                }
            });
            variant.set("attributes", chosen);
            WxrExport.Post picture = mapping.post(variation.meta().getOrDefault("_thumbnail_id", ""));
            if (picture != null && picture.type().equals("attachment")) {
                variant.put("image", "ref:" + mapping.source(picture));
            }
            if (!variation.status().equals("publish")) {
                own.add("It wasn't published on its own; it shows with its product");
                itemNotes.add("The variant “" + ForeignText.cut(ForeignText.plain(variation.title()), 120)
                        + "” wasn't published; check whether to keep it");
            }
            told.add(new SourceItem.Folded(
                    mapping.source(variation), WxrMapping.label(variation), mapping.source(post), own.list()));
        }
        return told;
    }

    /** The display name of an attribute value; the key itself if the export declares no name. */
    private String value(String taxonomy, String key) {
        return post.terms().stream()
                .filter(t -> t.domain().equals(taxonomy) && t.key().equals(key))
                .map(t -> ForeignText.plain(t.name()))
                .findFirst()
                .orElse(ForeignText.plain(key));
    }
}
