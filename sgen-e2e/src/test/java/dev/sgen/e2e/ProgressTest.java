package dev.sgen.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sgen.platform.database.EmbeddedPostgres;
import dev.sgen.support.Requirement;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What takes long says how far it is. */
class ProgressTest {
    private static final int MANY = 520;

    /** Says what the line of progress says, and what has become of the button. */
    private static final String TELLS = """
            () => {
              const button = document.querySelector('[data-confirmed]');
              new MutationObserver(() => {
                const line = document.querySelector('.underway');
                const words = line?.querySelector('[role=status]').textContent;
                if (words && line.querySelector('progress').max === 3)
                  tell(`${words} ${button.textContent}, ${button.disabled ? 'disabled' : 'enabled'}`);
              }).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
            }""";

    private final Product product = Product.shared();

    @Test
    @Requirement({"BULK-5", "BULK-11"})
    void who_publishes_hundreds_at_once_sees_how_far_it_is() throws SQLException {
        World world = World.site(product, "desk-progress");
        imports(world.administrator(), world, MANY);
        try (Desk lena = Desk.of(world, world.signsUp("Lena", "lead"))) {
            lena.opens(Person.STAGING, "/content/product");
            Page page = lena.page();
            // While a form is on its way the driver answers no question about the page; so the page tells by itself.
            List<String> told = new ArrayList<>();
            page.exposeFunction("tell", words -> told.add(String.valueOf(words[0])));
            page.getByLabel("Select all on this page").check();
            page.getByLabel("All " + MANY + " records of this view").check();
            page.getByRole(AriaRole.BUTTON, Browser.named("Publish…")).click();
            page.waitForURL(Pattern.compile(".*/decide/.*"));
            Locator confirm = page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Publish .* now$")));
            // Somebody else is at the trail, so that it takes its time.
            try (Connection database = database();
                    PreparedStatement trail = database.prepareStatement(
                            "SELECT seq FROM audit_head WHERE site_id = (SELECT id FROM site WHERE key = ?) FOR UPDATE")) {
                database.setAutoCommit(false);
                trail.setString(1, world.key());
                trail.execute();
                page.evaluate(TELLS);
                confirm.click(new Locator.ClickOptions().setNoWaitAfter(true));
                page.waitForCondition(() -> !told.isEmpty());
                database.rollback();
            }
            page.waitForURL(url -> !url.contains("/decide/"));
            Assertions.assertThat(told.getFirst())
                    .startsWith(MANY + " records: ")
                    .endsWith(" of 3. Working…, disabled");
            assertThat(page.locator(".underway")).hasCount(0);
            lena.browser().isQuiet();
        }
        Assertions.assertThat(world.audit("operation=publish").get(0).path("records"))
                .hasSize(MANY);
    }

    private Connection database() throws SQLException {
        return EmbeddedPostgres.join(product.data().resolve("data/postgres"), "sgen")
                .orElseThrow()
                .asOwner()
                .getConnection();
    }

    private static void imports(Person by, World world, int many) {
        StringBuilder rows = new StringBuilder("SKU,Name,Regular price,Published\n");
        for (int i = 0; i < many; i++) {
            rows.append("sku-%d,Thing %d,%d,-1\n".formatted(i, i, i + 1));
        }
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + rows + "\r\n--b--\r\n";
        String id = by.api()
                .send("POST", world.path("/imports"), BodyPublishers.ofString(body), "multipart/form-data; boundary=b")
                .expect(202)
                .json()
                .path("id")
                .asString();
        by.awaitsImport(id);
    }
}
