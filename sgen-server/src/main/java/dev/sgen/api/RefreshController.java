package dev.sgen.api;

import dev.sgen.api.RecordViews.Placed;
import dev.sgen.publishing.OnConflict;
import dev.sgen.publishing.Refresh;
import dev.sgen.publishing.refresh.Refreshing;
import dev.sgen.site.Sites;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** From live to staging. */
@RestController
@RequestMapping(Routes.SITE + "/refresh")
@Tag(name = "Refresh")
class RefreshController {
    private final Sites sites;
    private final Refreshing refreshing;

    RefreshController(Sites sites, Refreshing refreshing) {
        this.sites = sites;
        this.refreshing = refreshing;
    }

    /**
     * What to refresh: the records named, or all of the types named, or all but settings.
     *
     * @param onConflict refuse (the default), merge or take-live: what to do with records that both sides changed
     * @param everything true: live also replaces what only staging changed
     * @param confirm true: somebody has seen what everything loses
     * @param resolutions by record and difference: staging, live, base or both; the empty key is the whole record
     * @param expected by record: the published versions that somebody saw when they decided
     * @param dryRun true: only say what would happen
     */
    @Schema(name = "RefreshRequest")
    record Asked(
            @Nullable List<String> records,
            @Nullable List<String> types,
            @Nullable String onConflict,
            @Nullable Boolean everything,
            @Nullable Boolean confirm,
            @Nullable Map<String, Map<String, String>> resolutions,
            @Nullable Map<String, Resolutions.Seen> expected,
            @Nullable Boolean dryRun) {}

    /**
     * What happened, or would.
     *
     * @param entry the audit entry, by which the refresh is undone; null where nothing moved
     * @param lost staging work that live's content replaces; its versions stay recoverable
     * @param drifted records that both sides changed and that stand in the way
     * @param kept how many records only staging changed; they stay as they are
     */
    record RefreshView(
            boolean done,
            @Nullable String entry,
            List<StepView> records,
            List<LostView> lost,
            List<Map<String, Object>> drifted,
            int kept) {}

    /**
     * One record on staging.
     *
     * @param outcome taken, appeared, merged, unpublished, archived, deleted, kept, same or left-out
     * @param version what staging publishes afterwards, or null
     * @param replaced what it published before, or null
     * @param carried whether it comes along only because a named record shows it
     */
    @Schema(name = "RefreshStep")
    record StepView(
            String id,
            String type,
            String title,
            String outcome,
            @Nullable Integer version,
            @Nullable Integer replaced,
            boolean carried) {}

    /** Staging work of one record that is replaced. */
    record LostView(String id, String type, String title, List<WorkView> work) {}

    /**
     * One version of that work.
     *
     * @param what published, saved or schedule
     */
    record WorkView(int version, String what, String by, Instant at) {}

    /** What an undo did. */
    record UndoneView(String entry, List<Placed> records, List<LeftView> left) {}

    /** A record that has changed since and stays as it is. */
    record LeftView(String id, String title, String reason) {}

    @PostMapping
    @Operation(
            summary = "Pull what live shows into staging",
            description = "All or nothing, with one audit entry; live isn't touched. What only staging changed stays."
                    + " Records that both changed are refused with base, staging and live (409 `drift`), unless"
                    + " `onConflict` says `merge` (joins what doesn't conflict and refuses the rest) or `take-live`."
                    + " `resolutions` decides conflicts one by one. Settings come only where `types` or `records` name"
                    + " them, automations and integrations never, and schedules arrive disarmed. What staging"
                    + " publishes or saved and loses is named in `lost` and stays recoverable.")
    RefreshView refresh(Actor actor, @PathVariable String site, @RequestBody Asked asked) {
        SiteId id = sites.require(site).id();
        Refreshing.Asked wanted = wanted(asked);
        return view(
                Boolean.TRUE.equals(asked.dryRun())
                        ? refreshing.preview(actor, id, wanted)
                        : refreshing.refresh(actor, id, wanted));
    }

    @PostMapping("/{entry}/undo")
    @Operation(
            summary = "Put staging back as it stood before a refresh",
            description = "By the refresh's audit entry. Records that have changed since stay as they are and are named"
                    + " in `left`; where all have, 409 `invalid-state`.")
    UndoneView undo(Actor actor, @PathVariable String site, @PathVariable String entry) {
        Refresh.Undone undone = refreshing.undo(actor, sites.require(site).id(), entry);
        return new UndoneView(
                undone.entry(),
                undone.records().stream()
                        .map(r -> RecordViews.placed(r, Environment.STAGING))
                        .toList(),
                undone.left().stream()
                        .map(l -> new LeftView(l.record().toString(), l.title(), l.reason()))
                        .toList());
    }

    private static Refreshing.Asked wanted(Asked asked) {
        if (asked.records() != null && asked.types() != null) {
            throw QueryParameters.bad("/types", "Name records or types, not both.");
        }
        return new Refreshing.Asked(
                asked.records() == null ? null : QueryParameters.records(asked.records(), "/records"),
                asked.types(),
                onConflict(asked.onConflict()),
                Boolean.TRUE.equals(asked.everything()),
                Boolean.TRUE.equals(asked.confirm()),
                Resolutions.of(asked.resolutions(), asked.expected()));
    }

    static OnConflict onConflict(@Nullable String word) {
        return Objects.requireNonNullElse(
                QueryParameters.word(
                        word,
                        "/onConflict",
                        OnConflict.values(),
                        o -> o.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                OnConflict.REFUSE);
    }

    private static RefreshView view(Refresh refresh) {
        return new RefreshView(
                refresh.done(),
                refresh.entry(),
                refresh.records().stream().map(RefreshController::step).toList(),
                refresh.lost().stream().map(RefreshController::lost).toList(),
                refresh.undecided().stream().map(apart -> apart.facts()).toList(),
                refresh.kept());
    }

    private static StepView step(Refresh.Step s) {
        return new StepView(
                s.record().toString(), s.type(), s.title(), s.outcome().key(), s.version(), s.replaced(), s.carried());
    }

    private static LostView lost(Refresh.Lost l) {
        return new LostView(
                l.record().toString(),
                l.type(),
                l.title(),
                l.work().stream()
                        .map(w -> new WorkView(w.version(), w.what(), w.by(), w.at()))
                        .toList());
    }
}
