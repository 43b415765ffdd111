package dev.sgen.peers;

import static dev.sgen.peers.Ground.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ANCHORS 2 L: halo #3155 (snapshots slowed the pages), directus 20070 (revisions grow without end). */
@Requirement("L")
@Invariant(8)
class GrowthTest {
    private static final int SAVES = 200;
    private final Ground ground = new Ground();

    @Test
    @Requirement({"SAVE-4", "RECOV-4"})
    void two_hundred_saves_leave_the_page_as_it_was_and_what_was_visible_within_reach() {
        SiteRecord page = ground.published(ground.lena, "Shown", "/page");
        String before = ground.visit(STAGING, "/page").body();
        for (int n = 0; n < SAVES; n++) {
            ground.save(ground.lena, STAGING, page, "Draft " + n);
        }
        assertThat(ground.visit(STAGING, "/page").body()).isEqualTo(before);
        assertThat(ground.the(RecordReading.class).visibility(ground.lena, ground.site.id(), STAGING, page.id()))
                .hasSize(1);
        Version shown = ground.the(RecordReading.class).version(ground.lena, ground.site.id(), STAGING, page.id(), 1);
        assertThat(shown.contents().title()).isEqualTo("Shown");
    }

    /** The same thing said again is kept once: an editor that saves every minute fills no table. */
    @Test
    void a_save_that_changes_nothing_is_no_version() {
        SiteRecord page = ground.draft(ground.lena, "Same", "/page");
        for (int n = 0; n < 20; n++) {
            ground.save(ground.lena, STAGING, page, "Same");
        }
        List<Version> all = ground.the(RecordReading.class)
                .versions(ground.lena, ground.site.id(), STAGING, page.id(), Integer.MAX_VALUE, 100);
        assertThat(all).hasSize(1);
    }
}
