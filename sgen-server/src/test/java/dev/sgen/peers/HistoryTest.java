package dev.sgen.peers;

import static dev.sgen.peers.Ground.LIVE;
import static dev.sgen.peers.Ground.STAGING;
import static dev.sgen.peers.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.State;
import dev.sgen.publishing.Version;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ANCHORS 2 I: history and restoring that bite. */
@Requirement("I")
@Invariant({2, 8, 9})
class HistoryTest {
    private final Ground ground = new Ground();

    private List<Integer> versions(SiteRecord record) {
        return ground
                .the(RecordReading.class)
                .versions(ground.lena, ground.site.id(), STAGING, record.id(), Integer.MAX_VALUE, 100)
                .stream()
                .map(Version::number)
                .toList();
    }

    /** Payload #1873 dropped the live version, #2404 published by itself: bringing back is a save, until asked. */
    @Test
    @Requirement({"RECOV-3", "RECOV-9", "RECOV-10"})
    void bringing_a_version_back_neither_drops_nor_publishes_anything() {
        SiteRecord page = ground.published(ground.lena, "First", "/page");
        ground.save(ground.lena, STAGING, page, "Second");
        ground.publish(ground.lena, STAGING, page);
        ground.publishing().recover(ground.lena, ground.site.id(), STAGING, page.id(), 1, false);
        assertThat(ground.shows(STAGING, "/page", "Second words")).isTrue();
        assertThat(ground.at(page, STAGING).published()).isEqualTo(2);
        assertThat(ground.at(page, STAGING).working()).isEqualTo(3);
        assertThat(versions(page)).containsExactly(3, 2, 1);
    }

    /** Payload #2494: five versions for two edits. */
    @Test
    @Requirement("SAVE-4")
    void two_edits_are_two_versions_and_no_edit_is_none() {
        SiteRecord page = ground.draft(ground.lena, "First", "/page");
        ground.save(ground.lena, STAGING, page, "Second");
        ground.save(ground.lena, STAGING, page, "Second");
        ground.save(ground.lena, STAGING, page, "Third");
        ground.publish(ground.lena, STAGING, page);
        ground.promote(ground.lena, page);
        ground.publishing().unpublish(ground.lena, ground.site.id(), STAGING, Ground.ids(page));
        assertThat(versions(page)).containsExactly(3, 2, 1);
    }

    /** Payload #15129: "Draft (has published version)" after unpublishing. */
    @Test
    @Requirement({"PUB-9", "REC-2"})
    void after_unpublishing_it_is_a_draft_and_nothing_else() {
        SiteRecord page = ground.published(ground.lena, "Page", "/page");
        ground.publishing().unpublish(ground.lena, ground.site.id(), STAGING, Ground.ids(page));
        assertThat(ground.at(page, STAGING).state()).isEqualTo(State.DRAFT);
        assertThat(ground.at(page, STAGING).published()).isNull();
    }

    /** Payload #1112: an automatic save wrote over somebody's work. */
    @Test
    @Requirement({"REC-16", "SAVE-9"})
    void a_save_that_did_not_see_the_last_one_is_turned_away() {
        SiteRecord page = ground.draft(ground.lena, "First", "/page");
        ground.save(ground.lena, STAGING, page, "Hers");
        assertThat(outcome(() -> ground.publishing()
                        .save(
                                ground.lena,
                                ground.site.id(),
                                STAGING,
                                page.id(),
                                1,
                                Ground.page("The machine's", "/page"))))
                .isEqualTo("stale-version");
        assertThat(ground.at(page, STAGING).title()).isEqualTo("Hers");
    }

    /** Ghost #17076: a save in the background made a published post a draft again. */
    @Test
    @Requirement({"SAVE-2", "REC-6"})
    void a_save_changes_no_state() {
        SiteRecord page = ground.promoted("Post", "/page");
        for (var environment : dev.sgen.vocabulary.Environment.values()) {
            ground.save(ground.lena, environment, page, "Saved on " + environment);
            assertThat(ground.at(page, environment).state()).isEqualTo(State.PUBLISHED);
            assertThat(ground.at(page, environment).published()).isEqualTo(1);
            assertThat(ground.shows(environment, "/page", "Post words")).isTrue();
        }
    }

    /** Directus #21748: a version that nobody edited followed the main one. */
    @Test
    @Requirement({"REC-3", "REC-4"})
    void what_stands_in_one_environment_never_follows_the_other_by_itself() {
        SiteRecord page = ground.promoted("Agreed", "/page");
        ground.save(ground.lena, LIVE, page, "Fixed on live");
        ground.publish(ground.lena, LIVE, page);
        assertThat(ground.at(page, STAGING).working()).isEqualTo(1);
        assertThat(ground.shows(STAGING, "/page", "Agreed words")).isTrue();
        Version first = ground.the(RecordReading.class).version(ground.lena, ground.site.id(), STAGING, page.id(), 1);
        assertThat(first.contents().title()).isEqualTo("Agreed");
    }

    /** Gutenberg #62041: history that is hidden alarms those who must account for it. */
    @Test
    @Requirement({"RECOV-4", "AUDIT-1"})
    void everything_that_was_ever_saved_is_listed_with_its_author() {
        SiteRecord page = ground.draft(ground.lena, "V1", "/page");
        for (int n = 2; n <= 12; n++) {
            ground.save(ground.lena, STAGING, page, "V" + n);
        }
        List<Version> all = ground.the(RecordReading.class)
                .versions(ground.lena, ground.site.id(), STAGING, page.id(), Integer.MAX_VALUE, 100);
        assertThat(all).hasSize(12).allMatch(v -> v.authorName().equals("Lena"));
        assertThat(ground.operations()).filteredOn("save"::equals).hasSize(12);
    }

    /** Two hundred versions of a record may each hold megabytes; a list of them shows what they are called. */
    @Test
    @Requirement("T38")
    void a_list_of_versions_comes_without_their_contents() {
        SiteRecord page = ground.draft(ground.lena, "Heavy", "/heavy");
        RecordReading reading = ground.the(RecordReading.class);

        Version listed = reading.versions(ground.lena, ground.site.id(), STAGING, page.id(), Integer.MAX_VALUE, 1)
                .getFirst();
        Version whole = reading.version(ground.lena, ground.site.id(), STAGING, page.id(), listed.number());

        assertThat(listed.contents().title()).isEqualTo("Heavy");
        assertThat(listed.contents().content().isEmpty()).isTrue();
        assertThat(whole.contents().content().isEmpty()).isFalse();
    }
}
