package dev.sgen.admin.review;

import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.admin.shell.Verb;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.schedule.Schedules;
import dev.sgen.site.LocalMoment;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words and parses the moments of schedules. */
public final class ScheduleWords {
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private ScheduleWords() {}

    static ScheduleQuestion ask(
            AdminContext context,
            List<Coordinate> records,
            ScheduleQuestion.Typed typed,
            String hereHost,
            String liveHost) {
        Schedule standing = records.size() == 1 ? records.getFirst().schedule() : null;
        String at = typed.at() != null && !typed.at().isBlank()
                ? typed.at()
                : context.times().field(standing != null ? standing.at() : tomorrow(context.times()));
        boolean promotes = typed.action() != null
                ? typed.what() == Schedule.Action.PROMOTE
                : standing != null && standing.action() == Schedule.Action.PROMOTE;
        return new ScheduleQuestion(
                at,
                context.times().zone().toString(),
                when(context.times(), at),
                choices(context, records, promotes, hereHost, liveHost));
    }

    /** The default moment: tomorrow at the current hour, so that few keys are needed to change it. */
    private static Instant tomorrow(LocalTimes localTimes) {
        return localTimes.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS);
    }

    private static List<ScheduleQuestion.Choice> choices(
            AdminContext context, List<Coordinate> records, boolean promotes, String hereHost, String liveHost) {
        boolean live = context.environment() == Environment.LIVE;
        boolean one = records.size() == 1;
        Coordinate first = records.getFirst();
        List<ScheduleQuestion.Choice> choices = new ArrayList<>();
        choices.add(new ScheduleQuestion.Choice(
                "publish",
                "Publish on " + context.environment(),
                hereHost + " shows " + (one ? "v" + first.working() : "the working versions, as saved now,") + " then. "
                        + (live ? "Visitors see it." : "Live stays as it is; visitors see nothing new."),
                live || !promotes,
                true));
        if (!live && records.stream().allMatch(c -> context.may(Permission.PROMOTE, Environment.LIVE, c.type()))) {
            boolean possible = records.stream().allMatch(r -> r.published() != null);
            choices.add(new ScheduleQuestion.Choice(
                    "promote",
                    "Promote to live",
                    possible
                            ? liveHost + " shows "
                                    + (one
                                            ? "v" + first.published() + ", published on staging,"
                                            : "what staging publishes now")
                                    + " then. Visitors see it."
                            : (one ? "It isn’t" : "Not all of them are")
                                    + " published on staging yet. Publish there first, then schedule the promotion.",
                    promotes && possible,
                    possible));
        }
        return choices;
    }

    /**
     * What the typed local time means: a moment, or why it is not usable and which moments are near. Local times may
     * not exist or occur twice when clocks change.
     */
    static ScheduleQuestion.Meaning when(LocalTimes localTimes, String at) {
        LocalDateTime wall = wall(at);
        if (wall == null) {
            return new ScheduleQuestion.Meaning(false, "Say the day and the time.", List.of());
        }
        return switch (LocalMoment.of(wall, localTimes.zone())) {
            case LocalMoment.Once(var moment)
            when !moment.isAfter(localTimes.now()) ->
                new ScheduleQuestion.Meaning(
                        false,
                        "That has passed: it is " + localTimes.full(localTimes.now()) + ". Choose a later moment.",
                        List.of());
            case LocalMoment.Once(var moment) ->
                new ScheduleQuestion.Meaning(
                        true,
                        localTimes.full(moment) + inZone(localTimes, moment) + ", " + localTimes.left(moment) + "."
                                + inUtc(localTimes, moment),
                        List.of());
            case LocalMoment.Skipped(var asked, var before, var after) ->
                new ScheduleQuestion.Meaning(
                        false,
                        WALL.format(asked) + " doesn’t exist in " + localTimes.zone()
                                + ": the clocks go forward over it. The nearest real times are:",
                        List.of(offer(localTimes, before), offer(localTimes, after)));
            case LocalMoment.Twice(var asked, var first, var second) ->
                new ScheduleQuestion.Meaning(
                        false,
                        WALL.format(asked) + " comes twice in " + localTimes.zone()
                                + ": the clocks go back over it. Which of the two:",
                        List.of(offer(localTimes, first), offer(localTimes, second)));
        };
    }

    /** The zone's name, unless the formatted moment already says UTC. */
    private static String inZone(LocalTimes localTimes, Instant moment) {
        return utc(localTimes, moment) ? "" : " in " + localTimes.zone();
    }

    private static String inUtc(LocalTimes localTimes, Instant moment) {
        return utc(localTimes, moment) ? "" : " " + CLOCK.format(moment.atZone(ZoneOffset.UTC)) + " UTC.";
    }

    private static boolean utc(LocalTimes localTimes, Instant moment) {
        return localTimes.full(moment).endsWith(" UTC");
    }

    private static ScheduleQuestion.Offer offer(LocalTimes localTimes, Instant moment) {
        return new ScheduleQuestion.Offer(
                moment.toString(),
                localTimes.full(moment) + " (" + CLOCK.format(moment.atZone(ZoneOffset.UTC)) + " UTC)");
    }

    /**
     * The moment that the operator asked for.
     *
     * @throws Refused {@link BadRequest} if the input is not a local time, or an ambiguous one and neither reading
     *     was chosen
     */
    static Instant moment(LocalTimes localTimes, ScheduleQuestion.Typed typed) {
        if (typed.instant() != null && !typed.instant().isBlank()) {
            try {
                return Instant.parse(typed.instant());
            } catch (DateTimeParseException unreadable) {
                throw new Refused(new BadRequest("Not scheduled: say the day and the time."), unreadable);
            }
        }
        LocalDateTime wall = wall(typed.at());
        if (wall != null && LocalMoment.of(wall, localTimes.zone()) instanceof LocalMoment.Once(var at)) {
            return at;
        }
        throw new Refused(new BadRequest("Not scheduled. "
                + when(localTimes, typed.at() == null ? "" : typed.at()).words()));
    }

    private static @Nullable LocalDateTime wall(@Nullable String field) {
        try {
            LocalDateTime wall = field == null || field.isBlank() ? null : LocalDateTime.parse(field);
            return wall == null || wall.getYear() < 1 || wall.getYear() > 9999 ? null : wall;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    /** Such as {@code v4 in 3 days 4 h}. */
    static String chip(LocalTimes localTimes, Schedule schedule) {
        return "v" + schedule.version()
                + (schedule.action() == Schedule.Action.PROMOTE ? " to live " : " ")
                + localTimes.left(schedule.at());
    }

    /** The same for a narrow column: from one day on, in whole days. */
    public static String brief(LocalTimes localTimes, Schedule schedule) {
        long days = Duration.between(localTimes.now(), schedule.at()).toDays();
        return days < 1
                ? chip(localTimes, schedule)
                : "v" + schedule.version() + (schedule.action() == Schedule.Action.PROMOTE ? " to live" : "") + " in "
                        + AdminWords.count((int) days, "day");
    }

    /** What happens to a pending schedule because of another operation on its record; null if it is not affected. */
    static @Nullable String ends(AdminContext context, Verb verb, Schedule schedule) {
        return switch (verb) {
            case SCHEDULE -> "Takes the place of the schedule that stands: " + chip(context.times(), schedule);
            case PUBLISH, UNPUBLISH, ARCHIVE, DELETE ->
                "Its schedule ends with it: " + chip(context.times(), schedule) + " will not happen";
            default -> null;
        };
    }

    /**
     * A pending schedule as a sentence.
     *
     * @param environment the environment of the schedule's coordinate
     */
    public static String sentence(AdminContext context, Environment environment, Schedule schedule) {
        return (schedule.action() == Schedule.Action.PROMOTE
                        ? "Promotes v" + schedule.version() + " to live"
                        : "Publishes v" + schedule.version() + " on " + environment)
                + " on " + context.times().full(schedule.at()) + ", "
                + context.times().left(schedule.at()) + ". Set by " + schedule.byName() + ".";
    }

    /** The editor's note on a pending schedule (SAVE-11). */
    public static PendingScheduleNote waiting(AdminContext context, Coordinate here, Schedule schedule) {
        boolean promotes = schedule.action() == Schedule.Action.PROMOTE;
        Integer newest = promotes ? here.published() : Integer.valueOf(here.working());
        boolean may = Schedules.mayCancel(context.rights(), here.environment(), schedule.action(), here.type());
        String decide = context.base() + "/decide/";
        String id = "?record=" + here.record();
        boolean newer = newest != null && newest != schedule.version();
        return new PendingScheduleNote(
                sentence(context, here.environment(), schedule),
                newer
                        ? "v" + newest + " was " + (promotes ? "published" : "saved") + " since and isn’t part of it."
                        : "What you save from now on isn’t part of it.",
                may && newer
                        ? decide + "schedule" + id + "&at="
                                + context.times().field(schedule.at()) + "&action="
                                + schedule.action().key()
                        : null,
                newer ? "Schedule v" + newest + " instead…" : null,
                may ? decide + "cancel-schedule" + id : null);
    }
}
