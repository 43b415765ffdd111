package dev.sgen.api;

import dev.sgen.api.Paging.Page;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operations;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The trail of a site. It can be read and verified; nothing here, or anywhere, changes an entry (AUDIT-15). */
@RestController
@RequestMapping(Routes.SITE)
@Tag(name = "Audit")
class AuditController {
    /** Held at once while the whole trail is written out. */
    private static final int CSV_PAGE = 1_000;

    private final Sites sites;
    private final Members members;
    private final AuditReading trail;
    private final Operations operations;

    AuditController(Sites sites, Members members, AuditReading trail, Operations operations) {
        this.operations = operations;
        this.sites = sites;
        this.members = members;
        this.trail = trail;
    }

    @GetMapping("/audit")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Search the audit trail, newest first",
            description = "Filters combine. `from` is inclusive, `to` exclusive; both are moments or days in UTC."
                    + " `actor` is a member's id, or `platform`; `environment` matches entries that happened there or"
                    + " crossed to it; `q` asks for words, or beginnings of words, in titles, names and details.")
    Page<AuditEntry> list(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String operation,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(name = "actor", required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String visibility,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        SiteId id = reader(actor, site);
        AuditQuery query = query(operation, record, by, environment, visibility, from, to, q);
        AuditReading.Page page = trail.search(id, query.page(before(cursor), Paging.limit(limit)));
        return new Page<>(
                page.items(),
                page.next() == null ? null : Paging.cursor(page.next().toString()));
    }

    @GetMapping("/audit/{entry}")
    @io.swagger.v3.oas.annotations.Operation(summary = "Read one entry of the audit trail")
    AuditEntry get(Actor actor, @PathVariable String site, @PathVariable("entry") String entry) {
        return trail.require(reader(actor, site), entry);
    }

    @GetMapping("/audit/verify")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Recompute the hash chain of the audit trail",
            description =
                    "`valid` is false, and `firstBroken` names the entry, where something isn't what was written.")
    AuditReading.Verification verify(Actor actor, @PathVariable String site) {
        return trail.verify(reader(actor, site));
    }

    @GetMapping(path = "/audit.csv", produces = "text/csv")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "The audit trail as CSV, newest first",
            description = "Takes the filters of the list. A cell that a spreadsheet would take for a formula begins"
                    + " with an apostrophe.")
    ResponseEntity<StreamingResponseBody> csv(
            Actor actor,
            @PathVariable String site,
            @RequestParam(required = false) @Nullable String operation,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(name = "actor", required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String visibility,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String q) {
        SiteId id = reader(actor, site);
        AuditQuery query = query(operation, record, by, environment, visibility, from, to, q);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=utf-8;header=present"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"")
                .body(out -> AuditCsv.write(out, before -> trail.search(id, query.page(before, CSV_PAGE))));
    }

    private SiteId reader(Actor actor, String site) {
        SiteId id = sites.require(site).id();
        members.permit(actor, id, Permission.AUDIT, null);
        return id;
    }

    private AuditQuery query(
            @Nullable String operation,
            @Nullable String record,
            @Nullable String by,
            @Nullable String environment,
            @Nullable String visibility,
            @Nullable String from,
            @Nullable String to,
            @Nullable String text) {
        if (operation != null && operations.ofCode(operation).isEmpty()) {
            throw QueryParameters.bad("operation", "The trail knows no operation of that name.");
        }
        return new AuditQuery(
                        operation,
                        record == null ? null : RecordId.parse(record),
                        by == null || by.equals(AuditQuery.PLATFORM)
                                ? by
                                : MemberId.parse(by).toString(),
                        environment == null ? null : environment(environment),
                        QueryParameters.flag(visibility, "visibility"),
                        QueryParameters.moment(from, "from"),
                        QueryParameters.moment(to, "to"),
                        null,
                        CSV_PAGE)
                .saying(text);
    }

    private static String environment(String word) {
        try {
            return Environment.parse(word).key();
        } catch (Refused unknown) {
            throw unknown.refusal() instanceof NotFound
                    ? QueryParameters.bad("environment", "Use staging or live.")
                    : unknown;
        }
    }

    private static @Nullable Long before(@Nullable String cursor) {
        String position = Paging.position(cursor).orElse(null);
        if (position == null) {
            return null;
        }
        try {
            return Long.valueOf(position);
        } catch (NumberFormatException notOurs) {
            throw Objects.requireNonNull(QueryParameters.bad("cursor", "Begin again without a cursor."));
        }
    }
}
