package dev.sgen.admin;

import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.LiveStep;
import dev.sgen.publishing.Weighed;
import dev.sgen.release.Release;
import dev.sgen.release.ReleaseItem;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds the page of one release. */
@Component
class ReleasePages {
    private static final int LATELY = 20;

    private final Frames frames;
    private final Releases releases;
    private final ContentTypes types;
    private final AuditReading audit;

    ReleasePages(Frames frames, Releases releases, ContentTypes types, AuditReading audit) {
        this.frames = frames;
        this.releases = releases;
        this.types = types;
        this.audit = audit;
    }

    ReleasePage of(HttpServletRequest request, Place place, Releases.Opened opened) {
        Release release = opened.release();
        Times times = place.times();
        boolean pending = release.pending();
        boolean moment = release.state() == Release.State.SCHEDULED;
        boolean mayMoment =
                place.may(Permission.PROMOTE, Environment.LIVE) && place.may(Permission.SCHEDULE, Environment.LIVE);
        boolean mayChange = pending && place.may(Permission.SAVE, Environment.STAGING) && (!moment || mayMoment);
        Instant at = release.at();
        return new ReleasePage(
                frames.inside(request, place, "releases"),
                release.id().toString(),
                href(place, release),
                release.name(),
                release.edition(),
                release.state().key(),
                standing(times, release),
                trouble(times, opened),
                groups(place, opened, mayChange),
                asked(place, opened.approval()),
                pending && opened.approval() == null && !opened.items().isEmpty() && mayAsk(place, opened),
                pending,
                mayChange,
                pending && mayMoment,
                pending && !opened.items().isEmpty() && place.may(Permission.PROMOTE, Environment.LIVE),
                release.state() == Release.State.PROMOTED
                        && place.may(Permission.PROMOTE, Environment.LIVE)
                        && place.may(Permission.RECOVER, Environment.LIVE),
                moment,
                times.field(moment && at != null ? at : times.now().plus(Duration.ofDays(1))),
                times.zone().toString(),
                activity(place, release));
    }

    static String href(Place place, Release release) {
        return place.base() + "/releases/" + release.id();
    }

    /** How a release stands, as one would say it. */
    static String standing(Times times, Release release) {
        Instant settled = release.settledAt();
        String by = release.settledBy() == null ? "" : " by " + release.settledBy();
        return switch (release.state()) {
            case OPEN -> "Open. Nothing happens by itself.";
            case SCHEDULED ->
                "Goes to live on " + times.exact(Objects.requireNonNull(release.at())) + ", for "
                        + release.scheduledByName() + ".";
            case PROMOTED -> "On live since " + times.exact(Objects.requireNonNull(settled)) + by + ".";
            case FAILED ->
                "Its moment was " + times.exact(Objects.requireNonNull(release.at()))
                        + ". Nothing was changed on live.";
            case UNDONE -> "Taken back from live at " + times.exact(Objects.requireNonNull(settled)) + by + ".";
        };
    }

    private static boolean mayAsk(Place place, Releases.Opened opened) {
        return place.may(Permission.SAVE, Environment.STAGING)
                && (opened.secondPerson() || !place.may(Permission.PROMOTE, Environment.LIVE));
    }

    private static ReleasePage.@Nullable Asked asked(Place place, @Nullable Approval approval) {
        if (approval == null) {
            return null;
        }
        boolean granted = approval.state() == Approval.Standing.GRANTED;
        return new ReleasePage.Asked(
                place.base() + "/approvals/" + approval.id(),
                granted
                        ? "Granted by " + approval.decidedByName() + ", for exactly what stands here."
                        : approval.askedByName() + " asked for a second person’s word.");
    }

    private static @Nullable String trouble(Times times, Releases.Opened opened) {
        String failure = opened.release().failure();
        if (failure != null) {
            return times.inWords(failure);
        }
        if (opened.approvalMissing() && opened.preflight().stream().noneMatch(Weighed::blocked)) {
            return "A second person has to grant it before anything of it goes to live.";
        }
        long blocked = opened.preflight().stream().filter(Weighed::blocked).count();
        return blocked == 0
                ? null
                : Words.count((int) blocked, "record")
                        + (blocked == 1 ? " holds" : " hold")
                        + " it back. As it stands, nothing of it would go to live.";
    }

    private List<ReleasePage.Group> groups(Place place, Releases.Opened opened, boolean mayChange) {
        Map<RecordId, Weighed> weighed = opened.preflight().stream().collect(Collectors.toMap(Weighed::record, w -> w));
        Map<String, String> names =
                types.all(place.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        Map<String, List<ReleasePage.Item>> groups = new LinkedHashMap<>();
        List.of("Add", "Change", "Take away", "Comes along, because it is used")
                .forEach(title -> groups.put(title, new ArrayList<>()));
        for (ReleaseItem item : opened.items()) {
            Weighed now = weighed.get(item.record());
            Objects.requireNonNull(groups.get(group(item, now)))
                    .add(item(place, item, now, names, mayChange && !item.step().carried()));
        }
        return groups.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> new ReleasePage.Group(e.getKey(), e.getValue()))
                .toList();
    }

    /** What live showed before: now, or when the release went. */
    private static @Nullable Integer before(ReleaseItem item, @Nullable Weighed now) {
        LiveStep.Taken taken = item.taken();
        if (now != null || taken == null) {
            return now == null ? null : now.live();
        }
        return taken.before() == null ? null : taken.before().published();
    }

    private static String group(ReleaseItem item, @Nullable Weighed now) {
        if (item.step().carried()) {
            return "Comes along, because it is used";
        }
        if (item.step().kind() != LiveStep.Kind.PROMOTE) {
            return "Take away";
        }
        return before(item, now) == null ? "Add" : "Change";
    }

    private static ReleasePage.Item item(
            Place place, ReleaseItem item, @Nullable Weighed now, Map<String, String> names, boolean mayChange) {
        boolean stale = now != null && now.marks().stream().anyMatch(m -> m.sign() == Weighed.Sign.STALE);
        return new ReleasePage.Item(
                item.record().toString(),
                place.base() + "/record/" + item.record(),
                item.pinned().title(),
                names.getOrDefault(item.pinned().type(), item.pinned().type()),
                item.pinned().path(),
                effect(item, now),
                now == null
                        ? List.of()
                        : now.marks().stream().map(m -> mark(place, m)).toList(),
                stale && now != null && mayChange ? now.staging() : null,
                mayChange);
    }

    static String effect(ReleaseItem item, @Nullable Weighed now) {
        Integer before = before(item, now);
        Integer version = item.step().version();
        boolean past = item.taken() != null;
        return switch (item.step().kind()) {
            case PROMOTE ->
                before == null
                        ? "v" + version + (past ? " was new on live" : " is new on live")
                        : before.equals(version)
                                ? "v" + version + " is on live already"
                                : "v" + version + (past ? " replaced v" : " replaces v") + before;
            case ARCHIVE -> past ? "archived on live" : "is archived on live";
            case UNPUBLISH -> past ? "unpublished on live" : "is unpublished on live";
            case DELETE -> past ? "deleted from live" : "is deleted from live";
        };
    }

    private static ReleasePage.Mark mark(Place place, Weighed.Mark mark) {
        Object other = mark.facts().get("release");
        return new ReleasePage.Mark(
                place.times().inWords(mark.sentence()),
                mark.sign().blocks(),
                other == null ? null : place.base() + "/releases/" + other);
    }

    private List<Sentence> activity(Place place, Release release) {
        if (!place.rights().allow(Permission.AUDIT, null) && !place.may(Permission.AUDIT)) {
            return List.of();
        }
        AuditQuery query =
                AuditQuery.newest(LATELY).about(new RecordId(release.id().value()));
        return audit.search(place.siteId(), query).items().stream()
                .map(e -> Sentence.of(e, place.base()))
                .toList();
    }
}
