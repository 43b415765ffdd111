package dev.sgen.importing.products;

import dev.sgen.content.Markup;
import dev.sgen.content.PlainText;
import dev.sgen.importing.html.HtmlContext;
import dev.sgen.importing.html.HtmlToBlocks;
import dev.sgen.importing.source.CellValues;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNormalizer;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord.Wish;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maps a product list to import items: products with their variants, and media items for their pictures. One instance
 * reads one list.
 */
public final class ProductMapping {
    private final ZoneId zone;
    private final HtmlToBlocks htmlToBlocks;
    private final Map<String, ProductCsv.Row> rows = new LinkedHashMap<>();
    private final Map<ProductCsv.Row, String> keys = new java.util.IdentityHashMap<>();
    private final Map<String, String> keyBySku = new HashMap<>();
    private final Map<String, SourceItem.Item> pictures = new LinkedHashMap<>();
    private final List<SourceItem> sourceItems = new ArrayList<>();

    private ProductMapping(ZoneId zone, HtmlToBlocks htmlToBlocks) {
        this.htmlToBlocks = htmlToBlocks;
        this.zone = zone;
    }

    /**
     * Maps all rows to items: pictures first, then products, variants and rows that are left out.
     *
     * @param zone the time zone of dates that carry none
     */
    public static List<SourceItem> map(List<ProductCsv.Row> rows, ZoneId zone, HtmlToBlocks htmlToBlocks) {
        return new ProductMapping(zone, htmlToBlocks).all(rows);
    }

    private List<SourceItem> all(List<ProductCsv.Row> given) {
        for (ProductCsv.Row row : given) {
            String key = freeKey(row);
            if (key == null) {
                sourceItems.add(new SourceItem.Left(
                        key(row) + ":row" + row.number(),
                        label(row),
                        List.of("Another row has the same SKU, ID and name; the first one came in")));
                continue;
            }
            rows.put(key, row);
            keys.put(row, key);
            if (!row.text("sku").isEmpty()) {
                keyBySku.putIfAbsent(row.text("sku"), key);
            }
            if (!row.text("id").isEmpty()) {
                keyBySku.putIfAbsent("id:" + row.text("id"), key);
            }
        }
        Map<String, List<ProductCsv.Row>> variants = new LinkedHashMap<>();
        for (ProductCsv.Row row : rows.values()) {
            if (isPart(row)) {
                sourceItems.add(new SourceItem.Folded(
                        keyOf(row),
                        label(row),
                        keyBySku.getOrDefault(row.text("parent"), ""),
                        List.of("Its pictures belong to the product")));
            } else if (isVariation(row)) {
                String parent = keyBySku.get(row.text("parent"));
                if (parent == null || isVariation(rows.get(parent))) {
                    sourceItems.add(new SourceItem.Left(
                            keyOf(row),
                            label(row),
                            List.of("Row " + row.number() + ": its parent “" + row.text("parent")
                                    + "” isn't in the list")));
                } else {
                    variants.computeIfAbsent(parent, k -> new ArrayList<>()).add(row);
                }
            }
        }
        for (ProductCsv.Row row : rows.values()) {
            if (!isVariation(row) && !isPart(row)) {
                product(row, variants.getOrDefault(keyOf(row), List.of()));
            }
        }
        List<SourceItem> all = new ArrayList<>(pictures.values());
        all.addAll(sourceItems);
        return all;
    }

    private static boolean isVariation(ProductCsv.@Nullable Row row) {
        return row != null && kinds(row).contains("variation");
    }

    private static List<String> kinds(ProductCsv.Row row) {
        return Arrays.stream(row.text("type").toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .toList();
    }

    private static boolean isPart(ProductCsv.Row row) {
        return row.text("type").equals("part");
    }

    private String keyOf(ProductCsv.Row row) {
        return keys.getOrDefault(row, key(row));
    }

    /**
     * The first candidate for a row's source name that no earlier row has taken; null if all are taken, so that the
     * row repeats another.
     */
    private @Nullable String freeKey(ProductCsv.Row row) {
        String key = key(row);
        String id = row.text("id");
        List<String> candidates =
                List.of(key, id.isEmpty() ? key : "product:id:" + id, key + "/" + ForeignText.plain(row.text("name")));
        return candidates.stream().filter(c -> !rows.containsKey(c)).findFirst().orElse(null);
    }

    /** Whether a cell means yes, in one of the spellings in use. */
    static boolean yes(String cell) {
        return Set.of("1", "yes", "y", "true", "x", "on", "active", "visible", "published", "ja", "wahr")
                .contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    private static String key(ProductCsv.Row row) {
        String sku = row.text("sku");
        String id = row.text("id");
        return "product:" + (!sku.isEmpty() ? sku : !id.isEmpty() ? "id:" + id : row.text("name"));
    }

    private static String label(ProductCsv.Row row) {
        return "row " + row.number() + " “" + ForeignText.cut(ForeignText.plain(row.text("name")), 120) + "”";
    }

    private void product(ProductCsv.Row row, List<ProductCsv.Row> variants) {
        ItemNotes itemNotes = new ItemNotes();
        if (row.text("name").isEmpty()) {
            sourceItems.add(
                    new SourceItem.Left(keyOf(row), label(row), List.of("Row " + row.number() + " has no name")));
            variants.forEach(v -> sourceItems.add(
                    new SourceItem.Left(keyOf(v), label(v), List.of("The product it belongs to has no name"))));
            return;
        }
        ObjectNode content = Json.object();
        content.set("body", htmlToBlocks.of(row.text("description").replace("\\n", "\n"), HtmlContext.NONE, itemNotes));
        if (!row.text("short description").isEmpty()) {
            content.put(
                    "excerpt",
                    ForeignText.cut(
                            PlainText.ofHtml(row.text("short description").replace("\\n", " ")), 2_000));
        }
        selling(row, content, itemNotes);
        kind(row, content, itemNotes);
        ArrayNode images = images(row, itemNotes);
        if (!images.isEmpty()) {
            content.set("images", images);
            content.put("featuredImage", images.get(0).asString());
        }
        List<String> categories = CellValues.list(row.text("categories"));
        if (!categories.isEmpty()) {
            content.set(
                    "categories",
                    Json.tree(categories.stream()
                            .limit(200)
                            .map(c -> ForeignText.cut(c, 200))
                            .toList()));
        }
        ProductCells.attributes(row, content);
        variants(row, variants, content, itemNotes);
        ProductCells.downloads(row, content);
        ProductCells.ownFields(row, content, itemNotes);
        List<String> others = new ArrayList<>();
        List<String> tags = ForeignText.tags(CellValues.list(row.text("tags")), others);
        Wish wish = yes(row.text("published")) ? Wish.PUBLISHED : Wish.DRAFT;
        if (row.text("published").isEmpty()) {
            itemNotes.add("The list doesn't say that it is published; it came in as a draft");
        } else if (row.text("published").equals("0")) {
            itemNotes.add("The shop it came from didn’t show it; it stays a draft");
        }
        ProductCells.seo(row, content);
        if (!itemNotes.list().isEmpty()) {
            content.set("notes", Json.tree(itemNotes.list()));
        }
        String title = ForeignText.title(row.text("name"), "Product " + row.number(), itemNotes);
        sourceItems.add(new SourceItem.Item(
                keyOf(row), label(row), "product", title, null, content, tags, wish, null, null, itemNotes.list()));
    }

    private void selling(ProductCsv.Row row, ObjectNode content, ItemNotes itemNotes) {
        CellValues.amount(content, "price", row.text("regular price"), itemNotes);
        CellValues.amount(content, "salePrice", row.text("sale price"), itemNotes);
        CellValues.moment(content, "saleFrom", row.text("date sale price starts"), false, zone, itemNotes);
        CellValues.moment(content, "saleUntil", row.text("date sale price ends"), true, zone, itemNotes);
        CellValues.amount(content, "weight", row.text("weight (kg)"), itemNotes);
        for (String side : List.of("length", "width", "height")) {
            String size = row.text(side + " (cm)");
            if (!size.isEmpty()) {
                CellValues.amount(content.withObject("/dimensions"), side, size, itemNotes);
            }
        }
        ProductCells.stock(row, content);
        if (!row.text("sku").isEmpty()) {
            content.put("sku", ForeignText.cut(row.text("sku"), 200));
        }
        if (row.text("is featured?").equals("1")) {
            content.put("featured", true);
        }
        if (row.text("visibility in catalog").equals("hidden")) {
            itemNotes.add("It was hidden from the shop's lists; here it is listed once it is published");
        }
    }

    private void kind(ProductCsv.Row row, ObjectNode content, ItemNotes itemNotes) {
        List<String> kinds = kinds(row);
        String kind = List.of("variable", "grouped", "external", "simple").stream()
                .filter(kinds::contains)
                .findFirst()
                .orElse("simple");
        content.put("kind", kind);
        if (kinds.contains("virtual")) {
            content.put("virtual", true);
        }
        if (kinds.contains("downloadable")) {
            content.put("downloadable", true);
        }
        String address = row.text("external url");
        if (!address.isEmpty() && address.length() <= 2_000 && Markup.isLink(address)) {
            content.put("externalUrl", address);
        } else if (!address.isEmpty()) {
            itemNotes.add("Left out an external address that may not be linked");
        }
        if (!row.text("button text").isEmpty()) {
            content.put("buttonText", ForeignText.cut(row.text("button text"), 200));
        }
        ArrayNode grouped = Json.array();
        for (String member : CellValues.list(row.text("grouped products"))) {
            String key = keyBySku.get(member);
            if (key == null) {
                itemNotes.add("Its group names " + ForeignText.cut(member, 100) + ", which isn't in the list");
            }
            grouped.add(key == null ? ForeignText.cut(member, 200) : "ref:" + key);
        }
        if (!grouped.isEmpty()) {
            content.set("grouped", grouped);
        }
    }

    private ArrayNode images(ProductCsv.Row row, ItemNotes itemNotes) {
        ArrayNode images = Json.array();
        for (String address : CellValues.list(row.text("images"))) {
            if (address.matches("https?://\\S{1,1900}")) {
                images.add("ref:" + picture(address, row));
            } else {
                itemNotes.add("Left out a picture whose address isn't a web address: " + ForeignText.cut(address, 200));
            }
        }
        return images;
    }

    private String picture(String address, ProductCsv.Row row) {
        String source = ItemNormalizer.name("file:" + address);
        if (!pictures.containsKey(source)) {
            String file = ForeignText.withoutQuery(address);
            String name = ForeignText.cut(ForeignText.plain(file.substring(file.lastIndexOf('/') + 1)), 300);
            ObjectNode content =
                    Json.object().put("source", address).put("fileName", name.isEmpty() ? "picture" : name);
            pictures.put(
                    source,
                    new SourceItem.Item(
                            source,
                            "picture " + address,
                            "media",
                            name.isEmpty() ? ForeignText.cut(ForeignText.plain(row.text("name")), 300) : name,
                            null,
                            content,
                            List.of(),
                            Wish.PUBLISHED,
                            null,
                            address,
                            List.of()));
        }
        return source;
    }

    private void variants(
            ProductCsv.Row parent, List<ProductCsv.Row> variants, ObjectNode content, ItemNotes itemNotes) {
        Set<String> varying = new java.util.TreeSet<>();
        for (ProductCsv.Row row : variants) {
            ItemNotes own = new ItemNotes();
            own.add("Part of the product “" + ForeignText.cut(ForeignText.plain(parent.text("name")), 120) + "”");
            ObjectNode variant = content.withArray("variants").addObject();
            variant.put("title", ForeignText.cut(ForeignText.plain(row.text("name")), 500));
            if (!row.text("sku").isEmpty()) {
                variant.put("sku", ForeignText.cut(row.text("sku"), 200));
            }
            CellValues.amount(variant, "price", row.text("regular price"), own);
            CellValues.amount(variant, "salePrice", row.text("sale price"), own);
            ProductCells.stock(row, variant);
            ObjectNode chosen = Json.object();
            for (String column : row.cells().keySet()) {
                Matcher matcher = ProductCells.ATTRIBUTE.matcher(column);
                String value = matcher.matches() ? row.text("attribute " + matcher.group(1) + " value(s)") : "";
                if (!value.isEmpty()) {
                    chosen.put(ForeignText.cut(row.text(column), 200), ForeignText.cut(value, 500));
                    varying.add(row.text(column));
                }
            }
            variant.set("attributes", chosen);
            ProductCells.lost(row, own);
            ArrayNode images = images(row, own);
            if (!images.isEmpty()) {
                variant.put("image", images.get(0).asString());
            }
            if (!row.text("published").isEmpty() && !row.text("published").equals("1")) {
                own.add("It wasn't published on its own; it shows with its product");
                itemNotes.add("The variant “" + ForeignText.cut(ForeignText.plain(row.text("name")), 120)
                        + "” wasn't published; check whether to keep it");
            }
            sourceItems.add(new SourceItem.Folded(keyOf(row), label(row), keyOf(parent), own.list()));
        }
        content.path("attributes")
                .forEach(a -> ((ObjectNode) a)
                        .put("variation", varying.contains(a.path("name").asString())));
    }
}
