package dev.sgen.api;

import dev.sgen.api.Paging.Page;
import dev.sgen.publishing.DeletedRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was taken out of an environment and is kept to be brought back. */
@RestController
@Tag(name = "History")
class DeletedController {
    private final Sites sites;
    private final RecordReading recordReading;

    DeletedController(Sites sites, RecordReading recordReading) {
        this.sites = sites;
        this.recordReading = recordReading;
    }

    /**
     * A deleted record.
     *
     * @param version the last one that stood there: what to bring back
     * @param operation of the entry that took it out
     */
    @Schema(name = "DeletedRecord")
    record DeletedView(
            String id,
            String type,
            String title,
            @Nullable String path,
            int version,
            Instant deletedAt,
            String deletedBy,
            String operation,
            String entry) {}

    @GetMapping(Routes.IN + "/deleted")
    @Operation(
            summary = "List the records that were deleted in this environment",
            description = "Newest first. Each comes back by `POST …/records/{record}/recover` with its `version`.")
    Page<DeletedView> deleted(
            Actor actor,
            @PathVariable String site,
            @PathVariable String env,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Paging.limit(limit);
        int offset = Paging.position(cursor).map(DeletedController::offset).orElse(0);
        List<DeletedRecord> found =
                recordReading.deleted(actor, sites.require(site).id(), Environment.parse(env), offset, size + 1);
        return new Page<>(
                found.stream().limit(size).map(DeletedController::view).toList(),
                found.size() > size ? Paging.cursor(String.valueOf(offset + size)) : null);
    }

    private static int offset(String position) {
        if (position.matches("\\d{1,6}")) {
            return Integer.parseInt(position);
        }
        throw new Refused(new BadRequest("This cursor is none that the list handed out. Begin again without one."));
    }

    private static DeletedView view(DeletedRecord each) {
        return new DeletedView(
                each.record().toString(),
                each.type(),
                each.title(),
                each.path(),
                each.version(),
                each.at(),
                each.by(),
                each.operation(),
                each.entry());
    }
}
