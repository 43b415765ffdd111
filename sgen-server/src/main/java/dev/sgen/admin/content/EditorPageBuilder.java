package dev.sgen.admin.content;

import dev.sgen.admin.approval.ApprovalsScreen;
import dev.sgen.admin.review.ScheduleWords;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.PageShells;
import dev.sgen.admin.shell.Thumbnails;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.content.Contents;
import dev.sgen.content.InvalidContent;
import dev.sgen.media.Media;
import dev.sgen.member.Permission;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
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
class EditorPageBuilder {
    private final PageShells pageShells;
    private final RecordReading recordReading;
    private final ContentTypes types;
    private final CoordinateSummaries coordinateSummaries;

    EditorPageBuilder(
            PageShells pageShells,
            RecordReading recordReading,
            ContentTypes types,
            CoordinateSummaries coordinateSummaries) {
        this.pageShells = pageShells;
        this.recordReading = recordReading;
        this.types = types;
        this.coordinateSummaries = coordinateSummaries;
    }

    EditorPage blank(
            HttpServletRequest request,
            AdminContext adminContext,
            ContentType type,
            Contents typed,
            @Nullable InvalidContent wrong) {
        String action = adminContext.base() + "/content/" + type.key() + "/new";
        return page(request, adminContext, type, null, action, 0, typed, wrong, null, wrong != null);
    }

    EditorPage open(HttpServletRequest request, AdminContext adminContext, SiteRecord record) {
        Coordinate here = Objects.requireNonNull(record.in(adminContext.environment()));
        Contents contents = recordReading
                .version(
                        adminContext.actor(),
                        adminContext.siteId(),
                        adminContext.environment(),
                        record.id(),
                        here.working())
                .contents();
        return page(
                request,
                adminContext,
                type(adminContext, record),
                record,
                action(adminContext, record),
                here.working(),
                contents,
                null,
                null,
                false);
    }

    EditorPage refused(
            HttpServletRequest request,
            AdminContext adminContext,
            SiteRecord record,
            Contents typed,
            int expected,
            @Nullable InvalidContent wrong) {
        return page(
                request,
                adminContext,
                type(adminContext, record),
                record,
                action(adminContext, record),
                expected,
                typed,
                wrong,
                null,
                true);
    }

    /** Both versions are shown; saving again keeps what is in the form, on top of theirs. */
    EditorPage conflict(
            HttpServletRequest request,
            AdminContext adminContext,
            SiteRecord record,
            Contents typed,
            PublishingRefusal.StaleVersion stale) {
        ContentType type = type(adminContext, record);
        Version theirs = recordReading.version(
                adminContext.actor(), adminContext.siteId(), adminContext.environment(), record.id(), stale.current());
        EditorPage.Conflict conflict = new EditorPage.Conflict(
                stale.savedBy() + " saved v" + stale.current() + " "
                        + adminContext.times().relative(stale.savedAt()) + ", after you opened v" + stale.expected()
                        + ". What you wrote is in the form below. Saving again keeps yours; theirs stays in the history.",
                stale.current(),
                VersionComparison.of(type, List.of(theirs.contents(), typed)));
        return page(
                request,
                adminContext,
                type,
                record,
                action(adminContext, record),
                stale.current(),
                typed,
                null,
                conflict,
                true);
    }

    AbsentPage absent(HttpServletRequest request, AdminContext adminContext, SiteRecord record) {
        ContentType type = type(adminContext, record);
        Coordinate there = record.in(adminContext.environment().other());
        boolean promotable = adminContext.environment() == Environment.LIVE
                && there != null
                && adminContext.may(Permission.PROMOTE, Environment.LIVE, record.type());
        return new AbsentPage(
                pageShells.inside(request, adminContext, record.type()),
                there == null ? "A deleted record" : there.title(),
                AdminWords.plural(type),
                adminContext.base() + "/content/" + record.type(),
                coordinateSummaries.of(request, adminContext, record),
                promotable,
                adminContext.baseOf(Environment.STAGING) + "/decide/promote?record=" + record.id(),
                there != null,
                adminContext.baseOf(adminContext.environment().other()) + "/record/" + record.id(),
                recordReading.stood(
                        adminContext.actor(), adminContext.siteId(), adminContext.environment(), record.id()),
                adminContext.base() + "/record/" + record.id() + "/history");
    }

    private ContentType type(AdminContext adminContext, SiteRecord record) {
        return types.require(adminContext.siteId(), record.type());
    }

    private static String action(AdminContext adminContext, SiteRecord record) {
        return adminContext.base() + "/record/" + record.id();
    }

    private EditorPage page(
            HttpServletRequest request,
            AdminContext adminContext,
            ContentType type,
            @Nullable SiteRecord record,
            String action,
            int expected,
            Contents contents,
            @Nullable InvalidContent wrong,
            EditorPage.@Nullable Conflict conflict,
            boolean unsaved) {
        List<FieldError> errors =
                wrong == null ? types.complaints(adminContext.siteId(), type, contents.content()) : wrong.errors();
        boolean hasBody = type.schema()
                        .path("properties")
                        .path("body")
                        .path("x-widget")
                        .asString("")
                        .equals("blocks")
                || (type.hasPath() && contents.content().has("body"));
        JsonNode body = contents.content().path("body");
        Coordinate here = record == null ? null : record.in(adminContext.environment());
        return new EditorPage(
                pageShells.inside(request, adminContext, type.key()),
                type.key(),
                type.name(),
                AdminWords.plural(type),
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
                        .map(EditorPageBuilder::blockError)
                        .toList(),
                SchemaForm.of(type, contents.content(), adminContext.times(), errors),
                record == null ? List.of() : coordinateSummaries.of(request, adminContext, record),
                record == null ? null : drift(record),
                conflict,
                unsaved,
                rights(adminContext, type.key(), here),
                readOnly(adminContext, type, here),
                here == null || here.schedule() == null
                        ? null
                        : ScheduleWords.waiting(adminContext, here, here.schedule()),
                record == null || !type.key().equals("media")
                        ? null
                        : Thumbnails.address(adminContext, record.id().toString()) + "?w=960",
                record == null || !type.key().equals("media")
                        ? null
                        : fileAddress(request, adminContext, here, contents),
                record == null || !type.key().equals("media") ? List.of() : usedBy(adminContext, record));
    }

    private @Nullable String fileAddress(
            HttpServletRequest request, AdminContext adminContext, @Nullable Coordinate here, Contents contents) {
        String blob = contents.content().path("blob").asString("");
        String name = contents.content().path("fileName").asString("");
        return here == null || here.state() != State.PUBLISHED || blob.isEmpty() || name.isEmpty()
                ? null
                : pageShells.publicUrl(request, adminContext, adminContext.environment()) + Media.url(blob, name);
    }

    private List<EditorPage.User> usedBy(AdminContext adminContext, SiteRecord record) {
        return recordReading
                .usersOf(adminContext.actor(), adminContext.siteId(), adminContext.environment(), record.id())
                .stream()
                .map(user -> new EditorPage.User(
                        adminContext.coordinateOf(user).title(), adminContext.base() + "/record/" + user.id()))
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
        DriftStatus driftStatus = record.drift();
        return switch (driftStatus) {
            case CONFLICT ->
                "Both environments changed since they last agreed (v" + record.base()
                        + "). A promote will show the three versions and ask.";
            case LIVE_AHEAD -> "Live was changed since the two last agreed. Staging doesn’t have that change.";
            default -> null;
        };
    }

    private static EditorPage.Rights rights(AdminContext adminContext, String type, @Nullable Coordinate here) {
        boolean archived = here != null && here.archived();
        boolean published = here != null && here.state() == State.PUBLISHED;
        return new EditorPage.Rights(
                adminContext.may(Permission.SAVE, type) && !archived,
                adminContext.may(Permission.PUBLISH, type) && !archived,
                adminContext.environment() == Environment.STAGING
                        && !archived
                        && adminContext.may(Permission.PROMOTE, Environment.LIVE, type),
                published && adminContext.may(Permission.UNPUBLISH, type),
                here != null && !archived && adminContext.may(Permission.ARCHIVE, type),
                archived && adminContext.may(Permission.ARCHIVE, type),
                here != null
                        && !archived
                        && adminContext.may(Permission.SCHEDULE, type)
                        && (adminContext.may(Permission.PUBLISH, type)
                                || adminContext.may(Permission.PROMOTE, Environment.LIVE, type)),
                here != null && adminContext.may(Permission.DELETE, type),
                adminContext.environment() == Environment.STAGING
                        && !archived
                        && ApprovalsScreen.mayAsk(adminContext, type),
                adminContext.rights().allow(Permission.AUDIT, null));
    }

    /** Why nothing can be changed, so that nobody types what can't be kept. */
    static @Nullable String readOnly(AdminContext adminContext, ContentType type, @Nullable Coordinate here) {
        if (here != null && here.archived()) {
            return "Archived here, so it can’t be changed."
                    + (adminContext.may(Permission.ARCHIVE, type.key()) ? " Revive it first, from the menu." : "");
        }
        if (adminContext.may(Permission.SAVE, type.key())) {
            return null;
        }
        boolean shapes = adminContext.rights().lacksSettings(Permission.SAVE, adminContext.environment(), type.key());
        return "You read " + AdminWords.plural(type).toLowerCase(Locale.ROOT)
                + " on " + adminContext.environment().key() + ": changing them takes the permission “"
                + (shapes ? Permission.SETTINGS : Permission.SAVE).key() + "”, which the role "
                + adminContext.rights().role() + " doesn’t hold there. Ask an administrator of the site for it.";
    }
}
