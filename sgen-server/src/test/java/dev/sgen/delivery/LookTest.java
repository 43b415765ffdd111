package dev.sgen.delivery;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgen.content.Contents;
import dev.sgen.content.InvalidContent;
import dev.sgen.platform.Json;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.site.SiteHosts;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.Refused;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Layouts around pages, themes that fail, what pages tell search engines. */
class LookTest {
    private static String words(String text) {
        return "{\"body\":[{\"type\":\"paragraph\",\"text\":\"" + text + "\"}]}";
    }

    @Test
    @Requirement({"THEME-2", "THEME-5", "THEME-8"})
    void a_page_stands_in_the_layout_it_names_or_in_that_of_its_type_and_takes_it_along() {
        Visitors site = new Visitors("laid-out");
        RecordId named = site.shown(STAGING, "layout", "Named", """
                {"body":[{"type":"columns","columns":[{"body":[{"type":"slot"}]},{"body":[{"type":"paragraph","text":"beside it"},
                {"type":"postList","limit":3}]}]}]}""");
        site.shown(STAGING, "layout", "Of posts", """
                {"appliesTo":["post"],"body":[{"type":"paragraph","text":"below every post"}]}""");
        RecordId page = site.shown(
                STAGING,
                "page",
                "About",
                "/about",
                "{\"layout\":\"" + named + "\",\"body\":[{\"type\":\"paragraph\",\"text\":\"the page itself\"}]}");
        site.shown(STAGING, "post", "News", "/blog/news", words("the news"));
        var about = Jsoup.parse(site.staging("/about").body());
        assertThat(about.select(".columns > .column:first-child > .slot").text())
                .contains("the page itself");
        assertThat(about.select(".columns > .column:last-child").text())
                .contains("beside it")
                .contains("News");
        String post = site.staging("/blog/news").body();
        assertThat(post.indexOf("the news")).isPositive().isLessThan(post.indexOf("below every post"));
        Visitors.SERVER.bean(Promoting.class).promote(Actor.platform(), site.site.id(), List.of(page), OnDrift.REFUSE);
        assertThat(site.live("/about").body()).contains("the page itself").contains("beside it");
        assertThat(site.live("/about").body()).doesNotContain("below every post");
    }

    @Test
    void a_slot_outside_of_a_layout_shows_nothing() {
        Visitors site = new Visitors("slotted");
        site.shown(
                LIVE,
                "page",
                "About",
                "/about",
                "{\"body\":[{\"type\":\"slot\"},{\"type\":\"paragraph\",\"text\":\"x\"}]}");
        assertThat(site.live("/about").statusCode()).isEqualTo(200);
    }

    @Test
    @Requirement({"T7", "THEME-10"})
    void a_theme_that_does_not_parse_is_refused_with_its_line_and_one_that_fails_never_takes_the_site_down() {
        Visitors site = new Visitors("broken");
        site.shown(STAGING, "page", "About", "/about", words("still here"));
        String broken = "{\"templates\":{\"page\":\"<p>\\n{{#if x}}\\n</p>\"}}";
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> site.draft(STAGING, "theme", "Mine", null, broken))
                .satisfies(refused -> {
                    InvalidContent why = (InvalidContent) refused.refusal();
                    assertThat(why.errors()).singleElement().satisfies(e -> {
                        assertThat(e.field()).isEqualTo("/content/templates");
                        assertThat(e.message()).contains("page").contains("line 3");
                    });
                });
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> site.draft(STAGING, "theme", "Mine", null, "{\"templates\":{\"mine\":\"x\"}}"));
        site.shown(
                STAGING,
                "theme",
                "Mine",
                "{\"templates\":{\"page\":\"{{> page}}\",\"card-post\":\"{{> card-post}}\"}}");
        site.shown(STAGING, "post", "News", "/blog/news", words("x"));
        assertThat(site.staging("/about").statusCode()).isEqualTo(200);
        assertThat(site.staging("/about").body()).contains("still here").contains("The built-in look stands in");
        assertThat(site.staging("/blog").statusCode()).isEqualTo(200);
        Visitors live = new Visitors("broken-live");
        live.shown(LIVE, "page", "About", "/about", words("still here"));
        live.shown(LIVE, "theme", "Mine", "{\"templates\":{\"layout\":\"{{> layout}}\"}}");
        assertThat(live.live("/about").statusCode()).isEqualTo(200);
        assertThat(live.live("/about").body()).contains("still here").doesNotContain("stands in");
    }

    static Stream<Named<String>> failing() {
        String rounds = "{{#each @root}}".repeat(8);
        String ends = "{{/each}}".repeat(8);
        return Stream.of(
                Named.of("itself within itself", "{{> NAME}}"),
                Named.of("two within each other", "{{> card-other}}"),
                Named.of("a partial that is only looked for when it is drawn", "{{> (lookup this 'kind')}}"),
                Named.of("rounds in rounds", rounds + ends),
                Named.of("rounds that write", rounds + "x".repeat(10_000) + ends));
    }

    @ParameterizedTest
    @MethodSource("failing")
    @Requirement("T7")
    void a_template_that_parses_and_fails_while_it_is_drawn_costs_nobody_the_page(String source) {
        Visitors site = new Visitors("failing-" + Long.toString(System.nanoTime(), 36));
        site.shown(LIVE, "page", "Home", "/", words("the home page"));
        site.shown(LIVE, "page", "About", "/about", words("the page about"));
        site.shown(LIVE, "post", "News", "/blog/news", words("the news"));
        Map<String, Integer> shown = Map.of(
                "/", 200, "/about", 200, "/blog/news", 200, "/blog", 200, "/search?q=news", 200, "/nowhere", 404);
        Map<String, String> words = Map.of(
                "/",
                "the home page",
                "/about",
                "the page about",
                "/blog/news",
                "the news",
                "/blog",
                "News",
                "/search?q=news",
                "News",
                "/nowhere",
                "Page not found");
        ObjectNode content = Json.object();
        ObjectNode templates = content.putObject("templates");
        for (String name : List.of(
                "layout",
                "header",
                "footer",
                "home",
                "page",
                "post",
                "list",
                "search",
                "not-found",
                "cards",
                "card-post",
                "error")) {
            templates.put(name, "THEIRS " + source.replace("NAME", name));
        }
        templates.put("card-other", "{{> page}}");
        RecordId theme = site.shown(LIVE, "theme", "Theirs", Json.write(content));
        for (int turn = 0; turn < 2; turn++) {
            shown.forEach((path, status) -> {
                HttpResponse<String> page = site.live(path);
                assertThat(page.statusCode()).as(path).isEqualTo(status);
                assertThat(page.body())
                        .as(path)
                        .contains(words.get(path))
                        .contains("site-header")
                        .doesNotContain("THEIRS", "stands in", "Handlebars", "Exception", "dev.sgen", "\tat ");
            });
        }
        templates.removeAll();
        templates.put("page", "MENDED {{{entry.body}}}");
        SiteRecord kept =
                Visitors.SERVER.bean(RecordReading.class).require(Actor.platform(), site.site.id(), LIVE, theme);
        site.save(LIVE, kept, "Theirs", null, Json.write(content));
        Visitors.publishing().publish(Actor.platform(), site.site.id(), LIVE, List.of(theme));
        assertThat(site.live("/about").body()).contains("MENDED").contains("the page about");
    }

    @Test
    @Requirement({"SET-6", "ENV-10"})
    void pages_tell_search_engines_what_the_settings_say_where_they_say_nothing() {
        Visitors site = new Visitors("sought");
        site.shown(LIVE, "settings", "Search", """
                {"group":"seo","values":{"titleSuffix":"Northwind","description":"All about \\"north\\" <wind>",
                "verification":{"google":"abc<\\"123"},"meta":[{"name":"viewport","content":"no"},{"name":"author","content":"N"}]}}""");
        site.shown(LIVE, "page", "About", "/about", "{}");
        site.shown(LIVE, "location", "Shop", "/locations/shop", """
                {"address":{"street":"</script><script>alert(1)</script>","locality":"Hull"},"coordinates":{"latitude":53.7,"longitude":-0.3}}""");
        String about = site.live("/about").body();
        assertThat(about).contains("<title>About · Northwind</title>");
        var head = Jsoup.parse(about).head();
        assertThat(head.select("meta[name=description]").attr("content")).isEqualTo("All about \"north\" <wind>");
        assertThat(head.select("meta[name=google-site-verification]").attr("content"))
                .isEqualTo("abc<\"123");
        assertThat(head.select("meta[name=viewport]")).hasSize(1);
        assertThat(head.select("meta[name=author]").attr("content")).isEqualTo("N");
        assertThat(head.select("meta[name=robots]")).isEmpty();
        var shop = Jsoup.parse(site.live("/locations/shop").body());
        assertThat(shop.select("script")).hasSize(1);
        var data = Json.readObject(shop.select("script").first().data());
        assertThat(data.path("address").path("addressLocality").asString()).isEqualTo("Hull");
        assertThat(data.path("geo").path("latitude").asString()).isEqualTo("53.7");
        Visitors hidden = new Visitors("unsought");
        hidden.shown(LIVE, "settings", "Search", "{\"group\":\"seo\",\"values\":{\"noindex\":true}}");
        hidden.shown(LIVE, "page", "About", "/about", "{}");
        assertThat(hidden.live("/about").body()).contains("content=\"noindex\"");
    }

    @Test
    @Requirement("T32")
    void the_canonical_address_is_the_sites_own_domain_once_it_has_one() {
        Visitors site = new Visitors("named");
        site.shown(LIVE, "page", "About", "/about", "{}");
        assertThat(site.live("/about").body()).contains("//named.localhost:");
        Visitors.SERVER.bean(SiteHosts.class).add(Actor.platform(), site.site.id(), "www.named-example.org", LIVE);
        site.shown(LIVE, "page", "More", "/more", "{}");
        assertThat(site.live("/more").body())
                .contains("<link rel=\"canonical\" href=\"http://www.named-example.org:" + Visitors.SERVER.port()
                        + "/more\">");
        assertThat(site.live("/sitemap.xml").body())
                .contains("//www.named-example.org")
                .contains("<lastmod>");
    }

    @Test
    void archives_hold_all_types_and_redirects_lead_in_no_circle() {
        Visitors site = new Visitors("kept-together");
        site.shown(LIVE, "post", "A post", "/blog/a", "{\"categories\":[\"Tea\"]}");
        site.shown(LIVE, "product", "A pot", "/products/pot", "{\"categories\":[\"Tea\"]}");
        assertThat(site.live("/category/Tea").body()).contains("A post").contains("A pot");
        site.shown(LIVE, "redirect", "One", "{\"from\":\"/one\",\"to\":\"/two?x=1\"}");
        site.shown(LIVE, "redirect", "Two", "{\"from\":\"/two\",\"to\":\"/one\"}");
        site.shown(LIVE, "redirect", "In", "{\"from\":\"/in\",\"to\":\"/one\"}");
        site.shown(LIVE, "redirect", "Good", "{\"from\":\"/old\",\"to\":\"/blog/a\",\"status\":302}");
        assertThat(site.live("/one").statusCode()).isEqualTo(404);
        assertThat(site.live("/two").statusCode()).isEqualTo(404);
        assertThat(site.live("/in").statusCode()).isEqualTo(404);
        assertThat(site.live("/old").statusCode()).isEqualTo(302);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> Visitors.publishing()
                        .create(
                                Actor.platform(),
                                site.site.id(),
                                STAGING,
                                "redirect",
                                new Contents(
                                        "Self",
                                        null,
                                        Json.readObject("{\"from\":\"/a\",\"to\":\"/a/#x\"}"),
                                        List.of())));
    }

    @Test
    @Requirement("ENV-26")
    void what_a_schema_calls_private_reaches_no_visitor() {
        Visitors site = new Visitors("discreet");
        site.shown(LIVE, "form", "Ask", "/forms/ask", """
                {"notify":"boss@secret.example","fields":[{"name":"q","label":"Q","type":"text"}],"customFields":{"k":"CANARY-1"}}""");
        site.shown(LIVE, "post", "News", "/blog/news", """
                {"customFields":{"k":"CANARY-2"},"comments":[{"author":"A","text":"seen"},{"author":"B","text":"CANARY-3","hidden":true}]}""");
        for (String path : List.of("/forms/ask", "/blog/news", "/blog", "/search?q=canary", "/feed.xml")) {
            assertThat(site.live(path).body()).as(path).doesNotContain("CANARY").doesNotContain("secret.example");
        }
        for (String type : List.of("form", "post")) {
            String json = Visitors.SERVER
                    .get("localhost", "/api/v1/sites/discreet/live/content/" + type)
                    .body();
            assertThat(json).contains("items").doesNotContain("CANARY").doesNotContain("secret.example");
        }
        String all = Visitors.SERVER
                .api("GET", "/sites/discreet/live/content/post", null)
                .response()
                .body();
        assertThat(all).contains("News");
    }
}
