package dev.sgen.importing.products;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Converts product lists of other shops to the columns that {@link ProductMapping} reads: Shopify's (rows that share a
 * handle form a product), Squarespace's (a product's row, then its variants' rows), and handmade lists with other
 * column names. Unknown columns are kept as they are.
 */
final class ShopLists {
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("title", "name"),
            Map.entry("product", "name"),
            Map.entry("product name", "name"),
            Map.entry("product title", "name"),
            Map.entry("item", "name"),
            Map.entry("item name", "name"),
            Map.entry("product sku", "sku"),
            Map.entry("article number", "sku"),
            Map.entry("price", "regular price"),
            Map.entry("unit price", "regular price"),
            Map.entry("list price", "regular price"),
            Map.entry("special price", "sale price"),
            Map.entry("discount price", "sale price"),
            Map.entry("long description", "description"),
            Map.entry("body", "description"),
            Map.entry("body (html)", "description"),
            Map.entry("details", "description"),
            Map.entry("summary", "short description"),
            Map.entry("quantity", "stock"),
            Map.entry("qty", "stock"),
            Map.entry("inventory", "stock"),
            Map.entry("stock quantity", "stock"),
            Map.entry("category", "categories"),
            Map.entry("product category", "categories"),
            Map.entry("tag", "tags"),
            Map.entry("image", "images"),
            Map.entry("image url", "images"),
            Map.entry("image urls", "images"),
            Map.entry("image src", "images"),
            Map.entry("picture", "images"),
            Map.entry("photo", "images"),
            Map.entry("visible", "published"),
            Map.entry("active", "published"),
            Map.entry("weight", "weight (kg)"),
            Map.entry("length", "length (cm)"),
            Map.entry("width", "width (cm)"),
            Map.entry("height", "height (cm)"));

    private static final int MAX_AMOUNT = 40;

    private ShopLists() {}

    /** Converts the rows of a list; the columns tell which shop wrote it. */
    static List<ProductCsv.Row> read(Set<String> columns, List<ProductCsv.Row> rows) {
        if (columns.contains("handle") && columns.contains("title")) {
            return grouped(rows, row -> row.text("handle"), ShopLists::shopify);
        }
        if (columns.contains("product id [non editable]") || columns.contains("option name 1")) {
            String[] product = {""};
            UnaryOperator<String> last = id -> id.isEmpty() ? product[0] : (product[0] = id);
            return grouped(
                    rows,
                    row -> last.apply(
                            row.text("product id [non editable]").isEmpty()
                                            && !row.text("title").isEmpty()
                                    ? row.text("title")
                                    : row.text("product id [non editable]")),
                    ShopLists::squarespace);
        }
        return rows.stream().map(ShopLists::renamed).toList();
    }

    private interface Shop {
        List<ProductCsv.Row> product(String key, List<ProductCsv.Row> rows);
    }

    private static List<ProductCsv.Row> grouped(
            List<ProductCsv.Row> rows, java.util.function.Function<ProductCsv.Row, String> key, Shop shop) {
        Map<String, List<ProductCsv.Row>> groups = new LinkedHashMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
        List<ProductCsv.Row> out = new ArrayList<>();
        groups.forEach((k, of) ->
                out.addAll(k.isEmpty() ? of.stream().map(ShopLists::renamed).toList() : shop.product(k, of)));
        return out;
    }

    private static ProductCsv.Row renamed(ProductCsv.Row row) {
        Map<String, String> cells = new LinkedHashMap<>(row.cells());
        row.cells().forEach((column, value) -> {
            String known = OTHER_NAMES.get(column);
            if (known != null && !row.cells().containsKey(known)) {
                cells.remove(column);
                cells.putIfAbsent(known, value);
            }
        });
        return new ProductCsv.Row(row.number(), cells);
    }

    private static List<ProductCsv.Row> shopify(String handle, List<ProductCsv.Row> rows) {
        ProductCsv.Row first = rows.getFirst();
        Map<String, String> product = new LinkedHashMap<>();
        first.cells().forEach((column, value) -> {
            if (!column.startsWith("variant ") && !column.startsWith("option") && !column.startsWith("image ")) {
                product.put(column, value);
            }
        });
        product.keySet()
                .removeAll(
                        List.of("handle", "title", "body (html)", "type", "published", "status", "product category"));
        product.put("id", handle);
        product.put("name", or(first.text("title"), handle));
        put(product, "description", first.text("body (html)"));
        put(product, "categories", or(quoted(first.text("type")), quoted(first.text("product category"))));
        String status = first.text("status").toLowerCase(Locale.ROOT);
        boolean active = status.isEmpty() || status.equals("active");
        boolean shown = !first.text("published").toLowerCase(Locale.ROOT).equals("false");
        product.put("published", active && shown ? "1" : "0");
        Map<Integer, List<String>> pictures = new TreeMap<>();
        rows.forEach(row -> {
            if (!row.text("image src").isEmpty()) {
                String position = row.text("image position");
                int place = position.matches("[0-9]{1,6}") ? Integer.parseInt(position) : 1_000_000 + pictures.size();
                pictures.computeIfAbsent(place, p -> new ArrayList<>()).add(quoted(row.text("image src")));
            }
        });
        put(product, "images", pictures.values().stream().flatMap(List::stream).collect(Collectors.joining(",")));
        List<String> options = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            options.add(first.text("option" + n + " name"));
        }
        List<ProductCsv.Row> variants = rows.stream()
                .filter(row -> !row.text("option1 value").isEmpty()
                        || !row.text("variant price").isEmpty())
                .toList();
        Set<ProductCsv.Row> varying = Collections.newSetFromMap(new IdentityHashMap<>());
        varying.addAll(variants);
        List<ProductCsv.Row> out = new ArrayList<>();
        boolean simple = variants.size() <= 1
                && variants.stream()
                        .allMatch(v -> v.text("option1 value").isEmpty()
                                || v.text("option1 value").equalsIgnoreCase("default title"));
        if (simple) {
            variants.forEach(variant -> product.putAll(sold(variant)));
        } else {
            product.put("type", "variable");
            attributes(product, options, variants, n -> "option" + n + " value");
        }
        out.add(new ProductCsv.Row(first.number(), product));
        for (ProductCsv.Row row : rows) {
            if (!simple && varying.contains(row)) {
                Map<String, String> cells = sold(row);
                put(cells, "images", quoted(row.text("variant image")));
                out.add(variant(row, handle, product.get("name"), cells, options, n -> "option" + n + " value"));
            } else if (row != first) {
                out.add(part(row, handle));
            }
        }
        return out;
    }

    private static Map<String, String> sold(ProductCsv.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        put(cells, "sku", row.text("variant sku").replaceFirst("^'", ""));
        String before = row.text("variant compare at price");
        boolean reduced = above(before, row.text("variant price"));
        put(cells, "regular price", reduced ? before : row.text("variant price"));
        put(cells, "sale price", reduced ? row.text("variant price") : "");
        if (!row.text("variant inventory tracker").isEmpty()) {
            put(cells, "stock", row.text("variant inventory qty"));
        }
        put(cells, "barcode", row.text("variant barcode").replaceFirst("^'", ""));
        put(cells, "weight (g)", row.text("variant grams").replaceFirst("^0([.]0*)?$", ""));
        return cells;
    }

    private static boolean above(String before, String now) {
        if (before.length() > MAX_AMOUNT || now.length() > MAX_AMOUNT) {
            return false;
        }
        try {
            return new java.math.BigDecimal(before).compareTo(new java.math.BigDecimal(now)) > 0;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }

    private static List<ProductCsv.Row> squarespace(String id, List<ProductCsv.Row> rows) {
        ProductCsv.Row first = rows.getFirst();
        Map<String, String> product = new LinkedHashMap<>(first.cells());
        product.keySet().removeIf(c -> c.startsWith("option ") || c.endsWith("[non editable]"));
        product.keySet()
                .removeAll(List.of(
                        "title", "visible", "hosted image urls", "price", "sale price", "on sale", "stock", "sku"));
        product.put("id", id);
        product.put("name", or(first.text("title"), id));
        product.put("published", ProductMapping.yes(first.text("visible")) ? "1" : "0");
        Set<String> pictures = new LinkedHashSet<>();
        rows.forEach(row -> {
            for (String address : row.text("hosted image urls").split("\\s+")) {
                if (!address.isBlank()) {
                    pictures.add(quoted(address));
                }
            }
        });
        put(product, "images", String.join(",", pictures));
        List<String> options = new ArrayList<>();
        for (int n = 1; n <= 6; n++) {
            options.add(first.text("option name " + n));
        }
        boolean simple = rows.size() == 1;
        if (simple) {
            product.putAll(offered(first));
        } else {
            product.put("type", "variable");
            attributes(product, options, rows, n -> "option value " + n);
        }
        List<ProductCsv.Row> out = new ArrayList<>();
        out.add(renamed(new ProductCsv.Row(first.number(), product)));
        if (!simple) {
            rows.forEach(row ->
                    out.add(variant(row, id, product.get("name"), offered(row), options, n -> "option value " + n)));
        }
        return out;
    }

    private static Map<String, String> offered(ProductCsv.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        put(cells, "sku", row.text("sku"));
        put(cells, "regular price", row.text("price"));
        put(cells, "sale price", ProductMapping.yes(row.text("on sale")) ? row.text("sale price") : "");
        String stock = row.text("stock");
        put(cells, "stock", stock.equalsIgnoreCase("unlimited") ? "" : stock);
        return cells;
    }

    private static void attributes(
            Map<String, String> product,
            List<String> options,
            List<ProductCsv.Row> variants,
            java.util.function.IntFunction<String> column) {
        for (int n = 1; n <= options.size(); n++) {
            Set<String> values = new LinkedHashSet<>();
            for (ProductCsv.Row row : variants) {
                values.add(quoted(row.text(column.apply(n))));
            }
            values.remove("");
            if (!values.isEmpty()) {
                product.put("attribute " + n + " name", or(options.get(n - 1), "Option " + n));
                product.put("attribute " + n + " value(s)", String.join(",", values));
            }
        }
    }

    private static ProductCsv.Row variant(
            ProductCsv.Row row,
            String parent,
            String name,
            Map<String, String> sold,
            List<String> options,
            java.util.function.IntFunction<String> column) {
        Map<String, String> cells = new LinkedHashMap<>(sold);
        List<String> chosen = new ArrayList<>();
        for (int n = 1; n <= options.size(); n++) {
            String value = row.text(column.apply(n));
            if (!value.isEmpty()) {
                chosen.add(value);
                cells.put("attribute " + n + " name", or(options.get(n - 1), "Option " + n));
                cells.put("attribute " + n + " value(s)", value);
            }
        }
        cells.put("type", "variation");
        cells.put("parent", "id:" + parent);
        cells.put("id", parent + "/" + String.join("/", chosen));
        cells.put("name", name + (chosen.isEmpty() ? "" : " - " + String.join(", ", chosen)));
        return new ProductCsv.Row(row.number(), cells);
    }

    /** A row that only adds pictures to its product. */
    private static ProductCsv.Row part(ProductCsv.Row row, String parent) {
        return new ProductCsv.Row(
                row.number(),
                Map.of("type", "part", "parent", "id:" + parent, "id", parent + "#" + row.number(), "name", parent));
    }

    private static void put(Map<String, String> cells, String column, String value) {
        if (!value.isBlank()) {
            cells.put(column, value);
        }
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    /** Escapes commas, so that {@link dev.sgen.importing.source.CellValues#list} reads the text as one value. */
    private static String quoted(String text) {
        return text.replace(",", "\\,");
    }
}
