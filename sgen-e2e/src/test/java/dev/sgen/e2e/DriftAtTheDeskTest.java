package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.support.Requirement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two weeks of work on staging meet a fix on live, at the desk. What peers lose here: contentful-merge #909,
 * Umbraco Deploy's transfer, Drupal core #3438083 and neos-ui #3762 (ANCHORS 2 A and B).
 */
class DriftAtTheDeskTest {
    private final Product product = Product.shared();

    private static ObjectNode page(String title, String first, String second) {
        ObjectNode contents = Answer.JSON.createObjectNode();
        contents.put("title", title).put("path", "/prices");
        var body = contents.putObject("content").putArray("body");
        body.addObject().put("id", "b1").put("type", "paragraph").put("text", first);
        body.addObject().put("id", "b2").put("type", "paragraph").put("text", second);
        return contents;
    }

    private static String apart(Person grace) {
        String record = grace.creates("page", page("Prices", "Ten pounds", "Open at nine"));
        grace.publishes(record);
        grace.promotes(record);
        grace.saves(Person.LIVE, record, page("Prices", "Ten pounds", "Open at ten"));
        grace.publishes(Person.LIVE, record);
        grace.saves(Person.STAGING, record, page("Prices for spring", "Twelve pounds, rewritten", "Open at nine"));
        grace.publishes(record);
        return record;
    }

    @Test
    @Requirement({"SCEN-27", "DRIFT-7", "DRIFT-11"})
    void staging_work_and_the_fix_on_live_both_end_up_live_and_nothing_is_lost() {
        World world = World.site(product, "drift-desk");
        String record = apart(world.administrator());
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/decide/promote?record=" + record).sees("Live changed: “Prices");
            world.visitor().sees("/prices", "Open at ten");
            lena.opens(Person.STAGING, "/changes").sees("Both changed").sees("merges by itself");
            lena.browser().isAccessible("the drift ledger");
            lena.page()
                    .getByRole(AriaRole.BUTTON, Browser.named("Merge into staging…"))
                    .first()
                    .click();
            lena.page().waitForURL(Pattern.compile(".*/refresh.*"));
            lena.sees("join in a new version");
            lena.browser().isAccessible("the refresh");
            lena.page()
                    .getByRole(AriaRole.BUTTON, Browser.named("Refresh 1 record on staging now"))
                    .click();
            lena.page().waitForURL(Pattern.compile(".*/changes.*"));
            lena.sees("1 record refreshed on staging from live");
            world.visitorOfStaging().sees("/prices", "Open at ten");
            world.visitorOfStaging().sees("/prices", "Twelve pounds, rewritten");
            world.visitor().sees("/prices", "Ten pounds");

            lena.opens(Person.STAGING, "/record/" + record).promotes();
            world.visitor().sees("/prices", "Open at ten");
            world.visitor().sees("/prices", "Twelve pounds, rewritten");
            lena.browser().isQuiet();
        }
        assertThat(world.auditVerified().path("valid").asBoolean()).isTrue();
    }

    @Test
    @Requirement({"DRIFT-8", "DRIFT-12"})
    void a_conflict_is_picked_by_a_person_and_the_merge_can_be_seen_on_both_sides() {
        World world = World.site(product, "drift-merge");
        Person grace = world.administrator();
        String record = apart(grace);
        grace.saves(Person.LIVE, record, page("Prices, corrected", "Ten pounds", "Open at ten"));
        grace.publishes(Person.LIVE, record);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/merge?record=" + record).sees("1 difference to decide");
            lena.browser().isAccessible("the merge");
            assertThat(lena.page().locator(".merge-rows input:checked")).hasCount(0);
            lena.page()
                    .locator(".merge-rows .is-conflict label", new Page.LocatorOptions().setHasText("Live"))
                    .first()
                    .click();
            lena.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(Pattern.compile("^Merge and promote .* now$")))
                    .click();
            lena.page().waitForURL(Pattern.compile(".*/changes.*"));
            for (Visitor visitor : List.of(world.visitor(), world.visitorOfStaging())) {
                visitor.sees("/prices", "Prices, corrected");
                visitor.sees("/prices", "Twelve pounds, rewritten");
                visitor.sees("/prices", "Open at ten");
            }
        }
    }
}
