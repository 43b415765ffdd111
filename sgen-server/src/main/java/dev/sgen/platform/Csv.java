package dev.sgen.platform;

import java.io.Flushable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table for spreadsheets, which must take nobody's words for a formula (T39). Every cell is quoted, so that a
 * program that separates by semicolons or tabs finds no cell inside another (RFC 4180 quotes for commas only), and
 * whatever could begin a formula, at its start or behind such a separator, is preceded by an apostrophe.
 */
public final class Csv implements Flushable {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    /**
     * Blanks, quotes and what can't be seen, then what spreadsheets begin a formula with, full-width forms included;
     * and the same behind what separates cells somewhere.
     */
    private static final Pattern FORMULA = Pattern.compile(
            "^[\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@°|%\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFF5C\\uFF05\\u2212\\uFE62\\uFE63\\uFE66\\uFE6B]"
                    + "|[;,\\t\\uFF1B\\uFF0C][\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212]"
                    + "|^[\\t\\r\\n]");

    private final CSVPrinter printer;

    /**
     * Begins a table.
     *
     * @param out closed by whoever opened it
     */
    public Csv(Appendable out, List<String> head) throws IOException {
        this.printer = new CSVPrinter(out, FORMAT);
        row(head);
    }

    /** Writes one row; null is an empty cell. */
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        printer.printRecord(
                cells.stream().map(cell -> safe(Objects.toString(cell, ""))).toList());
    }

    @Override
    public void flush() throws IOException {
        printer.flush();
    }

    /** A leading apostrophe makes a spreadsheet show the text as it is. */
    static String safe(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }
}
