package dev.sgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sgen.support.Invariant;
import dev.sgen.support.RandomTraffic;
import dev.sgen.support.Requirement;
import dev.sgen.support.Wire;
import dev.sgen.vocabulary.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A visitor who asks a public host for anything in any way: no fault, nothing of staging on live, and the page
 * that everybody sees stays the page. {@code -Dsgen.fuzz.seconds=N} goes on longer.
 */
@Requirement({"T20", "T22", "T32", "T33", "T34", "T37"})
@Invariant({3, 4})
class VisitorFuzzTest {
    private static final int SECONDS = RandomTraffic.seconds(5, 10);
    private static final String SECRET = "ZzOnlyOnStagingZz";
    private static final List<String> PATHS = List.of(
            "/",
            "/page",
            "/blog",
            "/blog/post",
            "/products",
            "/events",
            "/search",
            "/feed.xml",
            "/sitemap.xml",
            "/robots.txt",
            "/_forms/x",
            "/media/0000000000000000/x.png",
            "/tag/a",
            "/category/a",
            "/author/a",
            "/favicon.ico",
            "/draft",
            "/api/v1/sites",
            "/admin",
            "/health/ready",
            "/.well-known/security.txt",
            "/wp-login.php",
            "/assets/x.css",
            "/page/2",
            "/draft.json");
    private static final List<String> PIECES = List.of(
            "%zz",
            "%",
            "%00",
            "%2e%2e/",
            "..",
            "//",
            "/./",
            ";x=y",
            "%2f",
            "%5c",
            "\\",
            "?",
            "?q=%zz",
            "?q=%FF",
            "?page=-1",
            "?page=1e9",
            "?page=99999999999",
            "?q=" + "a".repeat(4_000),
            "?w=1&w=2",
            "?w=-5",
            "?w=x",
            "?q=%22%28%26",
            "&&&",
            "=",
            "#x",
            "%E2%80%AE",
            "%ED%A0%80",
            "é",
            "\ud83c\udf89",
            "?draft=1&preview=true&at=2020-01-01",
            "?version=working",
            "/" + "a".repeat(5_000),
            "%0d%0aX:y",
            "?tag=%00",
            "/index.html",
            ".",
            "/x.css",
            "?_=1");
    private static final List<String> HEADERS = List.of(
            "Range: bytes=0-",
            "Range: bytes=5-2",
            "Range: bytes=-99999999999999999999",
            "Range: bytes=0-0,2-2,4-4",
            "If-None-Match: *",
            "If-None-Match: \"x",
            "If-Modified-Since: never",
            "Accept-Encoding: gzip;q=x, br, *;q=0",
            "Accept-Encoding: identity;q=0",
            "Accept: \u00ff",
            "Accept-Language: xx-" + "x".repeat(500),
            "Cookie: sgen=x; a",
            "Authorization: Bearer x",
            "X-Forwarded-Host: evil.example",
            "Expect: nothing",
            "TE: x",
            "Upgrade: h2c",
            "Content-Type: multipart/form-data",
            "Content-Type: application/x-www-form-urlencoded",
            "Sec-Fetch-Site: cross-site",
            "Origin: null",
            "X-HTTP-Method-Override: DELETE",
            "Cache-Control: no-cache");
    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "X");
    private static final List<String> BODIES =
            List.of("", "a=b", "%zz=%zz", "\0\0", "a=" + "x".repeat(50_000), "{\"a\":1}", "--x\r\n\r\n");

    @Test
    void nothing_that_can_be_asked_makes_a_page_fail_or_shows_what_is_not_published() throws IOException {
        Visitors site = new Visitors("fuzzed");
        site.shown(
                Environment.LIVE,
                "page",
                "Page",
                "/page",
                "{\"body\":[{\"type\":\"paragraph\",\"text\":\"live words\"}]}");
        site.shown(Environment.LIVE, "post", "Post", "{\"body\":[{\"type\":\"paragraph\",\"text\":\"live words\"}]}");
        site.draft(Environment.LIVE, "page", SECRET, "/draft", "{}");
        site.shown(Environment.STAGING, "page", SECRET, "/only-staging", "{}");
        String before = site.live("/page").body();
        long seed = Long.getLong("sgen.fuzz.seed", new Random().nextLong());
        Random random = new Random(seed);
        Map<String, String> wrongs = new TreeMap<>();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            for (int n = 0; System.nanoTime() < end; n++) {
                String request = request(site, random);
                log.list.clear();
                try {
                    judge(Wire.send(Visitors.SERVER.port(), request.getBytes(StandardCharsets.UTF_8)), request);
                    assertThat(List.copyOf(log.list).stream()
                                    .filter(e -> e.getLevel().isGreaterOrEqual(Level.ERROR))
                                    .map(ILoggingEvent::getFormattedMessage))
                            .isEmpty();
                } catch (AssertionError wrong) {
                    String why = String.valueOf(wrong.getMessage());
                    wrongs.putIfAbsent(
                            why.substring(0, Math.min(60, why.length())),
                            "seed " + seed + ", request " + n + ": "
                                    + request.substring(0, Math.min(700, request.length())) + "\n" + why);
                }
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(wrongs.values()).as("what went wrong").isEmpty();
        assertThat(site.live("/page").body()).isEqualTo(before);
    }

    private static String request(Visitors site, Random random) {
        String target = one(PATHS, random);
        for (int n = random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(2) == 0 ? target.length() : 1 + random.nextInt(target.length());
            target = target.substring(0, at) + one(PIECES, random) + target.substring(at);
        }
        String method = one(METHODS, random);
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: ")
                .append(site.host(random.nextInt(4) == 0 ? Environment.STAGING : Environment.LIVE))
                .append("\r\nConnection: close\r\n");
        for (int n = random.nextInt(3); n > 0; n--) {
            request.append(one(HEADERS, random)).append("\r\n");
        }
        String body = method.equals("POST") || method.equals("PUT") ? one(BODIES, random) : "";
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return request.append("\r\n").append(body).toString();
    }

    private static void judge(Wire.Reply reply, String request) {
        assertThat(reply).as("hung up without a word").isNotNull();
        assertThat(reply.status()).as("a fault").isNotEqualTo(500).isNotEqualTo(502);
        boolean staging = request.contains(".staging.");
        if (!staging) {
            assertThat(reply.whole()).as("what isn't published on live").doesNotContain(SECRET);
        } else if (reply.status() == 200) {
            assertThat(reply.header("x-robots-tag")).as("staging unmarked").contains("noindex");
        }
        assertThat(reply.text()).as("the insides").doesNotContain("\tat ").doesNotContain("dev.sgen");
        assertThat(reply.headers()).as("injected").doesNotContainKey("x");
        assertThat(reply.header("location")).as("led away").doesNotContain("evil.example");
    }

    private static <T> T one(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
