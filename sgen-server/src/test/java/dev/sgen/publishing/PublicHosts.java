package dev.sgen.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.vocabulary.Environment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the hosts of a site really answer, caches and all, beside what the model says is there. */
final class PublicHosts {
    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final Pattern PLACE = Pattern.compile("<loc>([^<]*)</loc>");

    private final World world;
    private final Model model;

    PublicHosts(World world, Model model) {
        this.world = world;
        this.model = model;
    }

    /** The page is there under the title it should have, or nothing is. */
    void agreeOn(String path, String when) {
        for (Environment environment : Environment.values()) {
            Map<String, String> there = model.visible(environment);
            HttpResponse<String> answer = world.visit(environment, path);
            String what = environment + " " + path + " " + when;
            String title = there.get(path);
            if (title != null) {
                assertThat(answer.statusCode()).as(what).isEqualTo(200);
                Matcher shown = TITLE.matcher(answer.body());
                assertThat(shown.find()).as(what).isTrue();
                assertThat(shown.group(1)).as(what).startsWith(title);
            } else if (answer.statusCode() == 301) {
                String to = URI.create(answer.headers().firstValue("Location").orElseThrow())
                        .getPath();
                assertThat(there).as(what + " moved").containsKey(to);
            } else {
                assertThat(answer.statusCode()).as(what).isIn(404, 410);
            }
            if (environment == Environment.STAGING) {
                assertThat(answer.headers().firstValue("X-Robots-Tag")).as(what).isPresent();
            }
        }
    }

    /** Every address that ever occurs, and live's own list of what it shows. */
    void agreeOnAll(Iterable<String> paths, String when) {
        paths.forEach(path -> agreeOn(path, when));
        HttpResponse<String> sitemap = world.visit(Environment.LIVE, "/sitemap.xml");
        Set<String> listed = new TreeSet<>();
        Matcher place = PLACE.matcher(sitemap.body());
        while (place.find()) {
            listed.add(URI.create(place.group(1)).getPath());
        }
        listed.remove("/");
        assertThat(listed)
                .as("live's sitemap " + when)
                .isEqualTo(model.visible(Environment.LIVE).keySet());
    }
}
