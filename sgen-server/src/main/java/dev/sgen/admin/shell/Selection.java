package dev.sgen.admin.shell;

import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RecordQuery;
import dev.sgen.publishing.State;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the operator's selection: ticked records, or all records that match a list's filter, on all pages. A filter is
 * sent as a filter, together with the number of records the operator saw. If another number matches when the form is
 * submitted, the request is refused and the operator asked again.
 */
@Component
public class Selection {
    private static final int PAGE = 50;

    /** The maximum number of records of one operation. */
    static final int MOST = 10_000;

    private static final List<String> FIELDS = List.of("match", "of", "view", "q", "tag", "drift", "seen");

    private final RecordReading recordReading;

    Selection(RecordReading recordReading) {
        this.recordReading = recordReading;
    }

    /**
     * The selected records.
     *
     * @param fields hidden fields that repeat the selection
     */
    public record Chosen(List<RecordId> ids, List<HiddenField> fields) {}

    /** The number of records that match a filter, up to one more than {@link #MOST}. */
    public int count(AdminContext context, RecordQuery query) {
        return recordReading
                .matching(context.actor(), context.siteId(), context.environment(), query, MOST + 1)
                .size();
    }

    /**
     * Reads the selection from the request.
     *
     * @throws Refused {@link BadRequest} if nothing or too much is selected, or if the filter matches another
     *     number of records than the operator saw
     */
    public Chosen of(HttpServletRequest request, AdminContext context) {
        if (!"all".equals(request.getParameter("match"))) {
            List<RecordId> ids = Stream.of(
                            Objects.requireNonNullElse(request.getParameterValues("record"), new String[0]))
                    .filter(id -> !id.isBlank())
                    .distinct()
                    .map(RecordId::parse)
                    .toList();
            if (ids.isEmpty()) {
                throw new Refused(new BadRequest("No record was selected. Go back, tick some, and try again."));
            }
            return new Chosen(
                    ids,
                    ids.stream()
                            .map(id -> new HiddenField("record", id.toString()))
                            .toList());
        }
        List<RecordId> ids = recordReading.matching(
                context.actor(), context.siteId(), context.environment(), query(request), MOST + 1);
        if (ids.isEmpty()) {
            throw new Refused(new BadRequest("No record matches this view any more. Go back and look again."));
        }
        if (ids.size() > MOST) {
            throw new Refused(new BadRequest("More than 10,000 records match. Narrow the view, then try again."));
        }
        String seen = request.getParameter("seen");
        if (seen != null && !seen.isBlank() && !seen.equals(String.valueOf(ids.size()))) {
            throw new Refused(new BadRequest("Nothing was changed: " + seen + " records matched when you looked, and "
                    + ids.size() + " match now. Go back and look again."));
        }
        List<HiddenField> fields = new ArrayList<>();
        for (String name : FIELDS) {
            String value = name.equals("seen") ? String.valueOf(ids.size()) : request.getParameter(name);
            if (value != null && !value.isBlank()) {
                fields.add(new HiddenField(name, value));
            }
        }
        return new Chosen(ids, fields);
    }

    private static RecordQuery query(HttpServletRequest request) {
        DriftStatus driftStatus = drift(request.getParameter("drift"));
        if (driftStatus == null && or(request, "of").isBlank()
                || or(request, "view").equals("ready")) {
            throw new Refused(new BadRequest("This view can’t be taken as a whole. Tick the records, then try again."));
        }
        RecordQuery query =
                query(or(request, "of"), or(request, "view"), or(request, "q"), or(request, "tag"), "oldest", null);
        return driftStatus == null ? query : query.drifted(driftStatus);
    }

    private static String or(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    private static @Nullable DriftStatus drift(@Nullable String key) {
        return Arrays.stream(DriftStatus.values())
                .filter(d -> d.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The query of a list's view; an empty type means all types. */
    public static RecordQuery query(
            String type, String view, String q, String tag, String sort, @Nullable String after) {
        State state = switch (view) {
            case "draft" -> State.DRAFT;
            case "scheduled" -> State.SCHEDULED;
            case "archived" -> State.ARCHIVED;
            case "published" -> State.PUBLISHED;
            default -> null;
        };
        return new RecordQuery(
                type.isBlank() ? null : type,
                state,
                tag.isBlank() ? null : tag.strip(),
                q.isBlank() ? null : q.strip(),
                view.equals("changed") ? true : null,
                view.equals("ahead") ? DriftStatus.LIVE_AHEAD : view.equals("both") ? DriftStatus.CONFLICT : null,
                sort(sort),
                PAGE,
                after);
    }

    private static RecordQuery.Sort sort(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "title" -> RecordQuery.Sort.TITLE;
            case "oldest" -> RecordQuery.Sort.OLDEST;
            default -> RecordQuery.Sort.NEWEST;
        };
    }
}
