package dev.sgen.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The admin as a browser without scripts walks through it. */
class AdminTest {
    private static final String STAGING = "/admin/sites/rooms/staging";
    private static final String LIVE = "/admin/sites/rooms/live";

    private static TestApplication application;
    private static Browser ada;

    @BeforeAll
    static void start() {
        application = TestApplication.shared();
        ada = Browser.signedIn(application);
        ada.done("/admin/sites/new", "key", "rooms", "name", "Rooms", "plan", "growth");
    }

    private static String page(String title, String text) {
        return ada.done(
                        STAGING + "/content/page/new",
                        "title",
                        title,
                        "tags",
                        "",
                        "path",
                        "",
                        "body",
                        "[{\"type\":\"paragraph\",\"text\":\"" + text + "\"}]")
                .replaceFirst(".*/record/", "");
    }

    private static String save(String base, String id, int expected, String title) {
        return ada.done(
                base + "/record/" + id,
                "expected",
                String.valueOf(expected),
                "title",
                title,
                "path",
                "",
                "tags",
                "",
                "body",
                "[{\"type\":\"paragraph\",\"text\":\"" + title + "\"}]");
    }

    @Test
    void nobody_gets_past_the_door_without_signing_in() {
        HttpResponse<String> answer = application.get("localhost", STAGING);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/admin/sign-in?next=");
    }

    @Test
    @Requirement({"ADMIN-1", "ADMIN-10"})
    void a_page_goes_from_draft_over_staging_to_live_and_the_strip_says_so() {
        String id = page("Walk", "One step");
        assertThat(ada.page(STAGING + "/record/" + id).select(".strip").text()).contains("Staging: draft");

        ada.done(STAGING + "/decide/publish", "record", id);
        assertThat(ada.page(STAGING + "/record/" + id).select(".strip").text())
                .contains("Staging: published v1")
                .contains("Live: not there");

        Document review = ada.page(STAGING + "/decide/promote?record=" + id);
        assertThat(review.select(".decision-lead").text()).contains("Promote “Walk” from staging to rooms.localhost");
        assertThat(review.select(".decision-foot button").text()).isEqualTo("Promote “Walk” to rooms.localhost now");

        ada.done(STAGING + "/decide/promote", "record", id);
        Document after = ada.page(STAGING + "/record/" + id);
        assertThat(after.select(".notice").text())
                .contains("“Walk” promoted to live.")
                .contains("Undo");
        assertThat(after.select(".strip").text()).contains("Live: published v1");
        assertThat(ada.page(STAGING + "/audit").select(".sentences").text())
                .contains("promoted “Walk” from staging to live");
    }

    @Test
    @Requirement("SAVE-2")
    void saving_shows_visitors_nothing_and_says_it() {
        String id = page("Quiet", "First");
        ada.done(STAGING + "/decide/publish", "record", id);
        save(STAGING, id, 1, "Quiet, changed");
        assertThat(ada.page(STAGING + "/record/" + id).select(".strip").text())
                .contains("published v1")
                .contains("1 edit not published");
    }

    @Test
    @Requirement("REC-16")
    void a_save_that_comes_second_keeps_what_was_typed_and_shows_both() {
        String id = page("Twice", "Start");
        save(STAGING, id, 1, "Theirs");
        HttpResponse<String> answer = ada.post(
                STAGING + "/record/" + id,
                "expected",
                "1",
                "title",
                "Mine",
                "path",
                "",
                "tags",
                "",
                "body",
                "[{\"type\":\"paragraph\",\"text\":\"Mine\"}]");
        assertThat(answer.statusCode()).isEqualTo(412);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("#title").text()).isEqualTo("Mine");
        assertThat(page.select(".conflict .diff").text()).contains("Theirs").contains("Mine");
        assertThat(page.select("input[name=expected]").attr("value")).isEqualTo("2");
    }

    @Test
    @Requirement("DRIFT-11")
    void a_promote_over_a_change_on_live_shows_three_versions_and_asks() {
        String id = page("Torn", "Agreed");
        ada.done(STAGING + "/decide/publish", "record", id);
        ada.done(STAGING + "/decide/promote", "record", id);
        save(STAGING, id, 1, "Torn on staging");
        ada.done(STAGING + "/decide/publish", "record", id);
        save(LIVE, id, 1, "Torn on live");
        ada.done(LIVE + "/decide/publish", "record", id);

        Document review = ada.page(STAGING + "/decide/promote?record=" + id);
        assertThat(review.select(".conflict .diff").text())
                .contains("Torn on staging")
                .contains("Torn on live");
        assertThat(review.select("input[name=overwrite]").hasAttr("required")).isTrue();
        assertThat(ada.post(STAGING + "/decide/promote", "record", id).statusCode())
                .isEqualTo(409);
        ada.done(STAGING + "/decide/promote", "record", id, "overwrite", "yes");
        assertThat(ada.page(LIVE + "/record/" + id).select("#title").text()).isEqualTo("Torn on staging");
    }

    @Test
    @Requirement("RECOV-3")
    void history_tells_what_was_visible_and_puts_it_back() {
        String id = page("Once", "First words");
        ada.done(STAGING + "/decide/publish", "record", id);
        save(STAGING, id, 1, "Second");
        ada.done(STAGING + "/decide/publish", "record", id);
        assertThat(ada.page(STAGING + "/record/" + id + "/history")
                        .select(".versions")
                        .text())
                .contains("v2")
                .contains("visible since");
        ada.done(STAGING + "/record/" + id + "/recover", "version", "1", "publish", "true");
        assertThat(ada.page(STAGING + "/record/" + id).select("#title").text()).isEqualTo("Once");
    }

    @Test
    void wrong_fields_are_told_at_the_field_and_keep_what_was_typed() {
        HttpResponse<String> answer = ada.post(
                STAGING + "/content/product/new",
                "title",
                "Loaf",
                "path",
                "",
                "tags",
                "",
                "~c/price",
                "",
                "c/price",
                "a lot");
        assertThat(answer.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("[name=c/price]").attr("value")).isEqualTo("a lot");
        assertThat(page.select("[name=c/price] ~ .field-error").text()).isNotEmpty();
    }

    @Test
    @Requirement("ADMIN-14")
    void every_page_says_its_environment_and_carries_no_inline_script_or_style() {
        String id = page("Plain", "Text");
        for (String path : List.of(
                STAGING,
                LIVE,
                STAGING + "/content/page",
                STAGING + "/record/" + id,
                LIVE + "/record/" + id,
                STAGING + "/record/" + id + "/history",
                STAGING + "/decide/publish?record=" + id,
                STAGING + "/decide/delete?record=" + id,
                STAGING + "/decide/schedule?record=" + id,
                STAGING + "/changes",
                STAGING + "/schedule",
                LIVE + "/schedule?span=week",
                STAGING + "/audit?verify=yes",
                STAGING + "/media",
                STAGING + "/import",
                STAGING + "/members",
                STAGING + "/types",
                STAGING + "/types/product",
                STAGING + "/types/new",
                STAGING + "/site",
                STAGING + "/content/product/new",
                STAGING + "/content/navigation/new")) {
            Document page = ada.page(path);
            assertThat(page.body().attr("data-env")).as(path).isEqualTo(path.startsWith(LIVE) ? "live" : "staging");
            assertThat(page.select(".env-menu summary").text()).as(path).isNotEmpty();
            assertThat(page.select("[style], style, script:not([src]):not([nonce])"))
                    .as(path)
                    .isEmpty();
            assertThat(page.getAllElements().stream()
                            .flatMap(e -> e.attributes().asList().stream())
                            .filter(a -> a.getKey().startsWith("on")))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    @Requirement({"BULK-3", "ADMIN-13"})
    void tags_of_a_selection_are_changed_in_one_go() {
        String one = page("First", "Words");
        String two = page("Second", "Words");
        Document list = ada.page(STAGING + "/content/page");
        assertThat(list.select(".bulk button[formaction$=/tags]").text()).isEqualTo("Tags…");
        Document form = ada.page(STAGING + "/tags?record=" + one + "&record=" + two);
        assertThat(form.select(".decision-lead").text())
                .isEqualTo("Change the tags of 2 records. Visitors see it when you publish.");
        assertThat(form.select("input[name=remove]")).isEmpty();
        ada.done(STAGING + "/tags", "record", one, "record", two, "add", "spring, <b>bold</b>");
        Document again = ada.page(STAGING + "/tags?record=" + one + "&record=" + two);
        assertThat(again.select(".notice").text()).contains("Tags changed on 2 records.");
        assertThat(again.select("input[name=remove]").eachAttr("value")).containsExactly("<b>bold</b>", "spring");
        ada.done(STAGING + "/tags", "record", one, "remove", "spring");
        Document empty = Jsoup.parse(
                ada.post(STAGING + "/tags", "record", one, "add", " , ").body());
        assertThat(empty.select(".notice").text()).contains("Name a tag to add or a tag to take away.");
        Document tooLong = Jsoup.parse(ada.post(STAGING + "/tags", "record", one, "add", "x".repeat(101))
                .body());
        assertThat(tooLong.select(".notice").text()).contains("Write at most 100 characters");
        assertThat(tooLong.select("#add").attr("value")).startsWith("xxx");
        Document entry = ada.page(STAGING + "/audit?record=" + two);
        assertThat(entry.select(".sentences").text()).contains("saved");
    }

    @Test
    @Requirement("MULTI-7")
    void a_site_that_is_not_there_and_one_that_is_not_yours_are_alike() {
        assertThat(ada.get("/admin/sites/nowhere/staging").statusCode()).isEqualTo(404);
        assertThat(ada.get("/admin/sites/rooms/preview").statusCode()).isEqualTo(404);
        assertThat(ada.get(STAGING + "/record/not-an-id").statusCode()).isEqualTo(404);
    }
}
