package dev.sgen.publishing.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditEntry;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.promotion.Promoting;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an approval is worth at a moment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovedMomentsTest {
    private final World world = new World();
    private Actor ann;
    private Actor eve;

    @AfterAll
    void close() {
        world.close();
    }

    @BeforeEach
    void anotherSite() {
        world.site = world.newSite();
        ann = world.member("Ann", "author");
        eve = world.member("Eve", "editor");
    }

    /** The site asks for no second person; that the moment was approved is what holds it to the approval. */
    @Test
    @Requirement("ROLE-6")
    @Invariant(26)
    void half_of_what_was_approved_for_a_moment_does_not_go_without_the_other_half() {
        SiteRecord one = ready("One");
        SiteRecord two = ready("Two");
        Instant at = world.clock.now().plusSeconds(60);
        approvals().grant(eve, site(), asked(ann, one, two).id(), "Both", false, at);
        world.publishing().cancelSchedule(eve, site(), Environment.STAGING, List.of(two.id()));
        world.clock.advance(Duration.ofMinutes(2));
        world.the(Triggers.class).fireDue();
        assertThat(world.visible(Environment.LIVE)).isEmpty();
        AuditEntry failed = newest("schedule.fail");
        assertThat(failed.details().path("code").asString()).isEqualTo("approval-needed");
    }

    @Test
    @Requirement("ROLE-9")
    @Invariant(26)
    void a_token_for_what_was_approved_sets_no_moment_for_it() {
        SiteRecord page = ready("Page");
        Actor agent = approvedOnly(eve);
        approvals().grant(world.ada, site(), asked(ann, page).id(), "Fine", false, null);
        assertThat(World.outcome(() -> world.publishing()
                        .schedule(
                                agent,
                                site(),
                                Environment.STAGING,
                                List.of(page.id()),
                                Schedule.Action.PROMOTE,
                                world.clock.now().plusSeconds(60))))
                .isEqualTo("approval-needed");
        assertThat(World.outcome(
                        () -> world.the(Promoting.class).promote(agent, site(), List.of(page.id()), OnDrift.REFUSE)))
                .isEqualTo("ok");
    }

    private Approvals approvals() {
        return world.the(Approvals.class);
    }

    private SiteId site() {
        return world.site;
    }

    private SiteRecord ready(String title) {
        SiteRecord page = world.create(Environment.STAGING, title, "/" + title.toLowerCase(Locale.ROOT));
        return world.publish(Environment.STAGING, page);
    }

    private Approval asked(Actor by, SiteRecord... records) {
        List<RecordId> ids = Arrays.stream(records).map(SiteRecord::id).toList();
        return approvals().ask(by, site(), ids, "Ready");
    }

    private Actor approvedOnly(Actor member) {
        UUID id = world.clock.newId();
        UUID of = Objects.requireNonNull(member.memberOrNull()).value();
        world.jdbc().sql("""
                        INSERT INTO token (id, member_id, name, hint, hash, limits, created_at, approved_only)
                        VALUES (?, ?, 'agent', 'abcd', ?, '{}', now(), true)""").params(id, of, id.toString()).update();
        return new Actor.Token(id, Objects.requireNonNull(member.memberOrNull()), member.name() + " (agent)", Set.of());
    }

    private AuditEntry newest(String operation) {
        return world.trail().stream()
                .filter(entry -> entry.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }
}
