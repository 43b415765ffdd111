package dev.sgen.peers;

import static dev.sgen.peers.Ground.LIVE;
import static dev.sgen.peers.Ground.STAGING;
import static dev.sgen.peers.Ground.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditReading;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.Publishing;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.support.Requirement;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ANCHORS 2 K: schedules, bulk, promotes, history and the trail cost extra elsewhere; here every plan has them. */
@Requirement("K")
class NothingPaidTest {
    @ParameterizedTest
    @ValueSource(strings = {"starter", "growth", "professional", "business", "enterprise"})
    void every_plan_has_the_whole_publishing_model(String plan) {
        Ground ground = new Ground(plan);
        Publishing publishing = ground.publishing();
        SiteRecord one = ground.draft(ground.lena, "One", "/one");
        SiteRecord two = ground.draft(ground.lena, "Two", "/two");
        assertThat(outcome(() -> ground.schedule(ground.lena, STAGING, one, Schedule.Action.PUBLISH, 5)))
                .isEqualTo("ok");
        ground.pass(Duration.ofSeconds(6));
        assertThat(outcome(() -> ground.publish(ground.lena, STAGING, one, two)))
                .isEqualTo("ok");
        assertThat(outcome(() -> ground.promote(ground.lena, one, two))).isEqualTo("ok");
        assertThat(outcome(() -> ground.save(ground.lena, LIVE, one, "Fixed"))).isEqualTo("ok");
        assertThat(outcome(() -> publishing.recover(ground.lena, ground.site.id(), LIVE, one.id(), 1, true)))
                .isEqualTo("ok");
        assertThat(outcome(() -> ground.the(RecordReading.class)
                        .versions(ground.lena, ground.site.id(), LIVE, one.id(), Integer.MAX_VALUE, 10)))
                .isEqualTo("ok");
        assertThat(ground.the(AuditReading.class).verify(ground.site.id()).valid())
                .isTrue();
        assertThat(ground.shows(LIVE, "/one", "One words")).isTrue();
    }
}
