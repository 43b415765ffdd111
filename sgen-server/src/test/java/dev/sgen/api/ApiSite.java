package dev.sgen.api;

import dev.sgen.platform.Json;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A fresh site of the shared server, with the calls that tests make again and again. */
final class ApiSite {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final TestApplication server;
    final String key;

    ApiSite() {
        this(TestApplication.shared());
    }

    ApiSite(TestApplication server) {
        this.server = server;
        this.key = "api-" + NUMBER.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        Answer made = server.api("POST", "/sites", Map.of("key", key, "name", "Api", "plan", "growth"));
        if (made.status() != 201) {
            throw new IllegalStateException(made.response().body());
        }
    }

    /** A call below this site. */
    Answer call(String method, String path, @Nullable Object body, String... headers) {
        return server.api(method, "/sites/" + key + path, body, headers);
    }

    /** A post of text as it stands, which may be more or less than JSON. */
    Answer raw(String path, String body) {
        return new Answer(server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + key + path,
                BodyPublishers.ofString(body),
                "Authorization",
                "Bearer " + TestApplication.TOKEN,
                "Content-Type",
                "application/json"));
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path) {
        return call("POST", path, null);
    }

    Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    /** Sends a file into an environment's library; it is published there at once. */
    Answer upload(String environment, String name, byte[] bytes) {
        byte[] head = ("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] body = Wire.join(Wire.join(head, bytes), "\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        return new Answer(server.send(
                "POST",
                "localhost",
                "/api/v1/sites/" + key + "/" + environment + "/media",
                BodyPublishers.ofByteArray(body),
                "Authorization",
                "Bearer " + TestApplication.TOKEN,
                "Content-Type",
                "multipart/form-data; boundary=cut"));
    }

    /** The id of the site itself. */
    UUID id() {
        return server.database()
                .jdbc()
                .sql("SELECT id FROM site WHERE key = :key")
                .param("key", key)
                .query(UUID.class)
                .single();
    }

    /** A page with one paragraph, as a request body. */
    static Map<String, Object> page(String title, String path, String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "page");
        body.put("title", title);
        body.put("path", path);
        body.put("content", content(text));
        return body;
    }

    static ObjectNode content(String... paragraphs) {
        ObjectNode content = Json.object();
        var body = content.putArray("body");
        for (int i = 0; i < paragraphs.length; i++) {
            body.addObject().put("id", "b" + (i + 1)).put("type", "paragraph").put("text", paragraphs[i]);
        }
        return content;
    }

    /** Makes a page and answers its id. */
    String create(String environment, String title, String path) {
        Answer made = post("/" + environment + "/records", page(title, path, title));
        if (made.status() != 201) {
            throw new IllegalStateException(made.response().body());
        }
        return made.json().path("id").asString();
    }

    Answer save(String environment, String id, int expected, String title, Object content) {
        return call(
                "PUT",
                "/" + environment + "/records/" + id,
                Map.of("title", title, "content", content),
                "If-Match",
                "\"" + expected + "\"");
    }

    Answer step(String environment, String id, String step) {
        return post("/" + environment + "/records/" + id + "/" + step);
    }

    /** A page that both environments publish. */
    String promoted(String title, String path) {
        String id = create("staging", title, path);
        step("staging", id, "publish");
        Answer promoted = post("/promotions", Map.of("records", List.of(id)));
        if (promoted.status() != 200) {
            throw new IllegalStateException(promoted.response().body());
        }
        return id;
    }

    JsonNode record(String environment, String id) {
        return get("/" + environment + "/records/" + id).json();
    }

    /** The newest entry of the trail. */
    JsonNode lastEntry() {
        return get("/audit?limit=1").json().path("items").path(0);
    }

    static String code(Answer answer) {
        return answer.json().path("code").asString();
    }
}
