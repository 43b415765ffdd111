package dev.sgen.importing.products;

import dev.sgen.content.Markup;
import dev.sgen.importing.source.CellValues;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.ItemNotes;
import dev.sgen.platform.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of a product that depend on one row only: stock, attributes, SEO, downloads, custom fields. */
final class ProductCells {
    static final Pattern ATTRIBUTE = Pattern.compile("attribute ([0-9]{1,3}) name");
    private static final Pattern DOWNLOAD = Pattern.compile("download ([0-9]{1,3}) url");
    private static final Set<String> USED = Set.of(
            "id",
            "type",
            "sku",
            "name",
            "published",
            "is featured?",
            "visibility in catalog",
            "short description",
            "description",
            "date sale price starts",
            "date sale price ends",
            "in stock?",
            "stock",
            "weight (kg)",
            "length (cm)",
            "width (cm)",
            "height (cm)",
            "sale price",
            "regular price",
            "categories",
            "tags",
            "images",
            "parent",
            "grouped products",
            "external url",
            "button text",
            "position");

    private ProductCells() {}

    static void stock(ProductCsv.Row row, ObjectNode content) {
        String stock = row.text("stock").replaceFirst("[.,]0+$", "");
        if (stock.matches("-?[0-9]{1,9}")) {
            content.put("stock", Integer.parseInt(stock));
        }
        if (!row.text("in stock?").isEmpty()) {
            content.put(
                    "inStock",
                    !Set.of("0", "no", "false").contains(row.text("in stock?").toLowerCase(Locale.ROOT)));
        }
    }

    static void attributes(ProductCsv.Row row, ObjectNode content) {
        for (String column : row.cells().keySet()) {
            Matcher matcher = ATTRIBUTE.matcher(column);
            if (matcher.matches()) {
                String start = "attribute " + matcher.group(1);
                ObjectNode attribute = content.withArray("attributes").addObject();
                attribute.put("name", ForeignText.cut(row.text(column), 200));
                attribute.set(
                        "values",
                        Json.tree(CellValues.list(row.text(start + " value(s)")).stream()
                                .map(v -> ForeignText.cut(v, 500))
                                .toList()));
                attribute.put("visible", !row.text(start + " visible").equals("0"));
            }
        }
    }

    static void seo(ProductCsv.Row row, ObjectNode content) {
        if (!row.text("seo title").isEmpty()) {
            content.withObject("/seo").put("title", ForeignText.cut(ForeignText.plain(row.text("seo title")), 200));
        }
        if (!row.text("seo description").isEmpty()) {
            content.withObject("/seo")
                    .put("description", ForeignText.cut(ForeignText.plain(row.text("seo description")), 500));
        }
    }

    /** Notes the columns of a variant's row that a variant has no field for. */
    static void lost(ProductCsv.Row row, ItemNotes own) {
        List<String> columns = row.cells().keySet().stream()
                .filter(c -> !USED.contains(c) && !c.startsWith("attribute "))
                .limit(20)
                .toList();
        if (!columns.isEmpty()) {
            own.add("Left out its columns " + ForeignText.cut(String.join(", ", columns), 400)
                    + ": a variant has no place for them");
        }
    }

    static void downloads(ProductCsv.Row row, ObjectNode content) {
        for (String column : row.cells().keySet()) {
            Matcher matcher = DOWNLOAD.matcher(column);
            String address = matcher.matches() ? row.text(column) : "";
            if (!address.isEmpty() && address.length() <= 2_000 && Markup.isLink(address)) {
                String name = row.text("download " + matcher.group(1) + " name");
                content.withArray("downloads")
                        .addObject()
                        .put("name", ForeignText.cut(name, 500))
                        .put("url", address);
            }
        }
    }

    static void ownFields(ProductCsv.Row row, ObjectNode content, ItemNotes itemNotes) {
        ObjectNode own = Json.object();
        row.cells().forEach((column, value) -> {
            boolean used = USED.contains(column)
                    || column.startsWith("seo ")
                    || column.startsWith("attribute ")
                    || column.startsWith("download ");
            if (!used && own.size() >= 200) {
                itemNotes.add(
                        "Left out its column " + ForeignText.cut(column, 100) + ": it has more than 200 of its own");
            } else if (!used) {
                own.put(ForeignText.cut(column, 200), ForeignText.cut(value.strip(), 2_000));
            }
        });
        if (!own.isEmpty()) {
            content.set("customFields", own);
        }
    }
}
