package dev.sgen.preview;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.AuditTrail;
import dev.sgen.audit.Operation;
import dev.sgen.audit.Subject;
import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.publishing.visibility.DraftReading;
import dev.sgen.publishing.visibility.PublicReading;
import dev.sgen.publishing.visibility.PublicView;
import dev.sgen.release.Release;
import dev.sgen.release.Releases;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Creates, lists, revokes and opens preview links (ENV-15 to ENV-18). A link's secret is returned once, when it is
 * created. The link ends when it expires, when it is revoked, and when its maker may no longer read what it shows.
 */
@Component
public class Previews {
    /** The longest lifetime of a link. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /**
     * The maximum number of open links per member and site. There is no limit for all members together, so that nobody
     * can use up the links of others (A15).
     */
    static final int MOST_OF_ONE = 50;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    /** 160 bits, and short enough for one label of a host name. */
    private static final int LENGTH = 32;

    private static final Duration TRACES_KEPT = Duration.ofDays(30);

    private final PreviewRows rows;
    private final RecordReading recordReading;
    private final PublicReading publics;
    private final DraftReading drafts;
    private final Releases releases;
    private final Members members;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final TimeAndIds time;

    Previews(
            PreviewRows rows,
            RecordReading recordReading,
            PublicReading publics,
            DraftReading drafts,
            Releases releases,
            Members members,
            AuditTrail trail,
            TransactionTemplate transaction,
            TimeAndIds time) {
        this.rows = rows;
        this.recordReading = recordReading;
        this.publics = publics;
        this.drafts = drafts;
        this.releases = releases;
        this.members = members;
        this.trail = trail;
        this.transaction = transaction;
        this.time = time;
    }

    /** A new preview with the secret that opens it, which can't be retrieved later. */
    public record Made(Preview preview, String word) {}

    /**
     * Creates a preview of one record's version among the published records.
     *
     * @param version null for the working version at the time of viewing
     */
    public Made ofDraft(
            Actor actor,
            SiteId site,
            Environment environment,
            RecordId record,
            @Nullable Integer version,
            Duration lasting) {
        return ofVersions(
                        actor, site, environment, record, version == null ? List.of() : List.of(version), true, lasting)
                .getFirst();
    }

    /** Creates previews of several versions of one record, for comparison; one audit entry. */
    public List<Made> ofVersions(
            Actor actor,
            SiteId site,
            Environment environment,
            RecordId record,
            List<Integer> versions,
            Duration lasting) {
        return ofVersions(actor, site, environment, record, versions, false, lasting);
    }

    private List<Made> ofVersions(
            Actor actor,
            SiteId site,
            Environment environment,
            RecordId id,
            List<Integer> versions,
            boolean elseWorking,
            Duration lasting) {
        SiteRecord record = recordReading.require(actor, site, environment, id);
        List<Preview> previews = new ArrayList<>();
        for (Integer number : versions) {
            Version version = recordReading.version(actor, site, environment, id, number);
            PreviewScene previewScene =
                    new PreviewScene.Draft(id, number, version.contents().title());
            boolean elsewhere = !recordReading.stood(site, environment, id, number);
            previews.add(preview(
                    actor,
                    site,
                    environment,
                    previewScene,
                    elsewhere,
                    version.contents().path(),
                    lasting));
        }
        if (versions.isEmpty() && elseWorking) {
            Coordinate here = record.in(environment);
            if (here == null) {
                throw new Refused(new NotFound("record"));
            }
            previews.add(preview(
                    actor,
                    site,
                    environment,
                    new PreviewScene.Draft(id, null, here.title()),
                    false,
                    here.path(),
                    lasting));
        }
        return keep(actor, site, environment, previews, List.of(new Subject(id, record.type(), title(previews))));
    }

    private static String title(List<Preview> previews) {
        return previews.isEmpty() || !(previews.getFirst().scene() instanceof PreviewScene.Draft draft)
                ? ""
                : draft.title();
    }

    /**
     * Creates a preview of a whole environment at a moment, past or future.
     *
     * @param moment UTC
     * @param path where the link starts, such as {@code /about}
     */
    public Made ofMoment(
            Actor actor, SiteId site, Environment environment, Instant moment, String path, Duration lasting) {
        Preview preview = preview(actor, site, environment, new PreviewScene.Moment(moment), false, path, lasting);
        return keep(actor, site, environment, List.of(preview), List.of()).getFirst();
    }

    /**
     * Creates a preview of live with a release applied. Once the release is no longer pending, the link shows live.
     *
     * @throws Refused {@link BadRequest} if the release is no longer pending
     */
    public Made ofRelease(Actor actor, SiteId site, ReleaseId id, String path, Duration lasting) {
        Release release = releases.open(actor, site, id).release();
        if (!release.pending()) {
            throw new Refused(new BadRequest("The release “" + release.name() + "” is "
                    + release.state().key() + ". Only one that is still to come can be previewed."));
        }
        PreviewScene previewScene = new PreviewScene.Coming(id, release.name());
        // It shows staging's versions on live, so the maker must be allowed to read both environments.
        Preview preview = preview(actor, site, Environment.LIVE, previewScene, true, path, lasting);
        return keep(actor, site, Environment.LIVE, List.of(preview), List.of(Releases.subject(release)))
                .getFirst();
    }

    private Preview preview(
            Actor actor,
            SiteId site,
            Environment environment,
            PreviewScene previewScene,
            boolean bothRead,
            @Nullable String path,
            Duration lasting) {
        if (lasting.compareTo(Duration.ofMinutes(1)) < 0 || lasting.compareTo(LONGEST) > 0) {
            throw new Refused(new BadRequest(
                    "A preview lasts from one minute to " + LONGEST.toDays() + " days.",
                    List.of(new FieldError("/hours", "Use 1 to " + LONGEST.toHours() + "."))));
        }
        String start = Objects.requireNonNullElse(path, "/");
        if (!start.startsWith("/") || start.startsWith("//") || start.length() > 1_000) {
            throw new Refused(new BadRequest(
                    "A path begins with one slash.",
                    List.of(new FieldError("/path", "Write a path of the site, such as /about."))));
        }
        Instant now = time.now();
        return new Preview(
                time.newId(),
                site,
                environment,
                previewScene,
                start,
                now,
                actor.memberOrNull(),
                actor.name(),
                actor instanceof Actor.Token made ? made.token() : null,
                bothRead,
                now.plus(lasting));
    }

    private List<Made> keep(
            Actor actor, SiteId site, Environment environment, List<Preview> previews, List<Subject> subjects) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, environment);
        if (!previews.stream().allMatch(each -> mayRead(rights, each))) {
            rights.require(Permission.READ, environment.other());
        }
        List<Made> made = previews.stream()
                .map(each -> new Made(each, time.word(ALPHABET, LENGTH)))
                .toList();
        transaction.executeWithoutResult(tx -> {
            Instant now = time.now();
            rows.sweep(site, now.minus(TRACES_KEPT));
            if (rows.openUnderLock(site, actor.memberOrNull(), now) + made.size() > MOST_OF_ONE) {
                throw new Refused(new PreviewRefusal.TooManyOpen(MOST_OF_ONE));
            }
            made.forEach(each -> rows.insert(each.preview(), Json.sha256(each.word())));
            tell(actor, rights.role(), site, environment, PreviewOperations.CREATE, previews, subjects);
        });
        return made;
    }

    /** The open links of a site, newest first, as far as the actor may read what they show. */
    public List<Preview> list(Actor actor, SiteId site) {
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, null);
        return rows.open(site, time.now()).stream()
                .filter(each -> mayRead(rights, each))
                .toList();
    }

    /**
     * Revokes a link. For its maker, and for those who may save in its environment.
     *
     * @throws Refused {@link NotFound} if there is no such open link
     */
    public void revoke(Actor actor, SiteId site, UUID id) {
        Rights rights = members.rights(actor, site);
        Preview preview = rows.open(site, id, time.now())
                .filter(each -> mayRead(rights, each))
                .orElseThrow(() -> new Refused(new NotFound("preview")));
        MemberId me = actor.memberOrNull();
        if (me == null || !me.equals(preview.by())) {
            rights.require(Permission.SAVE, preview.environment());
        }
        transaction.executeWithoutResult(tx -> {
            if (rows.revoke(site, id, time.now())) {
                tell(
                        actor,
                        rights.role(),
                        site,
                        preview.environment(),
                        PreviewOperations.REVOKE,
                        List.of(preview),
                        List.of());
            }
        });
    }

    private void tell(
            Actor actor,
            @Nullable String role,
            SiteId site,
            Environment environment,
            Operation operation,
            List<Preview> previews,
            List<Subject> subjects) {
        trail.append(new AuditAct(
                site,
                operation,
                time.newId(),
                actor,
                role,
                environment,
                null,
                subjects,
                null,
                false,
                Map.of("previews", previews.stream().map(Previews::told).toList())));
    }

    private static Map<String, Object> told(Preview preview) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", preview.id().toString());
        told.put("expiresAt", preview.expiresAt().toString());
        switch (preview.scene()) {
            case PreviewScene.Draft draft -> {
                told.put("record", draft.record().toString());
                told.put("version", draft.version() == null ? "working" : draft.version());
            }
            case PreviewScene.Moment moment -> told.put("at", moment.at().toString());
            case PreviewScene.Coming coming ->
                told.put("release", coming.release().toString());
        }
        return told;
    }

    /**
     * The preview of a secret. Empty if it is unknown, expired or revoked, or if its maker or the maker's token may no
     * longer read what it shows (A14). The reasons are not distinguished.
     */
    public Optional<Preview> find(String word) {
        if (word.length() != LENGTH) {
            return Optional.empty();
        }
        return rows.byHash(Json.sha256(word), time.now()).filter(this::stillReadable);
    }

    private boolean stillReadable(Preview preview) {
        try {
            return mayRead(members.rights(preview.maker(), preview.site()), preview);
        } catch (Refused gone) {
            return false;
        }
    }

    private boolean mayRead(Rights rights, Preview preview) {
        boolean here = preview.scene() instanceof PreviewScene.Moment(Instant at)
                ? publics.mayReadAt(rights, preview.environment(), at)
                : rights.allow(Permission.READ, preview.environment());
        return here
                && (!preview.bothRead()
                        || rights.allow(Permission.READ, preview.environment().other()));
    }

    /** Reads what a preview shows, in one snapshot. */
    public <T> T look(Preview preview, Function<PublicView, T> look) {
        return switch (preview.scene()) {
            case PreviewScene.Draft draft ->
                drafts.read(preview.site(), preview.environment(), draft.record(), draft.version(), look);
            case PreviewScene.Coming coming ->
                drafts.readWith(
                        preview.site(),
                        preview.environment(),
                        releases.overlay(preview.site(), coming.release()),
                        look);
            case PreviewScene.Moment moment ->
                publics.readAt(preview.maker(), preview.site(), preview.environment(), moment.at(), look);
        };
    }

    /** The moment for which a preview's pages are rendered, UTC; it decides which events are past, for example. */
    public Instant moment(Preview preview) {
        return preview.scene() instanceof PreviewScene.Moment(Instant at) ? at : time.now();
    }
}
