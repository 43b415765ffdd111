package dev.sgen.importing;

import dev.sgen.content.Markup;
import dev.sgen.content.PlainText;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Incoming.Wish;
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

/** What a product list becomes: products with their variants inside, and the pictures they show. */
final class ProductMapping {
    private final ZoneId zone;
    private final Bodies bodies;
    private final Map<String, ProductCsv.Row> rows = new LinkedHashMap<>();
    private final Map<ProductCsv.Row, String> keys = new java.util.IdentityHashMap<>();
    private final Map<String, String> keyBySku = new HashMap<>();
    private final Map<String, Arrival.Item> pictures = new LinkedHashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    private ProductMapping(ZoneId zone, Bodies bodies) {
        this.bodies = bodies;
        this.zone = zone;
    }

    /**
     * Everything the list holds, as it arrives.
     *
     * @param zone in which its dates without a time are meant
     */
    static List<Arrival> map(List<ProductCsv.Row> rows, ZoneId zone, Bodies bodies) {
        return new ProductMapping(zone, bodies).all(rows);
    }

    private List<Arrival> all(List<ProductCsv.Row> given) {
        for (ProductCsv.Row row : given) {
            String key = freeKey(row);
            if (key == null) {
                arrivals.add(new Arrival.Left(
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
                arrivals.add(new Arrival.Folded(
                        keyOf(row),
                        label(row),
                        keyBySku.getOrDefault(row.text("parent"), ""),
                        List.of("Its pictures belong to the product")));
            } else if (isVariation(row)) {
                String parent = keyBySku.get(row.text("parent"));
                if (parent == null || isVariation(rows.get(parent))) {
                    arrivals.add(new Arrival.Left(
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
        List<Arrival> all = new ArrayList<>(pictures.values());
        all.addAll(arrivals);
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

    /** A name nobody else in the list has; null for a row that repeats another. */
    private @Nullable String freeKey(ProductCsv.Row row) {
        String key = key(row);
        String id = row.text("id");
        List<String> candidates =
                List.of(key, id.isEmpty() ? key : "product:id:" + id, key + "/" + Texts.plain(row.text("name")));
        return candidates.stream().filter(c -> !rows.containsKey(c)).findFirst().orElse(null);
    }

    /** Whether a cell says yes in one of the ways people write it. */
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
        return "row " + row.number() + " “" + Texts.cut(Texts.plain(row.text("name")), 120) + "”";
    }

    private void product(ProductCsv.Row row, List<ProductCsv.Row> variants) {
        Notes notes = new Notes();
        if (row.text("name").isEmpty()) {
            arrivals.add(new Arrival.Left(keyOf(row), label(row), List.of("Row " + row.number() + " has no name")));
            variants.forEach(v -> arrivals.add(
                    new Arrival.Left(keyOf(v), label(v), List.of("The product it belongs to has no name"))));
            return;
        }
        ObjectNode content = Json.object();
        content.set("body", bodies.of(row.text("description").replace("\\n", "\n"), Surroundings.NONE, notes));
        if (!row.text("short description").isEmpty()) {
            content.put(
                    "excerpt",
                    Texts.cut(PlainText.ofHtml(row.text("short description").replace("\\n", " ")), 2_000));
        }
        selling(row, content, notes);
        kind(row, content, notes);
        ArrayNode images = images(row, notes);
        if (!images.isEmpty()) {
            content.set("images", images);
            content.put("featuredImage", images.get(0).asString());
        }
        List<String> categories = Cells.list(row.text("categories"));
        if (!categories.isEmpty()) {
            content.set(
                    "categories",
                    Json.tree(categories.stream()
                            .limit(200)
                            .map(c -> Texts.cut(c, 200))
                            .toList()));
        }
        ProductCells.attributes(row, content);
        variants(row, variants, content, notes);
        ProductCells.downloads(row, content);
        ProductCells.ownFields(row, content, notes);
        List<String> others = new ArrayList<>();
        List<String> tags = Texts.tags(Cells.list(row.text("tags")), others);
        Wish wish = yes(row.text("published")) ? Wish.PUBLISHED : Wish.DRAFT;
        if (row.text("published").isEmpty()) {
            notes.add("The list doesn't say that it is published; it came in as a draft");
        } else if (row.text("published").equals("0")) {
            notes.add("The shop it came from didn’t show it; it stays a draft");
        }
        ProductCells.seo(row, content);
        if (!notes.list().isEmpty()) {
            content.set("notes", Json.tree(notes.list()));
        }
        String title = Texts.title(row.text("name"), "Product " + row.number(), notes);
        arrivals.add(new Arrival.Item(
                keyOf(row), label(row), "product", title, null, content, tags, wish, null, null, notes.list()));
    }

    private void selling(ProductCsv.Row row, ObjectNode content, Notes notes) {
        Cells.amount(content, "price", row.text("regular price"), notes);
        Cells.amount(content, "salePrice", row.text("sale price"), notes);
        Cells.moment(content, "saleFrom", row.text("date sale price starts"), false, zone, notes);
        Cells.moment(content, "saleUntil", row.text("date sale price ends"), true, zone, notes);
        Cells.amount(content, "weight", row.text("weight (kg)"), notes);
        for (String side : List.of("length", "width", "height")) {
            String size = row.text(side + " (cm)");
            if (!size.isEmpty()) {
                Cells.amount(content.withObject("/dimensions"), side, size, notes);
            }
        }
        ProductCells.stock(row, content);
        if (!row.text("sku").isEmpty()) {
            content.put("sku", Texts.cut(row.text("sku"), 200));
        }
        if (row.text("is featured?").equals("1")) {
            content.put("featured", true);
        }
        if (row.text("visibility in catalog").equals("hidden")) {
            notes.add("It was hidden from the shop's lists; here it is listed once it is published");
        }
    }

    private void kind(ProductCsv.Row row, ObjectNode content, Notes notes) {
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
            notes.add("Left out an external address that may not be linked");
        }
        if (!row.text("button text").isEmpty()) {
            content.put("buttonText", Texts.cut(row.text("button text"), 200));
        }
        ArrayNode grouped = Json.array();
        for (String member : Cells.list(row.text("grouped products"))) {
            String key = keyBySku.get(member);
            if (key == null) {
                notes.add("Its group names " + Texts.cut(member, 100) + ", which isn't in the list");
            }
            grouped.add(key == null ? Texts.cut(member, 200) : "ref:" + key);
        }
        if (!grouped.isEmpty()) {
            content.set("grouped", grouped);
        }
    }

    private ArrayNode images(ProductCsv.Row row, Notes notes) {
        ArrayNode images = Json.array();
        for (String address : Cells.list(row.text("images"))) {
            if (address.matches("https?://\\S{1,1900}")) {
                images.add("ref:" + picture(address, row));
            } else {
                notes.add("Left out a picture whose address isn't a web address: " + Texts.cut(address, 200));
            }
        }
        return images;
    }

    private String picture(String address, ProductCsv.Row row) {
        String source = Tidying.name("file:" + address);
        if (!pictures.containsKey(source)) {
            String file = Texts.withoutQuery(address);
            String name = Texts.cut(Texts.plain(file.substring(file.lastIndexOf('/') + 1)), 300);
            ObjectNode content =
                    Json.object().put("source", address).put("fileName", name.isEmpty() ? "picture" : name);
            pictures.put(
                    source,
                    new Arrival.Item(
                            source,
                            "picture " + address,
                            "media",
                            name.isEmpty() ? Texts.cut(Texts.plain(row.text("name")), 300) : name,
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

    private void variants(ProductCsv.Row parent, List<ProductCsv.Row> variants, ObjectNode content, Notes notes) {
        Set<String> varying = new java.util.TreeSet<>();
        for (ProductCsv.Row row : variants) {
            Notes own = new Notes();
            own.add("Part of the product “" + Texts.cut(Texts.plain(parent.text("name")), 120) + "”");
            ObjectNode variant = content.withArray("variants").addObject();
            variant.put("title", Texts.cut(Texts.plain(row.text("name")), 500));
            if (!row.text("sku").isEmpty()) {
                variant.put("sku", Texts.cut(row.text("sku"), 200));
            }
            Cells.amount(variant, "price", row.text("regular price"), own);
            Cells.amount(variant, "salePrice", row.text("sale price"), own);
            ProductCells.stock(row, variant);
            ObjectNode chosen = Json.object();
            for (String column : row.cells().keySet()) {
                Matcher matcher = ProductCells.ATTRIBUTE.matcher(column);
                String value = matcher.matches() ? row.text("attribute " + matcher.group(1) + " value(s)") : "";
                if (!value.isEmpty()) {
                    chosen.put(Texts.cut(row.text(column), 200), Texts.cut(value, 500));
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
                notes.add("The variant “" + Texts.cut(Texts.plain(row.text("name")), 120)
                        + "” wasn't published; check whether to keep it");
            }
            arrivals.add(new Arrival.Folded(keyOf(row), label(row), keyOf(parent), own.list()));
        }
        content.path("attributes")
                .forEach(a -> ((ObjectNode) a)
                        .put("variation", varying.contains(a.path("name").asString())));
    }
}
