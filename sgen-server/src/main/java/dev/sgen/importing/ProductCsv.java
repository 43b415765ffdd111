package dev.sgen.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a product list with WooCommerce's column names, in any case, separated by commas, semicolons or
 * tabs, in UTF-8 or Windows-1252.
 */
final class ProductCsv {
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final int MAX_ROWS = 100_000;
    private static final int MAX_CELL = 200_000;

    private ProductCsv() {}

    /** One row: its number in the file, counted as people count, and its cells by lower-case column name. */
    record Row(long number, Map<String, String> cells) {
        String text(String column) {
            return cells.getOrDefault(column, "").strip();
        }
    }

    /** Whether a file's first line names the columns of a product list. */
    static boolean isHeader(String firstLine) {
        String line = firstLine.toLowerCase(Locale.ROOT);
        return line.contains("name") && (line.contains("sku") || line.contains("regular price"));
    }

    static List<Row> rows(InputStream in) throws BadFile {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadFile("The list is larger than 64 MB; split it");
            }
            String text = PlainReader.decode(bytes).replace("\u0000", "").replace("\uFEFF", "");
            return parse(text);
        } catch (UncheckedIOException | IOException | IllegalArgumentException broken) {
            throw new BadFile("The list can't be read: " + sentence(broken), broken);
        }
    }

    private static String sentence(Exception broken) {
        return broken instanceof CSVException || broken.getCause() instanceof CSVException
                ? "a quotation mark isn't closed where it should be"
                : String.valueOf(broken.getMessage());
    }

    private static List<Row> parse(String text) throws IOException, BadFile {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = format.parse(new StringReader(text))) {
            List<String> columns = List.of();
            for (CSVRecord record : parser) {
                if (columns.isEmpty()) {
                    columns = record.stream()
                            .map(c -> c.strip().toLowerCase(Locale.ROOT))
                            .toList();
                    continue;
                }
                if (rows.size() >= MAX_ROWS) {
                    throw new BadFile("The list has more than " + MAX_ROWS + " rows; split it");
                }
                rows.add(new Row(record.getRecordNumber(), cells(columns, record)));
            }
            if (!columns.contains("name")) {
                throw new BadFile("The list has no column “Name”; its first line must name the columns");
            }
        }
        return rows;
    }

    private static Map<String, String> cells(List<String> columns, CSVRecord record) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size() && i < record.size(); i++) {
            String cell = Texts.cut(record.get(i), MAX_CELL);
            if (!cell.isBlank() && !columns.get(i).isEmpty()) {
                cells.putIfAbsent(columns.get(i), cell);
            }
        }
        return cells;
    }

    /** The separator that the first line holds most of. */
    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("");
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
