package dev.sgen.admin.audit;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.audit.AuditQuery;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Converts the filters of the audit list to queries and to addresses. Days are days in the site's zone. */
final class AuditFilters {
    private AuditFilters() {}

    static AuditQuery query(LocalTimes localTimes, AuditPage.Filter filter, @Nullable Long before, int limit) {
        return new AuditQuery(
                        orNull(filter.operation()),
                        filter.record().isEmpty() ? null : RecordId.parse(filter.record()),
                        orNull(filter.actor()),
                        orNull(filter.environment()),
                        filter.visibility().isEmpty()
                                ? null
                                : filter.visibility().equals("true"),
                        localTimes.dayStart(filter.from()),
                        dayEnd(localTimes, filter.to()),
                        before,
                        limit)
                .saying(filter.q());
    }

    /**
     * The exclusive end of the last day, which is included whole even if it has 23 or 25 hours. Two hours are added
     * before taking the date, so that a day without midnight still yields its own date.
     */
    private static @Nullable Instant dayEnd(LocalTimes localTimes, String day) {
        Instant start = localTimes.dayStart(day);
        return start == null
                ? null
                : LocalDate.ofInstant(start.plus(Duration.ofHours(2)), localTimes.zone())
                        .plusDays(1)
                        .atStartOfDay(localTimes.zone())
                        .toInstant();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    static String list(String base, AuditPage.Filter filter, @Nullable Long before) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("operation", filter.operation());
        fields.put("actor", filter.actor());
        fields.put("environment", filter.environment());
        fields.put("visibility", filter.visibility());
        fields.put("record", filter.record());
        fields.put("from", filter.from());
        fields.put("to", filter.to());
        fields.put("q", filter.q());
        fields.put("before", before == null ? "" : before.toString());
        return address(base + "/audit", fields);
    }

    /** The address of the same entries as CSV in the API, which takes instants instead of days. */
    static String csv(AdminContext context, AuditPage.Filter filter) {
        AuditQuery query = query(context.times(), filter, null, 1);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("operation", filter.operation());
        fields.put("actor", filter.actor());
        fields.put("environment", filter.environment());
        fields.put("visibility", filter.visibility());
        fields.put("record", filter.record());
        fields.put("from", query.from() == null ? "" : query.from().toString());
        fields.put("to", query.to() == null ? "" : query.to().toString());
        fields.put("q", filter.q());
        return address("/api/v1/sites/" + context.site().key() + "/audit.csv", fields);
    }

    private static String address(String path, Map<String, String> fields) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                address.queryParam(name, "{" + name + "}");
            }
        });
        return address.encode().buildAndExpand(fields).toUriString();
    }

    /** Links for common questions. Each keeps the record, the actor and the search words of the current filter. */
    static List<AuditPage.Ask> asks(String base, LocalTimes localTimes, AuditPage.Filter filter) {
        LocalDate today = LocalDate.ofInstant(localTimes.now(), localTimes.zone());
        String day = today.toString();
        String yesterday = today.minusDays(1).toString();
        String week = today.minusDays(6).toString();
        return List.of(
                ask(base, filter, "All", filter.about("", "", "", "")),
                ask(base, filter, "What became visible today", filter.about("", "true", day, day)),
                ask(base, filter, "Yesterday", filter.about("", "true", yesterday, yesterday)),
                ask(base, filter, "In the last 7 days", filter.about("", "true", week, "")),
                ask(base, filter, "Who promoted", filter.about("promote", "", "", "")),
                ask(base, filter, "Schedules that came to nothing", filter.about("schedule.fail", "", "", "")));
    }

    private static AuditPage.Ask ask(String base, AuditPage.Filter now, String label, AuditPage.Filter then) {
        return new AuditPage.Ask(label, list(base, then, null), now.equals(then));
    }
}
