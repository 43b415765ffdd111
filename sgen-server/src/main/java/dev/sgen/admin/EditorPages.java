package dev.sgen.admin;

import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.InvalidContent;
import dev.sgen.media.Media;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Drift;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.Reading;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts the editor's page together, for each of the ways one comes to it. */
@Component
class EditorPages {
    private final Frames frames;
    private final Reading reading;
    private final ContentTypes types;
    private final Standings standings;

    EditorPages(Frames frames, Reading reading, ContentTypes types, Standings standings) {
        this.frames = frames;
        this.reading = reading;
        this.types = types;
        this.standings = standings;
    }

    EditorPage blank(
            HttpServletRequest request, Place place, ContentType type, Contents typed, @Nullable InvalidContent wrong) {
        String action = place.base() + "/content/" + type.key() + "/new";
        return page(request, place, type, null, action, 0, typed, wrong, null, wrong != null);
    }

    EditorPage open(HttpServletRequest request, Place place, SiteRecord record) {
        Coordinate here = Objects.requireNonNull(record.in(place.environment()));
        Contents contents = reading.version(
                        place.actor(), place.siteId(), place.environment(), record.id(), here.working())
                .contents();
        return page(
                request,
                place,
                type(place, record),
                record,
                action(place, record),
                here.working(),
                contents,
                null,
                null,
                false);
    }

    EditorPage refused(
            HttpServletRequest request,
            Place place,
            SiteRecord record,
            Contents typed,
            int expected,
            @Nullable InvalidContent wrong) {
        return page(
                request, place, type(place, record), record, action(place, record), expected, typed, wrong, null, true);
    }

    /** Both versions are shown; saving again keeps what is in the form, on top of theirs. */
    EditorPage conflict(
            HttpServletRequest request,
            Place place,
            SiteRecord record,
            Contents typed,
            PublishingRefusal.StaleVersion stale) {
        ContentType type = type(place, record);
        Version theirs =
                reading.version(place.actor(), place.siteId(), place.environment(), record.id(), stale.current());
        EditorPage.Conflict conflict = new EditorPage.Conflict(
                stale.savedBy() + " saved v" + stale.current() + " "
                        + place.times().relative(stale.savedAt()) + ", after you opened v" + stale.expected()
                        + ". What you wrote is in the form below. Saving again keeps yours; theirs stays in the history.",
                stale.current(),
                Comparison.of(type, List.of(theirs.contents(), typed)));
        return page(request, place, type, record, action(place, record), stale.current(), typed, null, conflict, true);
    }

    AbsentPage absent(HttpServletRequest request, Place place, SiteRecord record) {
        ContentType type = type(place, record);
        Coordinate there = record.in(place.environment().other());
        boolean promotable = place.environment() == Environment.LIVE
                && there != null
                && place.may(Permission.PROMOTE, Environment.LIVE, record.type());
        return new AbsentPage(
                frames.inside(request, place, record.type()),
                there == null ? "A deleted record" : there.title(),
                Words.plural(type),
                place.base() + "/content/" + record.type(),
                standings.of(request, place, record),
                promotable,
                place.baseOf(Environment.STAGING) + "/decide/promote?record=" + record.id(),
                there != null,
                place.baseOf(place.environment().other()) + "/record/" + record.id(),
                reading.stood(place.actor(), place.siteId(), place.environment(), record.id()),
                place.base() + "/record/" + record.id() + "/history");
    }

    private ContentType type(Place place, SiteRecord record) {
        return types.require(place.siteId(), record.type());
    }

    private static String action(Place place, SiteRecord record) {
        return place.base() + "/record/" + record.id();
    }

    private EditorPage page(
            HttpServletRequest request,
            Place place,
            ContentType type,
            @Nullable SiteRecord record,
            String action,
            int expected,
            Contents contents,
            @Nullable InvalidContent wrong,
            EditorPage.@Nullable Conflict conflict,
            boolean unsaved) {
        List<FieldError> errors =
                wrong == null ? types.complaints(place.siteId(), type, contents.content()) : wrong.errors();
        boolean hasBody = type.schema()
                        .path("properties")
                        .path("body")
                        .path("x-widget")
                        .asString("")
                        .equals("blocks")
                || (type.hasPath() && contents.content().has("body"));
        JsonNode body = contents.content().path("body");
        Coordinate here = record == null ? null : record.in(place.environment());
        return new EditorPage(
                frames.inside(request, place, type.key()),
                type.key(),
                type.name(),
                Words.plural(type),
                record == null ? null : record.id().toString(),
                action,
                expected,
                contents.title(),
                at(errors, "/title"),
                type.hasPath(),
                Objects.requireNonNullElse(contents.path(), ""),
                at(errors, "/path"),
                String.join(", ", contents.tags()),
                hasBody ? (body.isArray() ? Json.write(body) : "[]") : null,
                errors.stream()
                        .filter(e -> e.field().startsWith("/content/body"))
                        .map(EditorPages::blockError)
                        .toList(),
                SchemaForm.of(type, contents.content(), place.times(), errors),
                record == null ? List.of() : standings.of(request, place, record),
                record == null ? null : drift(record),
                conflict,
                unsaved,
                rights(place, type.key(), here),
                readOnly(place, type, here),
                here == null || here.schedule() == null ? null : ScheduleWords.waiting(place, here, here.schedule()),
                record == null || !type.key().equals("media")
                        ? null
                        : Thumbnails.address(place, record.id().toString()) + "?w=960",
                record == null || !type.key().equals("media") ? null : fileAddress(request, place, here, contents),
                record == null || !type.key().equals("media") ? List.of() : usedBy(place, record));
    }

    private @Nullable String fileAddress(
            HttpServletRequest request, Place place, @Nullable Coordinate here, Contents contents) {
        String blob = contents.content().path("blob").asString("");
        String name = contents.content().path("fileName").asString("");
        return here == null || here.state() != State.PUBLISHED || blob.isEmpty() || name.isEmpty()
                ? null
                : frames.publicUrl(request, place, place.environment()) + Media.url(blob, name);
    }

    private List<EditorPage.User> usedBy(Place place, SiteRecord record) {
        return reading.usersOf(place.actor(), place.siteId(), place.environment(), record.id()).stream()
                .map(user ->
                        new EditorPage.User(Decisions.at(place, user).title(), place.base() + "/record/" + user.id()))
                .toList();
    }

    private static @Nullable String at(List<FieldError> errors, String pointer) {
        return errors.stream()
                .filter(e -> e.field().equals(pointer))
                .map(FieldError::message)
                .findFirst()
                .orElse(null);
    }

    private static String blockError(FieldError error) {
        String[] steps = error.field().split("/");
        String place = steps.length > 3 && steps[3].chars().allMatch(Character::isDigit)
                ? "Block " + (Integer.parseInt(steps[3]) + 1) + ": "
                : "";
        return place + error.message();
    }

    /** What the environments' difference means for whoever edits here. */
    private static @Nullable String drift(SiteRecord record) {
        Drift drift = record.drift();
        return switch (drift) {
            case CONFLICT ->
                "Both environments changed since they last agreed (v" + record.base()
                        + "). A promote will show the three versions and ask.";
            case LIVE_AHEAD -> "Live was changed since the two last agreed. Staging doesn’t have that change.";
            default -> null;
        };
    }

    private static EditorPage.Rights rights(Place place, String type, @Nullable Coordinate here) {
        boolean archived = here != null && here.archived();
        boolean published = here != null && here.state() == State.PUBLISHED;
        return new EditorPage.Rights(
                place.may(Permission.SAVE, type) && !archived,
                place.may(Permission.PUBLISH, type) && !archived,
                place.environment() == Environment.STAGING
                        && !archived
                        && place.may(Permission.PROMOTE, Environment.LIVE, type),
                published && place.may(Permission.UNPUBLISH, type),
                here != null && !archived && place.may(Permission.ARCHIVE, type),
                archived && place.may(Permission.ARCHIVE, type),
                here != null
                        && !archived
                        && place.may(Permission.SCHEDULE, type)
                        && (place.may(Permission.PUBLISH, type)
                                || place.may(Permission.PROMOTE, Environment.LIVE, type)),
                here != null && place.may(Permission.DELETE, type),
                place.environment() == Environment.STAGING && !archived && ApprovalsScreen.mayAsk(place, type),
                place.rights().allow(Permission.AUDIT, null));
    }

    /** Why nothing can be changed, so that nobody types what can't be kept. */
    static @Nullable String readOnly(Place place, ContentType type, @Nullable Coordinate here) {
        if (here != null && here.archived()) {
            return "Archived here, so it can’t be changed."
                    + (place.may(Permission.ARCHIVE, type.key()) ? " Revive it first, from the menu." : "");
        }
        if (place.may(Permission.SAVE, type.key())) {
            return null;
        }
        boolean shapes = place.rights().lacksSettings(Permission.SAVE, place.environment(), type.key());
        return "You read " + Words.plural(type).toLowerCase(Locale.ROOT)
                + " on " + place.environment().key() + ": changing them takes the permission “"
                + (shapes ? Permission.SETTINGS : Permission.SAVE).key() + "”, which the role "
                + place.rights().role() + " doesn’t hold there. Ask an administrator of the site for it.";
    }
}
