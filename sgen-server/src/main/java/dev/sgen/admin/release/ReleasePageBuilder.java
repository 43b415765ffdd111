package dev.sgen.admin.release;

import dev.sgen.admin.audit.AuditSentence;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.LocalTimes;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operations;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.release.PreflightItem;
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

/** Builds the page model of one release. */
@Component
class ReleasePageBuilder {
    private static final int LATELY = 20;

    private final PageShells pageShells;
    private final Releases releases;
    private final ContentTypes types;
    private final AuditReading audit;
    private final Operations operations;

    ReleasePageBuilder(
            PageShells pageShells, Releases releases, ContentTypes types, AuditReading audit, Operations operations) {
        this.operations = operations;
        this.pageShells = pageShells;
        this.releases = releases;
        this.types = types;
        this.audit = audit;
    }

    ReleasePage of(HttpServletRequest request, AdminContext context, Releases.Opened opened) {
        Release release = opened.release();
        LocalTimes localTimes = context.times();
        boolean pending = release.pending();
        boolean moment = release.state() == Release.State.SCHEDULED;
        boolean mayMoment =
                context.may(Permission.PROMOTE, Environment.LIVE) && context.may(Permission.SCHEDULE, Environment.LIVE);
        boolean mayChange = pending && context.may(Permission.SAVE, Environment.STAGING) && (!moment || mayMoment);
        Instant at = release.at();
        return new ReleasePage(
                pageShells.inside(request, context, "releases"),
                release.id().toString(),
                href(context, release),
                release.name(),
                release.edition(),
                release.state().key(),
                standing(localTimes, release),
                trouble(localTimes, opened),
                groups(context, opened, mayChange),
                asked(context, opened.approval()),
                pending && opened.approval() == null && !opened.items().isEmpty() && mayAsk(context, opened),
                pending,
                mayChange,
                pending && mayMoment,
                pending && !opened.items().isEmpty() && context.may(Permission.PROMOTE, Environment.LIVE),
                release.state() == Release.State.PROMOTED
                        && context.may(Permission.PROMOTE, Environment.LIVE)
                        && context.may(Permission.RECOVER, Environment.LIVE),
                moment,
                localTimes.field(moment && at != null ? at : localTimes.now().plus(Duration.ofDays(1))),
                localTimes.zone().toString(),
                activity(context, release));
    }

    static String href(AdminContext context, Release release) {
        return context.base() + "/releases/" + release.id();
    }

    /** The state of a release as a sentence. */
    static String standing(LocalTimes localTimes, Release release) {
        Instant settled = release.settledAt();
        String by = release.settledBy() == null ? "" : " by " + release.settledBy();
        return switch (release.state()) {
            case OPEN -> "Open. Nothing happens by itself.";
            case SCHEDULED ->
                "Goes to live on " + localTimes.exact(Objects.requireNonNull(release.at())) + ", for "
                        + release.scheduledByName() + ".";
            case PROMOTED -> "On live since " + localTimes.exact(Objects.requireNonNull(settled)) + by + ".";
            case FAILED ->
                "Its moment was " + localTimes.exact(Objects.requireNonNull(release.at()))
                        + ". Nothing was changed on live.";
            case UNDONE -> "Taken back from live at " + localTimes.exact(Objects.requireNonNull(settled)) + by + ".";
        };
    }

    private static boolean mayAsk(AdminContext context, Releases.Opened opened) {
        return context.may(Permission.SAVE, Environment.STAGING)
                && (opened.secondPerson() || !context.may(Permission.PROMOTE, Environment.LIVE));
    }

    private static ReleasePage.@Nullable Asked asked(AdminContext context, @Nullable Approval approval) {
        if (approval == null) {
            return null;
        }
        boolean granted = approval.state() == Approval.Standing.GRANTED;
        return new ReleasePage.Asked(
                context.base() + "/approvals/" + approval.id(),
                granted
                        ? "Granted by " + approval.decidedByName() + ", for exactly what stands here."
                        : approval.askedByName() + " asked for a second person’s word.");
    }

    private static @Nullable String trouble(LocalTimes localTimes, Releases.Opened opened) {
        String failure = opened.release().failure();
        if (failure != null) {
            return localTimes.inWords(failure);
        }
        if (opened.approvalMissing() && opened.preflight().stream().noneMatch(PreflightItem::blocked)) {
            return "A second person has to grant it before anything of it goes to live.";
        }
        long blocked =
                opened.preflight().stream().filter(PreflightItem::blocked).count();
        return blocked == 0
                ? null
                : AdminWords.count((int) blocked, "record")
                        + (blocked == 1 ? " holds" : " hold")
                        + " it back. As it stands, nothing of it would go to live.";
    }

    private List<ReleasePage.Group> groups(AdminContext context, Releases.Opened opened, boolean mayChange) {
        Map<RecordId, PreflightItem> preflightItem =
                opened.preflight().stream().collect(Collectors.toMap(PreflightItem::record, w -> w));
        Map<String, String> names =
                types.all(context.siteId()).stream().collect(Collectors.toMap(ContentType::key, ContentType::name));
        Map<String, List<ReleasePage.Item>> groups = new LinkedHashMap<>();
        List.of("Add", "Change", "Take away", "Comes along, because it is used")
                .forEach(title -> groups.put(title, new ArrayList<>()));
        for (ReleaseItem item : opened.items()) {
            PreflightItem now = preflightItem.get(item.record());
            Objects.requireNonNull(groups.get(group(item, now)))
                    .add(item(
                            context, item, now, names, mayChange && !item.step().carried()));
        }
        return groups.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> new ReleasePage.Group(e.getKey(), e.getValue()))
                .toList();
    }

    /** The version that live showed before: now, or for a promoted release, before it was promoted. */
    private static @Nullable Integer before(ReleaseItem item, @Nullable PreflightItem now) {
        ReleaseStep.Taken taken = item.taken();
        if (now != null || taken == null) {
            return now == null ? null : now.live();
        }
        return taken.before() == null ? null : taken.before().published();
    }

    private static String group(ReleaseItem item, @Nullable PreflightItem now) {
        if (item.step().carried()) {
            return "Comes along, because it is used";
        }
        if (item.step().kind() != ReleaseStep.Kind.PROMOTE) {
            return "Take away";
        }
        return before(item, now) == null ? "Add" : "Change";
    }

    private static ReleasePage.Item item(
            AdminContext context,
            ReleaseItem item,
            @Nullable PreflightItem now,
            Map<String, String> names,
            boolean mayChange) {
        boolean stale = now != null && now.marks().stream().anyMatch(m -> m.sign() == PreflightItem.Sign.STALE);
        return new ReleasePage.Item(
                item.record().toString(),
                context.base() + "/record/" + item.record(),
                item.pinned().title(),
                names.getOrDefault(item.pinned().type(), item.pinned().type()),
                item.pinned().path(),
                effect(item, now),
                now == null
                        ? List.of()
                        : now.marks().stream().map(m -> mark(context, m)).toList(),
                stale && now != null && mayChange ? now.staging() : null,
                mayChange);
    }

    static String effect(ReleaseItem item, @Nullable PreflightItem now) {
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

    private static ReleasePage.Mark mark(AdminContext context, PreflightItem.Mark mark) {
        Object other = mark.facts().get("release");
        return new ReleasePage.Mark(
                context.times().inWords(mark.sentence()),
                mark.sign().blocks(),
                other == null ? null : context.base() + "/releases/" + other);
    }

    private List<AuditSentence> activity(AdminContext context, Release release) {
        if (!context.rights().allow(Permission.AUDIT, null) && !context.may(Permission.AUDIT)) {
            return List.of();
        }
        AuditQuery query =
                AuditQuery.newest(LATELY).about(new RecordId(release.id().value()));
        return audit.search(context.siteId(), query).items().stream()
                .map(e -> AuditSentence.of(operations.of(e), e, context.base()))
                .toList();
    }
}
