package dev.sgen.delivery;

import static dev.sgen.vocabulary.Environment.LIVE;
import static dev.sgen.vocabulary.Environment.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditQuery;
import dev.sgen.audit.AuditReading;
import dev.sgen.forms.Inbox;
import dev.sgen.forms.InboxQuery;
import dev.sgen.preview.Previews;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.site.Hosts;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Links that show what visitors don't see. Wagtail #12282 (the page at its scheduled moment), Decap CMS #372 (a
 * missing preview link), Ghost #17076 and Directus #21748 (looking at an old version must not change anything).
 */
class PreviewHostsTest {
    private static final Actor SGEN = Actor.platform();
    private static final Duration HOUR = Duration.ofHours(1);

    private static String body(String text) {
        return "{\"body\":[{\"type\":\"paragraph\",\"text\":\"" + text + "\"}]}";
    }

    private static Previews previews() {
        return Visitors.SERVER.bean(Previews.class);
    }

    private static HttpResponse<String> get(Previews.Made made, String path) {
        return Visitors.SERVER.get(host(made), path);
    }

    private static String host(Previews.Made made) {
        return Visitors.SERVER.bean(Hosts.class).previewHost(made.word());
    }

    private static void isSecluded(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("x-robots-tag")).contains("noindex, nofollow");
        assertThat(answer.headers().allValues("cache-control")).hasSize(1);
        assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("cache-control").orElse("")).doesNotContain("public");
        // The host's name is the secret: a link to elsewhere must not tell it (T23).
        assertThat(answer.headers().allValues("referrer-policy"))
                .as("of %s", answer.uri())
                .containsExactly("no-referrer");
    }

    @Test
    @Requirement({"ENV-15", "ENV-16", "ENV-17", "ENV-18", "SCEN-1"})
    void a_link_shows_the_newest_save_to_somebody_without_an_account() {
        Visitors site = new Visitors("drafted");
        site.shown(STAGING, "page", "Others", "/others", body("what others see"));
        SiteRecord draft = site.draft(STAGING, "page", "Plan", "/plan", body("first thoughts"));
        Previews.Made made = previews().ofDraft(SGEN, site.site.id(), STAGING, draft.id(), null, HOUR);
        Previews.Made pinned = previews().ofDraft(SGEN, site.site.id(), STAGING, draft.id(), 1, HOUR);
        assertThat(made.preview().path()).isEqualTo("/plan");
        assertThat(get(made, "/plan").body()).contains("first thoughts").contains("noindex");
        assertThat(get(made, "/others").body()).contains("what others see");
        assertThat(site.staging("/plan").statusCode()).isEqualTo(404);
        assertThat(site.live("/plan").statusCode()).isEqualTo(404);
        site.save(STAGING, draft, "Plan", "/plan", body("second thoughts"));
        assertThat(get(made, "/plan").body()).contains("second thoughts");
        assertThat(get(pinned, "/plan").body()).contains("first thoughts");
        assertThat(site.staging("/plan").statusCode()).isEqualTo(404);

        HttpResponse<String> page = get(made, "/plan");
        isSecluded(page);
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("script-src 'none'");
        assertThat(page.body()).contains("http://" + host(made)).doesNotContain("http://" + site.host(STAGING));
        HttpResponse<String> nothing = get(made, "/nowhere");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body()).contains("<html");
        isSecluded(nothing);
        for (String path :
                List.of("/robots.txt", "/sitemap.xml", "/feed.xml", "/plan/", "/%ff", "/a//b", "/search?q=a")) {
            isSecluded(get(made, path));
        }
        assertThat(get(made, "/robots.txt").body()).contains("Disallow: /");
        assertThat(Visitors.SERVER.get(host(made), "/admin").statusCode()).isEqualTo(404);
        assertThat(Visitors.SERVER.get(host(made), "/api/v1/sites").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Requirement({"ENV-18", "MULTI-9"})
    void a_link_that_has_ended_is_like_one_that_never_was() {
        Visitors site = new Visitors("ended");
        SiteRecord draft = site.draft(STAGING, "page", "Plan", "/plan", body("thoughts"));
        Previews.Made made = previews().ofDraft(SGEN, site.site.id(), STAGING, draft.id(), null, HOUR);
        Previews.Made expired = previews().ofDraft(SGEN, site.site.id(), STAGING, draft.id(), null, HOUR);
        assertThat(get(made, "/plan").statusCode()).isEqualTo(200);
        previews().revoke(SGEN, site.site.id(), made.preview().id());
        Visitors.SERVER
                .database()
                .jdbc()
                .sql("UPDATE preview SET expires_at = now() - interval '1 second' WHERE id = ?")
                .param(expired.preview().id())
                .update();
        HttpResponse<String> unknown = Visitors.SERVER.get("nothing.at.all.example", "/plan");
        assertThat(unknown.statusCode()).isEqualTo(421);
        String never = "a".repeat(made.word().length());
        for (String host : List.of(
                host(made),
                host(expired),
                never + ".preview.localhost",
                "x.preview.localhost",
                "preview.localhost",
                made.word() + ".localhost",
                made.word() + ".staging.localhost",
                "x." + host(made))) {
            HttpResponse<String> answer = Visitors.SERVER.get(host, "/plan");
            assertThat(answer.statusCode()).as(host).isEqualTo(421);
            assertThat(answer.body()).as(host).isEqualTo(unknown.body());
            assertThat(answer.headers().map().keySet())
                    .as(host)
                    .isEqualTo(unknown.headers().map().keySet());
        }
        assertThat(previews().list(SGEN, site.site.id())).isEmpty();
    }

    @Test
    @Requirement({"FORM-9", "ENV-18"})
    @Invariant(6)
    void a_form_in_a_preview_says_what_it_is_and_keeps_nothing() {
        Visitors site = new Visitors("formless");
        RecordId form = site.shown(
                LIVE,
                "form",
                "Ask us",
                "/forms/ask",
                "{\"fields\":[{\"name\":\"q\",\"label\":\"Question\",\"type\":\"text\"}]}");
        Previews.Made made = previews()
                .ofMoment(SGEN, site.site.id(), LIVE, Instant.parse("2099-01-01T00:00:00Z"), "/forms/ask", HOUR);
        long entries = entries(site);
        HttpResponse<String> page = get(made, "/forms/ask");
        assertThat(page.body()).contains("Question").doesNotContain("type=\"hidden\"");
        HttpResponse<String> posted = Visitors.SERVER.send(
                "POST",
                host(made),
                "/_forms/" + form,
                BodyPublishers.ofString("q=hello"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(posted.statusCode()).isEqualTo(403);
        assertThat(posted.body()).contains("This is a preview.");
        isSecluded(posted);
        assertThat(Visitors.SERVER
                        .send("DELETE", host(made), "/", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(405);
        assertThat(Visitors.SERVER
                        .bean(Inbox.class)
                        .list(SGEN, site.site.id(), LIVE, new InboxQuery(null, Set.of(), 10, null))
                        .items())
                .isEmpty();
        assertThat(entries(site)).isEqualTo(entries);
    }

    private static long entries(Visitors site) {
        return Visitors.SERVER
                .bean(AuditReading.class)
                .search(site.site.id(), AuditQuery.newest(200))
                .items()
                .size();
    }

    @Test
    @Requirement({"RECOV-12", "SCHED-11"})
    @Invariant(15)
    void a_whole_site_is_walked_at_another_moment() throws InterruptedException {
        Visitors site = new Visitors("walked");
        Visitors other = new Visitors("walked-by-others");
        other.shown(LIVE, "page", "Theirs", "/theirs", body("theirs"));
        RecordId post = site.shown(LIVE, "post", "Old news", "/blog/news", body("old words"));
        site.shown(LIVE, "theme", "Look", "{\"name\":\"Look\",\"footer\":\"The old footer\"}");
        Thread.sleep(5);
        Instant then = Instant.now();
        Thread.sleep(5);
        Visitors.publishing().delete(SGEN, site.site.id(), LIVE, List.of(post));
        SiteRecord soon = site.draft(LIVE, "post", "New news", "/blog/new", body("new words"));
        Instant later = Instant.now().plusSeconds(3600);
        Visitors.publishing().schedule(SGEN, site.site.id(), LIVE, List.of(soon.id()), Schedule.Action.PUBLISH, later);

        Previews.Made past = previews().ofMoment(SGEN, site.site.id(), LIVE, then, "/", HOUR);
        Previews.Made future = previews().ofMoment(SGEN, site.site.id(), LIVE, later, "/", HOUR);
        assertThat(get(past, "/blog/news").body()).contains("old words").contains("The old footer");
        assertThat(get(past, "/blog").body()).contains("Old news").doesNotContain("New news");
        assertThat(get(past, "/feed.xml").body()).contains("Old news");
        assertThat(get(past, "/sitemap.xml").body()).contains("/blog/news");
        assertThat(get(past, "/search?q=words").body()).contains("Old news");
        assertThat(get(past, "/theirs").statusCode()).isEqualTo(404);
        assertThat(get(future, "/blog/news").statusCode()).isEqualTo(404);
        assertThat(get(future, "/blog/new").body()).contains("new words");
        assertThat(get(future, "/blog").body()).contains("New news").doesNotContain("Old news");
        assertThat(site.live("/blog/new").statusCode()).isEqualTo(404);
        assertThat(site.live("/blog/news").statusCode()).isEqualTo(404);
        // A site's own name leads to no other site's preview, whatever the path says.
        assertThat(other.live("/blog/news").statusCode()).isEqualTo(404);
    }

    @Test
    @Requirement("RECOV-12")
    void media_of_the_past_are_fetched_by_the_preview_alone() throws Exception {
        Visitors site = new Visitors("pictured");
        var picture = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", picture);
        RecordId media =
                site.upload(LIVE, "a.png", picture.toByteArray()).record().id();
        String hash = Visitors.SERVER
                .database()
                .jdbc()
                .sql("SELECT content ->> 'blob' FROM version WHERE record_id = ?")
                .param(media.value())
                .query(String.class)
                .single();
        String path = "/media/" + hash.substring(0, 20) + "/a.png";
        Thread.sleep(5);
        Previews.Made past = previews().ofMoment(SGEN, site.site.id(), LIVE, Instant.now(), "/", HOUR);
        Thread.sleep(5);
        Visitors.publishing().archive(SGEN, site.site.id(), LIVE, List.of(media));
        assertThat(site.live(path).statusCode()).isEqualTo(404);
        HttpResponse<String> file = get(past, path);
        assertThat(file.statusCode()).isEqualTo(200);
        isSecluded(file);
    }

    @Test
    @Requirement({"ENV-27", "ROLE-14"})
    void making_and_revoking_is_in_the_trail_and_the_word_is_nowhere() {
        Visitors site = new Visitors("told");
        SiteRecord draft = site.draft(STAGING, "page", "Plan", "/plan", body("thoughts"));
        Previews.Made made = previews().ofDraft(SGEN, site.site.id(), STAGING, draft.id(), null, HOUR);
        previews().revoke(SGEN, site.site.id(), made.preview().id());
        var trail = Visitors.SERVER
                .bean(AuditReading.class)
                .search(site.site.id(), AuditQuery.newest(2))
                .items();
        assertThat(trail.get(1).operation()).isEqualTo("preview.create");
        assertThat(trail.get(1).records().getFirst().title()).isEqualTo("Plan");
        assertThat(trail.get(1).visibility()).isFalse();
        assertThat(trail.getFirst().operation()).isEqualTo("preview.revoke");
        assertThat(trail.toString()).contains(made.preview().id().toString()).doesNotContain(made.word());
        String kept = Visitors.SERVER
                .database()
                .jdbc()
                .sql("SELECT to_json(p)::text FROM preview p WHERE id = ?")
                .param(made.preview().id())
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(made.word());
        assertThat(Environment.values()).contains(made.preview().environment());
    }
}
