package dev.sgen.api;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditReading;
import dev.sgen.platform.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The trail as a table, written a page at a time, so that its length doesn't matter. */
final class AuditCsv {
    private static final String[] HEAD = {
        "id",
        "at",
        "operation",
        "actor",
        "actorKind",
        "actorId",
        "role",
        "originatingOperator",
        "environment",
        "targetEnvironment",
        "records",
        "titles",
        "priorState",
        "newState",
        "priorVersion",
        "newVersion",
        "visibility",
        "details",
        "operationId",
        "hash",
        "previousHash"
    };

    private AuditCsv() {}

    /** @param pages answers the page before a position, the newest one before null */
    static void write(OutputStream out, Function<@Nullable Long, AuditReading.Page> pages) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(HEAD).get();
        CSVPrinter table = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
        Long before = null;
        do {
            AuditReading.Page page = pages.apply(before);
            for (AuditEntry entry : page.items()) {
                table.printRecord(row(entry));
            }
            table.flush();
            before = page.next();
        } while (before != null);
    }

    private static List<String> row(AuditEntry e) {
        AuditEntry.Who originator = e.originatingOperator();
        return java.util.stream.Stream.of(
                        e.id(),
                        e.at(),
                        e.operation(),
                        e.actor().name(),
                        e.actor().kind(),
                        e.actor().id(),
                        e.actor().role(),
                        originator == null ? null : originator.name(),
                        e.environment(),
                        e.targetEnvironment(),
                        e.records().stream().map(AuditEntry.Named::id).collect(Collectors.joining(" ")),
                        e.records().stream().map(AuditEntry.Named::title).collect(Collectors.joining("; ")),
                        e.priorState(),
                        e.newState(),
                        e.priorVersion(),
                        e.newVersion(),
                        e.visibility(),
                        Json.write(e.details()),
                        e.operationId(),
                        e.hash(),
                        e.previousHash())
                .map(AuditCsv::cell)
                .toList();
    }

    /** A title that begins like a formula would run in a spreadsheet; with an apostrophe it is text (T39). */
    static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return !text.isEmpty() && "=+-@\t\r\n|%".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
