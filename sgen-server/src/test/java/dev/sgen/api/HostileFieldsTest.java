package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends of lines and other sites' hashes through every text field of every built-in type: what visitors of both hosts
 * are answered has the head that it has where nobody is hostile, and nothing after its body.
 */
class HostileFieldsTest {
    private static final byte[] SECRET = "SOMEBODY ELSE'S FILE".getBytes(StandardCharsets.UTF_8);
    private static final String SPLIT =
            "/x\r\nX-Injected: yes\r\nSet-Cookie: sid=evil; Path=/\r\nContent-Length: 0\r\n\r\n"
                    + "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 39\r\n\r\n<script>alert(document.domain)</script>"
                    + "\u560D\u560AX-Injected: yes";

    /** Headers whose values follow from what is said, not from who says it. */
    private static final Set<String> FREE = Set.of("date", "etag", "content-length", "last-modified", "location");

    @Test
    @Requirement({"T1", "T2", "T15", "T34"})
    @Invariant({15, 22})
    void no_field_of_any_type_reaches_the_head_of_an_answer() throws IOException {
        ApiSite other = new ApiSite();
        other.upload("staging", "secret.txt", SECRET);
        String foreign = Json.sha256(SECRET);
        Map<String, Wire.Reply> clean = new Filled("plain words", foreign).visited();
        Set<String> names = new LinkedHashSet<>();
        clean.values().forEach(reply -> names.addAll(reply.headers().keySet()));
        assertThat(names).contains("location", "content-type", "content-disposition", "etag");
        for (String hostile : List.of(SPLIT, "https://x.example/\r\nX-Injected: yes", foreign)) {
            new Filled(hostile, foreign).visited().forEach((what, reply) -> {
                String told = hostile + " at " + what + ":\n" + reply.whole();
                assertThat(names).as(told).containsAll(reply.headers().keySet());
                assertThat(reply.headers().values()).as(told).noneMatch(value -> value.contains("sid=evil"));
                if (reply.headers().containsKey("content-length")) {
                    assertThat(reply.header("content-length"))
                            .as(told)
                            .isEqualTo(Integer.toString(reply.body().length));
                }
                assertThat(reply.text()).as(told).doesNotContain("SOMEBODY ELSE'S FILE");
                Wire.Reply before = clean.get(what);
                if (before != null && before.status() == reply.status()) {
                    assertThat(fixed(reply)).as(told).isEqualTo(fixed(before));
                }
            });
        }
    }

    private static Map<String, String> fixed(Wire.Reply reply) {
        Map<String, String> fixed = new LinkedHashMap<>(reply.headers());
        fixed.keySet().removeAll(FREE);
        fixed.computeIfPresent(
                "content-disposition", (name, said) -> said.replaceFirst("UTF-8''[A-Za-z0-9%._-]+$", "escaped"));
        fixed.computeIfPresent(
                "content-security-policy", (name, policy) -> policy.replaceAll("'nonce-[^']*'", "nonce"));
        return fixed;
    }

    /** A site with a record of every built-in type, each as full of a text as it may be. */
    private static final class Filled {
        private final ApiSite site = new ApiSite();
        private final String text;
        private final Map<String, String> addresses = new LinkedHashMap<>();
        private final List<String> records = new ArrayList<>();

        Filled(String text, String foreign) {
            this.text = text;
            for (String path : List.of(
                    "/",
                    "/robots.txt",
                    "/sitemap.xml",
                    "/feed.xml",
                    "/blog",
                    "/events",
                    "/search?q=x",
                    "/none",
                    "/from")) {
                addresses.put(path, path);
            }
            addresses.put("foreign", "/media/" + foreign.substring(0, 16) + "/secret.txt");
            addresses.put("foreign, whole", "/media/" + foreign + "/secret.txt");
            int texts = 0;
            for (JsonNode type : site.get("/types?limit=50").json().path("items")) {
                JsonNode schema = type.path("schema");
                texts += fill(type.path("key").asString(), schema);
            }
            assertThat(texts).as("text fields of all built-in types").isGreaterThan(400);
            Answer shown = site.post("/staging/bulk", Map.of("operation", "publish", "records", records));
            assertThat(shown.status()).as(shown.response().body()).isEqualTo(200);
            Answer promoted = site.post("/promotions", Map.of("records", records));
            assertThat(promoted.status()).as(promoted.response().body()).isEqualTo(200);
        }

        private int fill(String type, JsonNode schema) {
            FilledContent filled = new FilledContent(schema, text);
            ObjectNode content = filled.content();
            if (type.equals("media")) {
                mediaWithFile(content);
            }
            if (type.equals("redirect")) {
                content.put("from", "/from");
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("type", type);
            body.put("title", type + " " + text);
            body.put("tags", List.of(text));
            body.put("content", content);
            Answer made = site.post("/staging/records", body);
            for (int round = 0; made.status() == 422 && round < 8; round++) {
                List<JsonNode> errors = made.json().path("errors").valueStream().toList();
                // From behind, so that what is left of a list keeps its place.
                errors.reversed()
                        .forEach(error ->
                                takeOut(body, content, error.path("field").asString()));
                made = site.post("/staging/records", body);
            }
            assertThat(made.status()).as(type + made.response().body()).isEqualTo(201);
            String id = made.json().path("id").asString();
            String path = made.json().path("path").asString("");
            if (!path.isEmpty()) {
                addresses.put(type, path);
            }
            if (type.equals("form")) {
                addresses.put("post", "/_forms/" + id);
            }
            records.add(id);
            return filled.texts();
        }

        /** As full of the text, but for what names the file. */
        private void mediaWithFile(ObjectNode content) {
            JsonNode uploaded = site.upload("staging", "a.txt", "words of a file".getBytes(StandardCharsets.UTF_8))
                    .json();
            addresses.put("file", uploaded.path("url").asString());
            if (!content.path("blob").asString("").equals(text) || text.length() != 64) {
                content.put(
                        "blob",
                        site.record("staging", uploaded.path("id").asString())
                                .path("working")
                                .path("content")
                                .path("blob")
                                .asString());
            }
        }

        /** Takes out what was refused, or the nearest that can be. */
        private static void takeOut(Map<String, Object> body, ObjectNode content, String pointer) {
            if (!pointer.startsWith("/content/")) {
                body.put("tags", List.of());
                return;
            }
            List<String> steps = new ArrayList<>(
                    List.of(pointer.substring("/content/".length()).split("/")));
            JsonNode at = content;
            for (String step : steps.subList(0, steps.size() - 1)) {
                at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
            }
            String last = steps.getLast();
            if (pointer.equals("/content/to")) {
                // A redirect to nowhere is no redirect.
                content.put("to", "/blog");
            } else if (at instanceof ObjectNode object && object.has(last)) {
                object.remove(last);
            } else if (at instanceof ArrayNode array && last.matches("\\d+") && array.size() > Integer.parseInt(last)) {
                array.remove(Integer.parseInt(last));
            } else {
                content.remove(steps.getFirst());
            }
        }

        Map<String, Wire.Reply> visited() throws IOException {
            Map<String, Wire.Reply> replies = new LinkedHashMap<>();
            for (String host : List.of(site.key + ".staging.localhost", site.key + ".localhost")) {
                String where = host.contains("staging") ? "staging " : "live ";
                for (Map.Entry<String, String> address : addresses.entrySet()) {
                    String method = address.getKey().equals("post") ? "POST" : "GET";
                    replies.put(where + address.getKey(), reply(method, host, address.getValue()));
                }
            }
            for (JsonNode type : site.get("/types?limit=50").json().path("items")) {
                String key = type.path("key").asString();
                replies.put(
                        "api " + key, reply("GET", "localhost", "/api/v1/sites/" + site.key + "/live/content/" + key));
            }
            return replies;
        }

        private Wire.Reply reply(String method, String host, String path) throws IOException {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n";
            return Objects.requireNonNull(Wire.send(site.server.port(), Wire.ascii(request)), path);
        }
    }
}
