package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.support.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that a client library wouldn't send, and many people on the same connections. */
class OddHttpTest {
    private final TestApplication server = TestApplication.shared();

    private Wire.@Nullable Reply say(String request) throws IOException {
        return Wire.send(server.port(), Wire.ascii(request));
    }

    static Stream<Named<String>> smuggled() {
        String second = "GET /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String post = "POST /api/v1/sites HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                Named.of(
                        "length and chunks",
                        post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + second),
                Named.of(
                        "two lengths",
                        post + "Content-Length: 0\r\nContent-Length: " + second.length() + "\r\n\r\n" + second),
                Named.of("a length that is none", post + "Content-Length: +4\r\n\r\nabcd"),
                Named.of("a negative length", post + "Content-Length: -1\r\n\r\n"),
                Named.of("chunks of no size", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
                Named.of(
                        "a chunk too large to be", post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff0\r\nabc"),
                Named.of("chunked twice over", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + second),
                Named.of("an unheard-of coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + second),
                Named.of("a space before the colon", "GET /api/v1/sites HTTP/1.1\r\nHost : localhost\r\n\r\n"),
                Named.of("a folded header", "GET /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n"),
                Named.of("NUL in a header", "GET /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n"),
                Named.of("no host", "GET /api/v1/sites HTTP/1.1\r\n\r\n"),
                Named.of("two hosts", "GET /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"),
                Named.of("a host that is none", "GET /api/v1/sites HTTP/1.1\r\nHost: a b\r\n\r\n"),
                Named.of(
                        "another host in the target",
                        "GET http://evil.example/api/v1/sites HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                Named.of("a version that is none", "GET /api/v1/sites HTTP/9.9\r\nHost: localhost\r\n\r\n"),
                Named.of("no version", "GET /api/v1/sites\r\n\r\n"),
                Named.of(
                        "headers without end",
                        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("smuggled")
    @Requirement({"T34", "T25"})
    void framing_that_can_be_read_in_two_ways_gets_one_refusal_and_the_connection_ends(String request)
            throws IOException {
        Wire.Reply reply = say(request);
        if (reply == null) {
            return;
        }
        assertThat(reply.status()).as(reply.whole()).isIn(400, 401, 404, 411, 413, 421, 431, 501, 505);
        assertThat(reply.whole().split("HTTP/1\\.1 ", -1))
                .as("answers to one request")
                .hasSize(2);
        assertThat(reply.whole()).doesNotContain("Jetty").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\nHost: localhost\n\n",
                "GET / HTTP/1.1\r\nHost: localhost\n\r\n",
                "GET / HTTP/1.1\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: y\n\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/v1/sites HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n"
            })
    @Requirement("T34")
    void a_line_feed_alone_ends_no_line_and_the_connection_ends(String request) throws IOException {
        Wire.Reply reply = say(request);
        assertThat(reply).isNotNull();
        assertThat(reply.whole().split("HTTP/1\\.1 ", -1)).hasSize(2);
        // A chunked body is refused by who reads it: nobody does where nobody is signed in.
        assertThat(reply.status())
                .as(reply.whole())
                .isIn(request.startsWith("POST") ? List.of(400, 401) : List.of(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "X-Host: evil.example",
                "Forwarded: host=evil.example;proto=https",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /evil.example",
                "X-Original-URL: //evil.example/",
                "X-Rewrite-URL: /api/v1/openapi.json",
                "X-Forwarded-Server: evil.example",
                "X-Forwarded-Port: 4444"
            })
    @Requirement({"T25", "T32"})
    void no_header_but_host_says_where_one_is(String header) throws IOException {
        for (String path : List.of("/admin", "/admin/sign-in", "/api/v1/sites", "/api/docs", "/nowhere")) {
            Wire.Reply plain = say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            Wire.Reply forged =
                    say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nConnection: close\r\n\r\n");
            assertThat(plain).isNotNull();
            assertThat(forged).isNotNull();
            assertThat(forged.status()).as(path).isEqualTo(plain.status());
            assertThat(forged.whole()).as(path).doesNotContain("evil.example").doesNotContain("4444");
            assertThat(forged.header("location")).as(path).isEqualTo(plain.header("location"));
        }
    }

    @Test
    @Requirement("T30")
    void every_answer_carries_the_headers_that_protect_whoever_reads_it() throws IOException {
        for (String line : List.of(
                "GET /admin",
                "GET /admin/sign-in",
                "GET /api/v1/sites",
                "GET /api/v1/openapi.json",
                "GET /nowhere",
                "GET /api/v1/%2e",
                "TRACE /api/v1/sites",
                "OPTIONS /api/v1/sites",
                "HEAD /admin/sign-in",
                "POST /admin/sign-in",
                "GET /assets/none.css",
                "GET /health/ready",
                "GET /metrics",
                "GET /error")) {
            Wire.Reply reply = say(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(reply).as(line).isNotNull();
            assertThat(reply.header("x-content-type-options")).as(line).isEqualTo("nosniff");
            assertThat(reply.header("content-security-policy")).as(line).contains("frame-ancestors");
            assertThat(reply.headers()).as(line).doesNotContainKeys("server", "x-powered-by");
            assertThat(reply.status()).as(line).isLessThan(500);
        }
    }

    @Test
    @Requirement("T31")
    void of_many_people_on_shared_connections_each_is_told_of_themselves() throws Exception {
        ApiSite site = new ApiSite();
        record Person(String id, String name, String token) {}
        List<Person> people = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            Answer added = site.post(
                    "/members",
                    Map.of(
                            "email",
                            "p" + n + "@" + site.key + ".example.org",
                            "name",
                            "Person " + n,
                            "role",
                            "viewer"));
            String member = added.json().path("id").asString();
            String token = site.post("/tokens", Map.of("name", "Own", "member", member))
                    .json()
                    .path("token")
                    .asString();
            people.add(new Person(member, "Person " + n, token));
        }
        List<Future<?>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            for (int n = 0; n < 400; n++) {
                Person person = people.get(n % people.size());
                int turn = n;
                asked.add(threads.submit(() -> {
                    if (turn % 3 == 0) {
                        // Two that fail in between, each in its own way; the second is one no client library sends.
                        assertThat(server.get(
                                                "localhost",
                                                "/api/v1/sites/none/x%00",
                                                "Authorization",
                                                "Bearer " + person.token())
                                        .statusCode())
                                .isEqualTo(400);
                        Wire.Reply odd = say("GET /api/v1/sites/none/x%zz HTTP/1.1\r\nHost: localhost\r\n"
                                + "Authorization: Bearer " + person.token() + "\r\nConnection: close\r\n\r\n");
                        assertThat(odd).isNotNull();
                        assertThat(odd.status()).as(odd.whole()).isEqualTo(400);
                    }
                    String told = server.get("localhost", "/api/v1/me", "Authorization", "Bearer " + person.token())
                            .body();
                    JsonNode me = Json.read(told);
                    assertThat(me.path("kind").asString()).as(told).isEqualTo("token");
                    assertThat(me.path("member").asString()).as(told).isEqualTo(person.id());
                    // The member and which of their tokens it is, as the trail names it too.
                    assertThat(me.path("name").asString()).as(told).isEqualTo(person.name() + " (Own)");
                    assertThat(server.get("localhost", "/api/v1/me").statusCode())
                            .isEqualTo(401);
                    return null;
                }));
            }
        }
        for (Future<?> one : asked) {
            one.get();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "//evil.example/",
                "\\\\evil.example",
                "https:evil.example",
                "data:text/html,x",
                "http://user:secret@evil.example/",
                "/ok\r\nSet-Cookie: a=b",
                "file:///etc/passwd",
                "https://elsewhere.example/page",
                "/page"
            })
    @Requirement("T35")
    void a_redirect_leads_to_a_path_or_to_a_web_address_and_nowhere_else(String to) {
        ApiSite site = new ApiSite();
        Answer made = site.post(
                "/staging/records",
                Map.of(
                        "type",
                        "redirect",
                        "title",
                        "Away",
                        "content",
                        Map.of("from", "/old", "to", to, "status", 301)));
        if (made.status() == 201) {
            site.step("staging", made.json().path("id").asString(), "publish");
            var answer = server.get(site.key + ".staging.localhost", "/old");
            String location = answer.headers().firstValue("Location").orElse("");
            if (!location.isEmpty()) {
                assertThat(location).matches("(https?://[^@\\s]+|/([^/\\\\\\s]\\S*)?)");
            }
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        } else {
            assertThat(made.status()).isEqualTo(422);
        }
    }
}
