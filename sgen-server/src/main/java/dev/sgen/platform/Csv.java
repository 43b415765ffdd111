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
 * Writes CSV that spreadsheets can't take for formulas (T39).
 *
 * <p>Every cell is quoted, so that programs which separate by semicolons or tabs don't split it (RFC 4180 requires
 * quotes for commas only). A cell in which a formula could begin, at its start or after such a separator, gets a
 * leading apostrophe.
 */
public final class Csv implements Flushable {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    /**
     * Optional blanks, quotes and invisible characters, then a character that begins a formula, full-width forms
     * included; at the start of a cell or after a character that some programs take as separator.
     */
    private static final Pattern FORMULA = Pattern.compile(
            "^[\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@°|%\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFF5C\\uFF05\\u2212\\uFE62\\uFE63\\uFE66\\uFE6B]"
                    + "|[;,\\t\\uFF1B\\uFF0C][\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212]"
                    + "|^[\\t\\r\\n]");

    private final CSVPrinter printer;

    /**
     * Writes the header row.
     *
     * @param out closed by the caller
     */
    public Csv(Appendable out, List<String> head) throws IOException {
        this.printer = new CSVPrinter(out, FORMAT);
        row(head);
    }

    /** Writes one row; null gives an empty cell. */
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        printer.printRecord(
                cells.stream().map(cell -> safe(Objects.toString(cell, ""))).toList());
    }

    @Override
    public void flush() throws IOException {
        printer.flush();
    }

    /** A leading apostrophe makes spreadsheets show the text as it is. */
    static String safe(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }
}
