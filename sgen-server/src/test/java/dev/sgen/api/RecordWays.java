package dev.sgen.api;

import static dev.sgen.api.LiveWays.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ways to live of records, one by one, many at once, and across. */
final class RecordWays {
    private RecordWays() {}

    static List<Way> all() {
        List<Way> ways = new ArrayList<>(records());
        ways.addAll(many());
        ways.addAll(crossing());
        return ways;
    }

    private static List<Way> records() {
        String one = IN + "/records/{record}";
        return List.of(
                new Way(
                        "create",
                        "POST " + IN + "/records",
                        "save",
                        DRAFT,
                        s -> s.call(
                                "POST", "/live/records", Map.of("type", s.type, "title", "Made", "content", Map.of())),
                        sets("save:live"),
                        false),
                way("save", one, "save", DRAFT, "PUT", RECORD, text("Saved"), "save:live"),
                way("publish", one + "/publish", "publish", DRAFT, "POST", RECORD + "/publish", null, "publish:live"),
                way(
                        "unpublish",
                        one + "/unpublish",
                        "unpublish",
                        SHOWN,
                        "POST",
                        RECORD + "/unpublish",
                        null,
                        "unpublish:live"),
                way("archive", one + "/archive", "archive", SHOWN, "POST", RECORD + "/archive", null, "archive:live"),
                way(
                        "revive",
                        one + "/revive",
                        "revive",
                        SHOWN.andThen(s -> s.does("POST", RECORD + "/archive", null)),
                        "POST",
                        RECORD + "/revive",
                        null,
                        "archive:live"),
                way("delete", one, "delete", SHOWN, "DELETE", RECORD, null, "delete:live"),
                later(
                        "schedule",
                        one + "/schedule",
                        "schedule.trigger",
                        DRAFT,
                        "PUT",
                        RECORD + "/schedule",
                        PUBLISH_SOON,
                        "schedule:live",
                        "publish:live"),
                way(
                        "cancel",
                        one + "/schedule",
                        "schedule.cancel",
                        DRAFT.andThen(s -> s.does("PUT", RECORD + "/schedule", PUBLISH_SOON)),
                        "DELETE",
                        RECORD + "/schedule",
                        null,
                        "schedule:live",
                        "publish:live|promote:live"),
                way(
                        "recover to visitors",
                        one + "/recover",
                        "recover",
                        SHOWN.andThen(
                                s -> s.does("PUT", RECORD, text("Second")).does("POST", RECORD + "/publish", null)),
                        "POST",
                        RECORD + "/recover",
                        Map.of("version", 1, "publish", true),
                        "recover:live",
                        "publish:live"));
    }

    private static List<Way> many() {
        return List.of(
                bulk("save", "save", DRAFT, Map.of("addTags", List.of("new")), "save:live", "bulk:live"),
                bulk("publish", "publish", DRAFT, Map.of(), "publish:live", "bulk:live"),
                bulk("unpublish", "unpublish", SHOWN, Map.of(), "unpublish:live", "bulk:live"),
                bulk("archive", "archive", SHOWN, Map.of(), "archive:live", "bulk:live"),
                bulk(
                        "revive",
                        "revive",
                        SHOWN.andThen(s -> s.does("POST", RECORD + "/archive", null)
                                .does("POST", "/live/records/{b}/archive", null)),
                        Map.of(),
                        "archive:live",
                        "bulk:live"),
                bulk(
                        "schedule",
                        "schedule.trigger",
                        DRAFT,
                        Map.of("at", "{soon}"),
                        "schedule:live",
                        "publish:live",
                        "bulk:live"),
                bulk("promote", "promote", STAGED, Map.of(), "promote:live"));
    }

    private static List<Way> crossing() {
        String one = IN + "/records/{record}";
        String promotions = SITE + "/promotions";
        Map<String, Object> a = Map.of("records", List.of("{a}"));
        return List.of(
                way("promote", promotions, "promote", CHANGED, "POST", "/promotions", a, "promote:live"),
                way(
                        "overwrite",
                        promotions,
                        "promote",
                        CHANGED.andThen(
                                s -> s.does("PUT", RECORD, text("Other")).does("POST", RECORD + "/publish", null)),
                        "POST",
                        "/promotions",
                        Map.of("records", List.of("{a}"), "onDrift", "overwrite"),
                        "promote:live"),
                way(
                        "merge",
                        promotions,
                        "promote",
                        CHANGED.andThen(s -> s.does(
                                        "PUT",
                                        RECORD,
                                        Map.of("title", "Record a", "tags", List.of("t"), "content", Map.of()))
                                .does("POST", RECORD + "/publish", null)),
                        "POST",
                        "/promotions",
                        Map.of("records", List.of("{a}"), "onDrift", "merge"),
                        "promote:live",
                        "save:staging",
                        "publish:staging"),
                later(
                        "promote what is scheduled",
                        promotions,
                        "schedule.trigger",
                        s -> s.record("a", "staging").does("PUT", "/staging/records/{a}/schedule", PUBLISH_SOON),
                        "POST",
                        "/promotions",
                        a,
                        "promote:live"),
                later(
                        "schedule a promotion",
                        one + "/schedule",
                        "schedule.trigger",
                        CHANGED,
                        "PUT",
                        "/staging/records/{a}/schedule",
                        PROMOTE_SOON,
                        "schedule:staging",
                        "promote:live"),
                way(
                        "cancel a promotion",
                        one + "/schedule",
                        "schedule.cancel",
                        CHANGED.andThen(s -> s.does("PUT", "/staging/records/{a}/schedule", PROMOTE_SOON)),
                        "DELETE",
                        "/staging/records/{a}/schedule",
                        null,
                        "schedule:staging",
                        "promote:live"),
                way(
                        "schedule something else in its place",
                        one + "/schedule",
                        "schedule",
                        CHANGED.andThen(s -> s.does("PUT", "/staging/records/{a}/schedule", PROMOTE_SOON)),
                        "PUT",
                        "/staging/records/{a}/schedule",
                        PUBLISH_SOON,
                        "schedule:staging",
                        "publish:staging",
                        "promote:live"),
                way(
                        "recover what never stood on live",
                        one + "/recover",
                        "recover",
                        CHANGED,
                        "POST",
                        RECORD + "/recover",
                        Map.of("version", 2, "publish", true),
                        "recover:live",
                        "publish:live",
                        "promote:live"),
                way(
                        "recover it as a draft",
                        one + "/recover",
                        "recover",
                        CHANGED,
                        "POST",
                        RECORD + "/recover",
                        Map.of("version", 2),
                        "recover:live",
                        "promote:live"));
    }
}
