package dev.sgen.admin.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.net.http.HttpResponse;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drift ledger, the refresh and the merge, as a browser without scripts walks through them. */
class DriftScreenTest {
    private static int number;
    private final Browser ada = Browser.signedIn(TestApplication.shared());
    private String staging;
    private String live;

    @BeforeEach
    void site() {
        String key = "drift-" + ++number + "-" + Long.toString(System.nanoTime(), 36);
        ada.done("/admin/sites/new", "key", key, "name", "Drift", "plan", "growth");
        staging = "/admin/sites/" + key + "/staging";
        live = "/admin/sites/" + key + "/live";
    }

    private static String body(String first, String second) {
        return "[{\"id\":\"b1\",\"type\":\"paragraph\",\"text\":\"" + first
                + "\"},{\"id\":\"b2\",\"type\":\"paragraph\",\"text\":\"" + second + "\"}]";
    }

    private String promoted(String title) {
        String id = ada.done(
                        staging + "/content/page/new",
                        "title",
                        title,
                        "tags",
                        "",
                        "path",
                        "",
                        "body",
                        body("one", "two"))
                .replaceFirst(".*/record/", "");
        ada.done(staging + "/decide/publish", "record", id);
        ada.done(staging + "/decide/promote", "record", id);
        return id;
    }

    private void change(String base, String id, int expected, String title, String body) {
        ada.done(
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
                body);
        ada.done(base + "/decide/publish", "record", id);
    }

    private String title(String base, String id) {
        return ada.page(base + "/record/" + id).select("#title").text();
    }

    @Test
    @Requirement({"DRIFT-2", "SCEN-3"})
    void a_fix_on_live_stands_in_the_inbox_and_one_click_carries_it_back_with_a_way_to_undo_it() {
        String fixed = promoted("Fixed");
        change(live, fixed, 1, "Fixed on live", body("one", "two"));
        Document room = ada.page(staging + "/changes");
        assertThat(room.select(".tabs [aria-current]").text()).isEqualTo("Live ahead 1");
        // Counted after the page is there: no page waits for it.
        assertThat(room.select(".side [aria-current] .count#drift-count").text())
                .isEmpty();
        assertThat(ada.page(staging + "/changes/count").select("#drift-count").text())
                .isEqualTo("1");
        Element deed = room.selectFirst("td.deeds form[method=post]");
        assertThat(deed.text()).isEqualTo("Carry back to staging");

        String next = ada.done(
                deed.attr("action"), "record", deed.select("input[name=record]").attr("value"));
        Document after = ada.page(next);
        assertThat(after.select(".notice").text()).contains("1 record refreshed on staging from live.");
        assertThat(title(staging, fixed)).isEqualTo("Fixed on live");
        assertThat(after.select(".empty").text()).contains("Nothing of this kind");

        String undo = after.select(".notice form").attr("action");
        Document later = ada.page(staging + "/changes");
        assertThat(later.select(".last-refresh").text()).contains("1 record can be put back");
        assertThat(later.select(".last-refresh").attr("action")).isEqualTo(undo);
        ada.done(undo);
        assertThat(title(staging, fixed)).isEqualTo("Fixed");
        assertThat(ada.page(staging + "/changes").select(".last-refresh")).isEmpty();
    }

    @Test
    @Requirement({"DRIFT-8", "SCEN-27"})
    void two_sides_are_merged_field_by_field_and_nothing_is_chosen_for_anybody() {
        String both = promoted("Both");
        change(live, both, 1, "Title by live", body("one", "two, fixed"));
        change(staging, both, 1, "Title by staging", body("one, longer", "two"));

        Document review = ada.page(staging + "/decide/promote?record=" + both);
        assertThat(review.select("button[formaction$=/merge]").text()).contains("field by field");
        Document merge = ada.page(staging + "/merge?record=" + both);
        assertThat(merge.select(".merge-rows .is-conflict").text()).contains("Title by live", "Title by staging");
        assertThat(merge.select(".merge-rows input[checked]")).isEmpty();
        assertThat(merge.select(".merge-rows tr:not(.is-conflict)").text())
                .contains("Staging’s change")
                .contains("Live’s change");
        String seen = merge.select("input[name=seen~" + both + "]").attr("value");
        assertThat(seen).isEqualTo("3:2");

        HttpResponse<String> unpicked = ada.post(staging + "/merge", "record", both, "seen~" + both, seen);
        assertThat(unpicked.statusCode()).isEqualTo(409);
        HttpResponse<String> stale =
                ada.post(staging + "/merge", "record", both, "seen~" + both, "3:1", "pick~" + both + "~/title", "live");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(stale.body()).select(".notice").text()).contains("changed on live since you looked");

        ada.done(staging + "/merge", "record", both, "seen~" + both, seen, "pick~" + both + "~/title", "live");
        for (String base : new String[] {staging, live}) {
            assertThat(title(base, both)).isEqualTo("Title by live");
            assertThat(ada.page(base + "/record/" + both)
                            .select("textarea[name=body]")
                            .text())
                    .contains("one, longer")
                    .contains("two, fixed");
        }
    }

    @Test
    @Requirement({"DRIFT-9", "DRIFT-8"})
    void a_refresh_is_shown_before_it_is_done_and_names_what_it_replaces() {
        String both = promoted("Both");
        promoted("Same");
        change(live, both, 1, "By live", body("one", "two"));
        change(staging, both, 1, "By staging", body("one", "two"));
        Document room = ada.page(staging + "/refresh");
        assertThat(room.select(".decision-lead").text()).contains("1 record").contains("Live stays as it is");
        assertThat(room.select(".scope input[value=settings]").hasAttr("checked"))
                .isFalse();
        assertThat(room.select(".scope input[value=integration]")).isEmpty();
        assertThat(room.select(".merge").text()).contains("By live").contains("By staging");
        assertThat(title(staging, both)).isEqualTo("By staging");

        Document everything = ada.page(staging + "/refresh?type=page&everything=yes");
        assertThat(everything.select(".lost").text()).contains("published on staging by");
        assertThat(everything.select("input[name=confirm]").hasAttr("required")).isTrue();
        assertThat(ada.post(staging + "/refresh", "type", "page", "everything", "yes")
                        .statusCode())
                .isEqualTo(409);
        ada.done(staging + "/refresh", "type", "page", "everything", "yes", "confirm", "yes");
        assertThat(title(staging, both)).isEqualTo("By live");
    }

    @Test
    @Requirement({"BULK-5", "BULK-11"})
    void a_whole_view_is_taken_at_once_and_every_record_in_the_way_is_named() {
        String draft = ada.done(
                        staging + "/content/page/new", "title", "Draft", "tags", "", "path", "", "body", body("a", "b"))
                .replaceFirst(".*/record/", "");
        String ready = promoted("Ready");
        Document review = ada.page(staging + "/decide/archive?match=all&of=page&view=all&seen=2");
        assertThat(review.select(".decision-lead").text()).contains("2 records");
        assertThat(review.select("input[name=seen]").attr("value")).isEqualTo("2");
        assertThat(review.select("input[name=record]")).isEmpty();
        HttpResponse<String> grown =
                ada.post(staging + "/decide/archive", "match", "all", "of", "page", "view", "all", "seen", "1");
        assertThat(grown.statusCode()).isIn(400, 409);

        HttpResponse<String> refused =
                ada.post(staging + "/decide/unpublish", "match", "all", "of", "page", "view", "all", "seen", "2");
        assertThat(refused.statusCode()).isEqualTo(409);
        Document named = Jsoup.parse(refused.body());
        assertThat(named.select(".lost").text()).contains("Draft").contains("isn't published");
        assertThat(named.select(".lost a").attr("href")).endsWith("/record/" + draft);

        ada.done(staging + "/decide/archive", "match", "all", "of", "page", "view", "all", "seen", "2");
        Document archived = ada.page(staging + "/changes?show=archived");
        assertThat(archived.select("td.main").text()).contains("Draft").contains("Ready");
        Document ahead = ada.page(staging + "/changes?show=staging-ahead");
        assertThat(ahead.select(".chip-drift").text()).isEqualTo("archived on staging");
        assertThat(ahead.select("td.deeds").text()).isEqualTo("Archive on live too…");
        assertThat(ahead.select("td.deeds form").attr("action")).isEqualTo(live + "/decide/archive");
        assertThat(ready).isNotEmpty();
        assertThat(ada.get(staging + "/decide/archive?match=all").statusCode()).isIn(400, 409);
    }
}
