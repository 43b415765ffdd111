package dev.sgen.api;

import dev.sgen.platform.Json;
import dev.sgen.support.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Each way in which an effect on live comes about through the API, with the rights that the effect needs. */
final class LiveWays {
    private LiveWays() {}

    /** One site with the records that a way begins with, and who tries it. */
    static final class Stage {
        final ApiSite site;
        final String type;
        final Map<String, String> ids = new HashMap<>();
        Instant now = Instant.EPOCH;
        String token = TestApplication.TOKEN;

        Stage(ApiSite site, String type) {
            this.site = site;
            this.type = type;
        }

        HttpResponse<String> call(String method, String path, @Nullable Object body, String... more) {
            String filled = path.replace("{a}", id("a")).replace("{b}", id("b")).replace("{x}", id("x"));
            String text = body == null
                    ? ""
                    : Json.write(body)
                            .replace("{a}", id("a"))
                            .replace("{b}", id("b"))
                            .replace("{x}", id("x"))
                            .replace("{soon}", now.plusSeconds(60).toString());
            List<String> headers = new ArrayList<>(
                    List.of("Authorization", "Bearer " + token, "Content-Type", "application/json", "If-Match", "1"));
            headers.addAll(List.of(more));
            return site.server.send(
                    method,
                    "localhost",
                    "/api/v1/sites/" + site.key + filled,
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text),
                    headers.toArray(String[]::new));
        }

        /** A step of the setup, which has to succeed. */
        Stage does(String method, String path, @Nullable Object body) {
            HttpResponse<String> answer = call(method, path, body);
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            if (answer.body().startsWith("{") && path.matches("/(releases|approvals)")) {
                ids.put("x", Json.read(answer.body()).path("id").asString());
            }
            return this;
        }

        Stage record(String name, String environment) {
            HttpResponse<String> made = call(
                    "POST",
                    "/" + environment + "/records",
                    Map.of("type", type, "title", "Record " + name, "content", Map.of()));
            ids.put(name, Json.read(made.body()).path("id").asString());
            return this;
        }

        private String id(String name) {
            return ids.getOrDefault(name, "00000000-0000-7000-8000-000000000000");
        }
    }

    /** Who does it, and how. */
    interface Deed {
        HttpResponse<String> by(Stage stage);
    }

    /**
     * One way.
     *
     * @param route the mapped address it goes by
     * @param operation what the trail calls it
     * @param needs the rights, each a word of the grid, or some of which one will do; with {@code ~} where any type will do
     * @param moment whether the effect comes a minute later, by itself
     */
    record Way(
            String name,
            String route,
            String operation,
            Consumer<Stage> setup,
            Deed deed,
            List<Set<String>> needs,
            boolean moment) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String IN = "/api/v1/sites/{site}/{env:staging|live|production}";
    private static final String SITE = "/api/v1/sites/{site}";
    static final String RECORD = "/live/records/{a}";

    private static final Consumer<Stage> DRAFT = s -> s.record("a", "live").record("b", "live");
    private static final Consumer<Stage> SHOWN = DRAFT.andThen(
            s -> s.does("POST", "/live/records/{a}/publish", null).does("POST", "/live/records/{b}/publish", null));
    private static final Consumer<Stage> STAGED = s -> s.record("a", "staging")
            .record("b", "staging")
            .does("POST", "/staging/records/{a}/publish", null)
            .does("POST", "/staging/records/{b}/publish", null);
    private static final Consumer<Stage> BOTH =
            STAGED.andThen(s -> s.does("POST", "/promotions", Map.of("records", List.of("{a}", "{b}"))));
    private static final Consumer<Stage> CHANGED = BOTH.andThen(
            s -> s.does("PUT", "/staging/records/{a}", text("New")).does("POST", "/staging/records/{a}/publish", null));
    private static final Map<String, Object> PUBLISH_SOON = Map.of("at", "{soon}", "action", "publish");
    private static final Map<String, Object> PROMOTE_SOON = Map.of("at", "{soon}", "action", "promote");

    private static Map<String, Object> text(String title) {
        return Map.of("title", title, "content", Map.of());
    }

    private static Map<String, Object> release(Object... records) {
        return Map.of("name", "Release", "records", List.of(records));
    }

    private static Map<String, Object> releaseSoon(Object... records) {
        return Map.of("name", "Release", "at", "{soon}", "records", List.of(records));
    }

    private static Map<String, Object> away(String action) {
        return Map.of("record", "{a}", "action", action);
    }

    private static Way way(
            String name,
            String route,
            String operation,
            Consumer<Stage> setup,
            String method,
            String path,
            @Nullable Object body,
            String... needs) {
        return new Way(
                name, method + " " + route, operation, setup, s -> s.call(method, path, body), sets(needs), false);
    }

    private static Way later(
            String name,
            String route,
            String operation,
            Consumer<Stage> setup,
            String method,
            String path,
            Object body,
            String... needs) {
        return new Way(
                name, method + " " + route, operation, setup, s -> s.call(method, path, body), sets(needs), true);
    }

    private static List<Set<String>> sets(String... needs) {
        return java.util.Arrays.stream(needs).map(n -> Set.of(n.split("\\|"))).toList();
    }

    private static Way bulk(
            String operation, String code, Consumer<Stage> setup, Map<String, Object> more, String... needs) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("operation", operation);
        body.put("records", List.of("{a}", "{b}"));
        boolean staging = operation.equals("promote");
        return new Way(
                "bulk " + operation,
                "POST " + IN + "/bulk",
                code,
                setup,
                s -> s.call("POST", staging ? "/staging/bulk" : "/live/bulk", body),
                sets(needs),
                operation.equals("schedule"));
    }

    static List<Way> all() {
        List<Way> ways = new ArrayList<>(records());
        ways.addAll(many());
        ways.addAll(crossing());
        ways.addAll(releases());
        ways.addAll(site());
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

    private static List<Way> site() {
        Map<String, Object> type = Map.of("name", "Recipe", "schema", Map.of("type", "object"));
        return List.of(
                new Way(
                        "upload",
                        "POST " + IN + "/media",
                        "media.upload",
                        DRAFT,
                        LiveWays::upload,
                        sets("save:live"),
                        false),
                way(
                        "define a type",
                        SITE + "/types/{type}",
                        "type.change",
                        DRAFT,
                        "PUT",
                        "/types/recipe",
                        type,
                        "types:staging",
                        "types:live"),
                way(
                        "remove a type",
                        SITE + "/types/{type}",
                        "type.remove",
                        s -> s.does("PUT", "/types/recipe", type),
                        "DELETE",
                        "/types/recipe",
                        null,
                        "types:staging",
                        "types:live"),
                way(
                        "change the site",
                        SITE,
                        "site.change",
                        DRAFT,
                        "PATCH",
                        "",
                        Map.of("name", "Renamed"),
                        "settings:staging",
                        "settings:live"),
                new Way(
                        "add a host",
                        "POST " + SITE + "/hosts",
                        "host.change",
                        DRAFT,
                        s -> s.call("POST", "/hosts", host(s)),
                        sets("settings:live"),
                        false),
                new Way(
                        "remove a host",
                        "DELETE " + SITE + "/hosts/{host}",
                        "host.change",
                        s -> s.does("POST", "/hosts", host(s)),
                        s -> s.call("DELETE", "/hosts/" + host(s).get("host"), null),
                        sets("settings:live"),
                        false));
    }

    private static Map<String, Object> host(Stage stage) {
        return Map.of("host", stage.site.key + ".example.org", "environment", "live");
    }

    private static HttpResponse<String> upload(Stage stage) {
        return stage.site.server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + stage.site.key + "/live/media",
                BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"n.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\nNotes\r\n--b--\r\n"),
                "Authorization",
                "Bearer " + stage.token,
                "Content-Type",
                "multipart/form-data; boundary=b");
    }

    private static List<Way> releases() {
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
