package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import dev.sgen.support.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every text that somebody can write carries a script in disguise; then every screen of the admin and every
 * public page is opened. Nothing may run, and the policy that would have stopped it may not have been needed.
 */
@Requirement({"T4", "T6"})
class CanaryTest {
    private static final int MOST_SCREENS = 150;
    private static final int OF_EACH_SHAPE = 3;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|evt_[0-9a-z_]+|=[^&]*");
    private static final Pattern WRITES = Pattern.compile("/(sign-out|pick|jump|media/file)");

    private final Product product = Product.shared();

    @Test
    void a_script_in_any_text_is_shown_as_text_on_every_screen_and_runs_on_none() {
        World world = World.site(product, "canary");
        fill(world);
        Set<String> screens = new LinkedHashSet<>();
        try (Browser browser = Browser.open(product)) {
            browser.signsIn(Product.ADMIN_EMAIL, Product.ADMIN_PASSWORD);
            Deque<String> open = new ArrayDeque<>(List.of(
                    "/admin",
                    "/admin/sites",
                    "/admin/account",
                    "/admin/sites/" + world.key() + "/staging",
                    "/admin/sites/" + world.key() + "/live"));
            Map<String, Integer> shapes = new HashMap<>();
            Set<String> seen = new HashSet<>();
            while (!open.isEmpty() && screens.size() < MOST_SCREENS) {
                String path = open.poll();
                if (!seen.add(path) || shapes.merge(shape(path), 1, Integer::sum) > OF_EACH_SHAPE) {
                    continue;
                }
                Response response = browser.page().navigate("http://localhost:" + product.port() + path);
                assertThat(response.status()).as(path).isLessThan(500);
                screens.add(path);
                openMenus(browser);
                browser.isQuiet();
                open.addAll(links(browser, world));
            }
            browser.isQuiet();
        }
        assertThat(screens).as("the screens that were opened").hasSizeGreaterThan(25);
        assertThat(screens)
                .anyMatch(s -> s.contains("/audit"))
                .anyMatch(s -> s.contains("/history"))
                .anyMatch(s -> s.contains("/content/product"))
                .anyMatch(s -> s.contains("/record/"));
        assertThat(product.faults()).isEmpty();
    }

    @Test
    void a_script_in_any_text_runs_on_no_public_page() {
        World world = World.site(product, "canary-public");
        fill(world);
        try (Browser browser = Browser.open(product)) {
            for (String host : List.of(world.key() + ".localhost", world.key() + ".staging.localhost")) {
                for (String path : List.of(
                        "/",
                        "/canary",
                        "/blog",
                        "/blog/canary",
                        "/products",
                        "/products/canary",
                        "/events",
                        "/events/canary",
                        "/locations/canary",
                        "/search?q=%22%3E%3Csvg/onload=canary(1)%3E",
                        "/tags/canary",
                        "/%22%3E%3Csvg%20onload=canary(1)%3E",
                        "/?x=%22%3E%3Cscript%3Ecanary(1)%3C/script%3E")) {
                    assertThat(browser.visits(host, path).status())
                            .as(host + path)
                            .isLessThan(500);
                    browser.isQuiet();
                }
            }
        }
    }

    private static String canary(String where) {
        return "\"><svg/onload=canary('" + where + "')><script>canary('" + where
                + "')</script>'\"<img src=x onerror=canary('" + where + "')>{{" + where + "}}";
    }

    /** One record of each kind with the canary in every text, in every state that has a screen. */
    private static void fill(World world) {
        Person grace = world.administrator();
        world.joins(canary("member").substring(0, 60), "editor");
        grace.api()
                .patch(
                        world.path(""),
                        Answer.JSON
                                .createObjectNode()
                                .put("name", canary("site").substring(0, 60))
                                .toString());
        List<String> published = new ArrayList<>();
        for (String type :
                List.of("page", "post", "product", "event", "location", "form", "navigation", "theme", "redirect")) {
            ObjectNode contents = contents(type);
            Answer made = grace.api().post(grace.records(Person.STAGING), contents.toString());
            assertThat(made.status()).as("%s: %s", type, made.text()).isEqualTo(201);
            String id = made.json().path("id").asString();
            published.add(id);
            grace.publishes(id);
        }
        grace.promotes(published.toArray(String[]::new));
        String page = published.getFirst();
        ObjectNode changed = Person.contents(canary("changed"), "/canary", canary("changed-text"));
        grace.saves(Person.STAGING, page, changed).expect(200);
        grace.publishes(page);
        grace.saves(Person.LIVE, page, Person.contents(canary("live"), "/canary", canary("live-text")))
                .expect(200);
        grace.publishes(Person.LIVE, page).expect(200);
        grace.saves(Person.STAGING, page, Person.contents(canary("saved"), "/canary", canary("saved-text")))
                .expect(200);
        String archived = grace.creates(canary("archived"), "/archived", canary("archived-text"));
        grace.publishes(archived);
        grace.api()
                .post(grace.record(Person.STAGING, archived) + "/archive", "{}")
                .expect(200);
        grace.creates(canary("draft"), "/draft", canary("draft-text"));
    }

    private static ObjectNode contents(String type) {
        ObjectNode json = Answer.JSON.createObjectNode().put("type", type).put("title", canary(type));
        String folder = switch (type) {
            case "page" -> "/canary";
            case "post" -> "/blog/canary";
            case "product", "event", "location", "form" -> "/" + type + "s/canary";
            default -> "";
        };
        if (!folder.isEmpty()) {
            json.put("path", folder);
        }
        json.putArray("tags").add("canary").add(canary("tag").substring(0, 50));
        ObjectNode content = json.putObject("content");
        switch (type) {
            case "navigation" ->
                content.put("area", "primary")
                        .putArray("items")
                        .addObject()
                        .put("label", canary("menu"))
                        .put("url", "/canary");
            case "theme" ->
                content.put("name", canary("theme").substring(0, 60))
                        .put("tagline", canary("tagline"))
                        .put("footer", canary("footer"));
            case "redirect" ->
                content.put("from", "/from-canary").put("to", "/canary").put("status", 301);
            default -> {
                content.put("excerpt", canary("excerpt"));
                body(content.putArray("body"));
                content.putObject("seo").put("title", canary("seo")).put("description", canary("description"));
            }
        }
        switch (type) {
            case "post" -> {
                content.put("author", canary("author")).put("date", "2026-01-02T03:04:05Z");
                content.putArray("categories").add(canary("category").substring(0, 60));
                content.putArray("comments")
                        .addObject()
                        .put("author", canary("commenter"))
                        .put("text", canary("comment"))
                        .put("date", "2026-01-02T03:04:05Z");
            }
            case "product" -> {
                content.put("price", "1.00")
                        .put("currency", "GBP")
                        .put("sku", canary("sku").substring(0, 60));
                content.putArray("variants")
                        .addObject()
                        .put("sku", "v")
                        .put("title", canary("variant"))
                        .put("price", "2.00");
            }
            case "event" ->
                content.put("place", canary("place"))
                        .put("organiser", canary("organiser"))
                        .put("start", "2099-01-02T03:04:05Z")
                        .put("timeZone", "Europe/London");
            case "location" -> {
                content.putObject("address").put("street", canary("street")).put("locality", canary("locality"));
                content.put("phone", "0");
            }
            case "form" ->
                content.putArray("fields")
                        .addObject()
                        .put("name", "f")
                        .put("type", "text")
                        .put("label", canary("label"))
                        .put("help", canary("help"))
                        .put("placeholder", canary("placeholder"));
            default -> {
                // Nothing of its own.
            }
        }
        return json;
    }

    private static void body(ArrayNode body) {
        body.addObject()
                .put("type", "paragraph")
                .put("text", canary("paragraph") + "<a href=\"javascript:canary('link')\">link</a>");
        body.addObject().put("type", "heading").put("level", 2).put("text", canary("heading"));
        body.addObject()
                .put("type", "list")
                .put("style", "bullet")
                .putArray("items")
                .addObject()
                .put("text", canary("item"));
        body.addObject().put("type", "quote").put("text", canary("quote")).put("cite", canary("cite"));
        body.addObject().put("type", "code").put("code", canary("code")).put("language", "java");
        body.addObject()
                .put("type", "html")
                .put(
                        "html",
                        "<div onclick=\"canary('html')\">" + canary("html")
                                + "</div><iframe srcdoc=\"<script>parent.canary('frame')</script>\"></iframe>");
        body.addObject()
                .put("type", "image")
                .put("src", "https://pictures.example/x.png")
                .put("alt", canary("alt"))
                .put("caption", canary("caption"));
        body.addObject()
                .put("type", "embed")
                .put("url", "https://video.example/1")
                .put("caption", canary("embed"));
        ArrayNode rows = body.addObject()
                .put("type", "table")
                .put("caption", canary("table"))
                .putArray("rows");
        rows.addArray().add(canary("cell"));
    }

    /** Addresses that differ only in which record, entry or filter they name show the same screen. */
    private static String shape(String path) {
        return ID.matcher(path).replaceAll("ID");
    }

    private static void openMenus(Browser browser) {
        for (Locator menu : browser.page().locator("details > summary").all()) {
            if (menu.isVisible()) {
                menu.dispatchEvent("click");
            }
        }
    }

    private static List<String> links(Browser browser, World world) {
        Object found = browser.page()
                .evaluate(
                        "() => [...document.querySelectorAll('a[href]')].map(a => new URL(a.href, location)).filter(u => u.host === location.host).map(u => u.pathname + u.search)");
        List<String> links = new ArrayList<>();
        for (Object link : (List<?>) found) {
            String path = String.valueOf(link);
            boolean ours = path.startsWith("/admin")
                    && (!path.startsWith("/admin/sites/") || path.startsWith("/admin/sites/" + world.key()));
            if (ours && !WRITES.matcher(path).find()) {
                links.add(path);
            }
        }
        return links;
    }
}
