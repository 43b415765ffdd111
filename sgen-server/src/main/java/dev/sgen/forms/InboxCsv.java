package dev.sgen.forms;

import dev.sgen.platform.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes an inbox as CSV, one column per field. */
final class InboxCsv {
    private static final List<String> HEAD = List.of("id", "received", "form", "form title", "version", "state");

    private InboxCsv() {}

    static void write(List<String> names, Function<@Nullable UUID, Inbox.Page> pages, Appendable out)
            throws IOException {
        List<String> head = new ArrayList<>(HEAD);
        head.addAll(names);
        Csv csv = new Csv(out, head);
        UUID after = null;
        do {
            Inbox.Page page = pages.apply(after);
            for (Submission submission : page.items()) {
                csv.row(row(submission, names));
            }
            after = page.next();
        } while (after != null);
        csv.flush();
    }

    private static List<String> row(Submission submission, List<String> names) {
        List<String> row = new ArrayList<>(List.of(
                submission.id().toString(),
                submission.at().toString(),
                submission.form().toString(),
                submission.formTitle(),
                Integer.toString(submission.version()),
                submission.state().key()));
        var texts = submission.fields().stream()
                .collect(Collectors.toMap(FilledField::name, FilledField::text, (a, b) -> a));
        names.forEach(name -> row.add(texts.getOrDefault(name, "")));
        return row;
    }
}
