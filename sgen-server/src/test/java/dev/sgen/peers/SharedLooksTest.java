package dev.sgen.peers;

import static dev.sgen.peers.Ground.LIVE;
import static dev.sgen.peers.Ground.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.preview.Previews;
import dev.sgen.publishing.ReleaseStep;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.release.Releases;
import dev.sgen.release.VersionPinning;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ANCHORS 2 J: a page can be live or under preview, not both (strapi #10243), there is no link to a draft (decap-cms
 * #372) or none that ends (wagtail #12282), and a set can't be looked at as a whole. Here one page is looked at in
 * four forms at once, each at an address of its own, by people without an account.
 */
@Requirement({"J", "ENV-15"})
@Invariant(4)
class SharedLooksTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Ground ground = new Ground();

    @Test
    void live_staging_a_draft_and_a_release_are_looked_at_side_by_side() {
        SiteRecord page = ground.promoted("First", "/page");
        ground.save(ground.lena, STAGING, page, "Second");
        ground.publish(ground.lena, STAGING, page);
        SiteRecord other = ground.published(ground.lena, "Other", "/other");
        var release = ground.the(Releases.class)
                .create(
                        ground.lena,
                        ground.site.id(),
                        "Both",
                        null,
                        Stream.of(page, other)
                                .map(one -> new VersionPinning.Wish(one.id(), ReleaseStep.Kind.PROMOTE, null))
                                .toList());
        ground.save(ground.lena, STAGING, page, "Third");

        Previews previews = ground.the(Previews.class);
        var draft = previews.ofDraft(ground.lena, ground.site.id(), STAGING, page.id(), null, HOUR);
        var coming = previews.ofRelease(ground.lena, ground.site.id(), release.id(), "/", HOUR);

        assertThat(ground.shows(LIVE, "/page", "First words")).isTrue();
        assertThat(ground.shows(STAGING, "/page", "Second words")).isTrue();
        assertThat(Ground.looks(draft.word(), "/page")).contains("Third words");
        assertThat(Ground.looks(coming.word(), "/page")).contains("Second words");
        assertThat(Ground.looks(coming.word(), "/other")).contains("Other words");
        assertThat(ground.visit(LIVE, "/other").statusCode()).isEqualTo(404);

        Ground.CLOCK.advance(HOUR.plusSeconds(1));
        for (String word : List.of(draft.word(), coming.word())) {
            assertThat(Ground.looks(word, "/page")).doesNotContain("Second words", "Third words");
        }
    }
}
