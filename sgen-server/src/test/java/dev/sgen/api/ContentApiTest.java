package dev.sgen.api;

import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContentApiTest {
    private final ApiSite site = new ApiSite();

    private Answer anonymous(String path, String... headers) {
        return new Answer(site.server.get("localhost", "/api/v1/sites/" + site.key + path, headers));
    }

    @Test
    @Invariant(4)
    void everybody_reads_what_live_publishes_and_nothing_else() {
        String id = site.promoted("Open", "/about/open");
        site.save("live", id, 1, "Not yet", content("hidden"));
        site.create("live", "Draft", "/draft");

        JsonNode list = anonymous("/live/content/page").json();
        assertThat(list.path("items").valueStream().map(i -> i.path("title").asString()))
                .containsExactly("Open");
        assertThat(list.path("total").asInt()).isEqualTo(1);
        JsonNode one = anonymous("/live/content/page/about/open").json();
        assertThat(one.path("id").asString()).isEqualTo(id);
        assertThat(one.path("title").asString()).isEqualTo("Open");
        assertThat(one.path("content").path("body").path(0).path("text").asString())
                .isEqualTo("Open");
        assertThat(anonymous("/live/content/page/draft").status()).isEqualTo(404);
        assertThat(anonymous("/live/content/post/about/open").status()).isEqualTo(404);
        assertThat(anonymous("/live/content/nothing").status()).isEqualTo(404);

        site.step("live", id, "unpublish");
        assertThat(anonymous("/live/content/page/about/open").status()).isEqualTo(404);
    }

    @Test
    @Invariant(16)
    void staging_and_working_versions_are_for_members() {
        String id = site.create("staging", "Draft", "/draft");
        site.step("staging", id, "publish");
        site.save("staging", id, 1, "Newer", content("x"));
        for (String path : List.of(
                "/staging/content/page",
                "/staging/content/page/draft",
                "/staging/content/page?version=working",
                "/live/content/page?version=working",
                "/live/content/page/draft?version=working",
                "/live/content/settings",
                "/live/content/integration")) {
            assertThat(anonymous(path).status()).as(path).isEqualTo(404);
        }
        assertThat(site.get("/staging/content/page/draft").json().path("title").asString())
                .isEqualTo("Draft");
        JsonNode working =
                site.get("/staging/content/page/draft?version=working").json();
        assertThat(working.path("title").asString()).isEqualTo("Newer");
        assertThat(working.path("state").asString()).isEqualTo("published");
        assertThat(site.get("/staging/content/page?version=working")
                        .json()
                        .path("items")
                        .path(0)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        assertThat(site.get("/staging/content/page?version=oldest").status()).isEqualTo(400);
        assertThat(site.get("/staging/content/settings").status()).isEqualTo(200);
    }

    @Test
    void an_answer_is_kept_until_the_environment_changes() {
        String id = site.promoted("Kept", "/kept");
        HttpResponse<String> first = anonymous("/live/content/page/kept").response();
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("public, no-cache");
        assertThat(anonymous("/live/content/page/kept", "If-None-Match", tag).status())
                .isEqualTo(304);
        site.save("live", id, 1, "Changed", content("x"));
        assertThat(anonymous("/live/content/page/kept", "If-None-Match", tag).status())
                .as("a save changes nothing")
                .isEqualTo(304);
        site.step("live", id, "publish");
        Answer after = anonymous("/live/content/page/kept", "If-None-Match", tag);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().path("title").asString()).isEqualTo("Changed");
        assertThat(site.get("/live/content/page/kept").response().headers().allValues("Cache-Control"))
                .containsExactly("private, no-cache");
        assertThat(site.get("/live/content/page/kept?version=working")
                        .response()
                        .headers()
                        .allValues("Cache-Control"))
                .containsExactly("private, no-store");
    }

    @Test
    void lists_are_filtered_and_read_page_by_page() {
        for (int i = 0; i < 3; i++) {
            String id = site.post(
                            "/live/records",
                            Map.of(
                                    "type",
                                    "post",
                                    "title",
                                    "P" + i,
                                    "tags",
                                    List.of("t" + i % 2),
                                    "content",
                                    Map.of(
                                            "categories",
                                            List.of("c" + i),
                                            "date",
                                            "2026-01-0" + (i + 1) + "T00:00:00Z")))
                    .json()
                    .path("id")
                    .asString();
            site.step("live", id, "publish");
        }
        assertThat(titles("/live/content/post")).containsExactly("P2", "P1", "P0");
        assertThat(titles("/live/content/post?sort=oldest")).containsExactly("P0", "P1", "P2");
        assertThat(titles("/live/content/post?tag=t0")).containsExactly("P2", "P0");
        assertThat(titles("/live/content/post?category=c1")).containsExactly("P1");
        JsonNode first = anonymous("/live/content/post?limit=2").json();
        assertThat(first.path("total").asInt()).isEqualTo(3);
        assertThat(titles("/live/content/post?limit=2&cursor="
                        + first.path("next").asString()))
                .containsExactly("P0");
        for (String odd : List.of("limit=0", "limit=1000", "cursor=abc", "sort=random", "author=x", "tag=%00")) {
            assertThat(anonymous("/live/content/post?" + odd).status()).as(odd).isEqualTo(400);
        }
    }

    private List<String> titles(String path) {
        return anonymous(path)
                .json()
                .path("items")
                .valueStream()
                .map(i -> i.path("title").asString())
                .toList();
    }

    @Test
    @Requirement("T21")
    void visitors_do_not_see_the_sites_own_notes() {
        String id = site.post(
                        "/live/records",
                        Map.of(
                                "type", "form",
                                "title", "Ask",
                                "path", "/forms/ask",
                                "content",
                                        Map.of(
                                                "notify",
                                                "owner@example.org",
                                                "submitLabel",
                                                "Send",
                                                "notes",
                                                List.of("secret"))))
                .json()
                .path("id")
                .asString();
        site.step("live", id, "publish");
        JsonNode shown = anonymous("/live/content/form/forms/ask").json().path("content");
        assertThat(shown.has("notify")).isFalse();
        assertThat(shown.has("notes")).isFalse();
        assertThat(shown.path("submitLabel").asString()).isEqualTo("Send");
        assertThat(site.get("/live/content/form/forms/ask")
                        .json()
                        .path("content")
                        .path("notify")
                        .asString())
                .isEqualTo("owner@example.org");
    }
}
