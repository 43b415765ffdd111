package dev.sgen.admin.audit;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Views;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operations;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.SiteMembers;
import dev.sgen.platform.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Controller of a site's audit trail: who did what, when, and whether visitors noticed it (ADMIN-12). */
@Controller
class AuditScreen {
    private static final int PAGE = 50;

    private final Views views;
    private final PageShells pageShells;
    private final AuditReading audit;
    private final Members members;
    private final SiteMembers siteMembers;
    private final AuditEntryContext story;
    private final Operations operations;

    AuditScreen(
            Views views,
            PageShells pageShells,
            AuditReading audit,
            Members members,
            SiteMembers siteMembers,
            AuditEntryContext story,
            Operations operations) {
        this.operations = operations;
        this.views = views;
        this.pageShells = pageShells;
        this.audit = audit;
        this.members = members;
        this.siteMembers = siteMembers;
        this.story = story;
    }

    @GetMapping("/admin/sites/{site}/{env}/audit")
    View trail(
            AdminContext context,
            @RequestParam(defaultValue = "") String operation,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String visibility,
            @RequestParam(defaultValue = "") String record,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "") String verify,
            HttpServletRequest request) {
        permit(context);
        var filter = new AuditPage.Filter(operation, actor, environment, visibility, record, from, to, q.strip());
        AuditReading.Page page =
                audit.search(context.siteId(), AuditFilters.query(context.times(), filter, before, PAGE));
        return views.show(
                "audit/audit",
                new AuditPage(
                        pageShells.inside(request, context, "audit"),
                        page.items().stream()
                                .map(e -> AuditSentence.of(operations.of(e), e, context.base()))
                                .toList(),
                        operations.all(),
                        people(context),
                        filter,
                        AuditFilters.asks(context.base(), context.times(), filter),
                        record.isEmpty() ? null : titleOf(context, page.items(), record),
                        record.isEmpty() ? null : context.base() + "/record/" + record,
                        context.times().zone().toString(),
                        AuditFilters.csv(context, filter),
                        verify.isEmpty() ? null : verified(context),
                        page.next() == null ? null : AuditFilters.list(context.base(), filter, page.next())));
    }

    /** The trail covers both environments and the site itself, so the audit permission is required for all of them. */
    private void permit(AdminContext context) {
        members.permit(context.actor(), context.siteId(), Permission.AUDIT, null);
    }

    private List<AuditPage.Person> people(AdminContext context) {
        List<AuditPage.Person> people = new ArrayList<>(siteMembers.list(context.actor(), context.siteId()).stream()
                .map(m -> new AuditPage.Person(m.id().toString(), m.name()))
                .toList());
        people.add(new AuditPage.Person(AuditQuery.PLATFORM, "The platform, by itself"));
        return people;
    }

    /**
     * The record's latest title in the trail: from the listed entries, or if there are none, from the newest entry
     * about it.
     */
    private String titleOf(AdminContext context, List<AuditEntry> entries, String record) {
        List<AuditEntry> known = entries.isEmpty()
                ? audit.search(context.siteId(), AuditQuery.newest(1).about(dev.sgen.vocabulary.RecordId.parse(record)))
                        .items()
                : entries;
        return known.stream()
                .flatMap(e -> e.records().stream())
                .filter(r -> r.id().equals(record))
                .map(AuditEntry.Named::title)
                .findFirst()
                .orElse("a record that the trail doesn’t know");
    }

    private AuditPage.Verified verified(AdminContext context) {
        AuditReading.Verification found = audit.verify(context.siteId());
        String entries = found.entries() + (found.entries() == 1 ? " entry" : " entries");
        return found.valid()
                ? new AuditPage.Verified(
                        true,
                        "The chain is whole: " + entries + " recomputed from the first, each as it was written.",
                        null)
                : new AuditPage.Verified(
                        false,
                        "The chain is broken. After " + entries + ", this one isn’t what was written: "
                                + found.firstBroken() + ".",
                        found.firstBroken() == null ? null : context.base() + "/audit/" + found.firstBroken());
    }

    @GetMapping("/admin/sites/{site}/{env}/audit/{entry}")
    View entry(AdminContext context, @PathVariable String entry, HttpServletRequest request) {
        permit(context);
        AuditEntry found = audit.require(context.siteId(), entry);
        AuditReading.Neighbours beside = audit.neighbours(context.siteId(), entry);
        String trail = context.base() + "/audit/";
        return views.show(
                "audit/entry",
                new AuditEntryPage(
                        pageShells.inside(request, context, "audit"),
                        AuditSentence.of(operations.of(found), found, context.base()),
                        facts(context, found),
                        story.subjects(context, found),
                        story.difference(context, found),
                        story.told(context, found),
                        beside.number(),
                        beside.previous() == null ? null : trail + beside.previous(),
                        beside.next() == null ? null : trail + beside.next(),
                        found.details().isEmpty()
                                ? ""
                                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(found.details())));
    }

    private Map<String, String> facts(AdminContext context, AuditEntry entry) {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        AuditEntry.Who asked = entry.originatingOperator();
        facts.put("When", context.times().exact(Instant.parse(entry.at())));
        facts.put("Who", entry.actor().name() + " (" + entry.actor().kind() + ")");
        facts.put("Role then", entry.actor().role());
        facts.put("Asked for by", asked == null ? null : asked.name());
        facts.put("Operation", operations.of(entry).label() + " (" + entry.operation() + ")");
        facts.put("Environment", entry.environment());
        facts.put("To", entry.targetEnvironment());
        facts.put("Planned for", planned(context, entry));
        facts.put("State", change(entry.priorState(), entry.newState()));
        facts.put("Version shown", change(text(entry.priorVersion()), text(entry.newVersion())));
        facts.put("Changed what is shown", entry.visibility() ? "yes" : "no");
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

    private static @Nullable String planned(AdminContext context, AuditEntry entry) {
        String planned = entry.details()
                .path("planned")
                .asString(entry.details().path("at").asString(""));
        try {
            return planned.isEmpty() ? null : context.times().exact(Instant.parse(planned));
        } catch (java.time.format.DateTimeParseException otherwise) {
            return null;
        }
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
