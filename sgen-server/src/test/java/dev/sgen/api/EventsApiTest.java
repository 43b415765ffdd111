package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.audit.Operation;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.Incoming;
import dev.sgen.publishing.Publishing;
import dev.sgen.site.Sites;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What happens on a site, heard by a program while it happens. */
class EventsApiTest {
    private final TestApplication server = TestApplication.shared();
    private final ApiSite site = new ApiSite();
    /** The promise is a second; the rest is this machine's, which has other work. */
    private static final Duration ENDED = Duration.ofMillis(1_500);

    /** One server-sent event. */
    private record Heard(String id, String name, JsonNode data) {}

    /** A program that listens in the background. */
    private final class Ear implements AutoCloseable {
        private final List<Heard> heard = new CopyOnWriteArrayList<>();
        private final HttpClient client = HttpClient.newHttpClient();
        private final HttpResponse<java.io.InputStream> answer;
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        Ear(String token, String query, String... headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + server.port() + "/api/v1/sites/" + site.key + "/events" + query))
                    .header("Host", "localhost:" + server.port())
                    .header("Accept", "text/event-stream");
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                String id = "";
                String name = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id:")) {
                        id = line.substring(3);
                    } else if (line.startsWith("event:")) {
                        name = line.substring(6);
                    } else if (line.startsWith("data:")) {
                        heard.add(new Heard(id, name, Json.read(line.substring(5))));
                    }
                }
            } catch (IOException hungUp) {
                // The test did.
            } finally {
                end.complete(null);
            }
        }

        private List<Heard> changes() {
            return heard.stream().filter(h -> h.name().equals("change")).toList();
        }

        private List<String> operations() {
            return changes().stream()
                    .map(h -> h.data().path("operation").asString())
                    .toList();
        }

        private List<JsonNode> progress() {
            return heard.stream()
                    .filter(h -> h.name().equals("progress"))
                    .map(Heard::data)
                    // The import that the pages came by may be heard to its end.
                    .filter(p -> p.path("operation").asString().equals("publish"))
                    .toList();
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private Ear ear() throws IOException, InterruptedException {
        return new Ear(TestApplication.TOKEN, "");
    }

    /** A token of a new member of the site. */
    private String tokenOf(String role) {
        String email = role + "-" + UUID.randomUUID() + "@example.org";
        Answer member = site.post("/members", Map.of("email", email, "role", role));
        assertThat(member.status()).as(member.response().body()).isEqualTo(201);
        Answer token = site.post(
                "/tokens",
                Map.of("name", "ear", "member", member.json().path("id").asString()));
        assertThat(token.status()).as(token.response().body()).isEqualTo(201);
        return token.json().path("token").asString();
    }

    private String signIn() {
        String fields = "_csrf=none&next=&email=" + TestApplication.EMAIL + "&password="
                + TestApplication.PASSWORD.replace(' ', '+');
        HttpResponse<String> answer = server.send(
                "POST",
                "localhost",
                "/admin/sign-in",
                HttpRequest.BodyPublishers.ofString(fields),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                "http://localhost:" + server.port());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    @Requirement("BULK-11")
    void a_change_is_heard_when_it_is_committed_and_with_the_records_it_names() throws Exception {
        try (Ear ear = ear()) {
            String id = site.create("staging", "Opening hours", "/hours");
            site.step("staging", id, "publish");
            site.post("/promotions", Map.of("records", List.of(id)));

            await().until(() -> ear.operations().equals(List.of("save", "publish", "promote")));
            JsonNode promoted = ear.changes().getLast().data();
            JsonNode entry = site.lastEntry();
            assertThat(promoted.path("entry").asString())
                    .isEqualTo(entry.path("id").asString());
            assertThat(promoted.path("at").asString())
                    .isEqualTo(entry.path("at").asString());
            assertThat(promoted.path("environment").asString()).isEqualTo("staging");
            assertThat(promoted.path("targetEnvironment").asString()).isEqualTo("live");
            assertThat(promoted.path("visibility").asBoolean()).isTrue();
            assertThat(promoted.path("count").asInt()).isEqualTo(1);
            assertThat(promoted.path("records").path(0).path("title").asString())
                    .isEqualTo("Opening hours");
        }
    }

    @Test
    void whoever_was_away_hears_everything_since_and_nothing_twice() throws Exception {
        String last;
        try (Ear ear = ear()) {
            site.create("staging", "One", "/one");
            await().until(() -> ear.changes().size() == 1);
            last = ear.changes().getFirst().id();
        }
        for (int n = 0; n < 30; n++) {
            site.create("staging", "Missed " + n, "/missed-" + n);
        }
        List<String> titles =
                IntStream.range(0, 30).mapToObj(n -> "Missed " + n).toList();
        try (Ear back = new Ear(TestApplication.TOKEN, "", "Last-Event-ID", last);
                Ear asked = new Ear(TestApplication.TOKEN, "?after=" + last)) {
            for (Ear ear : List.of(back, asked)) {
                await().until(() -> ear.changes().size() >= 30);
                assertThat(ear.changes())
                        .extracting(h ->
                                h.data().path("records").path(0).path("title").asString())
                        .containsExactlyElementsOf(titles);
                assertThat(ear.changes()).extracting(Heard::id).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    @Requirement({"ROLE-9", "AUDIT-28", "T24"})
    @Invariant(16)
    void one_hears_of_records_one_may_read_and_of_nothing_else() throws Exception {
        Answer role = site.post(
                "/roles", Map.of("key", "drafters", "name", "Staging only", "grants", List.of("read:staging")));
        assertThat(role.status()).as(role.response().body()).isEqualTo(201);
        try (Ear viewer = new Ear(tokenOf("viewer"), "");
                Ear drafter = new Ear(tokenOf("drafters"), "");
                Ear administrator = ear()) {
            site.post("/live/records", ApiSite.page("On live", "/on-live", "x"));
            site.call("PATCH", "", Map.of("timeZone", "Europe/Lisbon"));
            String id = site.create("staging", "On staging", "/on-staging");
            site.step("staging", id, "publish");
            site.post("/promotions", Map.of("records", List.of(id)));

            await().until(() -> administrator.changes().size() == 5);
            await().until(() -> viewer.operations().equals(List.of("save", "save", "publish", "promote")));
            await().until(() -> drafter.operations().equals(List.of("save", "publish", "promote")));
            assertThat(drafter.heard.toString()).doesNotContain("On live");
            assertThat(viewer.changes()).allMatch(h -> !h.data().has("entry"));
            assertThat(administrator.operations()).contains("site.change");
        }
    }

    @Test
    @Requirement({"ROLE-14", "T24"})
    void nothing_is_told_after_a_token_was_revoked_and_the_stream_ends_within_a_second() throws Exception {
        Answer made = site.post("/tokens", Map.of("name", "ear"));
        try (Ear ear = new Ear(made.json().path("token").asString(), "")) {
            site.create("staging", "Before", "/before");
            await().until(() -> ear.operations().equals(List.of("token.create", "save"))
                    || ear.operations().equals(List.of("save")));
            int told = ear.changes().size();
            assertThat(site.call("DELETE", "/tokens/" + made.json().path("id").asString(), null)
                            .status())
                    .isEqualTo(204);
            long revoked = System.nanoTime();
            for (int n = 0; n < 3; n++) {
                site.create("staging", "After " + n, "/after-" + n);
            }
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(ENDED);
            assertThat(ear.changes()).hasSize(told);
        }
    }

    @Test
    @Requirement("T24")
    void a_stream_ends_when_its_token_expires() throws Exception {
        Instant end = Instant.now().plusMillis(1_500);
        Answer made = site.post("/tokens", Map.of("name", "ear", "expiresAt", end.toString()));
        try (Ear ear = new Ear(made.json().path("token").asString(), "")) {
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(Instant.now()).isBetween(end, end.plus(ENDED));
        }
    }

    @Test
    @Requirement("T24")
    void a_stream_ends_with_the_session_that_asked_for_it() throws Exception {
        String cookie = signIn();
        String session = new String(
                Base64.getDecoder().decode(cookie.substring(cookie.indexOf('=') + 1)), StandardCharsets.US_ASCII);
        try (Ear ear = new Ear("", "", "Cookie", cookie)) {
            assertThat(server.database()
                            .jdbc()
                            .sql("DELETE FROM spring_session WHERE session_id = :id")
                            .param("id", session)
                            .update())
                    .isEqualTo(1);
            site.create("staging", "After", "/after");
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(ear.changes()).isEmpty();
        }
    }

    @Test
    @Requirement({"ROLE-14", "T24"})
    void who_loses_a_role_hears_no_more_of_what_it_let_them_read() throws Exception {
        site.post("/roles", Map.of("key", "lookers", "name", "Live only", "grants", List.of("read:live")));
        String member = site.post(
                        "/members", Map.of("email", "changing-" + site.key + "@example.org", "role", "viewer"))
                .json()
                .path("id")
                .asString();
        String token = site.post("/tokens", Map.of("name", "ear", "member", member))
                .json()
                .path("token")
                .asString();
        try (Ear ear = new Ear(token, "")) {
            assertThat(site.call("PATCH", "/members/" + member, Map.of("role", "lookers"))
                            .status())
                    .isEqualTo(200);
            site.create("staging", "Secret plan", "/secret-plan");
            site.post("/live/records", ApiSite.page("On live", "/on-live", "x"));
            await().until(() -> ear.operations().equals(List.of("save")));
            assertThat(ear.heard.toString()).doesNotContain("Secret plan").contains("On live");
        }
    }

    @Test
    @Requirement({"ROLE-14", "T24"})
    void nothing_is_told_to_a_member_who_was_removed() throws Exception {
        String email = "leaving-" + site.key + "@example.org";
        String member = site.post("/members", Map.of("email", email, "role", "editor"))
                .json()
                .path("id")
                .asString();
        String token = site.post("/tokens", Map.of("name", "ear", "member", member))
                .json()
                .path("token")
                .asString();
        try (Ear ear = new Ear(token, "")) {
            site.call("DELETE", "/members/" + member, null);
            long removed = System.nanoTime();
            for (int n = 0; n < 3; n++) {
                site.create("staging", "After " + n, "/after-" + n);
            }
            ear.end.get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - removed)).isLessThan(ENDED);
            assertThat(ear.operations()).doesNotContain("save");
        }
    }

    @Test
    void a_stream_lasts_as_long_as_it_was_asked_to() throws Exception {
        try (Ear ear = new Ear(TestApplication.TOKEN, "?seconds=1")) {
            await().atMost(Duration.ofSeconds(5)).until(ear.end::isDone);
        }
    }

    @Test
    void who_asks_for_the_head_alone_gets_it_at_once() {
        long begun = System.nanoTime();
        HttpResponse<String> head = server.send(
                "HEAD",
                "localhost",
                "/api/v1/sites/" + site.key + "/events",
                java.net.http.HttpRequest.BodyPublishers.noBody(),
                "Authorization",
                "Bearer " + TestApplication.TOKEN);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void the_description_says_what_kind_of_answer_it_is() {
        JsonNode told = Json.read(
                        server.get("localhost", "/api/v1/openapi.json").body())
                .path("paths")
                .path("/api/v1/sites/{site}/events")
                .path("get");
        assertThat(told.path("responses").path("200").path("content").propertyNames())
                .containsExactly("text/event-stream");
        assertThat(told.path("parameters"))
                .extracting(p -> p.path("name").asString())
                .containsExactlyInAnyOrder("site", "Last-Event-ID", "after", "seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?seconds=0", "?seconds=301", "?seconds=x", "?after=-1", "?after=7000", "?after=1e3"})
    void what_cant_be_is_a_bad_request(String query) {
        Answer answer = site.get("/events" + query);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(ApiSite.code(answer)).isEqualTo("bad-request");
    }

    @Test
    @Requirement("T40")
    void one_member_holds_so_many_streams_and_no_more() throws Exception {
        List<Ear> ears = new ArrayList<>();
        String token = tokenOf("editor");
        try {
            for (int n = 0; n < 20; n++) {
                ears.add(new Ear(token, ""));
            }
            HttpResponse<String> refused = server.get(
                    "localhost", "/api/v1/sites/" + site.key + "/events", "Authorization", "Bearer " + token);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            try (Ear other = ear()) {
                assertThat(other.answer.statusCode()).isEqualTo(200);
            }
        } finally {
            ears.forEach(Ear::close);
        }
        // A seat is free again when the server has found the other end gone.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            HttpResponse<String> again = server.get(
                    "localhost", "/api/v1/sites/" + site.key + "/events?seconds=1", "Authorization", "Bearer " + token);
            return again.statusCode() == 200;
        });
    }

    @Test
    @Requirement({"BULK-5", "BULK-11"})
    void how_far_an_operation_over_many_is_can_be_heard_by_everybody_until_it_is_over() throws Exception {
        List<String> ids = pages(600);
        String viewer = tokenOf("viewer");
        try (Ear mine = ear();
                Ear theirs = new Ear(viewer, "")) {
            CompletableFuture<Answer> bulk = new CompletableFuture<>();
            // Held up where the entry is written, so that it lasts.
            server.bean(TransactionTemplate.class).executeWithoutResult(holding -> {
                server.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql(
                                "SELECT seq FROM audit_head WHERE site_id = (SELECT id FROM site WHERE key = :key) FOR UPDATE")
                        .param("key", site.key)
                        .query(Long.class)
                        .single();
                Thread.ofVirtual()
                        .start(() -> bulk.complete(
                                site.post("/staging/bulk", Map.of("operation", "publish", "records", ids))));
                await().until(() ->
                        !mine.progress().isEmpty() && !theirs.progress().isEmpty());
            });
            assertThat(bulk.get().status()).as(bulk.get().response().body()).isEqualTo(200);
            await().until(() -> mine.progress().getLast().path("over").asBoolean()
                    && theirs.progress().getLast().path("over").asBoolean());
            await().until(() -> mine.operations().contains("publish"));

            JsonNode going = mine.progress().getFirst();
            assertThat(going.path("operation").asString()).isEqualTo("publish");
            assertThat(going.path("environment").asString()).isEqualTo("staging");
            assertThat(going.path("records").asInt()).isEqualTo(600);
            assertThat(going.path("doing").asString()).isIn("writing", "showing", "recording");
            assertThat(going.path("done").asInt()).isLessThan(going.path("of").asInt());
            assertThat(going.path("mine").asBoolean()).isTrue();
            assertThat(theirs.progress().getFirst().path("mine").asBoolean()).isFalse();
            assertThat(mine.progress().getLast().path("done").asInt())
                    .isEqualTo(mine.progress().getLast().path("of").asInt());
            JsonNode told = mine.changes().getLast().data();
            assertThat(told.path("count").asInt()).isEqualTo(600);
            assertThat(told.path("records").size()).isEqualTo(100);
        }
    }

    private List<String> pages(int many) {
        List<Incoming> pages = IntStream.range(0, many)
                .mapToObj(n -> new Incoming(
                        new RecordId(UUID.randomUUID()),
                        "page",
                        null,
                        new Contents("Page " + n, "/page-" + n, ApiSite.content("Text"), List.of()),
                        Incoming.Wish.DRAFT,
                        null))
                .toList();
        server.bean(Publishing.class)
                .bringIn(
                        Actor.platform(),
                        server.bean(Sites.class).require(site.key).id(),
                        Environment.STAGING,
                        Operation.IMPORT,
                        pages,
                        Map.of());
        return pages.stream().map(p -> p.record().toString()).toList();
    }
}
