package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The heads of all answers that carry a file. */
class FileAnswersTest {
    private static final String PREVIEWS = ".preview.localhost";

    private final ApiSite site = new ApiSite();
    private final String staging = site.key + ".staging.localhost";
    private final String live = site.key + ".localhost";

    @Test
    @Requirement({"T1", "T2", "T5"})
    void every_answer_with_a_file_is_sandboxed_by_a_policy_of_its_own() throws IOException {
        JsonNode picture =
                site.upload("live", "a.png", MediaFactsTest.picture()).json();
        String url = picture.path("url").asString();
        String etag = site.server.get(live, url).headers().firstValue("etag").orElseThrow();
        String preview = URI.create(site.post("/live/previews", Map.of("at", "2031-01-01T00:00:00Z", "hours", 1))
                        .json()
                        .path("url")
                        .asString())
                .getHost();
        assertThat(preview).endsWith(PREVIEWS);
        Browser browser = Browser.signedIn(site.server);
        String admin =
                "/admin/sites/" + site.key + "/live/media/" + picture.path("id").asString();
        String empty = site.post("/live/records", Map.of("type", "media", "title", "No file"))
                .json()
                .path("id")
                .asString();
        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        for (String host : List.of(live, staging, preview)) {
            answers.put(host, site.server.get(host, url));
            answers.put(host + " head", site.server.send("HEAD", host, url, BodyPublishers.noBody()));
            answers.put(host + " small", site.server.get(host, url + "?w=160"));
            answers.put(host + " part", site.server.get(host, url, "Range", "bytes=0-9"));
            answers.put(host + " beyond", site.server.get(host, url, "Range", "bytes=99999999-"));
            answers.put(host + " unchanged", site.server.get(host, url, "If-None-Match", etag));
        }
        answers.put("admin file", browser.get(admin + "/file"));
        answers.put("admin thumb", browser.get(admin + "/thumb"));
        answers.put(
                "admin thumb of nothing", browser.get("/admin/sites/" + site.key + "/live/media/" + empty + "/thumb"));
        answers.forEach((what, answer) -> {
            assertThat(answer.statusCode()).as(what).isIn(200, 206, 304, 416);
            assertThat(answer.headers().allValues("content-security-policy"))
                    .as(what)
                    .containsExactly(
                            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'");
            assertThat(answer.headers().allValues("x-content-type-options"))
                    .as(what)
                    .containsExactly("nosniff");
        });
        assertThat(answers.get(live + " small").headers().firstValue("etag").orElse(""))
                .contains("-160");
        assertThat(answers.get(live + " unchanged").statusCode()).isEqualTo(304);
    }

    @Test
    @Requirement({"T1", "MEDIA-6"})
    void only_types_of_the_list_are_named_and_nothing_else_is_shown() {
        shows("text/plain", "text/plain;charset=utf-8", "inline");
        shows("audio/mpeg", "audio/mpeg", "inline");
        shows("application/pdf", "application/pdf", "attachment");
        for (String other : List.of(
                "text/html",
                "text/csv",
                "application/xhtml+xml",
                "image/x-evil",
                "image/PNG",
                "video/x,text/html",
                "audio/mpeg\r\nX-Evil: 1",
                "text/javascript",
                "")) {
            shows(other, "application/octet-stream", "attachment");
        }
    }

    /** Whatever stood in the table of uploads. */
    private void shows(String mediaType, String contentType, String disposition) {
        String url = published("bytes of " + mediaType, mediaType);
        HttpResponse<String> answer = site.server.get(live, url);
        assertThat(answer.statusCode()).as(mediaType).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).as(mediaType).contains(contentType);
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .as(mediaType)
                .startsWith(disposition);
        assertThat(answer.headers().map()).doesNotContainKey("x-evil");
    }

    /** A file whose row says what no upload finds; the same bytes lie there because another site has them. */
    private String published(String text, String mediaType) {
        ApiSite other = new ApiSite();
        String blob = other.upload("staging", "a.txt", text.getBytes(StandardCharsets.UTF_8))
                .json()
                .path("working")
                .path("content")
                .path("blob")
                .asString();
        if (blob.isEmpty()) {
            blob = Json.sha256(text.getBytes(StandardCharsets.UTF_8));
        }
        site.server
                .database()
                .jdbc()
                .sql("INSERT INTO blob (site_id, hash, size, media_type, created_at) VALUES (?, ?, 1, ?, now())")
                .params(site.id(), blob, mediaType)
                .update();
        String id = site.post("/live/records", Map.of("type", "media", "title", "x", "content", Map.of("blob", blob)))
                .json()
                .path("id")
                .asString();
        assertThat(site.step("live", id, "publish").status()).isEqualTo(200);
        return "/media/" + blob.substring(0, 16) + "/x";
    }

    @Test
    @Requirement({"T15", "MULTI-7"})
    @Invariant(15)
    void the_admin_hands_out_no_file_of_another_site_to_whoever_writes_its_hash() {
        ApiSite other = new ApiSite();
        other.upload("staging", "c.txt", "CONFIDENTIAL".getBytes(StandardCharsets.UTF_8));
        String secret = Json.sha256("CONFIDENTIAL".getBytes(StandardCharsets.UTF_8));
        Browser browser = Browser.signedIn(site.server);
        for (String blob : List.of(secret, "0".repeat(64), "not a hash", "../../../../etc/passwd")) {
            String id = site.post("/staging/records", Map.of("type", "media", "title", "x"))
                    .json()
                    .path("id")
                    .asString();
            // A draft as it may stand in a database from before the rule.
            site.server
                    .database()
                    .jdbc()
                    .sql("""
                            INSERT INTO version (site_id, record_id, number, title, tags, content, hash, environment,
                                                 author_name, created_at, origin, search)
                            SELECT site_id, record_id, 2, title, tags,
                                   jsonb_build_object('blob', CAST(:blob AS text), 'mediaType', 'image/png'), 'old',
                                   environment, author_name, created_at, origin, search
                            FROM version WHERE record_id = :record""")
                    .param("blob", blob)
                    .param("record", UUID.fromString(id))
                    .update();
            site.server
                    .database()
                    .jdbc()
                    .sql("UPDATE coordinate SET working = 2 WHERE record_id = ?")
                    .param(UUID.fromString(id))
                    .update();
            String admin = "/admin/sites/" + site.key + "/staging/media/" + id;
            HttpResponse<String> file = browser.get(admin + "/file");
            assertThat(file.statusCode()).as(blob).isEqualTo(404);
            assertThat(file.body()).doesNotContain("CONFIDENTIAL");
            HttpResponse<String> thumb = browser.get(admin + "/thumb");
            assertThat(thumb.statusCode()).as(blob).isEqualTo(200);
            assertThat(thumb.headers().firstValue("content-type")).contains("image/svg+xml");
            assertThat(thumb.body()).doesNotContain("CONFIDENTIAL");
        }
    }
}
