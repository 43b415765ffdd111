package dev.sgen.api;

import static dev.sgen.api.ApiSite.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.Wire;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a file is, and whose: never what somebody wrote into its record. */
class MediaFactsTest {
    private static final byte[] SECRET = "ALPHA CONFIDENTIAL".getBytes(StandardCharsets.UTF_8);
    private static final String NONE = "0".repeat(64);

    private final ApiSite alpha = new ApiSite();
    private final ApiSite beta = new ApiSite();

    /** As they were tried against the running program. */
    static Stream<String> typesThatWereTried() {
        return Stream.of(
                "video/x,text/html",
                "video/x\r\nContent-Type: text/html",
                "video/mp4\r\nX-Injected: yes\r\nService-Worker-Allowed: /",
                "video/x\r\nContent-Length:0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type:text/html\r\nContent-Length:39\r\n\r\n"
                        + "<script>alert(document.domain)</script>",
                "text/html\r\nSet-Cookie: sid=evil; Path=/\r\n\r\n<!doctype html><h1>OWNED</h1>"
                        + "<script>document.title=\"XSS on \"+location.host</script><!--",
                "image/png\r\nX-Evil: 1",
                "text/html",
                "image/svg+xml");
    }

    @ParameterizedTest
    @MethodSource("typesThatWereTried")
    @Requirement({"T1", "T2", "T18"})
    @Invariant(22)
    void a_media_type_that_a_request_writes_is_refused_and_never_served(String mediaType) throws IOException {
        JsonNode uploaded = alpha.upload("staging", "notes.txt", SECRET).json();
        String id = uploaded.path("id").asString();
        ObjectNode content = content(alpha, id).put("mediaType", mediaType);
        Answer saved = alpha.save("staging", id, 1, "notes", content);
        assertRefused(saved, "/content/mediaType");
        Answer made = alpha.post("/staging/records", Map.of("type", "media", "title", "n", "content", content));
        assertRefused(made, "/content/mediaType");

        // As it may stand in a database from before the rule.
        poison(alpha, "staging", id, content);
        alpha.step("staging", id, "publish");
        assertThat(alpha.post("/promotions", Map.of("records", List.of(id))).status())
                .isEqualTo(200);
        String address = uploaded.path("url").asString();
        for (String host : List.of(alpha.key + ".staging.localhost", alpha.key + ".localhost")) {
            Wire.Reply file = reply(host, address);
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("content-type")).isEqualTo("text/plain;charset=utf-8");
            assertThat(file.headers().keySet())
                    .doesNotContain("x-injected", "x-evil", "set-cookie", "service-worker-allowed");
            assertThat(file.body()).isEqualTo(SECRET);
        }
        JsonNode told = told(alpha).path("items").path(0);
        assertThat(told.path("content").path("mediaType").asString()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @MethodSource("wrongFacts")
    @Requirement({"T1", "T18"})
    @Invariant(22)
    void each_fact_of_a_file_is_the_servers(String field, Object value) throws IOException {
        String id =
                alpha.upload("staging", "a.png", picture()).json().path("id").asString();
        ObjectNode content = content(alpha, id);
        content.set(field, Json.tree(value));
        assertRefused(alpha.save("staging", id, 1, "a", content), "/content/" + field);
        assertRefused(
                alpha.post("/staging/records", Map.of("type", "media", "title", "n", "content", Map.of(field, value))),
                "/content/" + field);
    }

    static Stream<List<Object>> wrongFactsAsLists() {
        return Stream.of(
                List.of("mediaType", "image/gif"),
                List.of("size", 1),
                List.of("width", 0),
                List.of("height", 4000),
                List.of("duration", 3));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> wrongFacts() {
        return wrongFactsAsLists().map(each -> org.junit.jupiter.params.provider.Arguments.of(each.toArray()));
    }

    @Test
    @Requirement({"T18", "MEDIA-6"})
    @Invariant(22)
    void a_request_that_says_the_same_or_nothing_keeps_the_file_and_its_facts() throws IOException {
        String id =
                alpha.upload("staging", "a.png", picture()).json().path("id").asString();
        ObjectNode facts = content(alpha, id);
        ObjectNode same = facts.deepCopy().put("alt", "Blue");
        assertThat(alpha.save("staging", id, 1, "a", same).status()).isEqualTo(200);
        assertThat(content(alpha, id)).isEqualTo(same);
        assertThat(alpha.save("staging", id, 2, "a", Map.of("alt", "Red", "fileName", "../../b\r\nX: y.exe"))
                        .status())
                .isEqualTo(200);
        ObjectNode kept = facts.deepCopy().put("alt", "Red").put("fileName", "b-X-y-exe.png");
        assertThat(content(alpha, id)).isEqualTo(kept);
        // Another upload of the same site may take the file's place; its facts come with it.
        JsonNode other = alpha.upload("staging", "b.txt", SECRET).json();
        String blob = content(alpha, other.path("id").asString()).path("blob").asString();
        assertThat(alpha.save("staging", id, 3, "a", Map.of("blob", blob)).status())
                .isEqualTo(200);
        assertThat(content(alpha, id).path("mediaType").asString()).isEqualTo("text/plain");
        assertThat(content(alpha, id).has("width")).isFalse();
        assertThat(alpha.post("/staging/records", Map.of("type", "media", "title", "Nothing yet"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @Requirement({"T15", "T18"})
    @Invariant({15, 22})
    void a_file_of_another_site_and_no_file_are_refused_in_the_same_words() throws IOException {
        String secret = secretOfAlpha();
        String own = beta.upload("staging", "b.txt", "beta".getBytes(StandardCharsets.UTF_8))
                .json()
                .path("id")
                .asString();
        for (String environment : List.of("staging", "live")) {
            Answer foreign = beta.post("/" + environment + "/records", naming(secret));
            Answer none = beta.post("/" + environment + "/records", naming(NONE));
            assertRefused(foreign, "/content/blob");
            assertThat(foreign.json().path("errors")).isEqualTo(none.json().path("errors"));
            assertThat(foreign.json().path("detail")).isEqualTo(none.json().path("detail"));
        }
        assertRefused(beta.save("staging", own, 1, "x", Map.of("blob", secret)), "/content/blob");
    }

    @Test
    @Requirement({"T15", "MULTI-7"})
    @Invariant({4, 15})
    void a_version_from_before_that_names_a_foreign_file_lets_nothing_out() throws IOException {
        String secret = secretOfAlpha();
        String id = poisoned(secret);
        beta.step("staging", id, "publish");
        beta.post("/promotions", Map.of("records", List.of(id)));
        String page = beta.post(
                        "/live/records",
                        Map.of("type", "page", "title", "P", "path", "/p", "content", Map.of("featuredImage", id)))
                .json()
                .path("id")
                .asString();
        beta.step("live", page, "publish");
        for (String host : List.of(beta.key + ".staging.localhost", beta.key + ".localhost")) {
            for (String hash : List.of(secret, secret.substring(0, 16))) {
                Wire.Reply file = reply(host, "/media/" + hash + "/c.txt");
                assertThat(file.status()).isEqualTo(404);
                assertThat(file.text()).doesNotContain("CONFIDENTIAL");
            }
        }
        assertThat(beta.server.get(beta.key + ".localhost", "/p").body()).doesNotContain(secret.substring(0, 16));
        assertThat(told(beta).path("items").size()).isEqualTo(1);
        assertThat(told(beta).toString()).doesNotContain(secret);
    }

    @Test
    @Requirement({"RECOV-3", "T15"})
    @Invariant({15, 22})
    void recovering_a_version_asks_for_its_facts_anew() throws IOException {
        JsonNode uploaded = alpha.upload("staging", "a.png", picture()).json();
        String id = uploaded.path("id").asString();
        ObjectNode truth = content(alpha, id);
        poison(
                alpha,
                "staging",
                id,
                truth.deepCopy().put("mediaType", "text/html\r\nX-Evil: 1").put("size", 1));
        Answer recovered = alpha.post("/staging/records/" + id + "/recover", Map.of("version", 2, "publish", true));
        assertThat(recovered.status()).as(recovered.response().body()).isEqualTo(200);
        assertThat(content(alpha, id)).isEqualTo(truth);

        String foreign = poisoned(secretOfAlpha());
        for (boolean publish : new boolean[] {true, false}) {
            assertRefused(
                    beta.post("/staging/records/" + foreign + "/recover", Map.of("version", 2, "publish", publish)),
                    "/content/blob");
        }
    }

    @Test
    @Requirement({"T15", "REL-1"})
    @Invariant({15, 22})
    void a_release_is_refused_for_a_file_that_is_not_the_sites_own() throws IOException {
        String id = poisoned(secretOfAlpha());
        beta.step("staging", id, "publish");
        String release = beta.post("/releases", Map.of("name", "R", "records", List.of(id)))
                .json()
                .path("id")
                .asString();
        Answer refused = beta.post("/releases/" + release + "/promote", Map.of());
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.response().body()).contains("/content/blob");
    }

    @Test
    @Requirement({"BULK-3", "DRIFT-11"})
    @Invariant(22)
    void what_the_system_writes_itself_gets_the_facts_set() throws IOException {
        String id =
                alpha.upload("staging", "a.png", picture()).json().path("id").asString();
        ObjectNode truth = content(alpha, id);
        alpha.post("/promotions", Map.of("records", List.of(id)));
        ObjectNode lie =
                truth.deepCopy().put("mediaType", "text/html\r\nX-Evil: 1").put("width", 1);
        poison(alpha, "staging", id, lie.deepCopy().put("alt", "From staging"));
        alpha.step("staging", id, "publish");
        poison(alpha, "live", id, lie.deepCopy().put("credit", "From live"));
        alpha.step("live", id, "publish");
        Answer merged = alpha.post("/promotions", Map.of("records", List.of(id), "onDrift", "merge"));
        assertThat(merged.status()).as(merged.response().body()).isEqualTo(200);
        assertThat(alpha.record("live", id).path("published").path("content"))
                .isEqualTo(truth.deepCopy().put("alt", "From staging").put("credit", "From live"));

        poison(alpha, "staging", id, lie);
        Answer tagged = alpha.post(
                "/staging/bulk", Map.of("operation", "save", "records", List.of(id), "addTags", List.of("leaf")));
        assertThat(tagged.status()).as(tagged.response().body()).isEqualTo(200);
        assertThat(content(alpha, id)).isEqualTo(truth);
    }

    @Test
    @Requirement({"T15", "MEDIA-4"})
    @Invariant({4, 22})
    void a_record_that_begins_like_a_file_does_not_stand_in_its_place() throws IOException {
        JsonNode uploaded = beta.upload("live", "real.txt", SECRET).json();
        String hash = content(beta, "live", uploaded.path("id").asString())
                .path("blob")
                .asString();
        String alike = hash.substring(0, 16) + "0".repeat(48);
        String id = beta.post("/live/records", Map.of("type", "media", "title", "Shadow"))
                .json()
                .path("id")
                .asString();
        poison(beta, "live", id, Json.object().put("blob", alike).put("fileName", "shadow.txt"));
        // Even where another site has a file of exactly that beginning.
        beta.server
                .database()
                .jdbc()
                .sql(
                        "INSERT INTO blob (site_id, hash, size, media_type, created_at) VALUES (?, ?, 1, 'text/html', now())")
                .params(alpha.id(), alike)
                .update();
        beta.step("live", id, "publish");
        Wire.Reply file = reply(beta.key + ".localhost", uploaded.path("url").asString());
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(SECRET);
        assertThat(file.header("content-disposition")).contains("real.txt");
    }

    @Test
    @Requirement({"MEDIA-6", "T1"})
    void the_same_bytes_under_another_name_are_the_same_file() {
        byte[] bytes = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        String first = alpha.upload("staging", "a.txt", bytes).json().path("id").asString();
        String second =
                alpha.upload("staging", "a.csv", bytes).json().path("id").asString();
        assertThat(content(alpha, second).path("mediaType"))
                .isEqualTo(content(alpha, first).path("mediaType"));
        // What was uploaded can be saved as it was answered.
        assertThat(alpha.save("staging", second, 1, "x", content(alpha, second)).status())
                .isEqualTo(200);
    }

    /** What visitors' programs read of a site's media on live. */
    private static JsonNode told(ApiSite site) {
        return Json.read(site.server
                .get("localhost", "/api/v1/sites/" + site.key + "/live/content/media")
                .body());
    }

    private static Map<String, Object> naming(String blob) {
        return Map.of("type", "media", "title", "x", "content", Map.of("blob", blob, "fileName", "c.txt"));
    }

    /** The hash of a file that alpha has and shows nobody. */
    private String secretOfAlpha() {
        String id = alpha.upload("staging", "c.txt", SECRET).json().path("id").asString();
        alpha.step("staging", id, "unpublish");
        return content(alpha, id).path("blob").asString();
    }

    /** A media record of beta whose second version names a file as no request may any more. */
    private String poisoned(String blob) {
        String id = beta.post("/staging/records", Map.of("type", "media", "title", "x"))
                .json()
                .path("id")
                .asString();
        poison(
                beta,
                "staging",
                id,
                Json.object().put("blob", blob).put("fileName", "c.txt").put("mediaType", "text/plain"));
        return id;
    }

    /** Makes a working version beside the rules, as one that is older than they are. */
    static void poison(ApiSite site, String environment, String id, ObjectNode content) {
        var jdbc = site.server.database().jdbc();
        int number = jdbc.sql("UPDATE record SET last_version = last_version + 1 WHERE id = ? RETURNING last_version")
                .param(UUID.fromString(id))
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        INSERT INTO version (site_id, record_id, number, title, path, tags, content, hash, environment,
                                             author_name, created_at, origin, search)
                        SELECT site_id, record_id, :number, title, path, tags, CAST(:content AS jsonb), 'old' || :number,
                               :environment, author_name, created_at, origin, search
                        FROM version WHERE record_id = :record AND number = 1""")
                .param("number", number)
                .param("content", Json.write(content))
                .param("environment", environment)
                .param("record", UUID.fromString(id))
                .update();
        jdbc.sql("UPDATE coordinate SET working = ? WHERE record_id = ? AND environment = ?")
                .params(number, UUID.fromString(id), environment)
                .update();
    }

    private static ObjectNode content(ApiSite site, String id) {
        return content(site, "staging", id);
    }

    static ObjectNode content(ApiSite site, String environment, String id) {
        return (ObjectNode) site.record(environment, id).path("working").path("content");
    }

    private static void assertRefused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("invalid-content");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").asString()))
                .contains(field);
    }

    private Wire.Reply reply(String host, String path, @Nullable String... headers) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + String.join("", headers) + "\r\n";
        return Objects.requireNonNull(Wire.send(alpha.server.port(), Wire.ascii(request)));
    }

    static byte[] picture() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
