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
import dev.sgen.publishing.record.RecordActions;
import dev.sgen.publishing.record.RecordActions.Action;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Builds the editor's page model: for a new record, an existing one, a refused save, and a conflict. */
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
            AdminContext context,
            ContentType type,
            Contents typed,
            @Nullable InvalidContent wrong) {
        String action = context.base() + "/content/" + type.key() + "/new";
        return page(request, context, type, null, action, 0, typed, wrong, null, wrong != null);
    }

    EditorPage open(HttpServletRequest request, AdminContext context, SiteRecord record) {
        Coordinate here = Objects.requireNonNull(record.in(context.environment()));
        Contents contents = recordReading
                .version(context.actor(), context.siteId(), context.environment(), record.id(), here.working())
                .contents();
        return page(
                request,
                context,
                type(context, record),
                record,
                action(context, record),
                here.working(),
                contents,
                null,
                null,
                false);
    }

    EditorPage refused(
            HttpServletRequest request,
            AdminContext context,
            SiteRecord record,
            Contents typed,
            int expected,
            @Nullable InvalidContent wrong) {
        return page(
                request,
                context,
                type(context, record),
                record,
                action(context, record),
                expected,
                typed,
                wrong,
                null,
                true);
    }

    /**
     * Shows both versions after a conflict. Saving again stores the form's content as a new version after the other
     * one.
     */
    EditorPage conflict(
            HttpServletRequest request,
            AdminContext context,
            SiteRecord record,
            Contents typed,
            PublishingRefusal.StaleVersion stale) {
        ContentType type = type(context, record);
        Version theirs = recordReading.version(
                context.actor(), context.siteId(), context.environment(), record.id(), stale.current());
        EditorPage.Conflict conflict = new EditorPage.Conflict(
                stale.savedBy() + " saved v" + stale.current() + " "
                        + context.times().relative(stale.savedAt()) + ", after you opened v" + stale.expected()
                        + ". What you wrote is in the form below. Saving again keeps yours; theirs stays in the history.",
                stale.current(),
                VersionComparison.of(type, List.of(theirs.contents(), typed)));
        return page(
                request, context, type, record, action(context, record), stale.current(), typed, null, conflict, true);
    }

    AbsentPage absent(HttpServletRequest request, AdminContext context, SiteRecord record) {
        ContentType type = type(context, record);
        Coordinate there = record.in(context.environment().other());
        boolean promotable = context.environment() == Environment.LIVE
                && there != null
                && context.may(Permission.PROMOTE, Environment.LIVE, record.type());
        return new AbsentPage(
                pageShells.inside(request, context, record.type()),
                there == null ? "A deleted record" : there.title(),
                AdminWords.plural(type),
                context.base() + "/content/" + record.type(),
                coordinateSummaries.of(request, context, record),
                promotable,
                context.baseOf(Environment.STAGING) + "/decide/promote?record=" + record.id(),
                there != null,
                context.baseOf(context.environment().other()) + "/record/" + record.id(),
                recordReading.stood(context.actor(), context.siteId(), context.environment(), record.id()),
                context.base() + "/record/" + record.id() + "/history");
    }

    private ContentType type(AdminContext context, SiteRecord record) {
        return types.require(context.siteId(), record.type());
    }

    private static String action(AdminContext context, SiteRecord record) {
        return context.base() + "/record/" + record.id();
    }

    private EditorPage page(
            HttpServletRequest request,
            AdminContext context,
            ContentType type,
            @Nullable SiteRecord record,
            String action,
            int expected,
            Contents contents,
            @Nullable InvalidContent wrong,
            EditorPage.@Nullable Conflict conflict,
            boolean unsaved) {
        List<FieldError> errors =
                wrong == null ? types.complaints(context.siteId(), type, contents.content()) : wrong.errors();
        boolean hasBody = type.schema()
                        .path("properties")
                        .path("body")
                        .path("x-widget")
                        .asString("")
                        .equals("blocks")
                || (type.hasPath() && contents.content().has("body"));
        JsonNode body = contents.content().path("body");
        Coordinate here = record == null ? null : record.in(context.environment());
        return new EditorPage(
                pageShells.inside(request, context, type.key()),
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
                SchemaForm.of(type, contents.content(), context.times(), errors),
                record == null ? List.of() : coordinateSummaries.of(request, context, record),
                record == null ? null : drift(record),
                conflict,
                unsaved,
                rights(context, type.key(), here),
                readOnly(context, type, here),
                here == null || here.schedule() == null ? null : ScheduleWords.waiting(context, here, here.schedule()),
                record == null || !type.key().equals("media")
                        ? null
                        : Thumbnails.address(context, record.id().toString()) + "?w=960",
                record == null || !type.key().equals("media") ? null : fileAddress(request, context, here, contents),
                record == null || !type.key().equals("media") ? List.of() : usedBy(context, record));
    }

    private @Nullable String fileAddress(
            HttpServletRequest request, AdminContext context, @Nullable Coordinate here, Contents contents) {
        String blob = contents.content().path("blob").asString("");
        String name = contents.content().path("fileName").asString("");
        return here == null || here.state() != State.PUBLISHED || blob.isEmpty() || name.isEmpty()
                ? null
                : pageShells.publicUrl(request, context, context.environment()) + Media.url(blob, name);
    }

    private List<EditorPage.User> usedBy(AdminContext context, SiteRecord record) {
        return recordReading.usersOf(context.actor(), context.siteId(), context.environment(), record.id()).stream()
                .map(user -> new EditorPage.User(
                        context.coordinateOf(user).title(), context.base() + "/record/" + user.id()))
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

    /** A warning about drift for the editor; null if there is none to show. */
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

    private static EditorPage.Rights rights(AdminContext context, String type, @Nullable Coordinate here) {
        Set<Action> possible = RecordActions.possible(context.rights(), context.environment(), type, here);
        boolean archived = here != null && here.archived();
        return new EditorPage.Rights(
                possible.contains(Action.SAVE),
                possible.contains(Action.PUBLISH),
                possible.contains(Action.PROMOTE),
                possible.contains(Action.UNPUBLISH),
                possible.contains(Action.ARCHIVE),
                possible.contains(Action.REVIVE),
                possible.contains(Action.SCHEDULE),
                possible.contains(Action.DELETE),
                context.environment() == Environment.STAGING && !archived && ApprovalsScreen.mayAsk(context, type),
                context.rights().allow(Permission.AUDIT, null));
    }

    /** Why the operator can't change the record, shown before they type; null if they can. */
    static @Nullable String readOnly(AdminContext context, ContentType type, @Nullable Coordinate here) {
        if (here != null && here.archived()) {
            return "Archived here, so it can’t be changed."
                    + (context.may(Permission.ARCHIVE, type.key()) ? " Revive it first, from the menu." : "");
        }
        if (context.may(Permission.SAVE, type.key())) {
            return null;
        }
        boolean shapes = context.rights().lacksSettings(Permission.SAVE, context.environment(), type.key());
        return "You read " + AdminWords.plural(type).toLowerCase(Locale.ROOT)
                + " on " + context.environment().key() + ": changing them takes the permission “"
                + (shapes ? Permission.SETTINGS : Permission.SAVE).key() + "”, which the role "
                + context.rights().role() + " doesn’t hold there. Ask an administrator of the site for it.";
    }
}
