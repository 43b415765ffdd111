package dev.sgen.importing.products;

import dev.sgen.importing.source.CleanXmlReader;
import dev.sgen.importing.source.ForeignText;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a product list (CSV) with WooCommerce's column names, in any letter case, separated by commas, semicolons or
 * tabs, in UTF-8 or Windows-1252.
 */
public final class ProductCsv {
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MAX_ROWS = 100_000;
    private static final int MAX_CELL = 200_000;
    private static final int MAX_COLUMNS = 1_000;
    private static final int MAX_NAME = 500;

    private ProductCsv() {}

    /**
     * One row.
     *
     * @param number the row's number in the file, counted from 1
     * @param cells the non-blank cells by lower-case column name
     */
    public record Row(long number, Map<String, String> cells) {
        String text(String column) {
            return cells.getOrDefault(column, "").strip();
        }
    }

    /** The line that names the columns. Spreadsheets may write a line such as {@code sep=;} before it. */
    public static String header(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !isSeparatorLine(line))
                .findFirst()
                .orElse("");
    }

    private static boolean isSeparatorLine(String line) {
        return line.replace("\"", "").strip().matches("(?i)sep=.");
    }

    /** Whether a line names the columns of a product list. */
    public static boolean isHeader(String firstLine) {
        String line = firstLine.toLowerCase(Locale.ROOT);
        boolean named = line.contains("name") || line.contains("title") || line.contains("product");
        return named && (line.contains("sku") || line.contains("price") || line.contains("handle"));
    }

    /**
     * Parses a product list of any supported shop.
     *
     * @return the rows in WooCommerce's columns
     * @throws UnreadableFile if it is not a readable list with a column of names, or exceeds the limits
     */
    public static List<Row> rows(InputStream in) throws UnreadableFile {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableFile("The list is larger than 64 MB; split it");
            }
            String text = CleanXmlReader.decode(bytes)
                    .replace("\u0000", "")
                    .replace("\uFEFF", "")
                    .stripLeading();
            String first = text.lines().findFirst().orElse("");
            text = isSeparatorLine(first) ? text.substring(first.length()).stripLeading() : text;
            return parse(text);
        } catch (UncheckedIOException | IOException | IllegalArgumentException broken) {
            throw new UnreadableFile("The list can't be read: " + sentence(broken), broken);
        }
    }

    private static String sentence(Exception broken) {
        return broken instanceof CSVException || broken.getCause() instanceof CSVException
                ? "a quotation mark isn't closed where it should be"
                : String.valueOf(broken.getMessage());
    }

    private static List<Row> parse(String text) throws IOException, UnreadableFile {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = format.parse(new StringReader(text))) {
            List<String> columns = List.of();
            for (CSVRecord record : parser) {
                if (columns.isEmpty()) {
                    columns = columns(record);
                    continue;
                }
                if (rows.size() >= MAX_ROWS) {
                    throw new UnreadableFile("The list has more than " + MAX_ROWS + " rows; split it");
                }
                rows.add(new Row(record.getRecordNumber(), cells(columns, record)));
            }
            List<Row> known = ShopLists.read(Set.copyOf(columns), rows);
            if (!rows.isEmpty()
                    && known.stream().allMatch(row -> row.text("name").isEmpty())) {
                throw new UnreadableFile("The list has no column “Name”; its first line must name the columns");
            }
            return known;
        }
    }

    /** The column names, made unique by appending a number. */
    private static List<String> columns(CSVRecord record) throws UnreadableFile {
        if (record.size() > MAX_COLUMNS) {
            throw new UnreadableFile(
                    "The list has more than " + MAX_COLUMNS + " columns; leave out those that hold nothing");
        }
        Set<String> columns = new LinkedHashSet<>();
        for (String given : record) {
            String name = ForeignText.cut(ForeignText.plain(given), MAX_NAME).toLowerCase(Locale.ROOT);
            String free = name.isEmpty() ? "column " + (columns.size() + 1) : name;
            for (int n = 2; !columns.add(free); n++) {
                free = name + " (" + n + ")";
            }
        }
        return List.copyOf(columns);
    }

    private static Map<String, String> cells(List<String> columns, CSVRecord record) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(record.size(), MAX_COLUMNS); i++) {
            String cell = ForeignText.storable(ForeignText.cut(record.get(i), MAX_CELL));
            if (!cell.isBlank()) {
                cells.putIfAbsent(i < columns.size() ? columns.get(i) : "column " + (i + 1), cell);
            }
        }
        return cells;
    }

    /** The separator that occurs most often in the header line. */
    private static char delimiter(String text) {
        String first = header(text);
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char c) {
        return line.chars().filter(other -> other == c).count();
    }
}
