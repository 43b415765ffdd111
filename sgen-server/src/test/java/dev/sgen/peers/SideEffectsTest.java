package dev.sgen.peers;

import static dev.sgen.peers.Ground.LIVE;
import static dev.sgen.peers.Ground.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.media.Media;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * ANCHORS 2 H: what is done to a copy shows in the original (opencollective #2054, mozilla/bedrock #12322). Here
 * everything that staging can do is done, and live answers byte for byte as before.
 */
@Requirement({"H", "SCEN-43", "ENV-11"})
@Invariant(6)
class SideEffectsTest {
    private final Ground ground = new Ground();

    @Test
    void nothing_done_on_staging_changes_a_byte_of_what_live_answers() throws IOException {
        SiteRecord one = ground.promoted("One", "/one");
        SiteRecord two = ground.promoted("Two", "/two");
        SiteRecord three = ground.promoted("Three", "/three");
        Map<String, String> before = crawl();

        ground.save(ground.lena, STAGING, one, "One again");
        ground.publish(ground.lena, STAGING, one);
        ground.publishing().unpublish(ground.lena, ground.site.id(), STAGING, Ground.ids(two));
        ground.publishing().archive(ground.lena, ground.site.id(), STAGING, Ground.ids(two));
        ground.publishing().revive(ground.lena, ground.site.id(), STAGING, Ground.ids(two));
        ground.publishing().delete(ground.lena, ground.site.id(), STAGING, Ground.ids(three));
        SiteRecord planned = ground.draft(ground.lena, "Planned", "/planned");
        ground.schedule(ground.lena, STAGING, planned, Schedule.Action.PUBLISH, 10);
        ground.pass(Duration.ofSeconds(11));
        ground.publishing().recover(ground.lena, ground.site.id(), STAGING, one.id(), 1, true);
        byte[] picture = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
        var uploaded = ground.the(Media.class)
                .upload(
                        ground.lena,
                        ground.site.id(),
                        STAGING,
                        new ByteArrayInputStream(picture),
                        "picture.svg",
                        null,
                        "What it shows");
        assertThat(uploaded).isNotNull();

        assertThat(ground.shows(STAGING, "/planned", "Planned words")).isTrue();
        assertThat(crawl()).isEqualTo(before);
    }

    /** Everything that live answers about its content, headers that name it included. */
    private Map<String, String> crawl() {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : List.of(
                "/",
                "/one",
                "/two",
                "/three",
                "/planned",
                "/sitemap.xml",
                "/robots.txt",
                "/feed.xml",
                "/search?q=words")) {
            HttpResponse<String> answer = ground.visit(LIVE, path);
            answers.put(
                    path,
                    answer.statusCode() + " "
                            + answer.headers().firstValue("ETag").orElse("") + " " + answer.body());
        }
        return answers;
    }
}
