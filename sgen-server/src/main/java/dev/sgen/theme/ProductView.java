package dev.sgen.theme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A product's page: what a shop shows beside the description. */
final class ProductView {
    private static final String MAIN_SIZES = "(min-width: 60rem) 36rem, 92vw";

    private final SiteFrame siteFrame;
    private final Lookups lookups;
    private final JsonNode product;
    private final Price price;

    ProductView(SiteFrame siteFrame, Lookups lookups, Entry entry) {
        this.siteFrame = siteFrame;
        this.lookups = lookups;
        this.product = entry.content();
        this.price = new Price(siteFrame, product);
    }

    void into(Map<String, Object> out, EntryCards entryCards) {
        out.put("price", price.model());
        out.put("sku", ContentFields.text(product, "sku"));
        out.put("stock", stock(product));
        out.put("gallery", gallery());
        out.put("variants", variants());
        out.put("facts", facts());
        out.put("choices", choices());
        boolean external = ContentFields.text(product, "kind").equals("external");
        out.put("buyUrl", external ? Html.link(ContentFields.text(product, "externalUrl")) : "");
        String label = ContentFields.text(product, "buttonText");
        out.put("buyLabel", label.isBlank() ? "Buy" : label);
        List<Entry> parts = ContentFields.texts(product, "grouped").stream()
                .map(lookups.entries()::get)
                .filter(Objects::nonNull)
                .toList();
        out.put("grouped", parts.isEmpty() ? "" : entryCards.list("product", parts));
    }

    private List<Map<String, Object>> gallery() {
        Set<Asset> pictures = new LinkedHashSet<>();
        Stream.concat(
                        Stream.of(ContentFields.text(product, "featuredImage")),
                        Stream.concat(ContentFields.texts(product, "images").stream(), variantImages().stream()))
                .map(lookups.media()::get)
                .filter(each -> each != null && each.image())
                .forEach(pictures::add);
        List<Map<String, Object>> out = new ArrayList<>();
        for (Asset each : pictures) {
            boolean first = out.isEmpty();
            Map<String, Object> picture = new HashMap<>();
            picture.put("image", each.img(null, MAIN_SIZES, first, ""));
            picture.put("thumb", each.img("", "5rem", first, ""));
            picture.put("anchor", "picture-" + (out.size() + 1));
            picture.put("number", out.size() + 1);
            out.add(picture);
        }
        return out;
    }

    private List<String> variantImages() {
        List<String> out = new ArrayList<>();
        product.path("variants").forEach(each -> out.add(ContentFields.text(each, "image")));
        return out;
    }

    /** Words for what is in stock: a class for the colour and a sentence. */
    private static Map<String, Object> stock(JsonNode sold) {
        int stock = ContentFields.number(sold, "stock", -1);
        boolean known = sold.path("stock").isNumber() || sold.path("inStock").isBoolean();
        boolean out = ContentFields.no(sold, "inStock") || stock == 0 && !ContentFields.yes(sold, "inStock");
        if (!known) {
            return Map.of();
        }
        if (out) {
            return Map.of("kind", "out", "text", "Out of stock");
        }
        return stock > 0 && stock <= 5
                ? Map.of("kind", "low", "text", "Only " + stock + " left")
                : Map.of("kind", "in", "text", "In stock");
    }

    private Map<String, Object> variants() {
        List<Map<String, Object>> rows = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        product.path("variants")
                .forEach(each -> each.path("attributes").propertyNames().forEach(names::add));
        boolean anyStock = false;
        boolean anySku = false;
        for (JsonNode variant : product.path("variants")) {
            Map<String, Object> row = new HashMap<>();
            List<String> cells = new ArrayList<>();
            names.forEach(name -> cells.add(ContentFields.text(variant.path("attributes"), name)));
            row.put("cells", cells);
            row.put("title", names.isEmpty() ? variantTitle(variant) : "");
            row.put("sku", ContentFields.text(variant, "sku"));
            anySku |= !ContentFields.text(variant, "sku").isEmpty();
            Map<String, Object> stock = stock(variant);
            anyStock |= !stock.isEmpty();
            row.put("stock", stock);
            row.put("price", amount(price.effective(variant)));
            row.put("was", price.sale(variant) == null ? "" : amount(price.regular(variant)));
            rows.add(row);
        }
        if (rows.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "rows",
                rows,
                "names",
                List.copyOf(names),
                "anyStock",
                anyStock,
                "anySku",
                anySku,
                "titled",
                names.isEmpty());
    }

    private static String variantTitle(JsonNode variant) {
        String title = ContentFields.text(variant, "title");
        return title.isBlank() ? ContentFields.text(variant, "sku") : title;
    }

    private String amount(@Nullable BigDecimal amount) {
        return amount == null ? "" : ThemeMessages.of(siteFrame).money(amount, price.currency());
    }

    /** Attributes that a buyer chooses by, such as size and colour. */
    private List<Map<String, Object>> choices() {
        List<Map<String, Object>> out = new ArrayList<>();
        for (JsonNode attribute : product.path("attributes")) {
            List<String> values = ContentFields.texts(attribute, "values");
            if (ContentFields.yes(attribute, "variation") && !values.isEmpty()) {
                out.add(Map.of("name", ContentFields.text(attribute, "name"), "values", values));
            }
        }
        return out;
    }

    private List<Map<String, Object>> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (JsonNode attribute : product.path("attributes")) {
            if (!ContentFields.yes(attribute, "variation") && !ContentFields.no(attribute, "visible")) {
                facts.put(
                        ContentFields.text(attribute, "name"),
                        String.join(", ", ContentFields.texts(attribute, "values")));
            }
        }
        JsonNode size = product.path("dimensions");
        String dimensions = String.join(
                " × ",
                Stream.of("length", "width", "height")
                        .map(side -> ContentFields.text(size, side))
                        .filter(each -> !each.isEmpty())
                        .toList());
        facts.put("Dimensions", dimensions);
        facts.put("Weight", ContentFields.text(product, "weight"));
        facts.put("SKU", ContentFields.text(product, "sku"));
        List<Map<String, Object>> out = new ArrayList<>();
        facts.forEach((name, value) -> {
            if (!name.isBlank() && !value.isBlank()) {
                out.add(Map.of("name", name, "value", value));
            }
        });
        return out;
    }
}
