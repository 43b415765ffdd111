package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Requirement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The walked examples of the catalogue, by people with names, through the API. */
class ScenariosTest {
    @Test
    @Requirement({"SCEN-4", "PROM-18"})
    void a_first_page_goes_from_its_author_over_staging_to_live_by_its_lead() {
        World world = World.site(Product.shared(), "first-publish");
        Person ada = world.joins("Ada", "author");
        Person lena = world.joins("Lena", "lead");
        Visitor visitor = world.visitor();
        Visitor colleague = world.visitorOfStaging();

        String page = ada.creates("Pricing", "/pricing", "Prices to come");
        ada.saves(page, "Pricing", "/pricing", "From ten pounds");
        ada.saves(page, "Pricing", "/pricing", "From twelve pounds");
        colleague.findsNothingAt("/pricing");
        ada.publishes(page);
        colleague.sees("/pricing", "From twelve pounds");
        visitor.findsNothingAt("/pricing");

        ada.tryToPromote("refuse", page).expectProblem(403, "forbidden");
        visitor.findsNothingAt("/pricing");
        lena.promotes(page);
        visitor.sees("/pricing", "From twelve pounds");
        colleague.sees("/pricing", "From twelve pounds");

        List<String> trail = trail(world, page);
        assertThat(trail).containsExactly("Lena promote", "Ada publish", "Ada save", "Ada save", "Ada save");
        JsonNode promote = world.audit("operation=promote").get(0);
        assertThat(promote.path("environment").asString()).isEqualTo("staging");
        assertThat(promote.path("targetEnvironment").asString()).isEqualTo("live");
        assertThat(promote.path("actor").path("role").asString()).isEqualTo("lead");
        assertThat(promote.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(promote.path("visibility").asBoolean()).isTrue();
        assertThat(world.auditVerified().path("valid").asBoolean()).isTrue();
    }

    @Test
    @Requirement({"SCEN-7", "REC-5"})
    void a_save_is_not_visible_until_each_environment_is_told_to_show_it() {
        World world = World.site(Product.shared(), "save-not-visible");
        Person ada = world.joins("Ada", "author");
        Person lena = world.joins("Lena", "lead");
        String page = ada.creates("Opening hours", "/hours", "Open at nine");
        ada.publishes(page);
        lena.promotes(page);

        ada.saves(page, "Opening hours", "/hours", "Open at ten");
        world.visitor().sees("/hours", "Open at nine").doesNotSee("/hours", "Open at ten");
        world.visitorOfStaging().sees("/hours", "Open at nine").doesNotSee("/hours", "Open at ten");
        JsonNode seen = ada.reads(Person.STAGING, page);
        assertThat(seen.path("working").path("version").asInt())
                .isGreaterThan(seen.path("published").path("version").asInt());
        assertThat(ada.api()
                        .get(ada.records(Person.STAGING) + "?changed=true")
                        .expect(200)
                        .text())
                .contains(page);

        ada.publishes(page);
        world.visitorOfStaging().sees("/hours", "Open at ten");
        world.visitor().sees("/hours", "Open at nine");
        lena.promotes(page);
        world.visitor().sees("/hours", "Open at ten");
        assertThat(trail(world, page))
                .containsExactly("Lena promote", "Ada publish", "Ada save", "Lena promote", "Ada publish", "Ada save");
    }

    @Test
    @Requirement("SCEN-3")
    void an_emergency_fix_on_live_shows_at_once_and_leaves_staging_alone() {
        World world = World.site(Product.shared(), "emergency");
        Person ada = world.joins("Ada", "author");
        Person eve = world.joins("Eve", "editor");
        String post = ada.creates("post", Person.contents("The new bridge", "/blog/bridge", "It opened in 1823."));
        String draft = ada.creates("In progress", "/in-progress", "Half a thought");
        ada.publishes(post);
        eve.promotes(post);

        eve.saves(Person.LIVE, post, Person.contents("The new bridge", "/blog/bridge", "It opened in 1832."))
                .expect(200);
        world.visitor().sees("/blog/bridge", "1823");
        eve.publishes(Person.LIVE, post).expect(200);
        world.visitor().sees("/blog/bridge", "1832").doesNotSee("/blog/bridge", "1823");
        world.visitorOfStaging().sees("/blog/bridge", "1823").doesNotSee("/blog/bridge", "1832");
        assertThat(ada.reads(Person.STAGING, draft)
                        .path("working")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(ada.reads(Person.STAGING, post).path("drift").asString()).isNotBlank();
        assertThat(trail(world, post))
                .containsExactly("Eve publish", "Eve save", "Eve promote", "Ada publish", "Ada save");
        JsonNode publish = world.audit("operation=publish&environment=live").get(0);
        assertThat(publish.path("actor").path("name").asString()).startsWith("Eve");
    }

    @Test
    @Requirement({"SCEN-1", "ENV-8"})
    void a_solo_author_publishes_on_staging_and_the_page_is_promoted() {
        World world = World.site(Product.shared(), "solo");
        Person solo = world.joins("Sol", "editor");
        String page = solo.creates("About me", "/about", "I make chairs");
        solo.saves(page, "About me", "/about", "I make chairs and tables");
        world.visitor().findsNothingAt("/about");
        solo.publishes(page);
        world.visitor().findsNothingAt("/about");
        solo.promotes(page);
        String live = world.visitor().opens("/about").expect(200).text();
        Answer staging = world.visitorOfStaging().opens("/about").expect(200);
        assertThat(live).contains("I make chairs and tables").doesNotContain("noindex");
        assertThat(staging.text()).contains("I make chairs and tables");
        assertThat(staging.header("x-robots-tag")).contains("noindex, nofollow");
        assertThat(trail(world, page)).containsExactly("Sol promote", "Sol publish", "Sol save", "Sol save");
    }

    /** Who did what to a record, newest first. */
    private static List<String> trail(World world, String record) {
        List<String> lines = new ArrayList<>();
        for (JsonNode entry : world.audit("record=" + record)) {
            String name = entry.path("actor").path("name").asString();
            lines.add(name.substring(0, name.indexOf(' ') < 0 ? name.length() : name.indexOf(' ')) + " "
                    + entry.path("operation").asString());
        }
        return lines;
    }
}
