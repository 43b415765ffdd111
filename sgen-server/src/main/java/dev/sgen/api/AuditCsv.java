package dev.sgen.api;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditReading;
import dev.sgen.platform.Csv;
import dev.sgen.platform.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The trail as a table, written a page at a time, so that its length doesn't matter. */
final class AuditCsv {
    private static final List<String> HEAD = List.of(
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
            "previousHash");

    private AuditCsv() {}

    /** @param pages answers the page before a position, the newest one before null */
    static void write(OutputStream out, Function<@Nullable Long, AuditReading.Page> pages) throws IOException {
        Csv table = new Csv(new OutputStreamWriter(out, StandardCharsets.UTF_8), HEAD);
        Long before = null;
        do {
            AuditReading.Page page = pages.apply(before);
            for (AuditEntry entry : page.items()) {
                table.row(row(entry));
            }
            table.flush();
            before = page.next();
        } while (before != null);
    }

    private static List<@Nullable Object> row(AuditEntry e) {
        AuditEntry.Who originator = e.originatingOperator();
        return Arrays.asList(
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
                e.previousHash());
    }
}
