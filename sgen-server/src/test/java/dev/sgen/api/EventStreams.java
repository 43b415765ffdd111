package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.IncomingRecord;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Sites;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A site and those who listen to its events, for tests. */
abstract class EventStreams {
    final TestApplication server = TestApplication.shared();
    final ApiSite site = new ApiSite();
    /** The promise is a second; the rest is this machine's, which has other work. */
    static final Duration ENDED = Duration.ofMillis(1_500);

    /** One server-sent event. */
    record Heard(String id, String name, JsonNode data) {}

    /** A program that listens in the background. */
    final class Ear implements AutoCloseable {
        final List<Heard> heard = new CopyOnWriteArrayList<>();
        final HttpClient client = HttpClient.newHttpClient();
        final HttpResponse<java.io.InputStream> answer;
        final CompletableFuture<Void> end = new CompletableFuture<>();

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

        void read() {
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

        List<Heard> changes() {
            return heard.stream().filter(h -> h.name().equals("change")).toList();
        }

        List<String> operations() {
            return changes().stream()
                    .map(h -> h.data().path("operation").asString())
                    .toList();
        }

        List<JsonNode> progress() {
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

    Ear ear() throws IOException, InterruptedException {
        return new Ear(TestApplication.TOKEN, "");
    }

    /** A token of a new member of the site. */
    String tokenOf(String role) {
        String email = role + "-" + UUID.randomUUID() + "@example.org";
        Answer member = site.post("/members", Map.of("email", email, "role", role));
        assertThat(member.status()).as(member.response().body()).isEqualTo(201);
        Answer token = site.post(
                "/tokens",
                Map.of("name", "ear", "member", member.json().path("id").asString()));
        assertThat(token.status()).as(token.response().body()).isEqualTo(201);
        return token.json().path("token").asString();
    }

    String signIn() {
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

    List<String> pages(int many) {
        List<IncomingRecord> pages = IntStream.range(0, many)
                .mapToObj(n -> new IncomingRecord(
                        new RecordId(UUID.randomUUID()),
                        "page",
                        null,
                        new Contents("Page " + n, "/page-" + n, ApiSite.content("Text"), List.of()),
                        IncomingRecord.Wish.DRAFT,
                        null))
                .toList();
        server.bean(Publishing.class)
                .bringIn(
                        Actor.platform(),
                        server.bean(Sites.class).require(site.key).id(),
                        Environment.STAGING,
                        PublishingOperations.IMPORT,
                        pages,
                        Map.of());
        return pages.stream().map(p -> p.record().toString()).toList();
    }
}
