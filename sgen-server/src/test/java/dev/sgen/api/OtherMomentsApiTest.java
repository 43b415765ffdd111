package dev.sgen.api;

import static dev.sgen.api.ApiSite.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What stood at another moment, and what was deleted, by the API. */
class OtherMomentsApiTest {
    private final ApiSite site = new ApiSite();

    @Test
    @Requirement({"RECOV-2", "SCHED-11"})
    void the_read_api_answers_for_another_moment() throws InterruptedException {
        String id = site.promoted("Then", "/page");
        Thread.sleep(5);
        Instant then = Instant.now();
        Thread.sleep(5);
        site.save("live", id, 1, "Later", content("words"));
        site.step("live", id, "publish");
        site.save("live", id, 2, "Tomorrow", content("words"));
        Instant tomorrow = Instant.now().plusSeconds(86_400);
        site.call("PUT", "/live/records/" + id + "/schedule", Map.of("at", tomorrow.toString(), "action", "publish"));
        assertThat(titleAt("")).isEqualTo("Later");
        assertThat(titleAt("?at=" + then)).isEqualTo("Then");
        assertThat(titleAt("?at=" + tomorrow)).isEqualTo("Tomorrow");
        assertThat(titleAt("?at=" + tomorrow.minusSeconds(1))).isEqualTo("Later");
        assertThat(titleAt("?version=working")).isEqualTo("Tomorrow");
        assertThat(site.get("/live/content/page?at=" + then)
                        .json()
                        .path("items")
                        .path(0)
                        .path("title")
                        .asString())
                .isEqualTo("Then");
        assertThat(site.get("/live/content/page/page?at=2001-01-01").status()).isEqualTo(404);
        assertThat(site.get("/live/content/page/page?at=soon").status()).isEqualTo(400);
        assertThat(site.get("/live/content/page/page?version=working&at=" + then)
                        .status())
                .isEqualTo(400);
        Answer answer = site.get("/live/content/page/page?at=" + then);
        assertThat(answer.response().headers().firstValue("cache-control").orElse(""))
                .contains("no-store");
        // What was taken down isn't everybody's to find again, nor what isn't told yet.
        for (String at : List.of(then.toString(), tomorrow.toString())) {
            HttpResponse<String> stranger =
                    site.server.get("localhost", "/api/v1/sites/" + site.key + "/live/content/page/page?at=" + at);
            assertThat(stranger.statusCode()).isEqualTo(404);
            assertThat(stranger.body()).doesNotContain("Tomorrow");
        }
        assertThat(site.server
                        .get("localhost", "/api/v1/sites/" + site.key + "/live/content/page/page?version=working")
                        .statusCode())
                .isEqualTo(404);
    }

    private String titleAt(String query) {
        return site.get("/live/content/page/page" + query).json().path("title").asString("");
    }

    @Test
    @Requirement({"C-22", "RECOV-18", "RECOV-3"})
    void a_deleted_record_is_listed_and_comes_back() {
        String id = site.promoted("Dear", "/dear");
        assertThat(site.get("/live/deleted").json().path("items").size()).isZero();
        site.call("DELETE", "/live/records/" + id, null);
        JsonNode gone = site.get("/live/deleted").json().path("items").path(0);
        assertThat(gone.path("id").asString()).isEqualTo(id);
        assertThat(gone.path("title").asString()).isEqualTo("Dear");
        assertThat(gone.path("deletedBy").asString()).isNotEmpty();
        assertThat(site.get("/staging/deleted").json().path("items").size()).isZero();
        assertThat(site.get("/live/records/" + id + "/recovery")
                        .json()
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        Answer back = site.post(
                "/live/records/" + id + "/recover",
                Map.of("version", gone.path("version").asInt(), "publish", true));
        assertThat(back.status()).isEqualTo(200);
        assertThat(site.get("/live/deleted").json().path("items").size()).isZero();
        assertThat(titleAtRoot("/dear")).isEqualTo("Dear");
    }

    private String titleAtRoot(String path) {
        return site.get("/live/content/page" + path).json().path("title").asString("");
    }

    private HttpResponse<String> visit(String url) {
        URI uri = URI.create(url);
        return site.server.get(uri.getHost(), uri.getPath());
    }
}
