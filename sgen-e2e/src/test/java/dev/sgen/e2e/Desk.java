package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody at the admin with a mouse and a keyboard: what they click and type, in the words on the screen. */
public final class Desk implements AutoCloseable {
    private static final int MOST_TABS = 140;

    private final World world;
    private final Browser browser;

    private Desk(World world, Browser browser) {
        this.world = world;
        this.browser = browser;
    }

    /** Signs somebody in, in a window of their own. */
    public static Desk of(World world, World.Credentials who) {
        return new Desk(world, Browser.open(world.product()).signsIn(who.email(), who.password()));
    }

    public Browser browser() {
        return browser;
    }

    public Page page() {
        return browser.page();
    }

    /** Opens a screen of one environment, such as {@code /content/page}. */
    public Desk opens(String environment, String rest) {
        browser.admin("/sites/" + world.key() + "/" + environment + rest);
        return this;
    }

    /** Begins a page, fills it and saves it. */
    public Desk writesPage(String title, String path, String words) {
        opens(Person.STAGING, "/content/page");
        page().getByRole(AriaRole.LINK, Browser.named("New page")).first().click();
        title().fill(title);
        page().getByLabel("Path", new Page.GetByLabelOptions().setExact(true)).fill(path);
        types(words);
        return saves();
    }

    /** Replaces all that the body says. */
    public Desk types(String words) {
        body().click();
        page().keyboard().press("Control+A");
        page().keyboard().type(words);
        return this;
    }

    public Desk saves() {
        String before = page().url();
        Object version = expected();
        page().getByRole(AriaRole.BUTTON, Browser.named("Save")).click();
        page().waitForFunction(
                        "([url, version]) => (location.href !== url || document.querySelector('[name=expected]')?.value !== version)"
                                + " && document.querySelector('main').textContent.includes('Saved as ')",
                        List.of(before, version));
        return settles();
    }

    /** Presses Publish and confirms on the review page. */
    public Desk publishes() {
        page().getByRole(AriaRole.BUTTON, Browser.named("Publish…")).click();
        return confirms("Publish");
    }

    /** Presses Promote and confirms on the review page. */
    public Desk promotes() {
        page().getByRole(AriaRole.BUTTON, Browser.named("Promote…")).click();
        return confirms("Promote");
    }

    /** Presses the one button that does what the review page describes. */
    public Desk confirms(String verb) {
        page().waitForURL(Pattern.compile(".*/decide/.*"));
        page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + verb + " .* now$")))
                .click();
        page().waitForURL(url -> !url.contains("/decide/"));
        return settles();
    }

    /** Chooses an item of a record's menu. */
    public Desk chooses(String item) {
        page().locator("summary[aria-label=More]").click();
        page().getByRole(AriaRole.LINK, Browser.named(item)).click();
        return settles();
    }

    /** Presses the button of the review page whose words fit a pattern. */
    public Desk decides(String button) {
        page().waitForURL(Pattern.compile(".*/decide/.*"));
        page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(button)))
                .click();
        page().waitForURL(url -> !url.contains("/decide/"));
        return settles();
    }

    public Desk sees(String words) {
        assertThat(page().locator("main")).containsText(words);
        return this;
    }

    public Desk settles() {
        page().waitForLoadState();
        return this;
    }

    /** The version that the form was opened with. */
    private Object expected() {
        return page().locator("[name=expected]").inputValue();
    }

    public Locator title() {
        return page().getByLabel("Title", new Page.GetByLabelOptions().setExact(true));
    }

    public Locator body() {
        return page().getByRole(AriaRole.TEXTBOX, Browser.named("Body"));
    }

    /** Presses Tab until the thing of that name has the focus, and checks that the focus can be seen. */
    public Desk tabsTo(String name) {
        for (int i = 0; i < MOST_TABS; i++) {
            page().keyboard().press("Tab");
            Object[] focus = ((List<?>) page().evaluate("""
                    () => { const e = document.activeElement, s = getComputedStyle(e), l = e.labels?.[0];
                      const name = e.getAttribute('aria-label') ?? l?.textContent ?? e.textContent ?? '';
                      return [name.trim(), s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.borderColor !== ''] }""")).toArray();
            if (name.equals(focus[0])) {
                org.assertj.core.api.Assertions.assertThat(focus[1])
                        .as("the focus on %s can be seen", name)
                        .isEqualTo(true);
                return this;
            }
        }
        throw new AssertionError("Tab never reached “" + name + "” on " + page().url());
    }

    public Desk presses(String key) {
        page().keyboard().press(key);
        return this;
    }

    @Override
    public void close() {
        browser.close();
    }
}
