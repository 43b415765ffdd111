package dev.sgen.theme;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a product costs right now: its price, a sale in its time, or the span of its variants. */
record Price(SiteFrame frame, JsonNode product) {
    String currency() {
        return ContentFields.text(product, "currency");
    }

    @Nullable
    BigDecimal regular(JsonNode sold) {
        return ContentFields.decimal(sold, "price");
    }

    /** The sale price where there is one, it is lower, and its time is now. */
    @Nullable
    BigDecimal sale(JsonNode sold) {
        BigDecimal sale = ContentFields.decimal(sold, "salePrice");
        BigDecimal regular = regular(sold);
        Instant from = ContentFields.moment(product, "saleFrom");
        Instant until = ContentFields.moment(product, "saleUntil");
        boolean now = (from == null || !frame.now().isBefore(from))
                && (until == null || frame.now().isBefore(until));
        return sale != null && now && (regular == null || sale.compareTo(regular) < 0) ? sale : null;
    }

    @Nullable
    BigDecimal effective(JsonNode sold) {
        BigDecimal sale = sale(sold);
        return sale != null ? sale : regular(sold);
    }

    /** The lowest price there is, for lists and for search engines. */
    @Nullable
    BigDecimal lowest() {
        return amounts().stream().min(BigDecimal::compareTo).orElse(null);
    }

    private List<BigDecimal> amounts() {
        List<BigDecimal> out = new ArrayList<>();
        for (JsonNode variant : product.path("variants")) {
            out.add(effective(variant));
        }
        out.removeIf(Objects::isNull);
        BigDecimal own = effective(product);
        if (out.isEmpty() && own != null) {
            out.add(own);
        }
        return out;
    }

    /** {@code now}, {@code was} where reduced, {@code from} where variants differ; empty where there is no price. */
    Map<String, Object> model() {
        Map<String, Object> out = new HashMap<>();
        List<BigDecimal> amounts = amounts();
        if (amounts.isEmpty()) {
            return out;
        }
        ThemeMessages themeMessages = ThemeMessages.of(frame);
        BigDecimal low = Objects.requireNonNull(lowest());
        boolean span = amounts.stream().anyMatch(each -> each.compareTo(low) != 0);
        out.put("now", themeMessages.money(low, currency()));
        out.put("from", span);
        BigDecimal regular = regular(product);
        if (!span && sale(product) != null && regular != null) {
            out.put("was", themeMessages.money(regular, currency()));
        }
        out.put("reduced", out.containsKey("was") || anyVariantReduced());
        return out;
    }

    private boolean anyVariantReduced() {
        for (JsonNode variant : product.path("variants")) {
            if (sale(variant) != null) {
                return true;
            }
        }
        return false;
    }
}
