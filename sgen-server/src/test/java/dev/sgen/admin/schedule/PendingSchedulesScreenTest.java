package dev.sgen.admin.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scheduling from the admin, on the days when the clocks change and on the others. */
class PendingSchedulesScreenTest {
    private static final String STAGING = "/admin/sites/clocks/staging";

    private static Browser ada;

    @BeforeAll
    static void start() {
        TestApplication application = TestApplication.shared();
        ada = Browser.signedIn(application);
        ada.done("/admin/sites/new", "key", "clocks", "name", "Clocks", "plan", "growth");
        application.api("PATCH", "/sites/clocks", java.util.Map.of("timeZone", "Europe/Berlin"));
    }

    private static String page(String title) {
        return ada.done(
                        STAGING + "/content/page/new",
                        "title",
                        title,
                        "tags",
                        "",
                        "path",
                        "",
                        "body",
                        "[{\"type\":\"paragraph\",\"text\":\"x\"}]")
                .replaceFirst(".*/record/", "");
    }

    @Test
    @Requirement({"SCHED-16", "ADMIN-9"})
    void a_time_that_the_clocks_jump_over_is_refused_with_the_two_nearest_real_ones() {
        String id = page("Gap");
        HttpResponse<String> answer =
                ada.post(STAGING + "/decide/schedule", "record", id, "at", "2098-03-30T02:30", "action", "publish");
        assertThat(answer.statusCode()).isEqualTo(409);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("#when-words").text()).contains("doesn’t exist in Europe/Berlin");
        assertThat(page.select("button[name=instant]").eachAttr("value"))
                .containsExactly("2098-03-30T00:59:00Z", "2098-03-30T01:00:00Z");
        assertThat(ada.page(STAGING + "/record/" + id).select(".waiting")).isEmpty();
    }

    @Test
    @Requirement("SCHED-16")
    void of_a_time_that_comes_twice_one_is_picked() {
        String id = page("Overlap");
        Document asked = Jsoup.parse(
                ada.post(STAGING + "/decide/schedule", "record", id, "at", "2098-10-26T02:30", "action", "publish")
                        .body());
        assertThat(asked.select("#when-words").text()).contains("comes twice in Europe/Berlin");
        assertThat(asked.select("button[name=instant]").eachAttr("value"))
                .containsExactly("2098-10-26T00:30:00Z", "2098-10-26T01:30:00Z");
        ada.done(
                STAGING + "/decide/schedule",
                "record",
                id,
                "at",
                "2098-10-26T02:30",
                "instant",
                "2098-10-26T01:30:00Z",
                "action",
                "publish");
        assertThat(ada.page(STAGING + "/record/" + id).select(".waiting").text())
                .contains("Publishes v1 on staging on Sunday 26 October 2098, 02:30 CET");
    }

    @Test
    @Requirement("SCHED-15")
    void what_a_typed_time_means_is_said_while_it_is_typed() {
        String when = STAGING + "/decide/schedule/when?at=";
        assertThat(ada.page(when + "2098-07-01T09:00").text())
                .contains("Tuesday 1 July 2098, 09:00 CEST in Europe/Berlin")
                .contains("07:00 UTC");
        assertThat(ada.page(when + "2001-07-01T09:00").text()).contains("has passed");
        assertThat(ada.page(when + "soon").text()).contains("Say the day and the time");
        String id = page("Past");
        assertThat(ada.post(STAGING + "/decide/schedule", "record", id, "at", "2001-07-01T09:00")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @Requirement({"SCHED-26", "SAVE-11", "ADMIN-13"})
    void what_is_pending_is_seen_in_the_list_the_editor_and_the_room_and_can_be_cancelled_there() {
        String id = page("Opening day");
        ada.done(STAGING + "/decide/schedule", "record", id, "at", "2098-07-01T09:00", "action", "publish");
        ada.done(
                STAGING + "/record/" + id,
                "expected",
                "1",
                "title",
                "Opening day, changed",
                "path",
                "",
                "tags",
                "",
                "body",
                "[{\"type\":\"paragraph\",\"text\":\"y\"}]");
        Document editor = ada.page(STAGING + "/record/" + id);
        assertThat(editor.select(".waiting").text())
                .contains("Publishes v1 on staging on Tuesday 1 July 2098, 09:00 CEST")
                .contains("v2 was saved since and isn’t part of it")
                .contains("Schedule v2 instead");
        Document again = ada.page(editor.select(".waiting a").first().attr("href"));
        assertThat(again.select("#at").attr("value")).isEqualTo("2098-07-01T09:00");

        assertThat(ada.page(STAGING + "/content/page?view=scheduled")
                        .select(".chip-clock")
                        .attr("title"))
                .contains("Publishes v1 on staging");
        Document room = ada.page(STAGING + "/schedule");
        assertThat(room.select(".agenda-day h2").eachText()).contains("Tuesday 1 July 2098");
        assertThat(room.select(".agenda").text())
                .contains("publishes v1 on staging, new there")
                .contains("v2 is newer and isn’t part of it");
        assertThat(ada.page(STAGING + "/schedule?span=week").text()).contains("Nothing in this span");
        String back = ada.done(STAGING + "/schedule/cancel", "record", id, "environment", "staging");
        assertThat(ada.page(back).select(".notice").text()).contains("is cancelled");
        assertThat(ada.page(STAGING + "/record/" + id).select(".waiting")).isEmpty();
    }

    @Test
    @Requirement("SCHED-13")
    void publishing_here_and_promoting_to_live_are_told_apart_by_who_sees_it() {
        String id = page("Apart");
        Document draft = ada.page(STAGING + "/decide/schedule?record=" + id);
        assertThat(draft.select("input[value=promote]").hasAttr("disabled")).isTrue();
        ada.done(STAGING + "/decide/publish", "record", id);
        Document ready = ada.page(STAGING + "/decide/schedule?record=" + id);
        assertThat(ready.select(".choices").text())
                .contains("clocks.staging.localhost shows v1 then. Live stays as it is")
                .contains("clocks.localhost shows v1, published on staging, then. Visitors see it.");
    }
}
