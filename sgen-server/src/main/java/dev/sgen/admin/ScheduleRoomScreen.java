package dev.sgen.admin;

import dev.sgen.member.Permission;
import dev.sgen.publishing.PendingSchedule;
import dev.sgen.publishing.Publishing;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.Schedules;
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

/** The room of everything that is due, in both environments (SCHED-26). */
@Controller
class ScheduleRoomScreen {
    private static final int PAGE = 100;
    private static final int PER_MOMENT = 25;

    private final Views views;
    private final Frames frames;
    private final Schedules schedules;
    private final Publishing publishing;

    ScheduleRoomScreen(Views views, Frames frames, Schedules schedules, Publishing publishing) {
        this.views = views;
        this.frames = frames;
        this.schedules = schedules;
        this.publishing = publishing;
    }

    @GetMapping("/admin/sites/{site}/{env}/schedule")
    View room(
            Place place,
            @RequestParam(defaultValue = "all") String span,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Schedules.Page page = schedules.pending(
                place.actor(),
                place.siteId(),
                new Schedules.Question(null, null, until(place, span), PER_MOMENT, PAGE, after));
        String base = place.base() + "/schedule";
        return views.show(
                "schedule",
                new ScheduleRoomPage(
                        frames.inside(request, place, "schedule"),
                        place.times().zone().toString(),
                        List.of(
                                tab("Everything", base, "all", span),
                                tab("Next 7 days", base, "week", span),
                                tab("Next 31 days", base, "month", span)),
                        !span.equals("all") || after != null,
                        after == null ? failed(place) : List.of(),
                        days(place, page.items()),
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

    /** Whole days in the site's zone, so that the last one isn't cut at the present time of day. */
    private static @Nullable Instant until(Place place, String span) {
        int days = switch (span) {
            case "week" -> 7;
            case "month" -> 31;
            default -> 0;
        };
        Times times = place.times();
        return days == 0
                ? null
                : LocalDate.ofInstant(times.now(), times.zone())
                        .plusDays(days + 1L)
                        .atStartOfDay(times.zone())
                        .toInstant();
    }

    private static List<ScheduleRoomPage.Day> days(Place place, List<PendingSchedule> items) {
        Map<Instant, List<PendingSchedule>> moments = new LinkedHashMap<>();
        items.forEach(
                i -> moments.computeIfAbsent(i.at(), at -> new ArrayList<>()).add(i));
        Map<String, List<ScheduleRoomPage.Moment>> days = new LinkedHashMap<>();
        moments.forEach((at, together) -> days.computeIfAbsent(day(place.times(), at), d -> new ArrayList<>())
                .add(new ScheduleRoomPage.Moment(
                        at,
                        place.times().clock(at),
                        place.times().left(at),
                        together.stream().map(i -> line(place, i)).toList(),
                        together.getFirst().together() - together.size())));
        return days.entrySet().stream()
                .map(e -> new ScheduleRoomPage.Day(e.getKey(), e.getValue()))
                .toList();
    }

    private static String day(Times times, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, times.zone());
        LocalDate today = LocalDate.ofInstant(times.now(), times.zone());
        String name = times.day(at);
        return day.equals(today) ? "Today, " + name : day.equals(today.plusDays(1)) ? "Tomorrow, " + name : name;
    }

    private static ScheduleRoomPage.Line line(Place place, PendingSchedule item) {
        boolean promotes = item.action() == Schedule.Action.PROMOTE;
        String version = "v" + item.version();
        String effect =
                (promotes ? "promotes " + version + " to live" : "publishes " + version + " on " + item.target())
                        + (item.published() == null
                                ? ", new there"
                                : item.published() == item.version()
                                        ? ", shown there already"
                                        : ", replaces v" + item.published());
        return new ScheduleRoomPage.Line(
                item.environment().key(),
                item.target().key(),
                item.title(),
                place.baseOf(item.environment()) + "/record/" + item.record(),
                item.path(),
                effect,
                item.byName(),
                item.newer() == null ? null : "v" + item.newer() + " is newer and isn’t part of it",
                item.collisions().stream().map(c -> collision(item, c)).toList(),
                Schedules.mayCancel(place.rights(), item.environment(), item.action(), item.type())
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

    private List<ScheduleRoomPage.Failed> failed(Place place) {
        boolean trail = place.rights().allow(Permission.AUDIT, null);
        return schedules.failed(place.actor(), place.siteId()).stream()
                .map(f -> new ScheduleRoomPage.Failed(
                        f.environment().key(),
                        f.title(),
                        place.baseOf(f.environment()) + "/record/" + f.record(),
                        f.planned(),
                        place.times().inWords(f.reason()),
                        f.byName(),
                        trail ? place.base() + "/audit/" + f.entry() : null,
                        place.may(Permission.SCHEDULE, f.environment(), f.type())
                                ? place.baseOf(f.environment()) + "/decide/schedule?record=" + f.record()
                                : null))
                .toList();
    }

    @PostMapping("/admin/sites/{site}/{env}/schedule/cancel")
    View cancel(
            Place place,
            @RequestParam String record,
            @RequestParam String environment,
            @RequestParam(defaultValue = "all") String span,
            HttpServletRequest request) {
        Environment where = Environment.parse(environment);
        try {
            var after = publishing
                    .cancelSchedule(place.actor(), place.siteId(), where, List.of(RecordId.parse(record)))
                    .getFirst();
            String title =
                    "“" + java.util.Objects.requireNonNull(after.in(where)).title() + "”";
            Notices.next(
                    request,
                    Notice.done("The schedule of " + title + " on " + where
                                    + " is cancelled. Nothing will happen by itself.")
                            .linked("Schedule it again", place.baseOf(where) + "/decide/schedule?record=" + record));
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof PublishingRefusal)) {
                throw refused;
            }
            Notices.next(
                    request,
                    Notice.refused(place.times().inWords(refused.refusal().detail())));
        }
        return new RedirectView(place.base() + "/schedule" + (span.equals("all") ? "" : "?span=" + span));
    }
}
