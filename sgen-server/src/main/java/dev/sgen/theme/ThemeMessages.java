package dev.sgen.theme;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.Locale;

/** Dates, times, amounts and sizes for people, in a site's language. */
record ThemeMessages(Locale locale, ZoneId zone) {
    static ThemeMessages of(SiteFrame siteFrame) {
        return new ThemeMessages(Locale.forLanguageTag(siteFrame.language()), siteFrame.zone());
    }

    String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atZone(zone));
    }

    String longDate(ZonedDateTime at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(at);
    }

    String time(ZonedDateTime at) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale)
                .format(at);
    }

    String zoneName(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern("zzz", locale).format(at);
    }

    String day(ZonedDateTime at) {
        return Integer.toString(at.getDayOfMonth());
    }

    String month(ZonedDateTime at) {
        return at.getMonth().getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    String weekday(ZonedDateTime at) {
        return at.getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    /** An amount with its currency's sign; whole amounts keep their two digits, as shops write them. */
    String money(BigDecimal amount, String currency) {
        try {
            NumberFormat format = NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(Currency.getInstance(currency));
            format.setMinimumFractionDigits(
                    Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()));
            format.setMaximumFractionDigits(format.getMinimumFractionDigits());
            return format.format(amount);
        } catch (IllegalArgumentException unknownCurrency) {
            NumberFormat plain = NumberFormat.getInstance(locale);
            plain.setMinimumFractionDigits(amount.stripTrailingZeros().scale() > 0 ? 2 : 0);
            plain.setMaximumFractionDigits(2);
            return (plain.format(amount) + " " + currency).strip();
        }
    }

    /** A file's size, to the digit that matters. */
    String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double kib = bytes / 1024.0;
        return kib < 1000
                ? String.format(locale, "%.0f KB", kib)
                : String.format(locale, kib < 10_240 ? "%.1f MB" : "%.0f MB", kib / 1024);
    }
}
