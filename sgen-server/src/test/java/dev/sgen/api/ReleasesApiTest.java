package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Requirement({"REC-18", "BULK-11"})
class ReleasesApiTest {
    private final ApiSite site = new ApiSite();

    private String staged(String title, String path) {
        String id = site.create("staging", title, path);
        site.step("staging", id, "publish");
        return id;
    }

    private JsonNode create(Object... records) {
        Answer made = site.post("/releases", Map.of("name", "Launch", "records", List.of(records)));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json();
    }

    private static String id(JsonNode release) {
        return "/releases/" + release.path("id").asString();
    }

    private Answer patch(JsonNode release, Map<String, Object> body, String... headers) {
        return site.call("PATCH", id(release), body, headers);
    }

    @Test
    void a_release_is_begun_read_changed_promoted_and_undone() {
        String one = staged("One", "/one");
        String two = site.promoted("Two", "/two");
        JsonNode made = create(one, Map.of("record", two, "action", "archive"));
        assertThat(made.path("state").asString()).isEqualTo("open");
        assertThat(made.path("items").size()).isEqualTo(2);
        assertThat(made.path("items").path(0).path("version").asInt()).isEqualTo(1);
        assertThat(made.path("preflight").path("ready").asBoolean()).isTrue();
        assertThat(site.get("/releases")
                        .json()
                        .path("items")
                        .path(0)
                        .path("items")
                        .asInt())
                .isEqualTo(2);

        String three = staged("Three", "/three");
        JsonNode changed =
                patch(made, Map.of("name", "Spring", "add", List.of(three))).json();
        assertThat(changed.path("name").asString()).isEqualTo("Spring");
        assertThat(changed.path("items").size()).isEqualTo(3);
        assertThat(changed.path("edition").asInt()).isEqualTo(2);
        assertThat(patch(made, Map.of("remove", List.of(three)))
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);

        Answer gone = site.post(id(made) + "/promote");
        assertThat(gone.status()).as(gone.response().body()).isEqualTo(200);
        assertThat(gone.json().path("state").asString()).isEqualTo("promoted");
        assertThat(gone.json().path("preflight").isNull()).isTrue();
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("release.promote");
        assertThat(site.record("live", one).path("state").asString()).isEqualTo("published");
        assertThat(site.record("live", two).path("state").asString()).isEqualTo("archived");
        assertThat(code(site.call("DELETE", id(made), null))).isEqualTo("invalid-state");

        Answer tried = site.post(id(made) + "/undo", Map.of("dryRun", true));
        assertThat(tried.json().path("done").asBoolean()).isFalse();
        assertThat(tried.json().path("records").path(0).path("effect").asString())
                .isIn("removed", "put-back");
        assertThat(site.post(id(made) + "/undo").json().path("done").asBoolean())
                .isTrue();
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("release.undo");
        assertThat(site.get("/live/records/" + one).status()).isEqualTo(404);
        assertThat(site.record("live", two).path("state").asString()).isEqualTo("published");
        assertThat(code(site.post(id(made) + "/undo"))).isEqualTo("invalid-state");
    }

    @Test
    void a_release_has_a_moment_until_it_is_taken_back() {
        String one = staged("One", "/one");
        JsonNode made = create(one);
        assertThat(code(patch(made, Map.of("at", "2020-01-01T00:00:00Z")))).isEqualTo("past-moment");
        JsonNode waiting = patch(made, Map.of("at", "2099-01-01T00:00:00Z")).json();
        assertThat(waiting.path("state").asString()).isEqualTo("scheduled");
        assertThat(waiting.path("at").asString()).isEqualTo("2099-01-01T00:00:00Z");
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("at", null);
        assertThat(patch(made, none).json().path("state").asString()).isEqualTo("open");
        assertThat(site.lastEntry().path("operation").asString()).isEqualTo("release.schedule.cancel");
        assertThat(site.call("DELETE", id(made), null).status()).isEqualTo(204);
        assertThat(site.get(id(made)).status()).isEqualTo(404);
    }

    @Test
    void what_cannot_be_read_or_is_not_there_is_said_at_its_field() {
        String one = staged("One", "/one");
        for (Object odd : List.of(
                Map.of("record", one, "version", "x"),
                Map.of("record", one, "action", "publish"),
                Map.of("record", one, "action", "delete", "version", 1),
                Map.of("record", one, "more", 1),
                Map.of(),
                7)) {
            Answer answer = site.post("/releases", Map.of("name", "Odd", "records", List.of(odd)));
            assertThat(answer.status()).as(String.valueOf(odd)).isEqualTo(400);
        }
        assertThat(site.post("/releases", Map.of("records", List.of(one))).status())
                .isEqualTo(400);
        assertThat(code(site.post(
                        "/releases", Map.of("name", "No", "records", List.of(site.create("staging", "D", "/d"))))))
                .isEqualTo("invalid-state");
        assertThat(site.get("/releases/none").status()).isEqualTo(404);
        JsonNode made = create(one);
        assertThat(patch(made, Map.of("name", "Other"), "If-Match", "\"7\"").status())
                .isEqualTo(412);
        assertThat(code(site.call("POST", id(made) + "/promote", Map.of(), "If-Match", "\"7\"")))
                .isEqualTo("stale-version");
        assertThat(site.post(id(made) + "/promote", Map.of("onDrift", "x")).status())
                .isEqualTo(400);
    }

    @Test
    void drift_is_told_before_and_refused_at_the_moment() {
        String one = site.promoted("One", "/one");
        site.save("staging", one, 1, "One", content("new"));
        site.step("staging", one, "publish");
        JsonNode made = create(one);
        site.save("live", one, 1, "One", content("fixed"));
        site.step("live", one, "publish");
        JsonNode preflight = site.get(id(made) + "/preflight").json();
        assertThat(preflight.path("ready").asBoolean()).isFalse();
        assertThat(preflight.path("marks").path(0).path("code").asString()).isEqualTo("drift");
        assertThat(preflight
                        .path("marks")
                        .path(0)
                        .path("facts")
                        .path("differences")
                        .isEmpty())
                .isFalse();
        assertThat(code(site.post(id(made) + "/promote"))).isEqualTo("drift");
        assertThat(site.post(id(made) + "/promote", Map.of("onDrift", "overwrite"))
                        .status())
                .isEqualTo(200);
    }

    /** Sanity #8243, Craft #6987 and their like: pages that belong together change together, for visitors too. */
    @Test
    @Invariant(3)
    void a_visitor_never_sees_part_of_a_release() throws Exception {
        String one = site.promoted("Old", "/one");
        String two = site.promoted("Old", "/two");
        String host = site.key + ".localhost";
        AtomicBoolean stop = new AtomicBoolean();
        Callable<List<String>> visitor = () -> {
            List<String> seen = new ArrayList<>();
            while (!stop.get()) {
                // A visit begins at one page and goes on to the other: it may turn new, never old again.
                String first = version(host, "/one");
                String second = version(host, "/two");
                seen.add(first + second);
            }
            return seen;
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<List<String>>> visits = List.of(pool.submit(visitor), pool.submit(visitor));
            for (int round = 1; round <= 6; round++) {
                for (String id : List.of(one, two)) {
                    int working = site.record("staging", id)
                            .path("working")
                            .path("version")
                            .asInt();
                    site.save("staging", id, working, "Round " + round, content("round-" + round));
                    site.step("staging", id, "publish");
                }
                assertThat(site.post(id(create(one, two)) + "/promote").status())
                        .isEqualTo(200);
                // A visit that begins after the answer sees all of it.
                assertThat(version(host, "/two")).isEqualTo(String.valueOf(round));
                assertThat(version(host, "/one")).isEqualTo(String.valueOf(round));
            }
            stop.set(true);
            for (Future<List<String>> visit : visits) {
                for (String seen : visit.get()) {
                    assertThat(seen.charAt(1)).as(seen).isGreaterThanOrEqualTo(seen.charAt(0));
                }
            }
        }
    }

    private String version(String host, String path) {
        String page = site.server.get(host, path).body();
        int at = page.indexOf("round-");
        return at < 0 ? "0" : page.substring(at + 6, at + 7);
    }
}
