package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import dev.sgen.support.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The demo as its first visitor meets it: every page there, readable by everybody, and nothing broken on it. */
@Requirement({"ADMIN-27", "ENV-8", "ENV-26"})
class DemoTest {
    private static final Pattern LOCATION = Pattern.compile("<loc>https?://[^/<]+([^<]*)</loc>");
    private static final List<String> FACES = List.of(
            "/",
            "/blog",
            "/blog/the-pea-in-the-coat-lining",
            "/products",
            "/products/pea-hartbeck-tall",
            "/events",
            "/events/seed-swap",
            "/locations/goods-shed",
            "/delivery",
            "/people",
            "/contact",
            "/search?q=pea",
            "/nothing-here");

    private static Product product;
    private static String site;

    @BeforeAll
    static void open() {
        product = Product.demo();
        Api administrator = Api.withToken(product, Product.ADMIN_TOKEN);
        site = administrator
                .get("/sites")
                .expect(200)
                .json()
                .path("items")
                .get(0)
                .path("key")
                .asString();
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    void the_demo_is_there_in_every_interesting_state() {
        Api administrator = Api.withToken(product, Product.ADMIN_TOKEN);
        Set<String> states = new TreeSet<>();
        Set<String> drifts = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        int records = 0;
        String cursor = "";
        do {
            JsonNode page = administrator
                    .get("/sites/" + site + "/staging/records?limit=200" + cursor)
                    .expect(200)
                    .json();
            for (JsonNode item : page.path("items")) {
                records++;
                states.add(item.path("state").asString());
                types.add(item.path("type").asString());
                drifts.add(item.path("drift").asString(""));
            }
            cursor = page.path("next").isString()
                    ? "&cursor=" + page.path("next").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(records).isGreaterThan(100);
        assertThat(states).contains("draft", "published", "archived", "scheduled");
        assertThat(types)
                .contains("page", "post", "product", "event", "location", "form", "media", "navigation", "theme");
        assertThat(drifts).hasSizeGreaterThanOrEqualTo(4);
        assertThat(administrator
                        .get("/sites/" + site + "/staging/records?changed=true")
                        .expect(200)
                        .json()
                        .path("items"))
                .isNotEmpty();
        assertThat(administrator
                        .get("/sites/" + site + "/audit/verify")
                        .expect(200)
                        .json()
                        .path("valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void every_page_of_both_sitemaps_is_there_and_every_link_and_picture_on_it_works() {
        Visitor live = Visitor.of(product, site);
        List<String> pages = LOCATION.matcher(
                        live.opens("/sitemap.xml").expect(200).text())
                .results()
                .map(match -> match.group(1).isEmpty() ? "/" : match.group(1))
                .toList();
        assertThat(pages).hasSizeGreaterThanOrEqualTo(40);
        for (Visitor visitor : List.of(live, Visitor.ofStaging(product, site))) {
            Set<String> linked = new TreeSet<>();
            for (String page : pages) {
                String html = visitor.opens(page).expect(200).text();
                linked.addAll(addresses(html));
            }
            List<String> broken = new ArrayList<>();
            for (String address : linked) {
                int status = visitor.opens(address).status();
                if (status >= 400) {
                    broken.add(status + " " + address);
                }
            }
            assertThat(broken).isEmpty();
            assertThat(linked).anyMatch(address -> address.startsWith("/media/"));
        }
    }

    @Test
    void what_is_only_on_staging_is_nowhere_on_live() {
        Visitor live = Visitor.of(product, site);
        for (String hidden : List.of(
                "/growers-circle",
                "/blog/eleven-kales",
                "/products/runner-bean-chapel-wall",
                "/wanted",
                "/blog/sharpen-your-hoe")) {
            live.findsNothingAt(hidden);
        }
        for (String list :
                List.of("/", "/blog", "/products", "/events", "/sitemap.xml", "/feed.xml", "/search?q=kales")) {
            Answer answer = live.opens(list);
            assertThat(answer.status()).as(list).isEqualTo(200);
            assertThat(answer.text())
                    .as(list)
                    .doesNotContain("eleven-kales", "runner-bean-chapel-wall", "sharpen-your-hoe");
        }
        Visitor.ofStaging(product, site)
                .sees("/blog/eleven-kales", "Ragged Meg")
                .sees("/growers-circle", "postcard");
    }

    @Test
    void its_pages_can_be_read_by_everybody() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Browser browser = Browser.measuring(product, scheme)) {
                for (String face : FACES) {
                    browser.visits(site + ".localhost", face);
                    browser.isAccessible(face + " " + scheme);
                }
                browser.visits(site + ".staging.localhost", "/");
                browser.isAccessible("staging " + scheme);
                browser.isQuiet();
            }
        }
    }

    @Test
    void its_pages_fit_a_telephone() {
        try (Browser browser = Browser.open(product, Browser.PHONE, ColorScheme.LIGHT)) {
            for (String face : FACES) {
                Response response = browser.visits(site + ".localhost", face);
                assertThat(response.status()).as(face).isIn(200, 404);
                Object tooWide = browser.page()
                        .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) tooWide).intValue())
                        .as("sideways scroll on %s", face)
                        .isLessThanOrEqualTo(0);
            }
            browser.isAccessible("the 404 page on a phone");
            browser.visits(site + ".staging.localhost", "/");
            browser.isQuiet();
        }
    }

    private static List<String> addresses(String html) {
        return Pattern.compile("(?:href|src)=\"(/[^\"#]*)")
                .matcher(html)
                .results()
                .map((MatchResult match) -> match.group(1).replace("&amp;", "&"))
                .filter(address -> !address.startsWith("//"))
                .toList();
    }
}
