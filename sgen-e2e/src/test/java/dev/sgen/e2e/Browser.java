package dev.sgen.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A window of Chromium with its own cookies. It listens all the time: a script that ran and shouldn't, a
 * dialog, an error on the page or a violated policy is remembered and fails the test that asks.
 */
public final class Browser implements AutoCloseable {
    static final int WIDE = 1280;
    static final int PHONE = 360;
    private static final int LOW = 800;
    private static final double PATIENCE = 20_000;
    private static final Path PICTURES = Path.of("target", "e2e", "pictures");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Product product;
    private final BrowserContext context;
    private final boolean lawless;
    private final Page page;
    private volatile boolean measuring;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private Browser(Product product, BrowserContext context, boolean lawless) {
        this.product = product;
        this.lawless = lawless;
        this.context = context;
        context.setDefaultTimeout(PATIENCE);
        context.setDefaultNavigationTimeout(PATIENCE);
        context.exposeFunction("canary", said -> complaints.add("a script ran: " + List.of(said)));
        context.onDialog(dialog -> {
            complaints.add("a dialog opened: " + dialog.message());
            dialog.dismiss();
        });
        context.onWebError(error -> complaints.add("an error on " + error.page().url() + ": " + error.error()));
        context.onConsoleMessage(message -> {
            String text = message.text();
            if (!measuring && (text.contains("Content Security Policy") || text.contains("Refused to "))) {
                complaints.add("the policy was violated on " + message.page().url() + ": " + text);
            }
        });
        this.page = context.newPage();
    }

    /** A new window, as wide as a laptop's. */
    public static Browser open(Product product) {
        return open(product, WIDE, ColorScheme.LIGHT);
    }

    public static Browser open(Product product, int width, ColorScheme scheme) {
        return open(product, width, scheme, false);
    }

    /**
     * A window that doesn't hold pages to their policy, so that axe may work inside of them, which takes a third of
     * the time. That pages keep to it is for another window to see.
     */
    static Browser measuring(Product product, ColorScheme scheme) {
        return open(product, WIDE, scheme, true);
    }

    private static Browser open(Product product, int width, ColorScheme scheme, boolean lawless) {
        return new Browser(
                product,
                Chromium.INSTANCE.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, LOW)
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                        .setLocale("en-GB")
                        .setBypassCSP(lawless)
                        .setColorScheme(scheme)),
                lawless);
    }

    private static final class Chromium {
        private static final Playwright PLAYWRIGHT =
                Playwright.create(new Playwright.CreateOptions().setEnv(environment()));
        static final com.microsoft.playwright.Browser INSTANCE = PLAYWRIGHT
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Product.chromium())
                        .setArgs(FLAGS));

        private static Map<String, String> environment() {
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            return environment;
        }
    }

    public Page page() {
        return page;
    }

    /** Opens a page of the admin. */
    public Response admin(String path) {
        return page.navigate("http://localhost:" + product.port() + "/admin" + path);
    }

    /** Opens a page of a site's host, such as {@code north.staging.localhost}. */
    public Response visits(String host, String path) {
        return page.navigate("http://" + host + ":" + product.port() + path);
    }

    /** Signs in at the admin and arrives on the first page. */
    public Browser signsIn(String email, String password) {
        admin("/sign-in");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named("Sign in"))
                .click();
        page.waitForURL(url -> !url.contains("/sign-in"));
        return this;
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    /** The page as it is now breaks no rule of WCAG 2.2 A and AA, nor a best practice that axe knows. */
    public void isAccessible(String what) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        // To measure, axe puts styles of its own on the page, which the page's policy rightly stops.
        measuring = true;
        AxeRunOptions violationsOnly = new AxeRunOptions();
        violationsOnly.setResultTypes(List.of("violations"));
        AxeResults results = new AxeBuilder(page)
                .options(violationsOnly)
                .setLegacyMode(lawless)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze();
        measuring = false;
        // A run that broke off would have no violations either.
        assertThat(results.getErrorMessage()).as("axe on %s", what).isNull();
        assertThat(results.getPasses()).as("axe on %s", what).isNotEmpty();
        assertThat(results.getViolations().stream().map(Browser::told).toList())
                .as("axe on %s (%s)", what, page.url())
                .isEmpty();
    }

    private static String told(Rule rule) {
        List<String> nodes = rule.getNodes().stream()
                .map(node -> node.getTarget() + " " + node.getHtml() + " " + node.getFailureSummary())
                .limit(4)
                .toList();
        return rule.getId() + " (" + rule.getImpact() + "): " + rule.getHelp() + "\n    "
                + String.join("\n    ", nodes);
    }

    /** Nothing ran, opened or was violated that shouldn't have. */
    public void isQuiet() {
        assertThat(complaints).isEmpty();
    }

    /** A picture for whoever looks at the run afterwards, in {@code target/e2e/pictures}. */
    public void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
