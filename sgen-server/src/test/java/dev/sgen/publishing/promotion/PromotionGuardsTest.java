package dev.sgen.publishing.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.audit.AuditEntry;
import dev.sgen.publishing.Approval;
import dev.sgen.publishing.OnDrift;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.World;
import dev.sgen.publishing.approval.Approvals;
import dev.sgen.publishing.schedule.Triggers;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The second conditions of what guards the way to live: each has a case in which it alone stands in the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromotionGuardsTest {
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

    private static String outcome(Supplier<?> operation) {
        return World.outcome(operation);
    }

    private SiteRecord ready(String title) {
        SiteRecord page = world.create(Environment.STAGING, title, "/" + title.toLowerCase(java.util.Locale.ROOT));
        return world.publish(Environment.STAGING, page);
    }

    private SiteRecord onBoth(String title) {
        SiteRecord page = ready(title);
        world.promote(page);
        edited(page, title + " new");
        return page;
    }

    private void edited(SiteRecord page, String title) {
        world.save(Environment.STAGING, page, title, world.now(page).staging().path());
        world.publish(Environment.STAGING, page);
    }

    private void needSecondPerson() {
        world.jdbc()
                .sql("UPDATE site SET second_person = true WHERE id = ?")
                .param(world.site.value())
                .update();
    }

    private void role(Actor member, String role) {
        world.jdbc()
                .sql("UPDATE membership SET role = ? WHERE site_id = ? AND member_id = ?")
                .params(
                        role,
                        world.site.value(),
                        Objects.requireNonNull(member.memberOrNull()).value())
                .update();
    }

    private Actor holder(String role, String... grants) {
        world.jdbc()
                .sql("INSERT INTO role (site_id, key, name, grants) VALUES (?, ?, ?, ?)")
                .params(world.site.value(), role, role, grants)
                .update();
        return world.member(role, role);
    }

    private Actor token(Actor member, String... limits) {
        UUID id = world.clock.newId();
        UUID of = Objects.requireNonNull(member.memberOrNull()).value();
        world.jdbc().sql("""
                        INSERT INTO token (id, member_id, name, hint, hash, limits, created_at, approved_only)
                        VALUES (?, ?, 'agent', 'abcd', ?, ?, now(), false)""").params(id, of, id.toString(), limits).update();
        return new Actor.Token(
                id, Objects.requireNonNull(member.memberOrNull()), member.name() + " (agent)", Set.of(limits));
    }

    private Approval granted(SiteRecord... records) {
        List<RecordId> ids = Arrays.stream(records).map(SiteRecord::id).toList();
        return approvals()
                .grant(
                        world.ada,
                        world.site,
                        approvals().ask(ann, world.site, ids, "Ready").id(),
                        "Fine",
                        false,
                        null);
    }

    private String overwrite(Actor actor, SiteRecord record) {
        return outcome(
                () -> world.the(Promoting.class).promote(actor, world.site, List.of(record.id()), OnDrift.OVERWRITE));
    }

    private String recover(Actor actor, SiteRecord record, int version, boolean publish) {
        return outcome(
                () -> world.publishing().recover(actor, world.site, Environment.LIVE, record.id(), version, publish));
    }

    private AuditEntry newest() {
        return world.trail().getFirst();
    }

    /** Mutant P8: nobody has voided the approval yet, and the drift is overwritten on purpose. */
    @Test
    @Requirement({"ROLE-6", "P8"})
    @Invariant(16)
    void an_approval_lets_nothing_pass_over_a_live_that_moved_since() {
        SiteRecord still = onBoth("Still");
        SiteRecord moved = onBoth("Moved");
        needSecondPerson();
        granted(still);
        granted(moved);
        world.save(Environment.LIVE, moved, "Hot fix", "/moved");
        world.publish(Environment.LIVE, moved);
        assertThat(overwrite(eve, still)).isEqualTo("ok");
        assertThat(overwrite(eve, moved)).isEqualTo("approval-needed");
        assertThat(world.visible(Environment.LIVE)).containsEntry("/moved", "Hot fix");
    }

    /** Mutant P9: the other approval holds for the very same version over the very same live. */
    @Test
    @Requirement({"ROLE-6", "P9"})
    @Invariant(16)
    void an_operation_that_names_its_approval_is_carried_by_that_one_alone() {
        String role = "author";
        SiteRecord page = onBoth("Page");
        Approval one = granted(page);
        Approval two = granted(page);
        approvals().withdraw(ann, world.site, one.id());
        Approval withdrawn = approvals().require(ann, world.site, one.id());
        assertThat(outcome(() -> world.the(Promoting.class).promoteApproved(ann, role, world.site, withdrawn)))
                .isEqualTo("approval-needed");
        assertThat(world.visible(Environment.LIVE)).containsEntry("/page", "Page");
        approvals().promote(ann, world.site, two.id(), null);
        assertThat(world.visible(Environment.LIVE)).containsEntry("/page", "Page new");
    }

    @Test
    @Requirement("ROLE-6")
    @Invariant({10, 16})
    void an_approval_is_worth_nothing_once_its_granter_may_not_promote_any_more() {
        SiteRecord home = onBoth("Home");
        Approval granted = approvals()
                .grant(
                        eve,
                        world.site,
                        approvals().ask(ann, world.site, List.of(home.id()), "").id(),
                        "",
                        false,
                        null);
        role(eve, "author");
        assertThat(outcome(() -> approvals().promote(ann, world.site, granted.id(), null)))
                .isEqualTo("approval-needed");
        assertThat(world.visible(Environment.LIVE)).containsEntry("/home", "Home");
        role(eve, "editor");
        assertThat(outcome(() -> approvals().promote(ann, world.site, granted.id(), null)))
                .isEqualTo("ok");
    }

    @Test
    @Requirement({"ROLE-6", "ROLE-9"})
    @Invariant(16)
    void an_approval_is_carried_out_by_no_token_that_could_not_have_asked() {
        SiteRecord home = onBoth("Home");
        Approval granted = granted(home);
        Actor reader = token(ann, "read:staging", "read:live");
        assertThat(outcome(() -> approvals().promote(reader, world.site, granted.id(), null)))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> approvals().withdraw(reader, world.site, granted.id())))
                .isEqualTo("forbidden");
        Actor writer = token(ann, "read:staging", "read:live", "save:staging");
        assertThat(outcome(() -> approvals().promote(writer, world.site, granted.id(), null)))
                .isEqualTo("ok");
    }

    @Test
    @Requirement({"ROLE-11", "SCHED-1"})
    @Invariant(26)
    void with_a_second_person_needed_a_moment_is_set_only_for_what_was_approved() {
        SiteRecord home = onBoth("Home");
        needSecondPerson();
        var at = world.clock.now().plusSeconds(60);
        Supplier<?> schedule = () -> world.publishing()
                .schedule(eve, world.site, Environment.STAGING, List.of(home.id()), Schedule.Action.PROMOTE, at);
        assertThat(outcome(schedule)).isEqualTo("approval-needed");
        assertThat(world.now(home).staging().schedule()).isNull();
        granted(home);
        assertThat(outcome(schedule)).isEqualTo("ok");
        // To take it back needs no approval, and so isn't held up by one that is void meanwhile.
        world.save(Environment.LIVE, home, "Hot fix", "/home");
        assertThat(outcome(() ->
                        world.publishing().cancelSchedule(eve, world.site, Environment.STAGING, List.of(home.id()))))
                .isEqualTo("ok");
    }

    @Test
    @Requirement({"SCHED-5", "ROLE-9"})
    @Invariant(26)
    void whoever_may_not_promote_neither_takes_a_promotion_back_nor_puts_another_moment_in_its_place() {
        SiteRecord home = onBoth("Home");
        var at = world.clock.now().plusSeconds(60);
        var ids = List.of(home.id());
        world.publishing().schedule(eve, world.site, Environment.STAGING, ids, Schedule.Action.PROMOTE, at);
        assertThat(outcome(() -> world.publishing().cancelSchedule(ann, world.site, Environment.STAGING, ids)))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> world.publishing()
                        .schedule(ann, world.site, Environment.STAGING, ids, Schedule.Action.PUBLISH, at)))
                .isEqualTo("forbidden");
        world.clock.advance(Duration.ofMinutes(2));
        world.the(Triggers.class).fireDue();
        assertThat(world.visible(Environment.LIVE)).containsEntry("/home", "Home new");
    }

    @Test
    @Requirement({"PROM-1", "RECOV-17", "RECOV-3"})
    @Invariant({6, 16})
    void a_version_that_never_stood_on_live_is_brought_there_only_by_who_may_promote_and_the_entry_says_whence() {
        SiteRecord home = onBoth("Home");
        Actor recoverer = holder("recoverer", "read:live", "recover:live", "publish:live");
        assertThat(recover(recoverer, home, 2, true)).isEqualTo("not-found");
        assertThat(recover(recoverer, home, 2, false)).isEqualTo("not-found");
        assertThat(recover(recoverer, home, 1, true)).isEqualTo("ok");
        assertThat(newest().details().has("source")).isFalse();
        Actor promoter = holder("promoter", "read:live", "recover:live", "publish:live", "promote:live");
        assertThat(recover(promoter, home, 2, true)).isEqualTo("ok");
        assertThat(newest().operation()).isEqualTo("recover");
        assertThat(newest().details().path("source").asString()).isEqualTo("staging");
        assertThat(world.visible(Environment.LIVE)).containsEntry("/home", "Home new");
    }

    @Test
    @Requirement({"PROM-10", "RECOV-17"})
    @Invariant(6)
    void a_draft_that_was_never_published_on_staging_does_not_cross_by_recover() {
        SiteRecord home = onBoth("Home");
        world.save(Environment.STAGING, home, "Only a draft", "/home");
        SiteRecord fresh = world.create(Environment.STAGING, "Fresh", "/fresh");
        for (boolean publish : List.of(true, false)) {
            assertThat(recover(world.ada, home, 3, publish)).isEqualTo("invalid-state");
            assertThat(recover(world.ada, fresh, 1, publish)).isEqualTo("invalid-state");
        }
        assertThat(world.visible(Environment.LIVE))
                .containsEntry("/home", "Home")
                .hasSize(1);
        assertThat(world.now(fresh).live()).isNull();
    }

    @Test
    @Requirement({"ROLE-11", "RECOV-17"})
    @Invariant(16)
    void with_a_second_person_needed_nothing_crosses_by_recover() {
        SiteRecord home = onBoth("Home");
        needSecondPerson();
        granted(home);
        for (boolean publish : List.of(true, false)) {
            assertThat(recover(eve, home, 2, publish)).isEqualTo("approval-needed");
        }
        assertThat(world.visible(Environment.LIVE)).containsEntry("/home", "Home");
        // What stood on live is brought back as ever.
        world.publishing().unpublish(eve, world.site, Environment.LIVE, List.of(home.id()));
        assertThat(recover(eve, home, 1, true)).isEqualTo("ok");
    }

    @Test
    @Requirement({"REC-12", "P10"})
    void two_records_of_one_operation_do_not_take_one_address() {
        SiteRecord one = world.create(Environment.STAGING, "One", "/same");
        SiteRecord two = world.create(Environment.STAGING, "Two", "/same");
        assertThat(outcome(() -> world.publishing()
                        .publish(world.ada, world.site, Environment.STAGING, List.of(one.id(), two.id()))))
                .isEqualTo("path-taken");
        assertThat(world.visible(Environment.STAGING)).isEmpty();
    }

    @Test
    @Requirement({"BULK-12", "P11"})
    @Invariant(16)
    void many_records_at_once_need_the_right_for_many() {
        Actor single = holder("single", "read:staging", "publish:staging", "schedule:staging", "save:staging");
        SiteRecord one = world.create(Environment.STAGING, "One", "/one");
        SiteRecord two = world.create(Environment.STAGING, "Two", "/two");
        var both = List.of(one.id(), two.id());
        var staging = Environment.STAGING;
        var at = world.clock.now().plusSeconds(60);
        assertThat(outcome(() ->
                        world.publishing().schedule(single, world.site, staging, both, Schedule.Action.PUBLISH, at)))
                .isEqualTo("forbidden");
        world.publishing().schedule(world.ada, world.site, staging, both, Schedule.Action.PUBLISH, at);
        assertThat(outcome(() -> world.publishing().cancelSchedule(single, world.site, staging, both)))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> world.publishing().publish(single, world.site, staging, both)))
                .isEqualTo("forbidden");
        assertThat(outcome(() -> world.publishing().publish(single, world.site, staging, List.of(one.id()))))
                .isEqualTo("ok");
    }
}
