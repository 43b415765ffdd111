package dev.sgen.forms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** An inbox as a table for spreadsheets, which must never take a visitor's words for a formula (T39). */
final class InboxCsv {
    private static final List<String> HEAD = List.of("id", "received", "form", "form title", "version", "state");

    /** What spreadsheets begin a formula with, behind any blanks or quotes, full-width forms included. */
    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\p{Z}\"']*[=+\\-@°|%\\uFF1D\\uFF0B\\uFF0D\\uFF20].*", Pattern.DOTALL);

    private InboxCsv() {}

    static void write(List<String> names, Function<@Nullable UUID, Inbox.Page> pages, Appendable out)
            throws IOException {
        try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
            List<String> head = new ArrayList<>(HEAD);
            names.forEach(name -> head.add(safe(name)));
            csv.printRecord(head);
            UUID after = null;
            do {
                Inbox.Page page = pages.apply(after);
                for (Submission submission : page.items()) {
                    csv.printRecord(row(submission, names));
                }
                after = page.next();
            } while (after != null);
            csv.flush();
        }
    }

    private static List<String> row(Submission submission, List<String> names) {
        List<String> row = new ArrayList<>(List.of(
                submission.id().toString(),
                submission.at().toString(),
                submission.form().toString(),
                safe(submission.formTitle()),
                Integer.toString(submission.version()),
                submission.state().key()));
        var texts = submission.fields().stream().collect(Collectors.toMap(Filled::name, Filled::text, (a, b) -> a));
        names.forEach(name -> row.add(safe(texts.getOrDefault(name, ""))));
        return row;
    }

    /** A leading apostrophe makes a spreadsheet show the text as it is. */
    static String safe(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }
}
