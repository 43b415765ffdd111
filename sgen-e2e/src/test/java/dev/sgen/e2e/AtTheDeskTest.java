package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.support.Requirement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The walked examples in a browser: an author, a lead, a colleague and a visitor, each in a window of their own. */
class AtTheDeskTest {
    private final Product product = Product.shared();

    @Test
    @Requirement({"SCEN-4", "PROM-18", "ROLE-9"})
    void an_author_writes_and_publishes_on_staging_and_a_lead_promotes_to_live() {
        World world = World.site(product, "desk");
        try (Desk ada = Desk.of(world, world.signsUp("Ada", "author"));
                Desk lena = Desk.of(world, world.signsUp("Lena", "lead"));
                Browser visitor = Browser.open(product)) {
            ada.writesPage("Our prices", "/our-prices", "From ten pounds");
            ada.types("From eleven pounds").saves();
            ada.types("From twelve pounds").saves();
            assertThat(visitor.visits(world.key() + ".staging.localhost", "/our-prices")
                            .status())
                    .isEqualTo(404);

            ada.publishes();
            visitor.visits(world.key() + ".staging.localhost", "/our-prices");
            assertThat(visitor.page().locator("body")).containsText("From twelve pounds");
            assertThat(visitor.visits(world.key() + ".localhost", "/our-prices").status())
                    .isEqualTo(404);
            assertThat(ada.page().getByRole(AriaRole.BUTTON, Browser.named("Promote…")))
                    .hasCount(0);

            lena.opens(Person.STAGING, "/content/page");
            lena.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Our prices"))
                    .first()
                    .click();
            lena.promotes();
            visitor.visits(world.key() + ".localhost", "/our-prices");
            assertThat(visitor.page().locator("body")).containsText("From twelve pounds");
            assertThat(visitor.page().locator("h1")).containsText("Our prices");

            lena.opens(Person.STAGING, "/audit").sees("Ada").sees("Lena").sees("Our prices");
            ada.browser().isQuiet();
            lena.browser().isQuiet();
            visitor.isQuiet();
        }
    }

    @Test
    @Requirement({"SCEN-7", "REC-5"})
    void a_save_shows_nowhere_until_it_is_published_and_the_screen_says_so() {
        World world = World.site(product, "desk-save");
        Person grace = world.administrator();
        String page = grace.creates("Opening hours", "/hours", "Open at nine");
        grace.publishes(page);
        grace.promotes(page);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + page);
            lena.types("Open at ten").saves().sees("1 edit not published");
            world.visitor().sees("/hours", "Open at nine");
            world.visitorOfStaging().sees("/hours", "Open at nine");

            lena.publishes();
            world.visitorOfStaging().sees("/hours", "Open at ten");
            world.visitor().sees("/hours", "Open at nine");

            lena.opens(Person.STAGING, "/record/" + page).promotes();
            world.visitor().sees("/hours", "Open at ten");
            lena.browser().isQuiet();
        }
    }

    @Test
    @Requirement("PUB-18")
    void what_was_typed_and_not_saved_is_saved_first_when_somebody_publishes() {
        World world = World.site(product, "desk-typed");
        Person grace = world.administrator();
        String page = grace.creates("Opening hours", "/hours", "Open at nine");
        grace.publishes(page);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + page);
            lena.types("Open at ten").publishes();
            world.visitorOfStaging().sees("/hours", "Open at ten");
            JsonNode trail = world.audit("record=" + page);
            assertThat(List.of(trail.get(0), trail.get(1)))
                    .extracting(entry -> entry.path("actor").path("name").asString() + " "
                            + entry.path("operation").asString())
                    .containsExactly("Lena publish", "Lena save");
        }
    }

    @Test
    @Requirement("REC-16")
    void what_somebody_typed_survives_a_save_by_somebody_else_in_between() {
        World world = World.site(product, "desk-clash");
        Person grace = world.administrator();
        String page = grace.creates("Shared", "/shared", "the beginning");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + page);
            lena.types("what Lena typed");
            grace.saves(page, "Shared", "/shared", "what Grace saved");
            lena.page().getByRole(AriaRole.BUTTON, Browser.named("Save")).click();
            lena.sees("saved before you").sees("what Grace saved").sees("what Lena typed");
            assertThat(grace.reads(Person.STAGING, page)
                            .path("working")
                            .path("version")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    @Requirement("ADMIN-27")
    void a_page_is_written_saved_and_published_with_the_keyboard_alone() {
        World world = World.site(product, "desk-keys");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/content/page");
            lena.tabsTo("New page").presses("Enter").settles();
            assertThat(lena.title()).isVisible();
            lena.title().focus();
            lena.page().keyboard().type("By keyboard");
            lena.tabsTo("Body").page().keyboard().type("Not one click");
            lena.presses("Control+s");
            lena.sees("Saved as a draft").settles();
            lena.tabsTo("Publish…").presses("Enter").settles();
            lena.page().waitForURL(Pattern.compile(".*/decide/.*"));
            String button =
                    lena.page().locator("button[data-confirmed]").textContent().strip();
            lena.tabsTo(button).presses("Enter");
            lena.page().waitForURL(url -> !url.contains("/decide/"));
            world.visitorOfStaging().sees("/by-keyboard", "Not one click");
            lena.browser().isQuiet();
        }
    }
}
