package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;

/** Somebody schedules from the admin, on a day when the clocks go forward, and takes it back. */
@Requirement({"SCHED-16", "SCHED-26"})
class SchedulingTest {
    @Test
    void a_time_that_does_not_exist_is_told_while_typing_and_a_real_one_is_picked() {
        World world = World.site(Product.shared(), "clocks");
        Person grace = world.administrator();
        grace.api().patch(world.path(""), "{\"timeZone\":\"Europe/Berlin\"}").expect(200);
        String page = grace.creates("Summer time", "/summer-time", "It begins tonight");
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/decide/schedule?record=" + page);
            Page screen = lena.page();
            Locator words = screen.locator("#when-words");
            screen.locator("#at").fill("2098-03-30T09:00");
            assertThat(words).containsText("09:00 CEST in Europe/Berlin");
            screen.locator("#at").fill("2098-03-30T02:30");
            assertThat(words).containsText("doesn’t exist in Europe/Berlin");
            words.getByRole(AriaRole.BUTTON).last().click();
            screen.waitForURL(url -> !url.contains("/decide/"));
            lena.sees("Sunday 30 March 2098, 03:00 CEST");
            assertThat(grace.reads(Person.STAGING, page)
                            .path("schedule")
                            .path("at")
                            .asString())
                    .isEqualTo("2098-03-30T01:00:00Z");

            lena.opens(Person.STAGING, "/schedule").sees("Sunday 30 March 2098").sees("publishes v1 on staging");
            screen.getByRole(AriaRole.BUTTON, Browser.named("Cancel the schedule of Summer time"))
                    .click();
            screen.waitForLoadState();
            lena.sees("is cancelled").sees("Nothing is scheduled");
            lena.browser().isQuiet();
        }
    }
}
