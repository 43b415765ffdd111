package dev.sgen.admin.schedule;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.FlashMessage;
import dev.sgen.admin.shell.FlashMessages;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Views;
import dev.sgen.member.Permission;
import dev.sgen.publishing.PendingSchedule;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.schedule.Schedules;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** Controller of the list of pending schedules of both environments (SCHED-26). */
@Controller
class PendingSchedulesScreen {
    private static final int PAGE = 100;
    private static final int PER_MOMENT = 25;

    private final Views views;
    private final PageShells pageShells;
    private final Schedules schedules;
    private final Publishing publishing;

    PendingSchedulesScreen(Views views, PageShells pageShells, Schedules schedules, Publishing publishing) {
        this.views = views;
        this.pageShells = pageShells;
        this.schedules = schedules;
        this.publishing = publishing;
    }

    @GetMapping("/admin/sites/{site}/{env}/schedule")
    View room(
            AdminContext context,
            @RequestParam(defaultValue = "all") String span,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Schedules.Page page = schedules.pending(
                context.actor(),
                context.siteId(),
                new Schedules.Question(null, null, until(context, span), PER_MOMENT, PAGE, after));
        String base = context.base() + "/schedule";
        return views.show(
                "schedule/pending",
                new PendingSchedulesPage(
                        pageShells.inside(request, context, "schedule"),
                        context.times().zone().toString(),
                        List.of(
                                tab("Everything", base, "all", span),
                                tab("Next 7 days", base, "week", span),
                                tab("Next 31 days", base, "month", span)),
                        !span.equals("all") || after != null,
                        after == null ? failed(context) : List.of(),
                        days(context, page.items()),
                        page.next() == null
                                ? null
                                : UriComponentsBuilder.fromPath(base)
                                        .queryParam("span", span)
                                        .queryParam("after", "{after}")
                                        .encode()
                                        .buildAndExpand(page.next())
                                        .toUriString()));
    }

    private static RecordListPage.Tab tab(String label, String base, String key, String span) {
        return new RecordListPage.Tab(label, key.equals("all") ? base : base + "?span=" + key, key.equals(span), null);
    }

    /**
     * The end of the list's period: whole days in the site's zone, so that the last day is complete; null for no end.
     */
    private static @Nullable Instant until(AdminContext context, String span) {
        int days = switch (span) {
            case "week" -> 7;
            case "month" -> 31;
            default -> 0;
        };
        LocalTimes localTimes = context.times();
        return days == 0
                ? null
                : LocalDate.ofInstant(localTimes.now(), localTimes.zone())
                        .plusDays(days + 1L)
                        .atStartOfDay(localTimes.zone())
                        .toInstant();
    }

    private static List<PendingSchedulesPage.Day> days(AdminContext context, List<PendingSchedule> items) {
        Map<Instant, List<PendingSchedule>> moments = new LinkedHashMap<>();
        items.forEach(
                i -> moments.computeIfAbsent(i.at(), at -> new ArrayList<>()).add(i));
        Map<String, List<PendingSchedulesPage.Moment>> days = new LinkedHashMap<>();
        moments.forEach((at, together) -> days.computeIfAbsent(day(context.times(), at), d -> new ArrayList<>())
                .add(new PendingSchedulesPage.Moment(
                        at,
                        context.times().clock(at),
                        context.times().left(at),
                        together.stream().map(i -> line(context, i)).toList(),
                        together.getFirst().together() - together.size())));
        return days.entrySet().stream()
                .map(e -> new PendingSchedulesPage.Day(e.getKey(), e.getValue()))
                .toList();
    }

    private static String day(LocalTimes localTimes, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, localTimes.zone());
        LocalDate today = LocalDate.ofInstant(localTimes.now(), localTimes.zone());
        String name = localTimes.day(at);
        return day.equals(today) ? "Today, " + name : day.equals(today.plusDays(1)) ? "Tomorrow, " + name : name;
    }

    private static PendingSchedulesPage.Line line(AdminContext context, PendingSchedule item) {
        boolean promotes = item.action() == Schedule.Action.PROMOTE;
        String version = "v" + item.version();
        String effect =
                (promotes ? "promotes " + version + " to live" : "publishes " + version + " on " + item.target())
                        + (item.published() == null
                                ? ", new there"
                                : item.published() == item.version()
                                        ? ", shown there already"
                                        : ", replaces v" + item.published());
        return new PendingSchedulesPage.Line(
                item.environment().key(),
                item.target().key(),
                item.title(),
                context.baseOf(item.environment()) + "/record/" + item.record(),
                item.path(),
                effect,
                item.byName(),
                item.newer() == null ? null : "v" + item.newer() + " is newer and isn’t part of it",
                item.collisions().stream().map(c -> collision(item, c)).toList(),
                Schedules.mayCancel(context.rights(), item.environment(), item.action(), item.type())
                        ? item.record().toString()
                        : null);
    }

    private static String collision(PendingSchedule item, PendingSchedule.Collision collision) {
        return switch (collision.kind()) {
            case "path-taken" ->
                "Will fail: “" + collision.title() + "” is at " + item.path() + " on " + item.target() + " now.";
            case "path-twice" ->
                "“" + collision.title() + "” is scheduled for " + item.path() + " on " + item.target() + " too.";
            case "live-moved" ->
                "Will fail: live was changed since staging last agreed with it. See Changes, then schedule again.";
            default -> "This record has another schedule for " + item.target() + " at the same moment.";
        };
    }

    private List<PendingSchedulesPage.Failed> failed(AdminContext context) {
        boolean trail = context.rights().allow(Permission.AUDIT, null);
        return schedules.failed(context.actor(), context.siteId()).stream()
                .map(f -> new PendingSchedulesPage.Failed(
                        f.environment().key(),
                        f.title(),
                        context.baseOf(f.environment()) + "/record/" + f.record(),
                        f.planned(),
                        context.times().inWords(f.reason()),
                        f.byName(),
                        trail ? context.base() + "/audit/" + f.entry() : null,
                        context.may(Permission.SCHEDULE, f.environment(), f.type())
                                ? context.baseOf(f.environment()) + "/decide/schedule?record=" + f.record()
                                : null))
                .toList();
    }

    @PostMapping("/admin/sites/{site}/{env}/schedule/cancel")
    View cancel(
            AdminContext context,
            @RequestParam String record,
            @RequestParam String environment,
            @RequestParam(defaultValue = "all") String span,
            HttpServletRequest request) {
        Environment where = Environment.parse(environment);
        try {
            var after = publishing
                    .cancelSchedule(context.actor(), context.siteId(), where, List.of(RecordId.parse(record)))
                    .getFirst();
            String title =
                    "“" + java.util.Objects.requireNonNull(after.in(where)).title() + "”";
            FlashMessages.next(
                    request,
                    FlashMessage.done("The schedule of " + title + " on " + where
                                    + " is cancelled. Nothing will happen by itself.")
                            .linked("Schedule it again", context.baseOf(where) + "/decide/schedule?record=" + record));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            FlashMessages.next(
                    request,
                    FlashMessage.refused(
                            context.times().inWords(refused.refusal().detail())));
        }
        return new RedirectView(context.base() + "/schedule" + (span.equals("all") ? "" : "?span=" + span));
    }
}
