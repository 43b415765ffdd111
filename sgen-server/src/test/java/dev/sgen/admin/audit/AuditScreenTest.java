package dev.sgen.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.admin.Browser;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The catalogue's questions to the trail, each answered on one screen. */
class AuditScreenTest {
    private static final String STAGING = "/admin/sites/asked/staging";

    private static TestApplication application;
    private static Browser ada;
    private static String pricing;

    @BeforeAll
    static void aPageGoesLive() {
        application = TestApplication.shared();
        ada = Browser.signedIn(application);
        ada.done("/admin/sites/new", "key", "asked", "name", "Asked", "plan", "growth");
        pricing = ada.done(STAGING + "/content/page/new", page("Pricing", "Ten pounds"))
                .replaceFirst(".*/record/", "");
        ada.done(STAGING + "/decide/publish", "record", pricing);
        ada.done(STAGING + "/decide/promote", "record", pricing);
        String[] changed = page("Pricing", "Twelve pounds");
        String[] save = new String[changed.length + 2];
        save[0] = "expected";
        save[1] = "1";
        System.arraycopy(changed, 0, save, 2, changed.length);
        ada.done(STAGING + "/record/" + pricing, save);
        ada.done(STAGING + "/decide/publish", "record", pricing);
        ada.done(STAGING + "/decide/promote", "record", pricing);
        ada.done(STAGING + "/content/page/new", page("Other", "x"));
    }

    private static String[] page(String title, String text) {
        return new String[] {
            "title",
            title,
            "path",
            "/" + title.toLowerCase(java.util.Locale.ROOT),
            "tags",
            "",
            "body",
            "[{\"id\":\"b1\",\"type\":\"paragraph\",\"text\":\"" + text + "\"}]"
        };
    }

    private static List<String> sentences(String query) {
        return ada.page(STAGING + "/audit?" + query)
                .select(".sentences > li > span:first-child")
                .eachText();
    }

    private static String entry(String query) {
        return ada.page(STAGING + "/audit?" + query)
                .select(".sentences a.when")
                .first()
                .attr("href");
    }

    @Test
    @Requirement({"AUDIT-11", "AUDIT-23"})
    void what_became_visible_of_this_page_today_is_one_click_from_the_record() {
        Document editor = ada.page(STAGING + "/record/" + pricing);
        Document trail =
                ada.page(editor.select(".menu-panel a:contains(Audit trail)").attr("href"));
        Element ask = trail.select("nav[aria-label=Questions] a:contains(What became visible today)")
                .first();
        Document answer = ada.page(ask.attr("href"));
        assertThat(answer.select(".sentences > li")).hasSize(4);
        assertThat(answer.select(".under").text()).contains("Only “Pricing”");
        assertThat(answer.select(".sentences").text())
                .contains("promoted “Pricing” from staging to live visitors saw it")
                .contains("published “Pricing” on staging, v2 for v1 shown on staging");
        assertThat(answer.select("nav[aria-label=Questions] a[aria-current]").text())
                .isEqualTo("What became visible today");
    }

    @Test
    @Requirement("AUDIT-12")
    void who_promoted_this_record_is_one_click_more() {
        Document trail = ada.page(STAGING + "/audit?record=" + pricing);
        Document answer = ada.page(trail.select("nav[aria-label=Questions] a:contains(Who promoted)")
                .attr("href"));
        assertThat(answer.select(".sentences > li"))
                .hasSize(2)
                .allSatisfy(li -> assertThat(li.text()).contains("promoted “Pricing”"));
    }

    @Test
    @Requirement("AUDIT-10")
    void filters_and_words_combine_and_the_table_carries_them() {
        assertThat(sentences("q=pricing&operation=publish&environment=staging&visibility=true"))
                .hasSize(2);
        assertThat(sentences("q=other")).hasSize(1);
        Document trail = ada.page(STAGING + "/audit?q=pricing&operation=publish&from=2020-01-01");
        String csv = trail.select("a[download]").attr("href");
        assertThat(csv).contains("q=pricing").contains("operation=publish").contains("from=2020-01-01T00");
        assertThat(ada.get(csv).body().lines()).hasSize(3);
        assertThat(trail.select("select[name=operation] option[selected]").text())
                .isEqualTo("Publish");
    }

    @Test
    @Requirement({"AUDIT-14", "AUDIT-22"})
    void an_entry_shows_what_it_changed_what_led_to_it_and_its_neighbours_in_the_chain() {
        Document promote = ada.page(entry("operation=promote&record=" + pricing));
        assertThat(promote.select(".diff").text()).contains("Ten pounds").contains("Twelve pounds");
        assertThat(promote.select(".story li").eachText()).hasSize(3);
        assertThat(promote.select(".story").text())
                .contains("saved")
                .contains("published")
                .contains("promoted");
        assertThat(promote.select(".story .this").text()).contains("this entry");
        Document before = ada.page(promote.select("a[rel=prev]").attr("href"));
        assertThat(ada.page(before.select("a[rel=next]").attr("href"))
                        .select("h1")
                        .text())
                .isEqualTo(promote.select("h1").text());

        Document save = ada.page(entry("operation=save&q=pricing"));
        assertThat(save.select(".diff").text()).contains("Ten pounds").contains("Twelve pounds");
        assertThat(save.select(".story li")).hasSize(3);
    }

    @Test
    @Requirement("AUDIT-30")
    void the_chain_is_verified_from_the_admin() {
        assertThat(ada.page(STAGING + "/audit?verify=yes").select(".notice").text())
                .contains("The chain is whole");
    }
}
