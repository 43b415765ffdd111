package dev.sgen.admin.drift;

import dev.sgen.admin.content.RecordListScreen;
import dev.sgen.admin.shell.AdminContext;
import dev.sgen.admin.shell.AdminWords;
import dev.sgen.admin.shell.HiddenField;
import dev.sgen.admin.shell.RecordListPage;
import dev.sgen.admin.shell.Verb;
import dev.sgen.member.Permission;
import dev.sgen.publishing.DriftStatus;
import dev.sgen.publishing.RemovedOnOneSide;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.refresh.DriftReport;
import dev.sgen.vocabulary.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides which actions the drift list offers: carry back to staging, promote, merge, or repeat a removal on live. */
record DriftActions(AdminContext place) {
    boolean mayRefresh() {
        return place.may(Permission.REFRESH, Environment.STAGING);
    }

    private boolean mayPromote() {
        return place.may(Permission.PROMOTE, Environment.LIVE);
    }

    static String teaching(DriftStatus shown) {
        return switch (shown) {
            case LIVE_AHEAD ->
                "Fixed on live and not yet on staging. Carry a fix back, so that the next promotion doesn’t meet it.";
            case CONFLICT -> "Changed on both sides since they last agreed. Merge the two, then promote.";
            case STAGING_AHEAD -> "Published, archived or deleted on staging, and live hasn’t followed yet.";
            case ONLY_STAGING -> "Stands on staging and not on live.";
            case ONLY_LIVE -> "Stands on live and not on staging.";
            case SAME -> "Both sides publish the same version.";
        };
    }

    ChangesPage.Row row(DriftReport.Line line, Map<String, String> names, boolean archived) {
        SiteRecord record = line.record();
        var at = Objects.requireNonNull(record.staging() != null ? record.staging() : record.live());
        boolean byLive = record.live() != null
                && (record.staging() == null
                        || record.live().updatedAt().isAfter(record.staging().updatedAt()));
        return new ChangesPage.Row(
                record.id().toString(),
                place.baseOf(record.in(place.environment()) != null ? place.environment() : at.environment())
                        + "/record/" + record.id(),
                record.title(),
                at.path(),
                names.getOrDefault(record.type(), record.type()),
                RecordListScreen.cell(place, record.staging()),
                RecordListScreen.cell(place, record.live()),
                mark(line),
                record.changedAt(),
                byLive ? Objects.requireNonNull(record.live()).updatedBy() : at.updatedBy(),
                archived ? List.of() : of(line));
    }

    private static @Nullable String mark(DriftReport.Line line) {
        RemovedOnOneSide removedOnOneSide = line.gone();
        if (removedOnOneSide != null) {
            return removedOnOneSide.how().key() + " on " + removedOnOneSide.on().key();
        }
        int conflicts = line.conflicts().size();
        return line.record().drift() != DriftStatus.CONFLICT
                ? null
                : conflicts == 0 ? "merges by itself" : AdminWords.count(conflicts, "conflict");
    }

    private List<ChangesPage.Deed> of(DriftReport.Line line) {
        List<HiddenField> one =
                List.of(new HiddenField("record", line.record().id().toString()));
        RemovedOnOneSide removedOnOneSide = line.gone();
        List<ChangesPage.Deed> deeds = new ArrayList<>();
        if (removedOnOneSide != null && removedOnOneSide.on() == Environment.STAGING) {
            follow(removedOnOneSide, one, deeds);
            return deeds;
        }
        switch (line.record().drift()) {
            case LIVE_AHEAD, ONLY_LIVE -> back(one, deeds);
            case CONFLICT -> {
                if (removedOnOneSide == null && mayPromote()) {
                    deeds.add(new ChangesPage.Deed(
                            "Merge and promote…", place.baseOf(Environment.STAGING) + "/merge", false, one));
                }
                if (mayRefresh()) {
                    deeds.add(new ChangesPage.Deed("Merge into staging…", place.base() + "/refresh", false, one));
                }
            }
            case ONLY_STAGING, STAGING_AHEAD -> {
                if (removedOnOneSide != null) {
                    back(one, deeds);
                } else if (mayPromote() && published(line.record())) {
                    deeds.add(new ChangesPage.Deed("Promote…", decide(Environment.STAGING, Verb.PROMOTE), false, one));
                }
            }
            case SAME -> {}
        }
        return deeds;
    }

    private static boolean published(SiteRecord record) {
        return record.staging() != null && record.staging().published() != null;
    }

    private void back(List<HiddenField> one, List<ChangesPage.Deed> deeds) {
        if (mayRefresh()) {
            deeds.add(new ChangesPage.Deed("Carry back to staging", place.base() + "/refresh", true, one));
        }
    }

    /**
     * A removal on staging does not reach live by a promotion: it is repeated there by an operation of its own
     * (PROM-10, C-23).
     */
    private void follow(RemovedOnOneSide removedOnOneSide, List<HiddenField> one, List<ChangesPage.Deed> deeds) {
        Verb verb = switch (removedOnOneSide.how()) {
            case ARCHIVED -> Verb.ARCHIVE;
            case UNPUBLISHED -> Verb.UNPUBLISH;
            case DELETED -> Verb.DELETE;
        };
        if (place.may(verb.needs(), Environment.LIVE)) {
            deeds.add(new ChangesPage.Deed(verb.word() + " on live too…", decide(Environment.LIVE, verb), false, one));
        }
    }

    private String decide(Environment where, Verb verb) {
        return place.baseOf(where) + "/decide/" + verb.key();
    }

    /** The actions for all records of a view. */
    List<ChangesPage.Deed> whole(DriftStatus shown, String type, int count) {
        List<HiddenField> all = new ArrayList<>(List.of(
                new HiddenField("match", "all"), new HiddenField("drift", shown.key()), new HiddenField("of", type)));
        String number = type.isBlank() ? "all " + count : "all of these";
        return switch (shown) {
            case LIVE_AHEAD, ONLY_LIVE ->
                mayRefresh()
                        ? List.of(new ChangesPage.Deed(
                                "Carry " + number + " back to staging",
                                place.baseOf(shown == DriftStatus.ONLY_LIVE ? Environment.LIVE : Environment.STAGING)
                                        + "/refresh",
                                true,
                                all))
                        : List.of();
            case CONFLICT ->
                mayRefresh()
                        ? List.of(new ChangesPage.Deed(
                                "Merge " + number + " into staging…",
                                place.baseOf(Environment.STAGING) + "/refresh",
                                false,
                                all))
                        : List.of();
            case STAGING_AHEAD, ONLY_STAGING -> {
                List<HiddenField> published = new ArrayList<>(all);
                published.add(new HiddenField("view", "published"));
                yield mayPromote()
                        ? List.of(new ChangesPage.Deed(
                                "Promote all that are published…",
                                decide(Environment.STAGING, Verb.PROMOTE),
                                false,
                                published))
                        : List.of();
            }
            case SAME -> List.of();
        };
    }

    List<RecordListPage.Verb> bulk(DriftStatus shown) {
        List<RecordListPage.Verb> verbs = new ArrayList<>();
        boolean ahead = shown == DriftStatus.STAGING_AHEAD || shown == DriftStatus.ONLY_STAGING;
        if (ahead && mayPromote()) {
            verbs.add(new RecordListPage.Verb("Promote…", decide(Environment.STAGING, Verb.PROMOTE)));
        }
        if (shown == DriftStatus.CONFLICT && mayPromote()) {
            verbs.add(new RecordListPage.Verb("Merge and promote…", place.baseOf(Environment.STAGING) + "/merge"));
        }
        if (shown != DriftStatus.SAME && !ahead && mayRefresh()) {
            verbs.add(new RecordListPage.Verb("Carry back to staging…", place.base() + "/refresh"));
        }
        return verbs;
    }
}
