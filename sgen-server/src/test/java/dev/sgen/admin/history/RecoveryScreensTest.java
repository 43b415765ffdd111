package dev.sgen.admin.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * History, deleted records and previews, as a browser without scripts walks through them. payloadcms #1873 and
 * #2404: putting a version back mustn't drop or publish anything on its own; #15129: a state has one name.
 */
class RecoveryScreensTest {
    private static final String STAGING = "/admin/sites/recovered/staging";

    private static TestApplication application;
    private static Browser ada;

    @BeforeAll
    static void start() {
        application = TestApplication.shared();
        ada = Browser.signedIn(application);
        ada.done("/admin/sites/new", "key", "recovered", "name", "Recovered", "plan", "growth");
    }

    private static String body(String text) {
        return "[{\"id\":\"b1\",\"type\":\"paragraph\",\"text\":\"" + text + "\"}]";
    }

    private static String page(String title, String text) {
        return ada.done(STAGING + "/content/page/new", "title", title, "tags", "", "path", "", "body", body(text))
                .replaceFirst(".*/record/", "");
    }

    private static void save(String id, int expected, String title, String text) {
        ada.done(
                STAGING + "/record/" + id,
                "expected",
                String.valueOf(expected),
                "title",
                title,
                "path",
                "",
                "tags",
                "",
                "body",
                body(text));
    }

    private static HttpResponse<String> visit(String url) {
        URI uri = URI.create(url);
        return application.get(uri.getHost(), uri.getPath());
    }

    @Test
    @Requirement({"RECOV-1", "RECOV-2", "RECOV-3", "RECOV-10", "RECOV-12"})
    void a_history_tells_what_visitors_saw_and_puts_it_back_only_as_far_as_was_asked() {
        String id = page("Story", "the quick brown fox");
        String record = STAGING + "/record/" + id;
        ada.done(STAGING + "/decide/publish", "record", id);
        save(id, 1, "Story", "the quick red fox");
        ada.done(STAGING + "/decide/publish", "record", id);
        ada.done(STAGING + "/decide/unpublish", "record", id);

        Document history = ada.page(record + "/history");
        assertThat(history.select(".seen > li")).hasSize(3);
        assertThat(history.select(".seen > li").get(0).text())
                .contains("Nothing of it")
                .contains("unpublished by");
        assertThat(history.select(".seen > li").get(1).text()).contains("v2").contains("published by");
        assertThat(history.select(".seen > li").get(2).text()).contains("v1").contains("replaced by");

        Document compare = ada.page(record + "/compare?from=1&to=2");
        assertThat(compare.select("del").eachText()).containsExactly("brown");
        assertThat(compare.select("ins").eachText()).containsExactly("red");

        ada.done(record + "/recover", "version", "1");
        assertThat(application.get("recovered.staging.localhost", "/story").statusCode())
                .isEqualTo(404);
        assertThat(ada.page(record).select(".strip").text()).contains("Staging: draft");

        Document confirm = ada.page(record + "/recover?version=1");
        assertThat(confirm.select(".decision-lead").text()).contains("recovered.staging.localhost/story");
        ada.done(record + "/recover", "version", "1", "publish", "true");
        assertThat(application.get("recovered.staging.localhost", "/story").body())
                .contains("quick brown fox");
        assertThat(ada.page(record + "/history").select(".seen > li.now").text())
                .contains("recovered by");
    }

    @Test
    @Requirement({"C-22", "RECOV-18"})
    void a_deleted_page_is_found_and_brought_back() {
        String id = page("Lost", "words");
        ada.done(STAGING + "/decide/delete", "record", id);
        Document deleted = ada.page(STAGING + "/deleted");
        assertThat(deleted.select("tbody tr").text()).contains("Lost").contains("by Ada");
        assertThat(ada.page(STAGING + "/record/" + id).select(".empty").text())
                .contains("It was deleted here.")
                .doesNotContain("Open it on live");
        Document history = ada.page(STAGING + "/record/" + id + "/history");
        assertThat(history.select("form[action$=/recover] button").text()).contains("Put back as draft");
        ada.done(STAGING + "/record/" + id + "/recover", "version", "1");
        assertThat(ada.page(STAGING + "/record/" + id).select("#title").text()).isEqualTo("Lost");
        assertThat(ada.page(STAGING + "/deleted").select("tbody tr").text()).doesNotContain("Lost");
    }

    @Test
    @Requirement({"ENV-15", "ENV-18", "RECOV-12"})
    void previews_are_looked_at_shared_and_revoked() {
        String id = page("Shared", "first words");
        Document look =
                Jsoup.parse(ada.post(STAGING + "/previews/look", "record", id).body());
        String url = look.select("iframe").attr("src");
        assertThat(look.select("iframe").attr("sandbox")).doesNotContain("allow-scripts");
        assertThat(visit(url).body()).contains("first words");

        assertThat(ada.page(STAGING + "/previews?record=" + id).text()).contains("Share a preview of “Shared”");
        Document made = Jsoup.parse(ada.post(STAGING + "/previews", "record", id, "version", "", "hours", "24")
                .body());
        String link = made.select("#secret").text();
        assertThat(visit(link).statusCode()).isEqualTo(200);
        Document list = ada.page(STAGING + "/previews");
        assertThat(list.select("#secret")).isEmpty();
        assertThat(list.text()).contains("Working version of “Shared”");
        String revoke = list.select("form[action$=/revoke]").first().attr("action");
        ada.done(revoke);
        assertThat(visit(link).statusCode()).isEqualTo(421);

        save(id, 1, "Shared", "second words");
        Document beside = Jsoup.parse(ada.post(STAGING + "/previews/beside", "record", id, "from", "2", "to", "1")
                .body());
        assertThat(beside.select("iframe")).hasSize(2);
        assertThat(visit(beside.select("iframe").get(0).attr("src")).body()).contains("first words");
        assertThat(visit(beside.select("iframe").get(1).attr("src")).body()).contains("second words");
    }

    @Test
    @Requirement("SCHED-11")
    void the_site_is_looked_at_as_it_will_be() {
        String id = page("Soon", "words to come");
        String at = LocalDateTime.now(ZoneOffset.UTC)
                .plusDays(2)
                .withSecond(0)
                .withNano(0)
                .toString();
        ada.done(STAGING + "/decide/schedule", "record", id, "at", at, "action", "publish");
        assertThat(ada.page(STAGING).select("form.moment")).hasSize(1);
        Document look =
                Jsoup.parse(ada.post(STAGING + "/previews/look", "at", at).body());
        String home = look.select("iframe").attr("src");
        assertThat(visit(home + "soon").body()).contains("words to come");
        assertThat(application.get("recovered.staging.localhost", "/soon").statusCode())
                .isEqualTo(404);
        assertThat(ada.post(STAGING + "/previews/look", "at", "").statusCode()).isEqualTo(422);
    }
}
