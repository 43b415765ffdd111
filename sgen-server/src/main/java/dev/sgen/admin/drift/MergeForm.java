package dev.sgen.admin.drift;

import dev.sgen.admin.review.CrossingReviewPage;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.VersionComparison;
import dev.sgen.content.ContentType;
import dev.sgen.content.ContentTypes;
import dev.sgen.publishing.ConflictResolutions;
import dev.sgen.publishing.PickedSide;
import dev.sgen.publishing.PublishingRefusal;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.ThreeWay;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Shows conflicting records field by field and block by block, and reads the operator's choices from the form. */
@Component
class MergeForm {
    private static final String PICK = "pick~";
    private static final String WHOLE = "whole~";
    private static final String SEEN = "seen~";

    private final ContentTypes types;

    MergeForm(ContentTypes types) {
        this.types = types;
    }

    /** Reads the choices: the picked side of each conflict, and the versions that the operator was shown. */
    static ConflictResolutions read(Map<String, String[]> form) {
        Map<RecordId, Map<String, PickedSide>> pickedSides = new LinkedHashMap<>();
        Map<RecordId, ConflictResolutions.Seen> seen = new LinkedHashMap<>();
        form.forEach((name, values) -> {
            String value = values[0];
            if (value.isEmpty()) {
                return;
            }
            if (name.startsWith(WHOLE)) {
                pickedSides
                        .computeIfAbsent(RecordId.parse(name.substring(WHOLE.length())), id -> new LinkedHashMap<>())
                        .put(ConflictResolutions.WHOLE, pick(value));
            } else if (name.startsWith(PICK)) {
                String[] parts = name.substring(PICK.length()).split("~", 2);
                pickedSides
                        .computeIfAbsent(RecordId.parse(parts[0]), id -> new LinkedHashMap<>())
                        .put(parts[1], pick(value));
            } else if (name.startsWith(SEEN)) {
                String[] parts = value.split(":", 2);
                seen.put(
                        RecordId.parse(name.substring(SEEN.length())),
                        new ConflictResolutions.Seen(number(parts[0]), number(parts[1])));
            }
        });
        return new ConflictResolutions(pickedSides, seen);
    }

    private static PickedSide pick(String word) {
        try {
            return PickedSide.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException odd) {
            throw new Refused(new BadRequest("Choose staging, live, what was agreed, or both."), odd);
        }
    }

    private static @Nullable Integer number(String text) {
        try {
            return text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException odd) {
            throw new Refused(
                    new BadRequest("The form doesn’t name the versions it showed. Open the page again."), odd);
        }
    }

    CrossingReviewPage.Card of(
            AdminContext context,
            PublishingRefusal.BothMoved.Apart apart,
            @Nullable SiteRecord now,
            ConflictResolutions resolutions) {
        return card(
                context,
                apart.record(),
                apart.type(),
                apart.title(),
                apart.reason(),
                said("Last agreed", apart.base(), null, null, context),
                said("Live", apart.live(), apart.liveBy(), apart.liveAt(), context),
                said("Staging", apart.staging(), apart.stagingBy(), apart.stagingAt(), context),
                apart.joinable(),
                now,
                apart.differences(),
                resolutions);
    }

    CrossingReviewPage.Card of(
            AdminContext context,
            PublishingRefusal.LiveMoved.Moved moved,
            SiteRecord now,
            ConflictResolutions resolutions) {
        var staging = now.staging();
        return card(
                context,
                moved.record(),
                now.type(),
                moved.title(),
                moved.reason(),
                said("Last agreed", moved.base(), null, null, context),
                said("Live", moved.live(), moved.liveBy(), moved.liveAt(), context),
                said(
                        "Staging",
                        moved.staging(),
                        staging == null ? null : staging.updatedBy(),
                        staging == null ? null : staging.updatedAt(),
                        context),
                settled(now.staging()) && settled(now.live()),
                now,
                moved.differences(),
                resolutions);
    }

    /**
     * A merge combines the published versions, so it requires that neither side has unpublished edits or a schedule.
     */
    private static boolean settled(dev.sgen.publishing.@Nullable Coordinate at) {
        return at != null && at.published() != null && at.published() == at.working() && at.schedule() == null;
    }

    private CrossingReviewPage.Card card(
            AdminContext context,
            RecordId id,
            String typeKey,
            String title,
            String reason,
            String base,
            String live,
            String staging,
            boolean mergeable,
            @Nullable SiteRecord now,
            List<ThreeWay.Strand> strands,
            ConflictResolutions resolutions) {
        ContentType type = types.require(context.siteId(), typeKey);
        Map<String, PickedSide> pickedSides = resolutions.picks().getOrDefault(id, Map.of());
        PickedSide whole = pickedSides.get(ConflictResolutions.WHOLE);
        List<CrossingReviewPage.Row> rows = new ArrayList<>();
        for (ThreeWay.Strand strand : strands) {
            rows.add(row(type, id, strand, pickedSides.get(strand.key())));
        }
        return new CrossingReviewPage.Card(
                id.toString(),
                title,
                context.base() + "/record/" + id,
                context.times().inWords(reason),
                base,
                live,
                staging,
                mergeable,
                whole == null ? "" : whole.name().toLowerCase(Locale.ROOT),
                now == null ? "" : shown(now.staging()) + ":" + shown(now.live()),
                rows);
    }

    private static String shown(dev.sgen.publishing.@Nullable Coordinate at) {
        return at == null || at.published() == null ? "" : String.valueOf(at.published());
    }

    private static String said(
            String side, @Nullable Integer version, @Nullable String by, @Nullable Instant at, AdminContext context) {
        if (version == null) {
            return side + ": nothing";
        }
        return side + ", v" + version
                + (by == null || at == null
                        ? ""
                        : ", " + by + ", " + context.times().relative(at));
    }

    private static CrossingReviewPage.Row row(
            ContentType type, RecordId id, ThreeWay.Strand strand, @Nullable PickedSide picked) {
        boolean conflict = strand.side() == ThreeWay.Side.CONFLICT;
        String result = switch (strand.side()) {
            case STAGING -> "Staging’s change";
            case LIVE -> "Live’s change";
            case BOTH -> strand.field().equals("/tags") ? "Both sides’ tags" : "The same on both";
            case CONFLICT -> "";
        };
        return new CrossingReviewPage.Row(
                PICK + id + "~" + strand.key(),
                label(type, strand),
                conflict,
                text(strand.base()),
                text(strand.live()),
                text(strand.staging()),
                result,
                conflict ? options(strand, picked) : List.of());
    }

    private static List<CrossingReviewPage.Option> options(ThreeWay.Strand strand, @Nullable PickedSide picked) {
        List<CrossingReviewPage.Option> options = new ArrayList<>();
        options.add(option(PickedSide.LIVE, strand.live() == null ? "Live: take it away" : "Live", picked));
        options.add(option(PickedSide.STAGING, strand.staging() == null ? "Staging: take it away" : "Staging", picked));
        JsonNode s = strand.staging();
        JsonNode l = strand.live();
        boolean block = strand.block() != null;
        if (s != null
                && l != null
                && (block || s.isArray() && l.isArray() && !strand.key().equals("/content/body"))) {
            options.add(option(PickedSide.BOTH, "Both", picked));
        }
        return options;
    }

    private static CrossingReviewPage.Option option(PickedSide pickedSide, String label, @Nullable PickedSide picked) {
        return new CrossingReviewPage.Option(pickedSide.name().toLowerCase(Locale.ROOT), label, pickedSide == picked);
    }

    private static String label(ContentType type, ThreeWay.Strand strand) {
        JsonNode any = Objects.requireNonNullElse(
                strand.staging() != null ? strand.staging() : strand.live(),
                Objects.requireNonNullElse(strand.base(), tools.jackson.databind.node.NullNode.getInstance()));
        if (strand.block() != null) {
            return "Body, " + any.path("type").asString("block");
        }
        return switch (strand.field()) {
            case "/title" -> "Title";
            case "/path" -> "Path";
            case "/tags" -> "Tags";
            case "/content/body" -> "Order of the body";
            default -> {
                String name = strand.field().substring("/content/".length());
                yield type.schema().path("properties").path(name).path("title").asString(name);
            }
        };
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "" : VersionComparison.text(value);
    }
}
