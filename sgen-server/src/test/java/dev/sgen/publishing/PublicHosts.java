package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.KeptWire;
import dev.sgen.support.Wire;
import dev.sgen.vocabulary.Environment;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the hosts of a site really answer, caches and all, beside what the model says is there. Both environments
 * are asked at once, and may be at work while something else is compared.
 */
final class PublicHosts implements AutoCloseable {
    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final Pattern PLACE = Pattern.compile("<loc>([^<]*)</loc>");

    private final World world;
    private final Model model;
    private final Map<Environment, KeptWire> visitors = new EnumMap<>(Environment.class);

    PublicHosts(World world, Model model) {
        this.world = world;
        this.model = model;
        for (Environment environment : Environment.values()) {
            visitors.put(environment, world.visitor());
        }
    }

    /** Asks for the path in both environments; {@link #agreeOn} reads the answers. */
    void ask(String path) {
        visitors.forEach((environment, visitor) -> visitor.ask(world.host(environment), path));
    }

    /** The page that was asked for is there under the title it should have, or nothing is. */
    void agreeOn(String path, String when) {
        visitors.forEach((environment, visitor) -> agree(environment, path, visitor.answer(), when));
    }

    private void agree(Environment environment, String path, Wire.Reply answer, String when) {
        Map<String, String> there = model.visible(environment);
        String what = environment + " " + path + " " + when;
        String title = there.get(path);
        if (title != null) {
            assertThat(answer.status()).as(what).isEqualTo(200);
            Matcher shown = TITLE.matcher(answer.text());
            assertThat(shown.find()).as(what).isTrue();
            assertThat(shown.group(1)).as(what).startsWith(title);
        } else if (answer.status() == 301) {
            String to = URI.create(answer.header("location")).getPath();
            assertThat(there).as(what + " moved").containsKey(to);
        } else {
            assertThat(answer.status()).as(what).isIn(404, 410);
        }
        if (environment == Environment.STAGING) {
            assertThat(answer.headers()).as(what).containsKey("x-robots-tag");
        }
    }

    /** Every address that ever occurs, and live's own list of what it shows. */
    void agreeOnAll(Iterable<String> paths, String when) {
        paths.forEach(path -> {
            ask(path);
            agreeOn(path, when);
        });
        KeptWire visitor = visitors.get(Environment.LIVE);
        visitor.ask(world.host(Environment.LIVE), "/sitemap.xml");
        Set<String> listed = new TreeSet<>();
        Matcher place = PLACE.matcher(visitor.answer().text());
        while (place.find()) {
            listed.add(URI.create(place.group(1)).getPath());
        }
        listed.remove("/");
        assertThat(listed)
                .as("live's sitemap " + when)
                .isEqualTo(model.visible(Environment.LIVE).keySet());
    }

    @Override
    public void close() {
        visitors.values().forEach(KeptWire::close);
    }
}
