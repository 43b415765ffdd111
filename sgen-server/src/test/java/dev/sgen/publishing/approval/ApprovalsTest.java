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
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An approval holds for what was looked at and for nothing else. Peers' failures: schedules that ignore
 * approval (Umbraco-CMS 2919), transfers around it (Umbraco-CMS 8228, Umbraco.Cloud 202), others' work that
 * goes along (Umbraco.Cloud 282), unapproved pages riding in a bundle (ONS dis-wagtail 262).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"ROLE-5", "ROLE-6", "C-53"})
@Invariant(16)
class ApprovalsTest {
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

    private Approvals approvals() {
        return world.the(Approvals.class);
    }

    private SiteId site() {
        return world.site;
    }

    private SiteRecord ready(String title) {
        SiteRecord page = world.create(Environment.STAGING, title, "/" + title.toLowerCase(java.util.Locale.ROOT));
        return world.publish(Environment.STAGING, page);
    }

    private SiteRecord onBoth(String title) {
        SiteRecord page = ready(title);
        world.promote(page);
        world.save(Environment.STAGING, page, title + " new", "/" + title.toLowerCase(java.util.Locale.ROOT));
        return world.publish(Environment.STAGING, page);
    }

    private Approval ask(Actor actor, SiteRecord... records) {
        return approvals()
                .ask(
                        actor,
                        site(),
                        java.util.Arrays.stream(records).map(SiteRecord::id).toList(),
                        "Ready");
    }

    private Approval granted(SiteRecord... records) {
        return approvals().grant(eve, site(), ask(ann, records).id(), "Fine", false, null);
    }

    private void needSecondPerson() {
        world.jdbc()
                .sql("UPDATE site SET second_person = true WHERE id = ?")
                .param(site().value())
                .update();
    }

    private static String outcome(Supplier<?> operation) {
        return World.outcome(operation);
    }

    private String promoteBy(Actor actor, SiteRecord... records) {
        var ids = java.util.Arrays.stream(records).map(SiteRecord::id).toList();
        return outcome(() -> world.the(Promoting.class).promote(actor, site(), ids, OnDrift.REFUSE));
    }

    private AuditEntry newest(String operation) {
        return world.trail().stream()
                .filter(e -> e.operation().equals(operation))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_author_asks_an_editor_grants_and_the_author_promotes_that_and_no_more() {
        SiteRecord home = ready("Home");
        SiteRecord other = ready("Other");
        assertThat(promoteBy(ann, home)).isEqualTo("forbidden");
        Approval asked = ask(ann, home);
        assertThat(outcome(() -> approvals().promote(ann, site(), asked.id(), null)))
                .isEqualTo("invalid-state");
        assertThat(outcome(() -> approvals().grant(ann, site(), asked.id(), "", false, null)))
                .isEqualTo("forbidden");
        approvals().grant(eve, site(), asked.id(), "Fine", false, null);
        assertThat(outcome(() -> approvals().promote(ann, site(), asked.id(), List.of(home.id(), other.id()))))
                .isEqualTo("bad-request");

        approvals().promote(ann, site(), asked.id(), List.of(home.id()));
        assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/home");
        assertThat(approvals().require(ann, site(), asked.id()).state()).isEqualTo(Approval.Standing.USED);
        assertThat(outcome(() -> approvals().promote(ann, site(), asked.id(), null)))
                .isEqualTo("invalid-state");
        AuditEntry promoted = newest("promote");
        assertThat(promoted.actor().name()).isEqualTo("Ann");
        assertThat(promoted.details().path("approvals").path(0).path("id").asString())
                .isEqualTo(asked.id().toString());
        assertThat(promoted.details()
                        .path("approvals")
                        .path(0)
                        .path("grantedBy")
                        .asString())
                .isEqualTo("Eve");
        assertThat(world.trail().stream().map(AuditEntry::operation))
                .containsSubsequence("promote", "approval.grant", "approval.ask");
        assertThat(world.verify().valid()).isTrue();
    }

    @Test
    void granting_can_promote_at_once_and_declining_leaves_live_alone() {
        SiteRecord home = ready("Home");
        Approval done = approvals().grant(eve, site(), ask(ann, home).id(), "", true, null);
        assertThat(done.state()).isEqualTo(Approval.Standing.USED);
        assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/home");

        SiteRecord other = ready("Other");
        Approval declined = approvals().decline(eve, site(), ask(ann, other).id(), "Not yet");
        assertThat(declined.state()).isEqualTo(Approval.Standing.DECLINED);
        assertThat(declined.answer()).isEqualTo("Not yet");
        assertThat(outcome(() -> approvals().grant(eve, site(), declined.id(), "", true, null)))
                .isEqualTo("invalid-state");
        Approval back = approvals().withdraw(ann, site(), ask(ann, other).id());
        assertThat(back.state()).isEqualTo(Approval.Standing.WITHDRAWN);
        assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/home");
    }

    @Test
    void any_change_on_either_side_voids_it_visibly_and_it_lets_nothing_pass() {
        SiteRecord staged = onBoth("Staged");
        Approval first = granted(staged);
        world.save(Environment.STAGING, staged, "Staged newer", "/staged");
        assertThat(approvals().require(ann, site(), first.id()).state())
                .as("a draft changes nothing of what would go")
                .isEqualTo(Approval.Standing.GRANTED);
        world.publish(Environment.STAGING, staged);
        Approval voided = approvals().require(ann, site(), first.id());
        assertThat(voided.state()).isEqualTo(Approval.Standing.VOID);
        assertThat(voided.reason()).contains("published again on staging");
        assertThat(outcome(() -> approvals().promote(ann, site(), first.id(), null)))
                .isEqualTo("invalid-state");

        SiteRecord fixed = onBoth("Fixed");
        Approval second = ask(ann, fixed);
        world.save(Environment.LIVE, fixed, "Hot fix", "/fixed");
        assertThat(approvals().require(ann, site(), second.id()).reason()).contains("changed on live by Ada");
        assertThat(outcome(() -> approvals().grant(eve, site(), second.id(), "", false, null)))
                .isEqualTo("invalid-state");

        assertThat(world.the(ApprovalInvalidation.class).settle()).isEqualTo(2);
        assertThat(world.the(ApprovalInvalidation.class).settle()).isZero();
        AuditEntry entry = newest("approval.void");
        assertThat(entry.actor().kind()).isEqualTo("platform");
        assertThat(entry.details().path("reason").asString()).isNotEmpty();
        assertThat(entry.details().path("askedBy").asString())
                .isEqualTo(Objects.requireNonNull(ann.memberOrNull()).toString());
        assertThat(world.verify().valid()).isTrue();
    }

    @Test
    void with_a_second_person_needed_nobody_promotes_alone_by_any_way() {
        SiteRecord home = ready("Home");
        SiteRecord rider = ready("Rider");
        needSecondPerson();
        assertThat(promoteBy(eve, home)).isEqualTo("approval-needed");
        assertThat(promoteBy(world.ada, home)).isEqualTo("approval-needed");
        Approval own = ask(eve, home);
        assertThat(outcome(() -> approvals().grant(eve, site(), own.id(), "", true, null)))
                .isEqualTo("invalid-state");
        approvals().grant(world.ada, site(), own.id(), "", false, null);
        assertThat(promoteBy(eve, home, rider)).isEqualTo("approval-needed");
        assertThat(promoteBy(eve, rider)).isEqualTo("approval-needed");
        assertThat(world.visible(Environment.LIVE)).isEmpty();
        assertThat(promoteBy(eve, home)).isEqualTo("ok");
        assertThat(world.visible(Environment.LIVE)).containsOnlyKeys("/home");
    }

    @Test
    void an_approval_for_two_is_no_approval_for_one() {
        SiteRecord one = ready("One");
        SiteRecord two = ready("Two");
        needSecondPerson();
        granted(one, two);
        assertThat(promoteBy(eve, one)).isEqualTo("approval-needed");
        assertThat(promoteBy(eve, one, two)).isEqualTo("ok");
    }

    @Test
    void no_schedule_fires_without_an_approval_that_holds() {
        SiteRecord home = onBoth("Home");
        SiteRecord free = ready("Free");
        var at = world.clock.now().plusSeconds(60);
        // Set while one person was enough: the moment asks anew.
        world.publishing()
                .schedule(world.ada, site(), Environment.STAGING, List.of(free.id()), Schedule.Action.PROMOTE, at);
        needSecondPerson();
        Approval asked = ask(ann, home);
        Approval planned = approvals().grant(eve, site(), asked.id(), "Tonight", false, at);
        assertThat(planned.plannedAt()).isEqualTo(at);
        assertThat(planned.state()).isEqualTo(Approval.Standing.GRANTED);
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(world.the(Triggers.class).fireDue()).isEqualTo(1);
        assertThat(world.visible(Environment.LIVE))
                .containsEntry("/home", "Home new")
                .doesNotContainKey("/free");
        AuditEntry failed = newest("schedule.fail");
        assertThat(failed.details().path("code").asString()).isEqualTo("approval-needed");
        assertThat(failed.records().getFirst().title()).isEqualTo("Free");
        assertThat(world.now(free).staging().schedule()).isNull();
        assertThat(newest("schedule.trigger").details().path("approvals").size())
                .isEqualTo(1);
    }

    @Test
    void a_planned_promotion_whose_approval_is_void_does_not_happen() {
        SiteRecord home = onBoth("Home");
        var at = world.clock.now().plusSeconds(60);
        approvals().grant(eve, site(), ask(ann, home).id(), "", false, at);
        world.save(Environment.LIVE, home, "Hot fix", "/home");
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(world.the(Triggers.class).fireDue()).isZero();
        assertThat(newest("schedule.fail").details().path("reason").asString()).isNotEmpty();
        assertThat(world.visible(Environment.LIVE)).containsEntry("/home", "Home");
    }

    @Test
    void a_merge_makes_a_version_that_nobody_approved() {
        SiteRecord home = onBoth("Home");
        world.save(Environment.LIVE, home, "Home", "/home-live");
        world.publish(Environment.LIVE, home);
        needSecondPerson();
        assertThat(outcome(() -> world.the(Promoting.class).promote(eve, site(), List.of(home.id()), OnDrift.MERGE)))
                .isIn("approval-needed", "drift");
        assertThat(outcome(
                        () -> world.the(Promoting.class).promote(eve, site(), List.of(home.id()), OnDrift.OVERWRITE)))
                .isEqualTo("approval-needed");
    }

    @Test
    void a_program_promotes_exactly_what_a_person_approved() {
        SiteRecord home = ready("Home");
        SiteRecord other = ready("Other");
        UUID id = world.clock.newId();
        world.jdbc()
                .sql("""
                        INSERT INTO token (id, member_id, name, hint, hash, limits, created_at, approved_only)
                        VALUES (?, ?, 'agent', 'abcd', ?, '{}', now(), true)""")
                .params(id, Objects.requireNonNull(eve.memberOrNull()).value(), id.toString())
                .update();
        Actor agent = new Actor.Token(id, Objects.requireNonNull(eve.memberOrNull()), "Eve (agent)", Set.of());
        assertThat(promoteBy(agent, home)).isEqualTo("approval-needed");
        assertThat(outcome(() -> world.publishing()
                        .schedule(
                                agent,
                                site(),
                                Environment.STAGING,
                                List.of(home.id()),
                                Schedule.Action.PROMOTE,
                                world.clock.now().plusSeconds(60))))
                .isEqualTo("approval-needed");
        Approval asked = ask(agent, home);
        assertThat(outcome(() -> approvals().grant(agent, site(), asked.id(), "", false, null)))
                .isEqualTo("bad-request");
        approvals().grant(eve, site(), asked.id(), "", false, null);
        assertThat(promoteBy(agent, home, other)).isEqualTo("approval-needed");
        assertThat(promoteBy(agent, home)).isEqualTo("ok");
        assertThat(promoteBy(agent, other)).isEqualTo("approval-needed");
    }

    @Test
    void of_many_who_use_one_approval_one_does() throws Exception {
        SiteRecord home = ready("Home");
        Approval once = granted(home);
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            var outcomes = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> many.submit(() -> outcome(() -> approvals().promote(ann, site(), once.id(), null))))
                    .toList();
            int ok = 0;
            for (var one : outcomes) {
                ok += one.get().equals("ok") ? 1 : 0;
            }
            assertThat(ok).isEqualTo(1);
        }
        assertThat(world.trail().stream().filter(e -> e.operation().equals("promote")))
                .hasSize(1);
    }

    @Test
    void a_request_for_a_release_holds_for_the_releases_own_versions() {
        SiteRecord home = onBoth("Home");
        UUID release = world.clock.newId();
        int version = Objects.requireNonNull(world.now(home).staging().published());
        Approval asked = approvals()
                .askForRelease(
                        ann,
                        site(),
                        release,
                        List.of(new Approvals.Step(home.id(), "Home", version, false)),
                        "The release");
        world.save(Environment.STAGING, home, "Home newest", "/home");
        world.publish(Environment.STAGING, home);
        assertThat(approvals().grant(eve, site(), asked.id(), "", false, null).state())
                .isEqualTo(Approval.Standing.GRANTED);
        assertThat(outcome(() -> approvals().promote(ann, site(), asked.id(), null)))
                .isEqualTo("bad-request");
        needSecondPerson();
        assertThat(promoteBy(eve, home)).isEqualTo("approval-needed");
        world.the(ApprovalInvalidation.class).releaseChanged(site(), release, "A record was added to the release.");
        assertThat(approvals().require(ann, site(), asked.id()).reason()).contains("was added");
        assertThat(newest("approval.void").details().path("was").asString()).isEqualTo("granted");
    }

    @Test
    @Invariant(15)
    void another_sites_approval_is_not_found() {
        Approval here = ask(ann, ready("Home"));
        SiteId elsewhere = world.newSite();
        assertThat(outcome(() -> approvals().require(world.ada, elsewhere, here.id())))
                .isEqualTo("not-found");
        assertThat(outcome(() -> approvals().grant(world.ada, elsewhere, here.id(), "", true, null)))
                .isEqualTo("not-found");
    }
}
