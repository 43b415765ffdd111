package dev.sgen.delivery;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.SiteRecord;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    static String body(String text) {
        return "{\"body\":[{\"type\":\"paragraph\",\"text\":\"" + text + "\"}]}";
    }

    @Test
    @Requirement({"PERF-1", "PERF-5", "SAVE-2"})
    void a_publish_is_visible_on_the_next_request_and_a_save_never() {
        Visitors site = new Visitors("fresh");
        assertThat(site.live("/about").statusCode()).isEqualTo(404);
        SiteRecord record = site.draft(LIVE, "page", "About", "/about", body("first words"));
        assertThat(site.live("/about").statusCode()).isEqualTo(404);
        Visitors.publishing().publish(Actor.platform(), site.site.id(), LIVE, List.of(record.id()));
        HttpResponse<String> shown = site.live("/about");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("first words").contains("<h1 dir=\"auto\">About</h1>");
        site.save(LIVE, record, "About", "/about", body("second words"));
        assertThat(site.live("/about").body()).isEqualTo(shown.body());
        Visitors.publishing().publish(Actor.platform(), site.site.id(), LIVE, List.of(record.id()));
        assertThat(site.live("/about").body()).contains("second words").doesNotContain("first words");
        Visitors.publishing().archive(Actor.platform(), site.site.id(), LIVE, List.of(record.id()));
        assertThat(site.live("/about").statusCode()).isEqualTo(410);
    }

    @Test
    void an_unchanged_page_is_not_sent_twice_and_a_head_has_no_body() {
        Visitors site = new Visitors("thrifty");
        site.shown(LIVE, "page", "About", "/about", body("words ".repeat(300)));
        for (String encoding : List.of("identity", "gzip", "gzip, deflate, br")) {
            HttpResponse<String> full = site.live("/about", "Accept-Encoding", encoding);
            String etag = full.headers().firstValue("etag").orElseThrow();
            assertThat(full.headers().firstValue("vary")).contains("Accept-Encoding");
            assertThat(full.headers().firstValue("content-encoding").orElse("identity"))
                    .isEqualTo(encoding.endsWith("br") ? "br" : encoding);
            HttpResponse<String> again =
                    site.live("/about", "Accept-Encoding", encoding, "If-None-Match", "\"x\", W/" + etag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("etag")).contains(etag);
            HttpResponse<String> head = Visitors.SERVER.send(
                    "HEAD", site.host(LIVE), "/about", BodyPublishers.noBody(), "Accept-Encoding", encoding);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("content-length"))
                    .isEqualTo(full.headers().firstValue("content-length"));
            assertThat(head.headers().firstValue("etag")).contains(etag);
        }
        assertThat(site.live("/about", "Accept-Encoding", "br;q=0, gzip;q=0")
                        .headers()
                        .map())
                .doesNotContainKey("content-encoding");
        assertThat(site.live("/about")
                        .headers()
                        .firstValue("content-security-policy")
                        .orElse(""))
                .contains("script-src 'none'");
    }

    @Test
    @Requirement({"T32", "T33", "PERF-4"})
    void nothing_but_the_address_shapes_an_answer() {
        Visitors site = new Visitors("plain");
        site.shown(LIVE, "page", "About", "/about", body("words"));
        String expected = site.live("/about").body();
        for (String query : List.of("?x=1", "?utm_source=a&page=7", "?q=words", "?w=320", "?%00", "?&&=")) {
            assertThat(site.live("/about" + query).body()).as(query).isEqualTo(expected);
        }
        for (String header : List.of(
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Original-URL",
                "X-Rewrite-URL",
                "Forwarded",
                "X-Host",
                "Cookie",
                "Accept-Language",
                "X-HTTP-Method-Override",
                "User-Agent")) {
            assertThat(site.live("/about", header, "evil.example").body())
                    .as(header)
                    .isEqualTo(expected);
        }
        assertThat(site.live("/%61bout").body()).isEqualTo(expected);
        assertThat(expected).contains("http://plain.localhost:");
    }

    @Test
    @Requirement("T20")
    void every_other_spelling_of_a_path_leads_nowhere_or_to_the_one() {
        Visitors site = new Visitors("spelling");
        site.shown(STAGING, "page", "About", "/about", body("words"));
        assertThat(site.staging("/about/").statusCode()).isEqualTo(301);
        assertThat(site.staging("/about/").headers().firstValue("location")).contains("/about");
        for (String path : List.of(
                "//about",
                "/about;a=b",
                "/about/.",
                "/about/x.css",
                "/about;.js",
                "/about%0a.css",
                "/about%2f",
                "/%2e%2e/about",
                "/x/%2e%2e/about",
                "/x/../about/..",
                "/about%00",
                "/about%c0%af",
                "/about%",
                "/about%5c",
                "/ABOUT",
                "/admin",
                "/api/v1/sites",
                "/metrics")) {
            String answer = site.raw(STAGING, "GET " + path);
            assertThat(answer).as(path).matches("(?s)HTTP/1.1 (404|400|410) .*").doesNotContain("Jetty");
            assertThat(answer.toLowerCase()).as(path).contains("x-robots-tag: noindex, nofollow");
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            String answer = site.raw(STAGING, method + " /about", "Content-Length: 0");
            assertThat(answer).as(method).startsWith("HTTP/1.1 405");
            assertThat(answer.toLowerCase()).contains("x-robots-tag: noindex");
        }
        assertThat(site.raw(STAGING, "TRACE /about")).matches("(?s)HTTP/1.1 40[05].*");
    }

    @Test
    @Requirement("MULTI-9")
    void an_unknown_host_learns_nothing() {
        HttpResponse<String> answer = Visitors.SERVER.get("nobody.example", "/");
        assertThat(answer.statusCode()).isEqualTo(421);
        assertThat(Visitors.SERVER.get("unknown.localhost", "/admin").statusCode())
                .isEqualTo(421);
    }

    @Test
    @Requirement({"ENV-10", "T22"})
    void staging_is_noindex_in_every_kind_of_answer() throws IOException {
        Visitors site = new Visitors("hidden");
        site.shown(STAGING, "page", "About", "/about", body("words"));
        site.shown(STAGING, "redirect", "Old", "{\"from\":\"/old\",\"to\":\"/about\",\"status\":301}");
        String media = site.upload(STAGING, "a.png", picture(900, 600)).url();
        String etag = site.staging("/about").headers().firstValue("etag").orElseThrow();
        for (HttpResponse<String> answer : List.of(
                site.staging("/about"),
                site.staging("/about", "If-None-Match", etag),
                site.staging("/nothing"),
                site.staging("/old"),
                site.staging("/about/"),
                site.staging("/feed.xml"),
                site.staging("/sitemap.xml"),
                site.staging("/robots.txt"),
                site.staging("/search?q=words"),
                site.staging("/blog"),
                site.staging(media),
                site.staging(media + "?w=320"),
                site.staging(media, "Range", "bytes=0-9"),
                site.staging(media, "Range", "bytes=999999999-"),
                Visitors.SERVER.send("POST", site.host(STAGING), "/_forms/x", BodyPublishers.noBody()),
                Visitors.SERVER.send("POST", site.host(STAGING), "/about", BodyPublishers.noBody()))) {
            assertThat(answer.headers().firstValue("x-robots-tag"))
                    .as(answer.uri() + " " + answer.statusCode())
                    .contains("noindex, nofollow");
        }
        assertThat(site.staging("/robots.txt").body()).contains("Disallow: /\n");
        assertThat(site.staging("/about").body()).contains("Staging");
        assertThat(site.live("/robots.txt").body())
                .doesNotContain("Disallow: /\n")
                .contains("/sitemap.xml");
        assertThat(site.live("/robots.txt").headers().map()).doesNotContainKey("x-robots-tag");
    }

    static byte[] picture(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    @Requirement({"MEDIA-1", "MEDIA-2", "MEDIA-4"})
    void media_is_served_by_its_bytes_in_parts_and_in_sizes() throws IOException {
        Visitors site = new Visitors("pictures");
        String url = site.upload(STAGING, "My photo.png", picture(900, 600)).url();
        HttpResponse<String> whole = site.staging(url);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("content-type")).contains("image/png");
        assertThat(whole.headers().firstValue("cache-control").orElse("")).contains("immutable");
        assertThat(whole.headers().firstValue("content-disposition")).contains("inline; filename*=UTF-8''My-photo.png");
        assertThat(site.live(url).statusCode()).isEqualTo(404);
        HttpResponse<String> part = site.staging(url, "Range", "bytes=1-3");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("PNG");
        assertThat(part.headers().firstValue("content-range").orElse("")).startsWith("bytes 1-3/");
        assertThat(site.staging(url, "Range", "bytes=-4").statusCode()).isEqualTo(206);
        assertThat(site.staging(url, "Range", "bytes=99999999-").statusCode()).isEqualTo(416);
        assertThat(site.staging(url, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        String etag = whole.headers().firstValue("etag").orElseThrow();
        assertThat(site.staging(url, "If-None-Match", etag).statusCode()).isEqualTo(304);
        HttpResponse<String> small = site.staging(url + "?w=320");
        assertThat(small.headers().firstValue("etag"))
                .isNotEqualTo(whole.headers().firstValue("etag"));
        assertThat(site.staging(url + "?w=321").headers().firstValue("etag")).contains(etag);

        String live = site.upload(LIVE, "live.png", picture(30, 20)).url();
        assertThat(site.live(live).statusCode()).isEqualTo(200);
        assertThat(site.staging(live).statusCode()).isEqualTo(200);
        String drawing = site.upload(
                        LIVE,
                        "a.svg",
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>x</script><rect/></svg>"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .url();
        assertThat(site.live(drawing).body()).doesNotContain("script").contains("<rect");
        assertThat(site.live(drawing)
                        .headers()
                        .firstValue("content-security-policy")
                        .orElse(""))
                .contains("sandbox");
        String sheet = site.upload(LIVE, "prices.csv", "a,b\n1,2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .url();
        assertThat(site.live(sheet).headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment");
    }

    @Test
    @Requirement({"ENV-26", "T22"})
    void what_is_not_published_here_is_nowhere() {
        Visitors site = new Visitors("secrets");
        String word = "xyzzyword";
        String product = "{\"price\":\"1\",\"currency\":\"EUR\"}";
        site.shown(LIVE, "post", "Seen", "/blog/seen", body("seen"));
        site.draft(LIVE, "post", word + " draft", "/blog/draft", body(word));
        site.shown(STAGING, "post", word + " staging", "/blog/staged", body(word));
        site.shown(STAGING, "product", word, "/products/staged", product);
        SiteRecord changed = site.draft(LIVE, "post", "Changed", "/blog/changed", body("before"));
        Visitors.publishing().publish(Actor.platform(), site.site.id(), LIVE, List.of(changed.id()));
        site.save(LIVE, changed, word + " changed", "/blog/" + word, body(word));
        for (String way : List.of("unpublish", "archive", "delete")) {
            var gone = site.shown(LIVE, "post", word + way, "/blog/" + way, body(word));
            assertThat(site.live("/blog/" + way).body()).contains(word);
            switch (way) {
                case "unpublish" ->
                    Visitors.publishing().unpublish(Actor.platform(), site.site.id(), LIVE, List.of(gone));
                case "archive" -> Visitors.publishing().archive(Actor.platform(), site.site.id(), LIVE, List.of(gone));
                default -> Visitors.publishing().delete(Actor.platform(), site.site.id(), LIVE, List.of(gone));
            }
        }
        site.shown(
                LIVE,
                "navigation",
                "Menu",
                "{\"area\":\"primary\",\"items\":[{\"label\":\"" + word + "\",\"record\":\""
                        + site.draft(LIVE, "page", "n", "/n", "{}").id() + "\"}]}");
        for (String path : List.of(
                "/",
                "/blog",
                "/products",
                "/feed.xml",
                "/sitemap.xml",
                "/blog/seen",
                "/blog/changed",
                "/search?q=" + word,
                "/blog/draft",
                "/blog/staged",
                "/blog/unpublish",
                "/blog/archive",
                "/blog/delete",
                "/nowhere",
                "/robots.txt")) {
            HttpResponse<String> answer = site.live(path);
            String text = answer.body().replace("value=\"" + word + "\"", "").replace("“" + word + "”", "");
            assertThat(text).as(path).doesNotContain(word);
            assertThat(answer.headers().map().toString()).as(path).doesNotContain(word);
        }
        assertThat(site.live("/sitemap.xml").body()).contains("/blog/seen").contains("/blog/changed");
        assertThat(site.staging("/blog/staged").body()).contains(word);
    }

    @Test
    void old_addresses_lead_on() {
        Visitors site = new Visitors("moving");
        SiteRecord record = site.draft(LIVE, "page", "Here", "/here", body("words"));
        Visitors.publishing().publish(Actor.platform(), site.site.id(), LIVE, List.of(record.id()));
        site.save(LIVE, record, "There", "/thére", body("words"));
        Visitors.publishing().publish(Actor.platform(), site.site.id(), LIVE, List.of(record.id()));
        assertThat(site.live("/here").statusCode()).isEqualTo(301);
        assertThat(site.live("/here").headers().firstValue("location")).contains("/th%C3%A9re");
        assertThat(site.live("/th%C3%A9re").statusCode()).isEqualTo(200);
        site.shown(LIVE, "redirect", "r", "{\"from\":\"/old\",\"to\":\"https://example.org/new\",\"status\":302}");
        assertThat(site.live("/old").statusCode()).isEqualTo(302);
        assertThat(site.live("/old").headers().firstValue("location")).contains("https://example.org/new");
    }

    @Test
    void lists_page_and_posts_know_their_neighbours() {
        Visitors site = new Visitors("lists");
        for (int i = 10; i < 25; i++) {
            site.shown(
                    LIVE,
                    "post",
                    "Post " + i,
                    "/blog/p" + i,
                    "{\"date\":\"2026-01-" + i
                            + "T10:00:00Z\",\"author\":\"Ada Quill\",\"categories\":[\"Notes & more\"],\"body\":[]}");
        }
        assertThat(site.live("/blog").body())
                .contains("Post 24")
                .contains("Page 1 of 2")
                .doesNotContain("Post 12<");
        assertThat(site.live("/blog?page=2").body()).contains("Post 12<").doesNotContain("Post 24");
        assertThat(site.live("/blog?page=3").statusCode()).isEqualTo(404);
        assertThat(site.live("/category/Notes%20%26%20more").body()).contains("Post 24");
        assertThat(site.live("/author/Ada%20Quill").body()).contains("Post 24");
        assertThat(site.live("/tag/nothing").statusCode()).isEqualTo(404);
        assertThat(site.live("/blog/p15").body()).contains("Post 14").contains("Post 16");
        assertThat(site.live("/feed.xml").body())
                .contains("<title>Post 24</title>")
                .contains("urn:uuid:");
        String event =
                "{\"start\":\"2030-01-01T10:00:00Z\",\"timeZone\":\"Europe/Vienna\",\"place\":\"Hall, big\",\"body\":[]}";
        var id = site.shown(LIVE, "event", "Feast", "/events/feast", event);
        assertThat(site.live("/_sgen/event/" + id + ".ics").body())
                .contains("DTSTART:20300101T100000Z")
                .contains("Hall\\, big");
        String css = site.live("/blog").body().replaceAll("(?s).*href=\"(/_sgen/theme-[^\"]+)\".*", "$1");
        assertThat(site.live(css).headers().firstValue("cache-control").orElse(""))
                .contains("immutable");
        assertThat(site.live(css).headers().firstValue("content-type")).contains("text/css;charset=utf-8");
    }

    @Test
    @Requirement({"T3", "PERF-1"})
    void whatever_may_be_kept_in_a_record_is_shown_however_large() {
        Visitors site = new Visitors("large");
        String signs = "<".repeat(199_000);
        StringBuilder code = new StringBuilder("{\"body\":[");
        for (int n = 0; n < 20; n++) {
            code.append("{\"type\":\"code\",\"code\":\"").append(signs).append("\"},");
        }
        site.shown(LIVE, "page", "Code", "/code", code + "{\"type\":\"paragraph\",\"text\":\"at the bottom\"}]}");
        HttpResponse<String> page = site.live("/code");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).hasSizeGreaterThan(15_000_000).contains("at the bottom");

        StringBuilder comments = new StringBuilder("{\"comments\":[");
        for (int n = 0; n < 20_000; n++) {
            comments.append(n == 0 ? "" : ",")
                    .append("{\"id\":\"" + n + "\",\"author\":\"A\",\"text\":\"word " + n + "\"}");
        }
        site.shown(LIVE, "post", "Talk", "/blog/talk", comments + "]}");
        HttpResponse<String> post = site.live("/blog/talk");
        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(post.body()).contains("word 0<").contains("word 19999<");
    }
}
