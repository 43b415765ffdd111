package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static dev.sgen.api.ApiSite.content;
import static dev.sgen.api.ApiSite.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RecordsApiTest {
    private final ApiSite site = new ApiSite();

    @Test
    @Requirement("REC-11")
    void a_created_record_is_a_draft_at_version_1_with_its_address_and_tag() {
        Map<String, Object> body = page("About us", "/about", "Hello");
        body.put("tags", List.of("news"));
        Answer made = site.post("/staging/records", body);
        assertThat(made.status()).isEqualTo(201);
        JsonNode json = made.json();
        assertThat(json.path("state").asString()).isEqualTo("draft");
        assertThat(json.path("environment").asString()).isEqualTo("staging");
        assertThat(json.path("working").path("version").asInt()).isEqualTo(1);
        assertThat(json.path("working")
                        .path("content")
                        .path("body")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("Hello");
        assertThat(json.path("tags").path(0).asString()).isEqualTo("news");
        assertThat(json.has("published") && json.path("published").isNull()).isTrue();
        assertThat(json.has("schedule") && json.path("schedule").isNull()).isTrue();
        assertThat(json.path("otherEnvironment").isNull()).isTrue();
        assertThat(json.path("drift").asString()).isEqualTo("only-staging");
        assertThat(made.response().headers().firstValue("ETag")).hasValue("\"1\"");
        String location = made.response().headers().firstValue("Location").orElseThrow();
        assertThat(location).endsWith("/staging/records/" + json.path("id").asString());
        assertThat(site.server
                        .api("GET", location.substring("/api/v1".length()), null)
                        .status())
                .isEqualTo(200);
        assertThat(site.get("/live/records/" + json.path("id").asString()).status())
                .isEqualTo(404);
    }

    @Test
    void a_record_needs_no_more_than_a_type_and_a_title() {
        Answer made = site.post("/staging/records", Map.of("type", "page", "title", "Plain words"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("path").asString()).isEqualTo("/plain-words");
        Answer settings = site.post("/staging/records", Map.of("type", "settings", "title", "General"));
        assertThat(settings.status()).isEqualTo(201);
        assertThat(settings.json().path("path").isNull()).isTrue();
    }

    @Test
    @Requirement({"SAVE-2", "REC-16"})
    void a_save_names_what_it_started_from_and_changes_only_the_working_version() {
        String id = site.create("staging", "One", "/one");
        site.step("staging", id, "publish");
        Answer saved = site.save("staging", id, 1, "Two", content("changed"));
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.response().headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(saved.json().path("state").asString()).isEqualTo("published");
        assertThat(saved.json().path("working").path("version").asInt()).isEqualTo(2);
        assertThat(saved.json().path("published").path("version").asInt()).isEqualTo(1);
        assertThat(saved.json().path("published").path("title").asString()).isEqualTo("One");
        assertThat(saved.json().path("path").asString()).as("the path stays").isEqualTo("/one");

        Answer stale = site.save("staging", id, 1, "Three", content("mine"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(code(stale)).isEqualTo("stale-version");
        assertThat(stale.json().path("expectedVersion").asInt()).isEqualTo(1);
        assertThat(stale.json().path("currentVersion").asInt()).isEqualTo(2);

        Answer blind = site.call("PUT", "/staging/records/" + id, Map.of("title", "x", "content", Map.of()));
        assertThat(blind.status()).isEqualTo(428);
        assertThat(code(blind)).isEqualTo("precondition-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"1\"", "1"})
    void a_version_may_be_named_in_these_ways(String ifMatch) {
        String id = site.create("staging", "Tagged", "/tagged");
        Answer saved = site.call(
                "PUT", "/staging/records/" + id, Map.of("title", "x", "content", Map.of()), "If-Match", ifMatch);
        assertThat(saved.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1\", \"2\"", "one", "\"-1\"", "99999999999999999999"})
    void a_save_over_whatever_is_there_is_refused(String ifMatch) {
        String id = site.create("staging", "Guarded", "/guarded");
        Answer saved = site.call(
                "PUT", "/staging/records/" + id, Map.of("title", "x", "content", Map.of()), "If-Match", ifMatch);
        assertThat(saved.status()).isEqualTo(400);
        assertThat(site.record("staging", id).path("title").asString()).isEqualTo("Guarded");
    }

    @Test
    @Requirement({"PUB-1", "PUB-9", "ARCH-1", "ARCH-2"})
    void every_step_of_a_life_answers_with_the_record_and_says_where_it_fits_not() {
        String id = site.create("staging", "Life", "/life");
        assertThat(site.step("staging", id, "publish").json().path("state").asString())
                .isEqualTo("published");
        assertThat(site.step("staging", id, "unpublish").json().path("state").asString())
                .isEqualTo("draft");
        Answer again = site.step("staging", id, "unpublish");
        assertThat(again.status()).isEqualTo(409);
        assertThat(code(again)).isEqualTo("invalid-state");
        assertThat(again.json().path("records").path(0).path("state").asString())
                .isEqualTo("draft");
        assertThat(site.step("staging", id, "archive").json().path("state").asString())
                .isEqualTo("archived");
        assertThat(site.step("staging", id, "publish").status()).isEqualTo(409);
        assertThat(site.save("staging", id, 1, "No", content("no")).status()).isEqualTo(409);
        assertThat(site.step("staging", id, "revive").json().path("state").asString())
                .isEqualTo("draft");
        assertThat(site.call("DELETE", "/staging/records/" + id, null).status()).isEqualTo(204);
        assertThat(site.get("/staging/records/" + id).status()).isEqualTo(404);
        assertThat(site.call("DELETE", "/staging/records/" + id, null).status()).isEqualTo(404);
        assertThat(site.step("staging", id, "publish").status()).isEqualTo(404);
    }

    @Test
    @Requirement("REC-12")
    void two_records_never_share_an_address() {
        String first = site.create("staging", "First", "/same");
        String second = site.create("staging", "Second", "/same");
        site.step("staging", first, "publish");
        Answer refused = site.step("staging", second, "publish");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("path-taken");
        assertThat(refused.json().path("conflicts").path(0).path("holder").asString())
                .isEqualTo(first);
    }

    @Test
    void a_list_is_filtered_sorted_and_read_page_by_page() {
        for (int i = 0; i < 5; i++) {
            site.create("staging", "Title " + (char) ('e' - i), "/p" + i);
        }
        String post = site.post("/staging/records", Map.of("type", "post", "title", "A post", "tags", List.of("x")))
                .json()
                .path("id")
                .asString();
        site.step("staging", post, "publish");
        assertThat(titles(site.get("/staging/records?tag=x"))).containsExactly("A post");
        site.save("staging", post, 1, "A post", content("new"));
        assertThat(titles(site.get("/staging/records?tag=x")))
                .as("a save without tags keeps them")
                .containsExactly("A post");

        assertThat(titles(site.get("/staging/records?type=page&sort=title&limit=200")))
                .containsExactly("Title a", "Title b", "Title c", "Title d", "Title e");
        assertThat(titles(site.get("/staging/records?state=published"))).containsExactly("A post");
        assertThat(titles(site.get("/staging/records?changed=true"))).containsExactly("A post");
        assertThat(titles(site.get("/staging/records?q=title%20c"))).containsExactly("Title c");
        assertThat(titles(site.get("/staging/records?type=page&state=draft&q=title%20c")))
                .as("a search within a type and a state")
                .containsExactly("Title c");
        assertThat(titles(site.get("/staging/records?drift=only-staging&type=post")))
                .containsExactly("A post");
        assertThat(titles(site.get("/live/records"))).isEmpty();

        Answer first = site.get("/staging/records?type=page&sort=title&limit=2");
        assertThat(titles(first)).containsExactly("Title a", "Title b");
        Answer second = site.get("/staging/records?type=page&sort=title&limit=2&cursor="
                + first.json().path("next").asString());
        assertThat(titles(second)).containsExactly("Title c", "Title d");
        JsonNode line = second.json().path("items").path(0);
        for (String field :
                List.of("id", "type", "title", "path", "state", "updatedAt", "workingVersion", "publishedVersion")) {
            assertThat(line.has(field)).as(field).isTrue();
        }
    }

    private static List<String> titles(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.json()
                .path("items")
                .valueStream()
                .map(i -> i.path("title").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0", "limit=-1", "limit=201", "limit=1000000000", "limit=many", "state=gone", "sort=secret",
                "drift=far", "changed=perhaps", "cursor=AAAA", "cursor=%00", "q=a%00b", "author=ada", "limit=1&limit=2"
            })
    @Requirement("T37")
    void a_list_refuses_what_it_does_not_know(String query) {
        Answer answer = site.get("/staging/records?" + query);
        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "authorId",
                "siteId",
                "state",
                "version",
                "createdAt",
                "role",
                "environment",
                "published",
                "working",
                "hash",
                "base",
                "savedBy"
            })
    @Requirement({"T17", "T18"})
    void nothing_but_an_operators_own_fields_can_be_set(String field) {
        Map<String, Object> body = new LinkedHashMap<>(page("Mine", "/mine", "x"));
        body.put(field, "published");
        Answer created = site.post("/staging/records", body);
        assertThat(created.status()).isEqualTo(400);
        assertThat(created.json().path("errors").path(0).path("field").asString())
                .isEqualTo("/" + field);
        String id = site.create("staging", "Mine", "/mine-" + field.toLowerCase(java.util.Locale.ROOT));
        Answer saved = site.call(
                "PUT",
                "/staging/records/" + id,
                Map.of("title", "x", "content", Map.of(), field, "published"),
                "If-Match",
                "1");
        assertThat(saved.status()).isEqualTo(400);
    }

    @Test
    void content_that_does_not_fit_its_type_is_refused_field_by_field() {
        Answer answer = site.post(
                "/staging/records",
                Map.of(
                        "type",
                        "page",
                        "title",
                        "x",
                        "content",
                        Map.of("home", "yes", "body", List.of(Map.of("type", "no-such-block")))));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("invalid-content");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").asString()))
                .contains("/content/home");
        assertThat(site.post("/staging/records", Map.of("type", "nothing", "title", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(site.post("/staging/records", Map.of("title", "x")).status()).isEqualTo(400);
        assertThat(site.post("/staging/records", Map.of("type", "page")).status())
                .isEqualTo(400);
        assertThat(site.post("/staging/records", Map.of("type", "page", "title", "x", "content", List.of()))
                        .status())
                .isEqualTo(400);
    }
}
