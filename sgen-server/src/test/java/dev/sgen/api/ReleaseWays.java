package dev.sgen.api;

import static dev.sgen.api.LiveWays.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ways to live of releases. */
final class ReleaseWays {
    private ReleaseWays() {}

    static List<Way> all() {
        String all = SITE + "/releases";
        String one = SITE + "/releases/{release}";
        List<Way> ways = new ArrayList<>(List.of(
                way(
                        "promote a release",
                        one + "/promote",
                        "release.promote",
                        CHANGED.andThen(s -> s.does("POST", "/releases", release("{a}"))),
                        "POST",
                        "/releases/{x}/promote",
                        Map.of(),
                        "promote:live"),
                later(
                        "begin a release with a moment",
                        all,
                        "release.promote",
                        CHANGED,
                        "POST",
                        "/releases",
                        releaseSoon("{a}"),
                        "~save:staging",
                        "schedule:live",
                        "promote:live"),
                later(
                        "give a release a moment",
                        one,
                        "release.promote",
                        CHANGED.andThen(s -> s.does("POST", "/releases", release("{a}"))),
                        "PATCH",
                        "/releases/{x}",
                        Map.of("at", "{soon}"),
                        "~save:staging",
                        "schedule:live",
                        "promote:live"),
                way(
                        "add to a release that has a moment",
                        one,
                        "release.change",
                        CHANGED.andThen(s -> s.does("POST", "/releases", releaseSoon("{b}"))),
                        "PATCH",
                        "/releases/{x}",
                        Map.of("add", List.of("{a}")),
                        "~save:staging",
                        "schedule:live",
                        "promote:live"),
                way(
                        "take from a release that has a moment",
                        one,
                        "release.change",
                        CHANGED.andThen(s -> s.does("POST", "/releases", releaseSoon("{a}", "{b}"))),
                        "PATCH",
                        "/releases/{x}",
                        Map.of("remove", List.of("{a}")),
                        "~save:staging",
                        "schedule:live",
                        "promote:live"),
                way(
                        "take a release's moment away",
                        one,
                        "release.schedule.cancel",
                        CHANGED.andThen(s -> s.does("POST", "/releases", releaseSoon("{a}"))),
                        "PATCH",
                        "/releases/{x}",
                        java.util.Collections.singletonMap("at", null),
                        "~save:staging",
                        "schedule:live",
                        "promote:live"),
                way(
                        "delete a release that has a moment",
                        one,
                        "release.delete",
                        CHANGED.andThen(s -> s.does("POST", "/releases", releaseSoon("{a}"))),
                        "DELETE",
                        "/releases/{x}",
                        null,
                        "~save:staging",
                        "schedule:live",
                        "promote:live"),
                way(
                        "undo a release",
                        one + "/undo",
                        "release.undo",
                        CHANGED.andThen(s -> s.does("POST", "/releases", release("{a}"))
                                .does("POST", "/releases/{x}/promote", Map.of())),
                        "POST",
                        "/releases/{x}/undo",
                        Map.of(),
                        "recover:live",
                        "promote:live")));
        for (String action : List.of("archive", "unpublish", "delete")) {
            ways.add(way(
                    "release that would " + action,
                    one + "/promote",
                    "release.promote",
                    BOTH.andThen(s -> s.does("POST", "/releases", release(away(action)))),
                    "POST",
                    "/releases/{x}/promote",
                    Map.of(),
                    "promote:live",
                    action + ":live"));
            ways.add(later(
                    "release that would " + action + " at a moment",
                    all,
                    "release.promote",
                    BOTH,
                    "POST",
                    "/releases",
                    releaseSoon(away(action)),
                    "~save:staging",
                    "schedule:live",
                    "promote:live",
                    action + ":live"));
        }
        return ways;
    }
}
