package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sgen.platform.Json;
import dev.sgen.support.Invariant;
import dev.sgen.support.RandomTraffic;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every call of the API's own description, with parameters and bodies good and bad, by a program that means no
 * good. Whatever comes: no fault, no word of another site, and every refusal a problem with a code that
 * docs/api.md names. {@code -Dsgen.fuzz.seconds=N} goes on longer, {@code -Dsgen.fuzz.seed=N} repeats one.
 */
@Requirement({"ADMIN-26", "T15", "T18", "T20", "T30", "T34", "T37", "T38", "T40"})
@Invariant(15)
class FuzzTest {
    private static final int BRIEF_SECONDS = 12;
    private static final int FULL_SECONDS = 60;
    private static final List<String> OUTCOMES = List.of(
            "200",
            "201",
            "400 bad-request",
            "401 unauthenticated",
            "403 forbidden",
            "404 not-found",
            "405 method-not-allowed",
            "415 unsupported-type",
            "422 invalid-content");
    private static final long SLOW_MILLIS = 8_000;
    private static final int LOOK_EVERY = 100;
    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:-[a-z]+)*)`");
    private static final Pattern INSIDES = Pattern.compile(
            "dev\\.sgen\\.|org\\.(springframework|postgresql|eclipse)|\\bat [a-z]+\\.[A-Za-z.]+\\(|SQLSTATE");

    private final TestApplication server = TestApplication.shared();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final Map<String, String> wrongs = new TreeMap<>();

    @Test
    void no_request_makes_the_server_fail_or_tell_what_it_should_not() throws IOException {
        long seed = Long.getLong("sgen.fuzz.seed", new Random().nextLong());
        Random random = new Random(seed);
        Set<String> codes = namedCodes();
        JsonNode description =
                Json.read(server.get("localhost", "/api/v1/openapi.json").body());
        FuzzSite site = new FuzzSite(server);
        int entriesOfNeighbour = site.entriesOfNeighbour();
        FuzzRequests requests = new FuzzRequests(description, site, random);
        listen();
        try {
            long begun = System.nanoTime();
            for (int n = 0;
                    RandomTraffic.goesOnSince(begun, BRIEF_SECONDS, FULL_SECONDS, () -> complete(requests));
                    n++) {
                if (n % LOOK_EVERY == 0) {
                    site.repair();
                }
                FuzzRequests.Request request = requests.next();
                String what = "seed " + seed + ", request " + n + ": " + request;
                try {
                    attempt(request, codes, what);
                } catch (AssertionError | IOException wrong) {
                    // One of each kind, so that a run tells of all that is wrong.
                    wrongs.putIfAbsent(request.call(), String.valueOf(wrong.getMessage()));
                }
            }
        } finally {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        }
        assertThat(wrongs.values()).as("what went wrong").isEmpty();
        System.out.println("Fuzz, seed " + seed + ": " + seen);
        assertThat(site.entriesOfNeighbour()).as("entries of the other site").isEqualTo(entriesOfNeighbour);
        assertThat(site.trailIsWhole()).as("the audit chain").isTrue();
        // A random test proves something only about what it really did.
        assertThat(seen.keySet()).containsAll(OUTCOMES);
        assertThat(requests.untried()).as("calls that never came").isEmpty();
    }

    private boolean complete(FuzzRequests requests) {
        return seen.keySet().containsAll(OUTCOMES) && requests.untried().isEmpty();
    }

    private void attempt(FuzzRequests.Request request, Set<String> codes, String what) throws IOException {
        log.list.clear();
        long begun = System.nanoTime();
        Wire.Reply reply = Wire.send(server.port(), request.bytes());
        assertThat((System.nanoTime() - begun) / 1_000_000).as(what).isLessThan(SLOW_MILLIS);
        judge(request, reply, codes, what);
        assertThat(log.list.stream()
                        .filter(e -> e.getLevel().isGreaterOrEqual(Level.ERROR))
                        .map(ILoggingEvent::getFormattedMessage))
                .as(what)
                .isEmpty();
    }

    private void judge(FuzzRequests.Request request, Wire.@Nullable Reply reply, Set<String> codes, String what) {
        if (reply == null) {
            assertThat(request.huge()).as("hung up without a word on " + what).isTrue();
            return;
        }
        assertThat(reply.status()).as(what + "\n" + reply.text()).isBetween(200, 499);
        assertThat(reply.whole()).as(what).doesNotContain(FuzzSite.SECRET);
        assertThat(reply.header("x-content-type-options")).as(what).isEqualTo("nosniff");
        String code = "";
        boolean refused = reply.status() >= 400;
        if (refused && !request.headOnly()) {
            assertThat(reply.header("content-type")).as(what).startsWith("application/problem+json");
            JsonNode problem = Json.read(reply.text());
            code = problem.path("code").asString("");
            assertThat(codes).as("a code that docs/api.md names, for " + what).contains(code);
            assertThat(problem.path("status").asInt()).as(what).isEqualTo(reply.status());
            assertThat(problem.path("detail").asString("")).as(what).isNotBlank();
            assertThat(INSIDES.matcher(reply.text()).find())
                    .as(what + "\n" + reply.text())
                    .isFalse();
        }
        seen.merge((reply.status() + " " + code).strip(), 1, Integer::sum);
    }

    private void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    /** What the documentation of the API puts between backticks and looks like a code. */
    private static Set<String> namedCodes() throws IOException {
        Set<String> codes = new HashSet<>();
        Matcher code = CODE.matcher(Files.readString(Path.of("..", "docs", "api.md")));
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }
}
