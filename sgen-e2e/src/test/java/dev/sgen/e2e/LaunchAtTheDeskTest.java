package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.support.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A launch, a setting and a week's work taken back, by a person with a mouse. */
class LaunchAtTheDeskTest {
    /** What somebody needs to plan six records in three lists. */
    private static final Duration TO_PLAN = Duration.ofSeconds(25);

    private final Product product = Product.shared();

    @Test
    @Requirement({"SCEN-2", "SCHED-8", "SCHED-9", "SCHED-10"})
    void six_pieces_planned_in_three_lists_are_live_at_one_instant() {
        World world = World.site(product, "desk-launch");
        Person grace = world.administrator();
        grace.api().patch(world.path(""), "{\"timeZone\":\"UTC\"}").expect(200);
        Map<String, List<String>> pieces = Map.of(
                "product",
                List.of("/products/kettle", "/products/teapot", "/products/cup"),
                "post",
                List.of("/blog/press"),
                "page",
                List.of("/launch", "/imprint"));
        pieces.forEach((type, paths) -> paths.forEach(
                path -> grace.publishes(grace.creates(type, Person.contents("Piece " + path, path, "launch words")))));
        List<String> paths = pieces.values().stream().flatMap(List::stream).toList();
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            Instant at =
                    Instant.now().plus(TO_PLAN).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            for (String type : pieces.keySet()) {
                lena.opens(Person.STAGING, "/content/" + type);
                lena.page().getByLabel("Select all on this page").check();
                lena.page()
                        .getByRole(AriaRole.BUTTON, Browser.named("Schedule…"))
                        .click();
                lena.page()
                        .locator("#at")
                        .fill(LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString());
                lena.page().locator("input[name=action][value=promote]").check();
                lena.decides("^Schedule .*");
            }
            assertThat(Instant.now()).as("planned in time").isBefore(at);
            lena.opens(Person.STAGING, "/schedule").sees("Piece /blog/press").sees("Piece /imprint");
            paths.forEach(path -> world.visitor().findsNothingAt(path));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(100))
                    .untilAsserted(() -> world.visitor().sees("/launch", "launch words"));
            // Whoever sees one sees all: they came with one change of live.
            paths.forEach(path -> world.visitor().sees(path, "launch words"));
            assertThat(Instant.now()).isAfter(at);
            JsonNode trigger = world.audit("operation=schedule.trigger").get(0);
            assertThat(trigger.path("records")).hasSize(6);
            assertThat(trigger.path("originatingOperator").path("name").asString())
                    .startsWith("Lena");

            lena.opens(Person.LIVE, "/content/product");
            lena.page()
                    .getByRole(
                            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Piece .products.cup")))
                    .first()
                    .click();
            lena.chooses("Unpublish…").decides("^Unpublish .*");
            world.visitor().findsNothingAt("/products/cup").sees("/products/teapot", "launch words");
        }
    }

    @Test
    @Requirement({"SCEN-28", "ENV-12", "DRIFT-11"})
    void a_setting_tried_on_staging_stays_there_until_it_is_promoted_itself() {
        World world = World.site(product, "desk-setting");
        Person grace = world.administrator();
        ObjectNode settings = Answer.JSON.createObjectNode().put("title", "Search");
        settings.putObject("content").put("group", "seo").putObject("values").put("titleSuffix", " – Teapots");
        String group = grace.creates("settings", settings);
        String page = grace.creates("Kettles", "/kettles", "kettle words");
        grace.publishes(group);
        grace.publishes(page);
        grace.promotes(group, page);
        world.visitor().sees("/kettles", "– Teapots");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + group);
            lena.page().getByLabel("Values").fill("{\"titleSuffix\": \" – Trial\"}");
            lena.saves().publishes();
            world.visitorOfStaging().sees("/kettles", "– Trial");

            lena.opens(Person.STAGING, "/record/" + page)
                    .types("new words")
                    .saves()
                    .publishes();
            lena.opens(Person.STAGING, "/record/" + page).promotes();
            world.visitor()
                    .sees("/kettles", "new words")
                    .sees("/kettles", "– Teapots")
                    .doesNotSee("/kettles", "– Trial");

            lena.opens(Person.STAGING, "/changes?show=staging-ahead").sees("Search");
            lena.opens(Person.STAGING, "/record/" + group).promotes();
            world.visitor().sees("/kettles", "– Trial");
        }
    }

    @Test
    @Requirement({"SCEN-37", "RECOV-9", "RECOV-11"})
    void one_page_goes_back_a_week_and_to_an_earlier_draft_while_the_rest_stays() {
        World world = World.site(product, "desk-week");
        Person grace = world.administrator();
        String page = grace.creates("Menu", "/menu", "soup");
        String other = grace.creates("Hours", "/hours", "nine to five");
        grace.publishes(page);
        grace.publishes(other);
        grace.saves(page, "Menu", "/menu", "half a stew");
        grace.saves(page, "Menu", "/menu", "stew");
        grace.publishes(page);
        grace.saves(other, "Hours", "/hours", "nine to six");
        grace.publishes(other);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/record/" + page + "/history");
            lena.page().getByLabel("Show v1 on staging").click();
            lena.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(Pattern.compile("^Show v1 on .* now$")))
                    .click();
            lena.page().waitForURL(url -> !url.contains("/recover"));
            world.visitorOfStaging().sees("/menu", "soup").sees("/hours", "nine to six");

            lena.opens(Person.STAGING, "/record/" + page + "/history");
            lena.page().getByLabel("Put v2 back as draft").click();
            lena.settles();
            lena.opens(Person.STAGING, "/record/" + page);
            assertThat(lena.body()).containsText("half a stew");
            world.visitorOfStaging().sees("/menu", "soup").sees("/hours", "nine to six");
        }
    }
}
