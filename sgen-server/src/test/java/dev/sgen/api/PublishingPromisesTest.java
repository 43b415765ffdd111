package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the trail, the lists and the two environments promise of each step, read by a program. */
class PublishingPromisesTest {
    private final ApiSite site = new ApiSite();
    private final String staging = site.key + ".staging.localhost";
    private final String live = site.key + ".localhost";

    private String body(String host, String path) {
        return site.server.get(host, path).body();
    }

    private JsonNode promote(String id) {
        return site.post("/promotions", Map.of("records", List.of(id))).json();
    }

    private JsonNode newest(String operation, String id) {
        return site.get("/audit?operation=" + operation + "&record=" + id)
                .json()
                .path("items")
                .path(0);
    }

    /** A member with this role, and a token to act with. */
    private record Colleague(String member, String token) {}

    private Colleague joins(String name, String role) {
        String member = site.post(
                        "/members",
                        Map.of(
                                "email",
                                name.toLowerCase(java.util.Locale.ROOT) + "@" + site.key + ".example",
                                "name",
                                name,
                                "role",
                                role))
                .json()
                .path("id")
                .asString();
        String token = site.post("/tokens", Map.of("name", name + "'s program", "member", member))
                .json()
                .path("token")
                .asString();
        return new Colleague(member, token);
    }

    private HttpResponse<String> as(Colleague who, String method, String path, Object body) {
        return site.server.send(
                method,
                "localhost",
                "/api/v1/sites/" + site.key + path,
                BodyPublishers.ofString(Json.write(body)),
                "Authorization",
                "Bearer " + who.token(),
                "Content-Type",
                "application/json");
    }

    @Test
    @Requirement({"PUB-6", "PROM-6", "PROM-7", "AUDIT-7", "AUDIT-8", "RECOV-8"})
    void every_step_says_who_when_what_and_what_stood_there_before() {
        String id = site.promoted("Signed", "/signed");
        JsonNode publish = newest("publish", id);
        assertThat(publish.path("actor").path("name").asString()).isNotEmpty();
        assertThat(publish.path("at").asString()).endsWith("Z");
        assertThat(publish.path("priorState").asString()).isEqualTo("draft");
        assertThat(publish.path("newState").asString()).isEqualTo("published");
        assertThat(publish.path("environment").asString()).isEqualTo("staging");
        assertThat(publish.path("visibility").asBoolean()).isTrue();

        site.save("staging", id, 1, "Signed again", content("second"));
        site.step("staging", id, "publish");
        promote(id);
        JsonNode promoted = newest("promote", id);
        assertThat(promoted.path("environment").asString()).isEqualTo("staging");
        assertThat(promoted.path("targetEnvironment").asString()).isEqualTo("live");
        assertThat(promoted.path("priorVersion").asInt()).isEqualTo(1);
        assertThat(promoted.path("newVersion").asInt()).isEqualTo(2);
        assertThat(promoted.path("records").path(0).path("id").asString()).isEqualTo(id);
        assertThat(promoted.path("visibility").asBoolean()).isTrue();

        site.post("/live/records/" + id + "/recover", Map.of("version", 1, "publish", true));
        site.step("live", id, "unpublish");
        site.step("live", id, "archive");
        site.step("live", id, "revive");
        site.call(
                "PUT", "/live/records/" + id + "/schedule", Map.of("at", "2099-01-01T00:00:00Z", "action", "publish"));
        site.call("DELETE", "/live/records/" + id + "/schedule", null);
        site.post("/refresh", Map.of("records", List.of(id), "onConflict", "take-live"));
        site.call("DELETE", "/live/records/" + id, null);
        Map<String, Boolean> seen = Map.of(
                "recover", true,
                "unpublish", true,
                "archive", false,
                "revive", false,
                "schedule", false,
                "schedule.cancel", false,
                "delete", false);
        seen.forEach((operation, visible) -> {
            JsonNode entry = newest(operation, id);
            for (String field :
                    List.of("id", "at", "operation", "actor", "environment", "records", "details", "hash")) {
                assertThat(entry.has(field))
                        .as(operation + "." + field + " in " + entry)
                        .isTrue();
            }
            assertThat(entry.path("visibility").asBoolean()).as(operation).isEqualTo(visible);
            assertThat(entry.path("priorState").isNull()
                            && entry.path("newState").isNull())
                    .as(operation)
                    .isFalse();
        });
    }

    @Test
    @Requirement({"AUDIT-26", "ARCH-8", "ROLE-16"})
    @Invariant(11)
    void entries_outlive_the_record_and_the_member() {
        Colleague otto = joins("Otto", "editor");
        String id = Json.read(as(otto, "POST", "/staging/records", ApiSite.page("Short life", "/short", "x"))
                        .body())
                .path("id")
                .asString();
        Colleague viewer = joins("Vera", "author");
        assertThat(as(viewer, "DELETE", "/staging/records/" + id, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(site.call("DELETE", "/staging/records/" + id, null).status()).isLessThan(300);
        assertThat(site.call("DELETE", "/members/" + otto.member(), null).status())
                .isEqualTo(200);
        JsonNode save = newest("save", id);
        assertThat(save.path("actor").path("name").asString()).contains("Otto");
        assertThat(newest("delete", id).path("records").path(0).path("title").asString())
                .isEqualTo("Short life");
        assertThat(site.get("/audit/verify").json().path("valid").asBoolean()).isTrue();
        assertThat(site.server
                        .api("POST", "/session", Map.of("email", "platform", "password", "platform"))
                        .status())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    @Requirement({"AUDIT-21", "RECOV-17", "RECOV-7"})
    void a_rollback_stands_next_to_the_promote_it_answers_and_needs_the_right_to_publish_there() {
        String id = site.promoted("Regretted", "/regretted");
        site.save("staging", id, 1, "Regretted twice", content("worse"));
        site.step("staging", id, "publish");
        promote(id);
        Map<String, Object> back = Map.of("version", 1, "publish", true);
        Colleague author = joins("Ann", "author");
        assertThat(as(author, "POST", "/live/records/" + id + "/recover", back).statusCode())
                .isEqualTo(403);
        Answer done = site.post("/live/records/" + id + "/recover", back);
        assertThat(done.status()).as(done.response().body()).isEqualTo(200);
        JsonNode trail = site.get("/audit?record=" + id).json().path("items");
        assertThat(trail.path(0).path("operation").asString()).isEqualTo("recover");
        assertThat(trail.path(0).path("actor").path("name").asString()).isNotEmpty();
        assertThat(trail.path(1).path("operation").asString()).isEqualTo("promote");
        // How long versions are kept is the plan's, and no setting of the site.
        assertThat(site.server
                        .api("PATCH", "/sites/" + site.key, Map.of("versionRetentionDays", 1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Requirement({"DRIFT-1", "DRIFT-3", "DRIFT-4"})
    void drift_stays_until_somebody_asks() throws InterruptedException {
        String id = site.promoted("Two ways", "/two-ways");
        site.save("live", id, 1, "Fixed on live", content("the fix"));
        site.step("live", id, "publish");
        site.save("staging", id, 1, "Next season", content("the plan"));
        site.step("staging", id, "publish");
        Thread.sleep(1_500);
        assertThat(body(staging, "/two-ways")).contains("Next season").doesNotContain("Fixed on live");
        assertThat(body(live, "/two-ways")).contains("Fixed on live").doesNotContain("Next season");
        assertThat(site.get("/audit?operation=refresh").json().path("items").size())
                .isZero();
    }

    @Test
    @Requirement({"DRIFT-15"})
    @Invariant(6)
    void a_refresh_leaves_every_inbox_alone() {
        String form = site.post(
                        "/live/records",
                        Map.of(
                                "type",
                                "form",
                                "title",
                                "Ask",
                                "path",
                                "/forms/ask",
                                "content",
                                Map.of("fields", List.of(Map.of("name", "q", "label", "Question", "type", "text")))))
                .json()
                .path("id")
                .asString();
        site.step("live", form, "publish");
        HttpResponse<String> sent = site.server.send(
                "POST",
                live,
                "/_forms/" + form,
                BodyPublishers.ofString("q=hello"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(sent.statusCode()).as(sent.body()).isLessThan(400);
        int before = site.get("/live/submissions").json().path("items").size();
        assertThat(site.post("/refresh", Map.of("onConflict", "take-live")).status())
                .isEqualTo(200);
        assertThat(site.record("staging", form).path("id").asString()).isEqualTo(form);
        assertThat(site.get("/staging/submissions").json().path("items").size()).isZero();
        assertThat(site.get("/live/submissions").json().path("items").size()).isEqualTo(before);
    }

    @Test
    @Requirement({"PROM-13", "PROM-14", "PUB-14"})
    void a_promote_names_what_live_would_lack_and_carries_nothing_of_the_staging_host() {
        String form = site.post(
                        "/staging/records",
                        Map.of(
                                "type",
                                "form",
                                "title",
                                "Ask",
                                "path",
                                "/forms/ask",
                                "content",
                                Map.of("fields", List.of(Map.of("name", "q", "label", "Question", "type", "text")))))
                .json()
                .path("id")
                .asString();
        String id = site.post(
                        "/staging/records",
                        Map.of(
                                "type",
                                "page",
                                "title",
                                "Pointing",
                                "path",
                                "/pointing",
                                "content",
                                Map.of("body", List.of(Map.of("type", "form", "form", form)))))
                .json()
                .path("id")
                .asString();
        site.step("staging", id, "publish");
        Answer dry = site.post("/promotions", Map.of("records", List.of(id), "dryRun", true));
        assertThat(dry.status()).as(dry.response().body()).isEqualTo(200);
        assertThat(dry.json().path("missing").path(0).path("target").asString())
                .as(dry.response().body())
                .isEqualTo(form);
        assertThat(site.server.get(live, "/pointing").statusCode()).isEqualTo(404);
        promote(id);
        HttpResponse<String> page = site.server.get(live, "/pointing");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("X-Robots-Tag")).isEmpty();
        assertThat(page.body()).doesNotContain("noindex").doesNotContain(".staging.");
        assertThat(site.server.get(staging, "/pointing").headers().firstValue("X-Robots-Tag"))
                .isPresent();
    }

    @Test
    @Requirement({"PUB-15", "PUB-13", "ARCH-10", "ARCH-13"})
    @Invariant(4)
    void lists_feeds_search_and_sitemap_follow_a_publish_and_an_archive_at_once() {
        List<String> lists = List.of("/blog", "/feed.xml", "/sitemap.xml", "/search?q=Marmalade", "/");
        String id = site.post(
                        "/live/records",
                        Map.of(
                                "type",
                                "post",
                                "title",
                                "Marmalade",
                                "path",
                                "/blog/marmalade",
                                "content",
                                content("Marmalade")))
                .json()
                .path("id")
                .asString();
        for (String list : lists) {
            assertThat(body(live, list)).as(list).doesNotContain("/blog/marmalade");
        }
        site.step("live", id, "publish");
        List<String> showing = new ArrayList<>();
        for (String list : lists) {
            if (body(live, list).contains("/blog/marmalade")) {
                showing.add(list);
            }
        }
        assertThat(showing).contains("/blog", "/feed.xml", "/sitemap.xml", "/search?q=Marmalade");
        site.step("live", id, "archive");
        for (String list : lists) {
            assertThat(body(live, list)).as(list).doesNotContain("/blog/marmalade");
        }
        assertThat(site.get("/live/records?state=archived")
                        .json()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(site.get("/live/records?state=published")
                        .json()
                        .path("items")
                        .size())
                .isZero();
    }

    /** Whoever tries what they may not leaves a line; a refusal of any other kind leaves none (invariant 1). */
    @Test
    @Requirement({"AUDIT-32", "ROLE-9"})
    @Invariant({1, 16})
    void who_tries_to_promote_and_may_not_is_in_the_trail() {
        String id = site.create("staging", "Wanted", "/wanted");
        site.step("staging", id, "publish");
        String release = site.post("/releases", Map.of("name", "Spring", "records", List.of(id)))
                .json()
                .path("id")
                .asString();
        Colleague ann = joins("Ann", "author");
        assertThat(as(ann, "POST", "/promotions", Map.of("records", List.of(id), "dryRun", true))
                        .statusCode())
                .isEqualTo(403);
        assertThat(site.get("/audit?operation=promote.refuse")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(as(ann, "POST", "/promotions", Map.of("records", List.of(id)))
                        .statusCode())
                .isEqualTo(403);
        JsonNode entry = site.lastEntry();
        assertThat(entry.path("operation").asString()).isEqualTo("promote.refuse");
        assertThat(entry.path("actor").path("name").asString()).contains("Ann");
        assertThat(entry.path("actor").path("role").asString()).isEqualTo("author");
        assertThat(entry.path("details").path("wanted").path(0).path("title").asString())
                .isEqualTo("Wanted");
        assertThat(site.get("/audit?operation=promote.refuse&q=Wanted")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(site.get("/audit?record=" + id)
                        .json()
                        .path("items")
                        .path(0)
                        .path("operation")
                        .asString())
                .isEqualTo("publish");
        assertThat(entry.path("visibility").asBoolean()).isFalse();
        assertThat(entry.path("details").path("reason").asString()).contains("may not promote");
        assertThat(as(ann, "POST", "/releases/" + release + "/promote", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(site.lastEntry().path("details").path("attempted").asString())
                .isEqualTo("release.promote");

        String last = site.lastEntry().path("id").asString();
        String draft = site.create("staging", "Draft", "/draft");
        assertThat(code(site.post("/promotions", Map.of("records", List.of(draft)))))
                .isEqualTo("invalid-state");
        assertThat(site.get("/audit?operation=promote.refuse")
                        .json()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(last);
        assertThat(site.get("/audit/verify").json().path("valid").asBoolean()).isTrue();
    }
}
