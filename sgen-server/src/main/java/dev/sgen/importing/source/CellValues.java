package dev.sgen.importing.source;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What people write into the cells of a product list, read as values. */
public final class CellValues {
    private CellValues() {}

    /** A list of names separated by commas; a comma with a backslash before it belongs to its name. */
    public static List<String> list(String text) {
        return Arrays.stream(text.split("(?<!\\\\),"))
                .map(s -> ForeignText.plain(s.replace("\\,", ",")))
                .filter(s -> !s.isEmpty())
                .distinct()
                .toList();
    }

    /** An amount of money or a size, whichever way its decimals are marked. */
    public static void amount(ObjectNode content, String field, String text, ItemNotes itemNotes) {
        if (text.isEmpty()) {
            return;
        }
        String plain = text.replaceAll("[\\s\\p{Z}\\p{Sc}'’]", "").replaceFirst("^[A-Za-z]{3}|[A-Za-z]{3}$", "");
        // 1.234,50 and 12,50: the last separator with one or two digits behind it is the decimal one.
        String number =
                plain.matches(".*,[0-9]{1,2}") ? plain.replace(".", "").replace(',', '.') : plain.replace(",", "");
        if (number.matches("[0-9]{1,15}([.][0-9]{1,6})?")) {
            content.put(field, number);
        } else {
            itemNotes.add("Left out " + field + " “" + ForeignText.cut(text, 60) + "”, which isn't an amount");
        }
    }

    /** A date or a moment; a date alone is meant in the zone, and to its end where it ends something. */
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
