package dev.sgen.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sgen.content.Contents;
import dev.sgen.platform.Json;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.site.Site;
import dev.sgen.site.Sites;
import dev.sgen.support.RandomTraffic;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import dev.sgen.support.TestMembers;
import dev.sgen.support.Wire;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every screen and every form of the admin, found at run time, with fields good and bad, by an administrator who
 * types whatever comes to mind: never a fault, never a word of how the server is made. {@code
 * -Dsgen.fuzz.seconds=N} goes on longer, {@code -Dsgen.fuzz.seed=N} repeats one.
 */
@Requirement({"ADMIN-9", "T4", "T20", "T37"})
class AdminFuzzTest {
    private static final int SECONDS = RandomTraffic.seconds(8, 15);
    private static final String PASSWORD = "a password to fuzz with";
    /** What would end the session, or never ends itself. */
    private static final Set<String> NOT = Set.of(
            "/admin/sign-out",
            "/admin/sign-in",
            "/admin/setup",
            "/admin/account/password",
            "/admin/account/sign-out-everywhere");

    private static final List<String> FIELDS = List.of(
            "title",
            "path",
            "tags",
            "body",
            "expected",
            "then",
            "record",
            "at",
            "action",
            "overwrite",
            "q",
            "state",
            "type",
            "cursor",
            "limit",
            "email",
            "role",
            "name",
            "grants",
            "from",
            "to",
            "operation",
            "actor",
            "price",
            "start",
            "seo.title",
            "items",
            "fields",
            "a",
            "b",
            "version",
            "publish",
            "key",
            "schema",
            "host",
            "environment",
            "page",
            "sort");
    private static final List<String> ODD = List.of(
            "",
            " ",
            "0",
            "-1",
            "99999999999999999999",
            "x",
            "null",
            "\0",
            "a\0b",
            "\ud83c\udf89",
            "\u202e",
            "[]",
            "{}",
            "[{}]",
            "[null]",
            "[[[[",
            "{\"type\":\"paragraph\"}",
            "[{\"type\":\"paragraph\",\"text\":1}]",
            "[{\"type\":\"nothing\"}]",
            "\"><svg/onload=1>",
            "../..",
            "//e.example",
            "2026-02-30T99:99",
            "2026-03-29T02:30",
            "+1000000000-01-01T00:00",
            "yes",
            "on",
            "1e400",
            "%",
            "'",
            "x".repeat(20_000),
            "\r\nX: y",
            "01890000-0000-7000-8000-000000000000");

    private record Route(String method, String pattern, List<String> fields) {}

    private final TestApplication server = TestApplication.shared();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> wrongs = new TreeMap<>();
    private final Set<Integer> statuses = new TreeSet<>();
    private Site site;

    @Test
    void nothing_that_can_be_typed_makes_a_screen_fail() throws IOException {
        long seed = Long.getLong("sgen.fuzz.seed", new Random().nextLong());
        Random random = new Random(seed);
        site = server.bean(Sites.class).create(Actor.platform(), "fuzzed-desk", "Desk", "enterprise");
        TestMembers.signUp(server, site.key(), "fuzz@desk.example.org", "Fuzz", "administrator", PASSWORD);
        furnish();
        Browser browser = Browser.signedIn(server, "fuzz@desk.example.org", PASSWORD);
        String session = "Cookie: " + browser.cookie() + "\r\n";
        String secret =
                browser.page("/admin/account").select("input[name=_csrf]").attr("value");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        List<Route> routes = routes();
        assertThat(routes).hasSizeGreaterThan(40);
        try {
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            for (int n = 0; System.nanoTime() < end; n++) {
                Route route = n < routes.size() ? routes.get(n) : routes.get(random.nextInt(routes.size()));
                String request = request(route, random, session, secret);
                log.list.clear();
                Wire.Reply reply = Wire.send(server.port(), request.getBytes(StandardCharsets.UTF_8));
                judge(route, reply, log, "seed " + seed + ", request " + n + ": " + cut(request));
            }
        } finally {
            root.detachAppender(log);
        }
        assertThat(wrongs.values()).as("what went wrong").isEmpty();
        assertThat(statuses).contains(200, 404);
        assertThat(browser.get("/admin/account").statusCode())
                .as("still signed in")
                .isEqualTo(200);
    }

    private void judge(Route route, Wire.Reply reply, ListAppender<ILoggingEvent> log, String what) {
        try {
            assertThat(reply).as(what).isNotNull();
            statuses.add(reply.status());
            assertThat(reply.status()).as(what + "\n" + cut(reply.text())).isLessThan(500);
            assertThat(reply.text())
                    .as(what)
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception")
                    .doesNotContain("org.springframework");
            assertThat(reply.header("content-security-policy")).as(what).isNotEmpty();
            assertThat(List.copyOf(log.list).stream()
                            .filter(e -> e.getLevel().isGreaterOrEqual(Level.ERROR))
                            .map(ILoggingEvent::getFormattedMessage))
                    .as(what)
                    .isEmpty();
        } catch (AssertionError wrong) {
            wrongs.putIfAbsent(route.method() + " " + route.pattern(), String.valueOf(wrong.getMessage()));
        }
    }

    private void furnish() {
        Publishing publishing = server.bean(Publishing.class);
        for (Environment environment : Environment.values()) {
            for (String type :
                    List.of("page", "post", "product", "event", "form", "navigation", "settings", "layout")) {
                var record = publishing.create(
                        Actor.platform(),
                        site.id(),
                        environment,
                        type,
                        new Contents("A " + type, null, Json.object(), List.of()));
                publishing.publish(Actor.platform(), site.id(), environment, List.of(record.id()));
                ids.add(record.id().toString());
            }
        }
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (HandlerMapping mapping : server.bean(DispatcherServlet.class).getHandlerMappings()) {
            if (mapping instanceof RequestMappingHandlerMapping methods) {
                methods.getHandlerMethods().forEach((info, handler) -> {
                    if (handler.getBeanType().getPackageName().startsWith("dev.sgen.admin.")) {
                        for (String pattern : info.getPatternValues()) {
                            info.getMethodsCondition().getMethods().stream()
                                    .filter(m -> !NOT.contains(pattern))
                                    .forEach(
                                            m -> routes.add(new Route(m.name(), pattern, fields(handler.getMethod()))));
                        }
                    }
                });
            }
        }
        return routes;
    }

    private static List<String> fields(Method method) {
        List<String> fields = new ArrayList<>();
        for (var parameter : method.getParameters()) {
            RequestParam asked = parameter.getAnnotation(RequestParam.class);
            if (asked != null) {
                fields.add(
                        !asked.name().isEmpty()
                                ? asked.name()
                                : !asked.value().isEmpty() ? asked.value() : parameter.getName());
            }
        }
        return fields;
    }

    private String request(Route route, Random random, String session, String secret) {
        String path = route.pattern()
                .replace("{site}", odd(random, 8) ? encoded(one(ODD, random)) : site.key())
                .replaceAll("\\{env[^}]*}", odd(random, 8) ? "moon" : random.nextBoolean() ? "staging" : "live")
                .replace("{type}", one(List.of("page", "post", "product", "form", "navigation", "x", "-"), random))
                .replace("{verb}", one(List.of("publish", "promote", "schedule", "delete", "archive", "x"), random))
                .replaceAll("\\{(version|other|number)}", one(List.of("1", "2", "0", "-1", "x"), random));
        while (path.contains("{")) {
            String value = odd(random, 20) ? encoded(one(ODD, random)) : one(ids, random);
            path = path.replaceFirst("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(value));
        }
        StringBuilder form = new StringBuilder();
        List<String> names = new ArrayList<>(route.fields());
        for (int n = random.nextInt(5); n > 0; n--) {
            names.add(one(FIELDS, random));
        }
        for (String name : names) {
            if (random.nextInt(5) > 0) {
                form.append(form.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value(name, random)));
            }
        }
        if (odd(random, 4)) {
            form.append("&x=%zz");
        }
        String common = " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\nConnection: close\r\n" + session
                + (odd(random, 10) ? "HX-Request: true\r\n" : "")
                + (odd(random, 5) ? "Accept: application/json\r\n" : "");
        if (!route.method().equals("POST")) {
            return route.method() + " " + path + (form.isEmpty() ? "" : "?" + cutTo(form.toString(), 6_000)) + common
                    + "\r\n";
        }
        form.append("&_csrf=").append(encoded(secret));
        return "POST " + path + common + "Origin: http://localhost:" + server.port()
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.toString().getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + form;
    }

    private String value(String name, Random random) {
        if (odd(random, 40)) {
            return one(ODD, random);
        }
        return switch (name) {
            case "record", "id" -> one(ids, random);
            case "expected", "version", "a", "b" -> "1";
            case "then" -> one(List.of("save", "publish", "promote", "schedule"), random);
            case "at" -> "2031-05-05T10:00";
            case "body" -> "[{\"type\":\"paragraph\",\"text\":\"words\"}]";
            case "email" -> "f" + random.nextInt(9) + "@example.org";
            case "role" -> one(List.of("viewer", "editor"), random);
            case "environment" -> "live";
            default -> "word";
        };
    }

    private static boolean odd(Random random, int percent) {
        return random.nextInt(100) < percent;
    }

    private static <T> T one(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String cut(String text) {
        return cutTo(text, 900);
    }

    private static String cutTo(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, text.lastIndexOf('&', most) < 0 ? most : text.lastIndexOf('&', most));
    }
}
