package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestApplication.Answer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What happens on a site, heard by a program while it happens. */
class EventsApiTest extends EventStreams {
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
    @Requirement({"ROLE-9", "AUDIT-28"})
    @Invariant(16)
    void who_may_not_read_the_trail_hears_of_what_becomes_of_records_alone() throws Exception {
        try (Ear viewer = new Ear(tokenOf("viewer"), "");
                Ear administrator = ear()) {
            String id = site.create("staging", "On staging", "/on-staging");
            assertThat(site.post("/staging/previews", Map.of("record", id)).status())
                    .isEqualTo(201);
            site.step("staging", id, "publish");
            await().until(() -> administrator.operations().equals(List.of("save", "preview.create", "publish")));
            await().until(() -> viewer.operations().contains("publish"));
            assertThat(viewer.operations()).containsExactly("save", "publish");
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
            CompletableFuture<Answer> bulk = publishedSlowly(
                    ids, () -> !mine.progress().isEmpty() && !theirs.progress().isEmpty());
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

    @Test
    @Requirement({"ROLE-9", "BULK-5"})
    @Invariant(16)
    void how_far_an_operation_is_tells_nobody_who_may_not_read_its_environment() throws Exception {
        List<String> ids = pages(600);
        site.post("/roles", Map.of("key", "lookers", "name", "Live only", "grants", List.of("read:live")));
        try (Ear mine = ear();
                Ear theirs = new Ear(tokenOf("lookers"), "")) {
            assertThat(publishedSlowly(ids, () -> !mine.progress().isEmpty())
                            .get()
                            .status())
                    .isEqualTo(200);
            await().until(() -> mine.progress().getLast().path("over").asBoolean());
            site.post("/live/records", ApiSite.page("On live", "/on-live", "x"));
            await().until(() -> theirs.operations().equals(List.of("save")));
            assertThat(theirs.progress()).isEmpty();
        }
    }

    /** Publishes many, held up where the entry is written until something is so. */
    private CompletableFuture<Answer> publishedSlowly(List<String> ids, Callable<Boolean> until) {
        CompletableFuture<Answer> bulk = new CompletableFuture<>();
        server.bean(TransactionTemplate.class).executeWithoutResult(holding -> {
            server.bean(JdbcClient.class)
                    .sql("SELECT seq FROM audit_head WHERE site_id = (SELECT id FROM site WHERE key = :key) FOR UPDATE")
                    .param("key", site.key)
                    .query(Long.class)
                    .single();
            Thread.ofVirtual()
                    .start(() ->
                            bulk.complete(site.post("/staging/bulk", Map.of("operation", "publish", "records", ids))));
            await().until(until);
        });
        return bulk;
    }
}
