package dev.sgen.admin;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operation;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Roster;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.RecordId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriComponentsBuilder;

/** The audit trail of a site: who did what, when, and whether visitors saw a difference (ADMIN-12). */
@Controller
class AuditScreen {
    private static final int PAGE = 50;

    private final Views views;
    private final Frames frames;
    private final AuditReading audit;
    private final Members members;
    private final Roster roster;

    AuditScreen(Views views, Frames frames, AuditReading audit, Members members, Roster roster) {
        this.views = views;
        this.frames = frames;
        this.audit = audit;
        this.members = members;
        this.roster = roster;
    }

    @GetMapping("/admin/sites/{site}/{env}/audit")
    View trail(
            Place place,
            @RequestParam(defaultValue = "") String operation,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String visibility,
            @RequestParam(defaultValue = "") String record,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "") String verify,
            HttpServletRequest request) {
        members.permit(place.actor(), place.siteId(), Permission.AUDIT, place.environment());
        AuditPage.Filter filter = new AuditPage.Filter(operation, actor, environment, visibility, record, from, to);
        AuditReading.Page page = audit.search(place.siteId(), query(place, filter, before));
        return views.show(
                "audit",
                new AuditPage(
                        frames.inside(request, place, "audit"),
                        page.items().stream()
                                .map(e -> Sentence.of(e, place.base()))
                                .toList(),
                        Arrays.stream(Operation.values())
                                .map(Operation::code)
                                .distinct()
                                .toList(),
                        roster.list(place.actor(), place.siteId()).stream()
                                .map(m -> new AuditPage.Person(m.id().toString(), m.name()))
                                .toList(),
                        filter,
                        record.isEmpty() ? null : titleOf(page.items(), record),
                        verify.isEmpty() ? null : verified(place),
                        page.next() == null ? null : next(place, filter, page.next())));
    }

    private static String titleOf(List<AuditEntry> entries, String record) {
        return entries.stream()
                .flatMap(e -> e.records().stream())
                .filter(r -> r.id().equals(record))
                .map(AuditEntry.Named::title)
                .findFirst()
                .orElse(record);
    }

    private AuditPage.Verified verified(Place place) {
        AuditReading.Verification found = audit.verify(place.siteId());
        return found.valid()
                ? new AuditPage.Verified(
                        true,
                        "The chain is whole: "
                                + Words.count((int) found.entries(), "entry").replace("entrys", "entries")
                                + " recomputed from the first, each as it was written.")
                : new AuditPage.Verified(
                        false,
                        "The chain is broken at " + found.firstBroken() + ". That entry isn’t what was written.");
    }

    private static AuditQuery query(Place place, AuditPage.Filter filter, @Nullable Long before) {
        Instant to = place.times().dayStart(filter.to());
        return new AuditQuery(
                orNull(filter.operation()),
                filter.record().isEmpty() ? null : RecordId.parse(filter.record()),
                orNull(filter.actor()),
                orNull(filter.environment()),
                filter.visibility().isEmpty() ? null : filter.visibility().equals("true"),
                place.times().dayStart(filter.from()),
                to == null ? null : to.plus(Duration.ofDays(1)),
                before,
                PAGE);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String next(Place place, AuditPage.Filter filter, long before) {
        return UriComponentsBuilder.fromPath(place.base() + "/audit")
                .queryParam("operation", filter.operation())
                .queryParam("actor", filter.actor())
                .queryParam("environment", filter.environment())
                .queryParam("visibility", filter.visibility())
                .queryParam("record", filter.record())
                .queryParam("from", filter.from())
                .queryParam("to", filter.to())
                .queryParam("before", before)
                .encode()
                .toUriString();
    }

    @GetMapping("/admin/sites/{site}/{env}/audit/{entry}")
    View entry(Place place, @PathVariable String entry, HttpServletRequest request) {
        members.permit(place.actor(), place.siteId(), Permission.AUDIT, place.environment());
        AuditEntry found = audit.require(place.siteId(), entry);
        return views.show(
                "audit-entry",
                new AuditEntryPage(
                        frames.inside(request, place, "audit"),
                        Sentence.of(found, place.base()),
                        facts(place, found),
                        found.records().stream()
                                .map(r -> new AuditEntryPage.Subject(
                                        r.title(), r.type(), Sentence.hrefOf(place.base(), r)))
                                .toList(),
                        found.details().isEmpty()
                                ? ""
                                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(found.details())));
    }

    private static Map<String, String> facts(Place place, AuditEntry entry) {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("When", place.times().exact(Instant.parse(entry.at())));
        facts.put("Who", entry.actor().name() + " (" + entry.actor().kind() + ")");
        facts.put("Role then", entry.actor().role());
        facts.put(
                "Asked for by",
                entry.originatingOperator() == null
                        ? null
                        : entry.originatingOperator().name());
        facts.put("Operation", entry.operation());
        facts.put("Environment", entry.environment());
        facts.put("To", entry.targetEnvironment());
        facts.put("State", change(entry.priorState(), entry.newState()));
        facts.put("Version", change(text(entry.priorVersion()), text(entry.newVersion())));
        facts.put("Visitors saw a difference", entry.visibility() ? "yes" : "no");
        facts.put("Operation id", entry.operationId());
        facts.put("Hash", entry.hash());
        facts.put("Hash before", entry.previousHash());
        Map<String, String> known = new LinkedHashMap<>();
        facts.forEach((key, value) -> {
            if (value != null) {
                known.put(key, value);
            }
        });
        return known;
    }

    private static @Nullable String text(@Nullable Integer version) {
        return version == null ? null : "v" + version;
    }

    private static @Nullable String change(@Nullable String before, @Nullable String after) {
        return before == null && after == null
                ? null
                : (before == null ? "none" : before) + " → " + (after == null ? "none" : after);
    }
}
