package dev.sgen.importing.source;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Parses the cells of a product list: lists, amounts, dates. */
public final class CellValues {
    private CellValues() {}

    /** Names separated by commas. A comma after a backslash is part of a name. */
    public static List<String> list(String text) {
        return Arrays.stream(text.split("(?<!\\\\),"))
                .map(s -> ForeignText.plain(s.replace("\\,", ",")))
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Parses an amount of money or a size, with decimal point or decimal comma, and puts it into the content; adds a
     * note if it can't be parsed.
     */
    public static void amount(ObjectNode content, String field, String text, ItemNotes itemNotes) {
        if (text.isEmpty()) {
            return;
        }
        String plain = text.replaceAll("[\\s\\p{Z}\\p{Sc}'’]", "").replaceFirst("^[A-Za-z]{3}|[A-Za-z]{3}$", "");
        // As in 1.234,50 and 12,50: a comma with one or two digits after it is the decimal separator, any other comma
        // groups digits.
        String number =
                plain.matches(".*,[0-9]{1,2}") ? plain.replace(".", "").replace(',', '.') : plain.replace(",", "");
        if (number.matches("[0-9]{1,15}([.][0-9]{1,6})?")) {
            content.put(field, number);
        } else {
            itemNotes.add("Left out " + field + " “" + ForeignText.cut(text, 60) + "”, which isn't an amount");
        }
    }

    /**
     * Parses a date or a date with time, puts it into the content as UTC, and adds a note if it can't be parsed.
     *
     * @param end whether a date without time means the end of that day, otherwise its start
     * @param zone the time zone of values without an offset
     */
    public static void moment(
            ObjectNode content, String field, String text, boolean end, ZoneId zone, ItemNotes itemNotes) {
        if (text.isEmpty()) {
            return;
        }
        try {
            String iso = text.replaceFirst("^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9])", "$1T$2");
            if (iso.length() == 10) {
                LocalDate day = LocalDate.parse(iso);
                content.put(
                        field,
                        (end ? day.atTime(23, 59, 59) : day.atStartOfDay())
                                .atZone(zone)
                                .toInstant()
                                .toString());
            } else if (iso.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})$")) {
                content.put(field, OffsetDateTime.parse(iso).toInstant().toString());
            } else {
                content.put(
                        field, LocalDateTime.parse(iso).atZone(zone).toInstant().toString());
            }
        } catch (DateTimeParseException unreadable) {
            itemNotes.add("Left out " + field + " “" + ForeignText.cut(text, 60) + "”, which isn't a date");
        }
    }
}
