package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.support.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The walked examples of bulk, recovery, the trail and shared drafts, by a person with a mouse. */
class PublishingAtTheDeskTest {
    private final Product product = Product.shared();

    @Test
    @Requirement({"SCEN-1", "ENV-15"})
    void a_draft_is_shared_by_a_link_with_somebody_who_has_no_account() {
        World world = World.site(product, "desk-link");
        Person grace = world.administrator();
        String page = grace.creates("About me", "/about", "I make chairs");
        try (Desk sol = Desk.of(world, world.signsUp("Sol", "editor"));
                Browser colleague = Browser.open(product)) {
            sol.opens(Person.STAGING, "/record/" + page);
            sol.chooses("Share a preview link…");
            button(sol, "Make the link").click();
            String url = sol.page().locator("#secret").innerText().strip();
            colleague.page().navigate(url);
            assertThat(colleague.page().locator("body")).containsText("I make chairs");
            sol.opens(Person.STAGING, "/record/" + page)
                    .types("I make chairs and tables")
                    .saves();
            colleague.page().reload();
            assertThat(colleague.page().locator("body")).containsText("I make chairs and tables");
            world.visitorOfStaging().findsNothingAt("/about");
            world.visitor().findsNothingAt("/about");
        }
    }

    @Test
    @Requirement({"SCEN-3", "ENV-21", "DRIFT-7"})
    void a_wrong_fact_is_put_right_on_live_and_carried_back_with_one_click() {
        World world = World.site(product, "desk-fix");
        Person grace = world.administrator();
        String page = grace.creates("The bridge", "/bridge", "It opened in 1823.");
        String work = grace.creates("In progress", "/in-progress", "Half a thought");
        grace.publishes(page);
        grace.promotes(page);
        try (Desk eve = Desk.of(world, world.signsUp("Eve", "editor"))) {
            eve.opens(Person.LIVE, "/record/" + page).types("It opened in 1832.");
            button(eve, "Publish on live…").click();
            eve.confirms("Publish");
            world.visitor().sees("/bridge", "1832");
            world.visitorOfStaging().sees("/bridge", "1823");

            eve.opens(Person.STAGING, "/changes");
            button(eve, "Carry back to staging").first().click();
            eve.settles();
            world.visitorOfStaging().sees("/bridge", "1832");
            assertThat(grace.reads(Person.STAGING, work)
                            .path("working")
                            .path("version")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    @Requirement({"SCEN-5", "RECOV-4", "RECOV-11"})
    void what_went_live_wrong_is_put_back_from_the_history() {
        World world = World.site(product, "desk-revert");
        Person grace = world.administrator();
        String page = grace.creates("Bridge", "/bridge", "the right picture");
        grace.publishes(page);
        grace.promotes(page);
        grace.saves(page, "Bridge", "/bridge", "the wrong picture");
        grace.publishes(page);
        grace.promotes(page);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.LIVE, "/record/" + page);
            lena.chooses("History");
            lena.page()
                    .getByRole(AriaRole.LINK, Browser.named("Show v1 on live"))
                    .click();
            lena.sees("It takes the place of v2");
            lena.page().getByRole(AriaRole.BUTTON, named("^Show v1 on .* now$")).click();
            lena.page().waitForURL(url -> !url.contains("/recover"));
            world.visitor().sees("/bridge", "the right picture");
            world.visitorOfStaging().sees("/bridge", "the wrong picture");
        }
    }

    @Test
    @Requirement({"SCEN-8", "BULK-5", "BULK-6", "ARCH-2"})
    void a_campaign_is_archived_by_its_tag_and_one_page_comes_back() {
        World world = World.site(product, "desk-campaign");
        Person grace = world.administrator();
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ObjectNode offer = Person.contents("Offer " + i, "/offer-" + i, "offer words");
            offer.putArray("tags").add("campaign");
            pages.add(grace.creates("page", offer));
            grace.publishes(pages.get(i));
        }
        String apart = grace.creates("Apart", "/apart", "other words");
        grace.publishes(apart);
        grace.promotes(pages.toArray(String[]::new));
        grace.promotes(apart);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.LIVE, "/content/page");
            lena.page()
                    .getByLabel("Tag", new Page.GetByLabelOptions().setExact(true))
                    .fill("campaign");
            button(lena, "Search").click();
            ticksAll(lena);
            button(lena, "Archive…").click();
            lena.decides("^Archive 3 .* on live$");
            for (int i = 0; i < 3; i++) {
                world.visitor().findsNothingAt("/offer-" + i);
                world.visitorOfStaging().sees("/offer-" + i, "offer words");
            }
            world.visitor().sees("/apart", "other words");
            assertThat(world.audit("operation=archive")).hasSize(1);

            lena.opens(Person.LIVE, "/record/" + pages.getFirst());
            lena.chooses("Revive…");
            lena.decides("^Revive .* on live$");
            lena.opens(Person.LIVE, "/record/" + pages.getFirst());
            button(lena, "Publish on live…").click();
            lena.confirms("Publish");
            world.visitor().sees("/offer-0", "offer words").findsNothingAt("/offer-1");
        }
    }

    @Test
    @Requirement({"SCEN-6", "SCHED-11"})
    void what_an_author_planned_is_promoted_by_a_lead_and_waits_on_live() {
        World world = World.site(product, "desk-monday");
        Person ada = world.joins("Ada", "author");
        String post = ada.creates("post", Person.contents("Monday", "/blog/monday", "monday words"));
        try (Desk adas = Desk.of(world, world.signsUp("Adah", "author"));
                Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            schedules(adas, post);
            adas.sees("publishes v1 on").sees("2098");
            lena.opens(Person.STAGING, "/record/" + post).promotes();
            lena.opens(Person.LIVE, "/record/" + post);
            assertThat(lena.page().locator(".waiting")).containsText("2098");
            assertThat(ada.reads(Person.LIVE, post).path("state").asString()).isEqualTo("scheduled");
            world.visitor().findsNothingAt("/blog/monday");
        }
    }

    @Test
    @Requirement({"SCEN-10", "SCHED-5", "SCHED-7"})
    void a_schedule_is_taken_back_the_headline_put_right_and_the_post_published() {
        World world = World.site(product, "desk-cancel");
        String post = world.administrator().creates("post", Person.contents("Again", "/blog/again", "wrong headline"));
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            schedules(lena, post);
            lena.page()
                    .locator(".waiting")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Cancel the schedule…"))
                    .click();
            lena.decides("^Cancel the schedule of .*");
            assertThat(lena.page().locator(".waiting")).hasCount(0);
            lena.opens(Person.STAGING, "/record/" + post)
                    .types("right headline")
                    .publishes();
            world.visitorOfStaging().sees("/blog/again", "right headline");
            assertThat(lena.page().locator(".waiting")).hasCount(0);
        }
    }

    @Test
    @Requirement({"SCEN-9", "AUDIT-1"})
    void who_changed_the_price_is_one_screen_of_the_trail() {
        World world = World.site(product, "desk-question");
        Person ada = world.joins("Ada", "author");
        Person eve = world.joins("Eve", "editor");
        String page = ada.creates("Pricing", "/pricing", "ten pounds");
        ada.publishes(page);
        eve.saves(page, "Pricing", "/pricing", "twelve pounds");
        eve.publishes(page);
        ada.creates("Noise", "/noise", "noise");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + page);
            lena.chooses("Audit trail");
            lena.page().locator("select[name=operation]").selectOption("publish");
            lena.page().waitForURL(Pattern.compile(".*operation=publish.*"));
            Locator entries = lena.page().locator("main .sentences > li");
            assertThat(entries).hasCount(2);
            assertThat(entries.first()).containsText("Eve");
            entries.first().locator("a.when").click();
            lena.sees("What it changed").sees("ten").sees("twelve");
        }
    }

    @Test
    @Requirement({"SCEN-11", "BULK-7", "PROM-4"})
    void twelve_posts_are_promoted_with_one_button() {
        World world = World.site(product, "desk-twelve");
        Person grace = world.administrator();
        for (int i = 0; i < 12; i++) {
            grace.publishes(grace.creates("post", Person.contents("Post " + i, "/blog/p" + i, "twelve words")));
        }
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/content/post");
            ticksAll(lena);
            button(lena, "Promote…").click();
            lena.confirms("Promote");
            for (int i = 0; i < 12; i++) {
                world.visitor().sees("/blog/p" + i, "twelve words");
            }
            assertThat(world.audit("operation=promote").get(0).path("records")).hasSize(12);
        }
    }

    @Test
    @Requirement({"SCEN-36", "ENV-30"})
    void why_it_is_on_staging_and_not_on_live_stands_above_the_record() {
        World world = World.site(product, "desk-where");
        Person grace = world.administrator();
        String page = grace.creates("Page", "/page", "one");
        grace.publishes(page);
        grace.promotes(page);
        grace.saves(page, "Page", "/page", "two");
        grace.publishes(page);
        grace.saves(page, "Page", "/page", "three");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + page);
            String strip = lena.page().locator(".strip-words").innerText();
            assertThat(strip).contains("v2", "v1", "1 edit not published");
        }
    }

    private static Locator button(Desk desk, String name) {
        return desk.page().getByRole(AriaRole.BUTTON, Browser.named(name));
    }

    /** Plans a record far ahead, on the page that asks when. */
    private static void schedules(Desk desk, String record) {
        desk.opens(Person.STAGING, "/record/" + record);
        desk.chooses("Schedule…");
        desk.page().locator("#at").fill("2098-01-04T09:00");
        desk.decides("^Schedule .*");
        desk.opens(Person.STAGING, "/record/" + record);
    }

    private static void ticksAll(Desk desk) {
        desk.page().getByLabel("Select all on this page").check();
    }

    private static Page.GetByRoleOptions named(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
