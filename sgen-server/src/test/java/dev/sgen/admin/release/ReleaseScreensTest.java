package dev.sgen.admin.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.platform.Json;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A release as an operator puts it together, gives it a moment, promotes it and takes it back. */
@Requirement({"REC-18", "BULK-11"})
class ReleaseScreensTest {
    private final TestApplication server = TestApplication.shared();
    private final Browser browser = Browser.signedIn(server);
    private final String site = "rel-" + Long.toString(System.nanoTime(), 36);
    private final String base = "/admin/sites/" + site + "/staging";

    private String page(String title, String path) {
        String id = server.api(
                        "POST",
                        "/sites/" + site + "/staging/records",
                        Map.of("type", "page", "title", title, "path", path, "content", Json.object()))
                .json()
                .path("id")
                .asString();
        server.api("POST", "/sites/" + site + "/staging/records/" + id + "/publish", null);
        return id;
    }

    private void newSite() {
        assertThat(server.api("POST", "/sites", Map.of("key", site, "name", "Releases", "plan", "growth"))
                        .status())
                .isEqualTo(201);
    }

    private static String edition(Document page) {
        return page.select("input[name=edition]").first().attr("value");
    }

    @Test
    void is_put_together_from_a_list_reviewed_promoted_and_undone() {
        newSite();
        String one = page("Spring <b>menu</b>", "/menu");
        String two = page("Opening hours", "/hours");
        assertThat(browser.page(base + "/releases").text()).contains("No release yet");
        assertThat(browser.page(base + "/content/page").select("button[formaction$=/releases/add]"))
                .hasSize(1);
        Document add = browser.page(base + "/releases/add?record=" + one + "&record=" + two);
        assertThat(add.text()).contains("Spring <b>menu</b>");
        assertThat(add.select("input[name=record]")).hasSize(2);

        String release = browser.done(
                base + "/releases/add", "record", one, "record", two, "name", "Spring", "action", "promote");
        Document shown = browser.page(release);
        assertThat(shown.select("h2").eachText()).contains("Add 2", "Moment", "Activity");
        assertThat(browser.page(base + "/releases").select("td.main a").text()).isEqualTo("Spring");

        Document review = browser.page(release + "/promote");
        assertThat(review.select("h1").text()).contains("2 records").contains(site + ".localhost");
        assertThat(review.select("button.btn-live").text())
                .isEqualTo("Promote 2 records to " + site + ".localhost now");
        browser.done(release + "/promote", "edition", edition(review));
        assertThat(server.get(site + ".localhost", "/menu").statusCode()).isEqualTo(200);
        Document gone = browser.page(release);
        assertThat(gone.select(".chip-release").text()).isEqualTo("promoted");
        assertThat(gone.select(".sentences").text()).contains("promoted the release");
        assertThat(gone.select("a[href$=/undo]")).hasSize(1);

        assertThat(browser.page(release + "/undo").select("h2").text()).contains("Goes away again");
        browser.done(release + "/undo");
        assertThat(server.get(site + ".localhost", "/menu").statusCode()).isEqualTo(404);
        assertThat(browser.page(release).select(".chip-release").text()).isEqualTo("undone");
    }

    @Test
    void gets_a_moment_is_changed_and_shows_what_holds_it_back() {
        newSite();
        String one = page("One", "/one");
        String release = browser.done(base + "/releases/add", "name", "Autumn");
        Document empty = browser.page(release);
        assertThat(empty.text()).contains("Nothing in it yet");
        assertThat(empty.select("a[href$=/promote]")).isEmpty();
        browser.done(release + "/records", "edition", edition(empty), "record", one, "action", "promote");
        HttpResponse<String> stale =
                browser.post(release + "/records", "edition", edition(empty), "record", one, "action", "promote");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(stale.body()).select("[role=alert]").text()).contains("in between");

        browser.done(release + "/moment", "edition", edition(browser.page(release)), "at", "2099-05-01T10:00");
        Document scheduled = browser.page(release);
        assertThat(scheduled.select(".under").text()).contains("Goes to live on 1 May 2099, 10:00:00 UTC");
        assertThat(scheduled.select("button[name=cancel]")).hasSize(1);
        browser.done(release + "/moment", "edition", edition(scheduled), "cancel", "yes");
        assertThat(browser.page(release).select(".chip-release").text()).isEqualTo("open");

        server.api("POST", "/sites/" + site + "/staging/records/" + one + "/unpublish", null);
        Document held = browser.page(release);
        assertThat(held.select(".marks .blocks").text()).contains("isn't published on staging any more");
        assertThat(browser.page(release + "/promote").select("button.btn-live")).isEmpty();
        browser.done(release + "/remove", "edition", edition(held), "record", one);
        browser.done(release + "/name", "edition", edition(browser.page(release)), "name", "Autumn & winter");
        assertThat(browser.page(release).select("h1").text()).contains("Autumn & winter");
        assertThat(browser.done(release + "/delete")).isEqualTo(base + "/releases");
        assertThat(browser.get(release).statusCode()).isEqualTo(404);
    }
}
