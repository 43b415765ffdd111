package dev.sgen.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Writes the built-in theme's pages to target/preview, to be looked at in a browser. */
class PreviewTest {
    private static final Path TO = Path.of("target/preview");

    @Test
    void every_page_of_the_built_in_theme_can_be_drawn() throws IOException {
        SiteFrame plain = Showcase.frame(false, true);
        SiteFrame crowded = Showcase.frame(true, false);
        Lookups lookups = Showcase.lookups();
        Pages pages = new Pages(plain, lookups);
        Pages full = new Pages(crowded, lookups);
        Entry post = Showcase.kitchenSink();
        Neighbours neighbours = new Neighbours(
                List.of(), List.of(), Showcase.posts().get(0), Showcase.posts().get(1));
        write("kitchen", pages.entry(post, neighbours));
        write("home", full.entry(Showcase.home(), Neighbours.NOTHING));
        write("product", full.entry(Showcase.product(), Neighbours.NOTHING));
        write("event", pages.entry(Showcase.event(), Neighbours.NOTHING));
        write("location", pages.entry(Showcase.location(), Neighbours.NOTHING));
        write("form", pages.entry(Showcase.form(), Neighbours.NOTHING));
        write("posts", full.list(new Listing("Journal", "Notes.", "post", "/blog", Showcase.posts(), 2, 5)));
        write("products", pages.list(new Listing("Shop", "", "product", "/products", Showcase.products(), 1, 1)));
        write("events", pages.list(new Listing("Events", "", "event", "/events", Showcase.events(), 1, 1)));
        write(
                "locations",
                pages.list(new Listing("Visit", "", "location", "/locations", List.of(Showcase.location()), 1, 1)));
        write("search", pages.search("paper <b>", new Listing("", "", "mixed", "/search", Showcase.posts(), 1, 1), 5));
        write("not-found", pages.notFound(false));
        write("error", pages.error());
        Entry custom = Showcase.entry(
                "recipe",
                "Iron gall ink",
                "/recipe/ink",
                "{\"yield\": \"200 ml\", \"prepTime\": 45, \"vegan\": true, \"body\": [{\"type\": \"paragraph\", \"text\": \"Crush the galls.\"}]}");
        write("custom", pages.entry(custom, Neighbours.NOTHING));
        Path css = TO.resolve(plain.theme().cssPath().substring(1));
        Files.createDirectories(css.getParent());
        Files.writeString(css, plain.theme().css());
        for (Asset each : lookups.media().values()) {
            picture(each);
        }
        assertThat(TO.resolve("kitchen.html")).exists();
    }

    private static void write(String name, String html) throws IOException {
        Files.createDirectories(TO);
        Files.writeString(TO.resolve(name + ".html"), html);
    }

    private static void picture(Asset asset) throws IOException {
        if (!asset.image()) {
            return;
        }
        BufferedImage image = new BufferedImage(asset.width(), asset.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        boolean blue = asset.fileName().startsWith("blue");
        paint.setPaint(new GradientPaint(
                0,
                0,
                blue ? new Color(0x3b5b8c) : new Color(0xc9b79c),
                asset.width(),
                asset.height(),
                blue ? new Color(0x9db8d9) : new Color(0x6d5f4b)));
        paint.fillRect(0, 0, asset.width(), asset.height());
        paint.setColor(new Color(255, 255, 255, 90));
        paint.fillOval(asset.width() / 4, asset.height() / 4, asset.width() / 2, asset.height() / 2);
        paint.dispose();
        Path file = TO.resolve(asset.url().substring(1));
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
