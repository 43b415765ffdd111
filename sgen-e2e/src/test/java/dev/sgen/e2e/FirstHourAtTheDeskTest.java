package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.support.Requirement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Screens that somebody meets in their first hour, in a browser: what can be pressed, read and typed there. */
class FirstHourAtTheDeskTest {
    private static final double ONE_LINE = 40;

    private final Product product = Product.shared();

    @Test
    @Requirement({"MULTI-9", "ADMIN-27"})
    void a_claimed_host_can_be_read_and_its_buttons_pressed() {
        World world = World.site(product, "claims");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/site");
            lena.page().getByLabel("A host name of yours").fill("www.a-long-name-of-ours.example");
            lena.page()
                    .getByRole(AriaRole.BUTTON, Browser.named("Add the host"))
                    .click();
            lena.sees("www.a-long-name-of-ours.example").sees("claimed: serves once a TXT record");
            Locator name = lena.page().locator(".sentences .env", new Page.LocatorOptions().setHasText("a-long-name"));
            assertThat(name.boundingBox().height).isLessThan(ONE_LINE);
            Locator remove = button(lena, "Remove www\\.a-long.*");
            // A click waits until nothing lies over the button; a trial click presses nothing.
            button(lena, "Check now.*").click(new Locator.ClickOptions().setTrial(true));
            remove.click();
            assertThat(lena.page().locator(".sentences")).not().containsText("a-long-name");
            lena.browser().isQuiet();
        }
    }

    @Test
    @Requirement({"ROLE-9", "ADMIN-27"})
    void somebody_who_only_reads_a_page_reads_it_and_can_type_nothing() {
        World world = World.site(product, "reads");
        String id = world.administrator().creates("Read me", "/read-me", "Words to read");
        try (Desk vic = Desk.of(world, world.signsUp("Vic", "viewer"))) {
            vic.opens(Person.STAGING, "/record/" + id);
            vic.sees("takes the permission “save”");
            assertThat(vic.title()).isDisabled();
            assertThat(vic.body()).hasAttribute("aria-readonly", "true");
            vic.body().focus();
            vic.page().keyboard().type("typed");
            assertThat(vic.body()).hasText(Pattern.compile("^((?!typed).)*$"));
            vic.browser().isQuiet();
        }
    }

    private static Locator button(Desk desk, String pattern) {
        return desk.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(pattern)));
    }
}
