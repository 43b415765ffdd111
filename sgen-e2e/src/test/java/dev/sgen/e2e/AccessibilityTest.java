package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every room of the admin, in both schemes and on a telephone, as axe judges it. */
@Requirement({"ADMIN-27", "ENV-13"})
class AccessibilityTest {
    private final Product product = Product.shared();

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void no_room_of_the_admin_shuts_anybody_out(ColorScheme scheme) {
        World world = World.site(product, "rooms");
        String record = furnish(world);
        try (Browser browser = Browser.measuring(product, scheme)) {
            browser.admin("/sign-in");
            browser.isAccessible("sign-in");
            browser.signsIn(Product.ADMIN_EMAIL, Product.ADMIN_PASSWORD);
            for (String room : rooms(world, record)) {
                assertThat(browser.admin(room).status()).as(room).isEqualTo(200);
                saysWhereItIs(world, room, browser);
                browser.isAccessible(room);
            }
            browser.isQuiet();
        }
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = "LIGHT")
    void every_room_of_the_admin_fits_a_telephone(ColorScheme scheme) {
        World world = World.site(product, "small-rooms");
        String record = furnish(world);
        try (Browser browser = Browser.open(product, Browser.PHONE, scheme)) {
            browser.signsIn(Product.ADMIN_EMAIL, Product.ADMIN_PASSWORD);
            for (String room : rooms(world, record)) {
                browser.admin(room);
                Object tooWide = browser.page()
                        .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) tooWide).intValue())
                        .as("sideways scroll on %s", room)
                        .isLessThanOrEqualTo(0);
            }
            browser.isQuiet();
        }
    }

    /** Which environment a room is in, and where that one is seen, is said on the room (ENV-13). */
    private static void saysWhereItIs(World world, String room, Browser browser) {
        String environment = room.replaceFirst("^/sites/" + world.key() + "/(staging|live)(/.*)?$", "$1");
        if (!environment.equals(room)) {
            String host = world.key() + (environment.equals("staging") ? ".staging" : "") + ".localhost";
            assertThat(browser.page().locator("header").first().innerText().toLowerCase(java.util.Locale.ROOT))
                    .as(room)
                    .contains(environment, host);
        }
    }

    private static List<String> rooms(World world, String record) {
        String staging = "/sites/" + world.key() + "/staging";
        String live = "/sites/" + world.key() + "/live";
        String release = staging + "/releases/"
                + world.administrator()
                        .api()
                        .post(
                                "/sites/" + world.key() + "/releases",
                                "{\"name\":\"Spring\",\"records\":[\"" + record + "\"]}")
                        .json()
                        .path("id")
                        .asString();
        String entry = world.administrator()
                .api()
                .get("/sites/" + world.key() + "/audit?record=" + record)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asString();
        return List.of(
                "/sites",
                "/sites/new",
                "/account",
                staging,
                live,
                staging + "/content/page",
                staging + "/content/post",
                live + "/content/page",
                staging + "/content/page/new",
                staging + "/content/product/new",
                staging + "/content/navigation/new",
                staging + "/content/form/new",
                staging + "/content/settings",
                staging + "/types",
                staging + "/types/new",
                staging + "/types/product",
                staging + "/media",
                staging + "/inbox",
                staging + "/import",
                staging + "/record/" + record,
                live + "/record/" + record,
                staging + "/record/" + record + "/history",
                staging + "/record/" + record + "/compare?from=1&to=2",
                staging + "/record/" + record + "/recover?version=1",
                staging + "/deleted",
                staging + "/previews",
                staging + "/previews?record=" + record,
                staging + "/decide/promote?record=" + record,
                staging + "/decide/publish?record=" + record,
                staging + "/tags?record=" + record,
                staging + "/releases",
                staging + "/releases/add?record=" + record,
                release,
                release + "/promote",
                staging + "/decide/schedule?record=" + record,
                staging + "/schedule",
                staging + "/audit",
                staging + "/audit?verify=yes&q=furnished",
                staging + "/audit/" + entry,
                staging + "/changes",
                staging + "/notifications",
                staging + "/approvals",
                staging + "/approvals/ask?record=" + record,
                staging + "/members",
                staging + "/changes?show=same",
                staging + "/refresh",
                staging + "/merge?record=" + record,
                staging + "/roles/new?from=editor",
                staging + "/roles/author",
                staging + "/tokens/new?begin=staging",
                staging + "/site");
    }

    /** A site with a record that has changed since it went live; its id. */
    private static String furnish(World world) {
        Person grace = world.administrator();
        String record = grace.creates("Furnished", "/furnished", "A page with a history");
        grace.publishes(record);
        grace.promotes(record);
        grace.saves(record, "Furnished again", "/furnished", "A page with more history");
        grace.publishes(record);
        grace.saves(record, "Furnished once more", "/furnished", "Saved and not published");
        grace.creates("A draft", "/a-draft", "Only a draft");
        String later = grace.creates("Later", "/later", "Not yet");
        grace.api()
                .put(
                        world.path("/staging/records/" + later + "/schedule"),
                        "{\"at\":\"2098-01-01T00:00:00Z\",\"action\":\"publish\"}")
                .expect(200);
        return record;
    }
}
