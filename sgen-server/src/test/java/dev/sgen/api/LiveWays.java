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

    static final String IN = "/api/v1/sites/{site}/{env:staging|live|production}";
    static final String SITE = "/api/v1/sites/{site}";
    static final String RECORD = "/live/records/{a}";

    static final Consumer<Stage> DRAFT = s -> s.record("a", "live").record("b", "live");
    static final Consumer<Stage> SHOWN = DRAFT.andThen(
            s -> s.does("POST", "/live/records/{a}/publish", null).does("POST", "/live/records/{b}/publish", null));
    static final Consumer<Stage> STAGED = s -> s.record("a", "staging")
            .record("b", "staging")
            .does("POST", "/staging/records/{a}/publish", null)
            .does("POST", "/staging/records/{b}/publish", null);
    static final Consumer<Stage> BOTH =
            STAGED.andThen(s -> s.does("POST", "/promotions", Map.of("records", List.of("{a}", "{b}"))));
    static final Consumer<Stage> CHANGED = BOTH.andThen(
            s -> s.does("PUT", "/staging/records/{a}", text("New")).does("POST", "/staging/records/{a}/publish", null));
    static final Map<String, Object> PUBLISH_SOON = Map.of("at", "{soon}", "action", "publish");
    static final Map<String, Object> PROMOTE_SOON = Map.of("at", "{soon}", "action", "promote");

    static Map<String, Object> text(String title) {
        return Map.of("title", title, "content", Map.of());
    }

    static Map<String, Object> release(Object... records) {
        return Map.of("name", "Release", "records", List.of(records));
    }

    static Map<String, Object> releaseSoon(Object... records) {
        return Map.of("name", "Release", "at", "{soon}", "records", List.of(records));
    }

    static Map<String, Object> away(String action) {
        return Map.of("record", "{a}", "action", action);
    }

    static Way way(
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

    static Way later(
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

    static List<Set<String>> sets(String... needs) {
        return java.util.Arrays.stream(needs).map(n -> Set.of(n.split("\\|"))).toList();
    }

    static Way bulk(String operation, String code, Consumer<Stage> setup, Map<String, Object> more, String... needs) {
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
        List<Way> ways = new ArrayList<>(RecordWays.all());
        ways.addAll(ReleaseWays.all());
        ways.addAll(SiteWays.all());
        return ways;
    }
}
