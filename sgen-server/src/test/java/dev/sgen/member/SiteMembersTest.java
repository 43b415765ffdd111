package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.site.Site;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.Refused;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteMembersTest {
    private final TestPeople people = new TestPeople();
    private Site site;

    @BeforeEach
    void newSite() {
        site = people.site();
    }

    @Test
    @Requirement({"ROLE-1", "ROLE-12"})
    void who_is_added_stands_on_the_list_and_in_the_trail() {
        people.somebody(site.id(), "author");
        assertThat(people.siteMembers.list(people.ada, site.id()))
                .extracting(SiteMembers.Entry::role)
                .containsExactlyInAnyOrder("administrator", "author");
        assertThat(people.operations(site.id())).containsExactly("site.create", "member.add");
        refused("invalid-state", () -> people.siteMembers.add(people.ada, site.id(), "ADA@example.org", "A", "viewer"));
    }

    @Test
    @Requirement("ROLE-15")
    void the_last_administrator_stays() {
        refused("invalid-state", () -> people.siteMembers.remove(people.ada, site.id(), people.ada.member()));
        refused(
                "invalid-state",
                () -> people.siteMembers.changeRole(people.ada, site.id(), people.ada.member(), "viewer"));
        assertThat(people.operations(site.id())).containsExactly("site.create");
    }

    @Test
    @Requirement({"ROLE-15", "T19"})
    void two_administrators_who_remove_each_other_at_once_leave_one() throws Exception {
        for (int round = 0; round < 12; round++) {
            Site contested = people.site();
            Actor.Operator bo = people.somebody(contested.id(), "administrator");
            Actor.Operator cy = people.somebody(contested.id(), "administrator");
            people.siteMembers.remove(bo, contested.id(), people.ada.member());
            int passed = together(List.of(
                    () -> people.siteMembers.remove(bo, contested.id(), cy.member()),
                    () -> people.siteMembers.remove(cy, contested.id(), bo.member())));
            assertThat(passed).isEqualTo(1);
            assertThat(people.siteMembers.list(people.ada, contested.id())).hasSize(1);
        }
    }

    @Test
    @Requirement("T19")
    void nobody_hands_out_or_takes_away_more_than_they_hold() {
        people.roles.create(
                people.ada,
                site.id(),
                "doorman",
                "Doorman",
                List.of("members:staging", "members:live", "read:staging", "read:live"));
        Actor.Operator doorman = people.somebody(site.id(), "doorman");
        Actor.Operator editor = people.somebody(site.id(), "editor");
        Actor.Operator viewer = people.somebody(site.id(), "viewer");

        refused("forbidden", () -> people.siteMembers.add(doorman, site.id(), "x@example.org", "X", "author"));
        refused(
                "forbidden",
                () -> people.siteMembers.changeRole(doorman, site.id(), doorman.member(), "administrator"));
        refused("forbidden", () -> people.siteMembers.changeRole(doorman, site.id(), viewer.member(), "editor"));
        refused("forbidden", () -> people.siteMembers.changeRole(doorman, site.id(), editor.member(), "viewer"));
        refused("forbidden", () -> people.siteMembers.remove(doorman, site.id(), editor.member()));
        refused("forbidden", () -> people.siteMembers.remove(doorman, site.id(), people.ada.member()));
        refused("forbidden", () -> people.roles.create(doorman, site.id(), "more", "More", List.of("save:live")));
        refused(
                "forbidden",
                () -> people.roles.change(
                        doorman, site.id(), "doorman", null, List.of("members:live", "publish:live")));
        people.siteMembers.remove(doorman, site.id(), viewer.member());
        assertThat(people.siteMembers.list(people.ada, site.id()))
                .extracting(SiteMembers.Entry::id)
                .doesNotContain(viewer.member())
                .contains(editor.member());
    }

    @Test
    @Requirement("T19")
    void a_reader_manages_nobody() {
        Actor.Operator viewer = people.somebody(site.id(), "viewer");
        refused("forbidden", () -> people.siteMembers.changeRole(viewer, site.id(), viewer.member(), "administrator"));
        refused("forbidden", () -> people.roles.create(viewer, site.id(), "mine", "Mine", List.of("read:live")));
        refused("forbidden", () -> people.siteMembers.add(viewer, site.id(), "y@example.org", "Y", "viewer"));
    }

    @Test
    @Requirement("ROLE-20")
    void backups_can_be_granted_by_no_role_of_a_site() {
        refused(
                "invalid-content",
                () -> people.roles.create(
                        people.ada, site.id(), "keeper", "Keeper", List.of("read:live", "backups:live")));
    }

    @Test
    @Requirement("ROLE-4")
    void a_role_is_made_assigned_enforced_changed_and_removed() {
        people.roles.create(people.ada, site.id(), "poster", "Poster", List.of("read:staging", "publish:staging"));
        Actor.Operator poster = people.somebody(site.id(), "poster");
        people.members.permit(poster, site.id(), Permission.PUBLISH, Environment.STAGING);
        refused("forbidden", () -> people.members.permit(poster, site.id(), Permission.PUBLISH, Environment.LIVE));

        people.roles.change(people.ada, site.id(), "poster", null, List.of("read:staging"));
        refused("forbidden", () -> people.members.permit(poster, site.id(), Permission.PUBLISH, Environment.STAGING));

        refused("invalid-state", () -> people.roles.remove(people.ada, site.id(), "poster"));
        people.siteMembers.remove(people.ada, site.id(), poster.member());
        people.roles.remove(people.ada, site.id(), "poster");
        assertThat(people.roles.list(people.ada, site.id())).allMatch(Roles.Role::builtIn);
        refused("invalid-state", () -> people.roles.change(people.ada, site.id(), "editor", "Ed", null));
    }

    @Test
    @Requirement({"T24", "ROLE-14", "ROLE-21"})
    void sessions_and_tokens_of_a_removed_member_are_gone_with_the_commit() {
        Actor.Operator author = people.somebody(site.id(), "author");
        String secret = people.tokens
                .create(author, site.id(), new Tokens.Wish("ci", null, List.of(), null))
                .secret();
        Actor token = people.tokens.authenticate(secret).orElseThrow();
        insertSession(people, author);

        people.siteMembers.remove(people.ada, site.id(), author.member());

        assertThat(sessions(people, author)).isZero();
        assertThat(people.tokens.authenticate(secret)).isEmpty();
        refused("not-found", () -> people.members.permit(token, site.id(), Permission.READ, null));
        refused("not-found", () -> people.members.permit(author, site.id(), Permission.READ, null));
    }

    @Test
    @Requirement("T28")
    void an_invitation_is_taken_up_once_however_many_try_at_once() throws Exception {
        SiteMembers.Added added = people.siteMembers.add(people.ada, site.id(), "i@example.org", "I", "viewer");
        String secret = added.invitation();
        // Each from a network of its own: what is counted here isn't guesses but who comes first.
        List<Runnable> tries = IntStream.range(0, 100)
                .<Runnable>mapToObj(i -> () -> people.acceptance.withNewPassword(
                        secret, null, "password number " + i, SignInOrigin.of("192.0.2." + i)))
                .toList();
        assertThat(together(tries)).isEqualTo(1);
        refused(
                "unauthenticated",
                () -> people.acceptance.withNewPassword(
                        secret, null, "one more password", SignInOrigin.of("192.0.2.200")));
    }

    static void insertSession(TestPeople people, Actor.Operator operator) {
        people.jdbc
                .sql("""
                        INSERT INTO spring_session (primary_id, session_id, creation_time, last_access_time,
                            max_inactive_interval, expiry_time, principal_name)
                        VALUES (:id, :id, 0, 0, 60, 9999999999999, :member)""")
                .param("id", people.clock.newId().toString())
                .param("member", operator.member().toString())
                .update();
    }

    static int sessions(TestPeople people, Actor.Operator operator) {
        return people.jdbc
                .sql("SELECT count(*) FROM spring_session WHERE principal_name = :member")
                .param("member", operator.member().toString())
                .query(Integer.class)
                .single();
    }

    /** Runs all at once and counts those that were not refused. */
    static int together(List<Runnable> acts) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(Math.min(acts.size(), 8))) {
            List<Callable<Boolean>> calls = acts.stream()
                    .<Callable<Boolean>>map(act -> () -> {
                        act.run();
                        return true;
                    })
                    .toList();
            int passed = 0;
            for (Future<Boolean> future : threads.invokeAll(calls)) {
                try {
                    passed += future.get() ? 1 : 0;
                } catch (ExecutionException refused) {
                    assertThat(refused.getCause()).isInstanceOf(Refused.class);
                }
            }
            return passed;
        }
    }

    static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.refusal().code()).isEqualTo(code));
    }
}
