package dev.sgen.member;

import static dev.sgen.member.SiteMembersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sgen.member.MemberRefusal.TooManyAttempts;
import dev.sgen.site.Site;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

@Requirement("ROLE-21")
class SignInTest {
    private static final SignInOrigin HERE = SignInOrigin.of("192.0.2.7");

    private final TestPeople people = new TestPeople();

    @Test
    void the_right_password_signs_in_and_both_kinds_of_attempt_are_in_the_trail() {
        assertThat(people.signIn.withPassword(" ADA@example.org", TestPeople.PASSWORD, HERE))
                .isEqualTo(people.ada);
        refused("unauthenticated", () -> people.signIn.withPassword("ada@example.org", "not this one", HERE));
        assertThat(people.operations(InstallationRights.TRAIL))
                .containsExactly("member.add", "sign-in", "sign-in.fail");
    }

    @Test
    void a_password_is_kept_as_argon2id_with_the_stated_cost() {
        String hash = people.jdbc
                .sql("SELECT password_hash FROM member WHERE id = :id")
                .param("id", people.ada.member().value())
                .query(String.class)
                .single();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void a_hash_of_another_cost_is_made_anew_at_sign_in() {
        String weak = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(TestPeople.PASSWORD);
        people.jdbc
                .sql("UPDATE member SET password_hash = :hash")
                .param("hash", weak)
                .update();
        people.signIn.withPassword("ada@example.org", TestPeople.PASSWORD, HERE);
        a_password_is_kept_as_argon2id_with_the_stated_cost();
    }

    @Test
    @Requirement({"T26", "T27"})
    void an_unknown_address_is_answered_and_slowed_down_like_a_known_one() {
        for (String email : List.of("ada@example.org", "nobody@example.org")) {
            for (int i = 0; i < 5; i++) {
                Refused wrong = catchThrowableOfType(
                        Refused.class, () -> people.signIn.withPassword(email, "wrong password", HERE));
                assertThat(wrong.refusal().detail()).isEqualTo("The e-mail address or the password is wrong.");
            }
            refused("rate-limited", () -> people.signIn.withPassword(email, TestPeople.PASSWORD, HERE));
        }
    }

    @Test
    @Requirement("T26")
    void an_unknown_address_costs_the_same_hash() {
        people.signIn.withPassword("ada@example.org", TestPeople.PASSWORD, SignInOrigin.of("192.0.2.1"));
        long known = 0;
        long unknown = 0;
        for (int i = 0; i < 4; i++) {
            int n = i;
            known += nanos(() -> people.signIn.withPassword(
                    "ada@example.org", "wrong " + n, SignInOrigin.of("192.0.2." + (10 + n))));
            unknown += nanos(() ->
                    people.signIn.withPassword("no@example.org", "wrong " + n, SignInOrigin.of("192.0.2." + (20 + n))));
        }
        // A missing hash would make it some thirty times faster; the bound leaves room for a busy machine.
        assertThat((double) unknown).isGreaterThan(known * 0.4);
    }

    @Test
    @Requirement("T27")
    void the_wait_grows_with_each_failure_and_ends() {
        fail(5);
        long first = waitNow();
        people.clock.advance(Duration.ofSeconds(first));
        fail(1);
        assertThat(waitNow()).isGreaterThan(first);
        people.clock.advance(Duration.ofMinutes(16));
        assertThat(people.signIn.withPassword("ada@example.org", TestPeople.PASSWORD, HERE))
                .isEqualTo(people.ada);
        fail(4);
        assertThat(people.signIn.withPassword("ada@example.org", TestPeople.PASSWORD, HERE))
                .isEqualTo(people.ada);
    }

    @Test
    @Requirement("T29")
    void a_new_password_ends_all_sessions_and_the_old_one_no_longer_works() {
        people.signIn.changePassword(people.ada, TestPeople.PASSWORD, "another long one", "a session");
        refused("unauthenticated", () -> people.signIn.withPassword("ada@example.org", TestPeople.PASSWORD, HERE));
        people.signIn.withPassword("ada@example.org", "another long one", HERE);
        String reset = people.passwordReset
                .reset(new Actor.Platform(null, null), "Ada@example.org", null)
                .password();
        people.signIn.withPassword("ada@example.org", reset, HERE);
        refused("invalid-content", () -> people.signIn.changePassword(people.ada, reset, "short", "a session"));
    }

    @Test
    void the_first_administrator_is_made_once_even_by_two_at_the_same_instant() throws Exception {
        people.jdbc.sql("DELETE FROM setup").update();
        List<Runnable> visitors = IntStream.range(0, 8)
                .<Runnable>mapToObj(
                        i -> () -> people.setup.createFirst("first" + i + "@example.org", "First", "a good password"))
                .toList();
        assertThat(SiteMembersTest.together(visitors)).isEqualTo(1);
        assertThat(people.setup.needed()).isFalse();
    }

    @Test
    void a_program_has_no_password_to_sign_in_with() {
        Site site = people.site();
        people.siteMembers.add(people.ada, site.id(), "bot@example.org", "Bot", "author");
        refused("unauthenticated", () -> people.signIn.withPassword("bot@example.org", "", HERE));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            refused("unauthenticated", () -> people.signIn.withPassword("ada@example.org", "wrong one", HERE));
        }
    }

    private long waitNow() {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> people.signIn.withPassword("ada@example.org", TestPeople.PASSWORD, HERE));
        return ((TooManyAttempts) refused.refusal()).retryAfterSeconds();
    }

    private static long nanos(Runnable act) {
        long start = System.nanoTime();
        Refused ignored = catchThrowableOfType(Refused.class, act::run);
        return System.nanoTime() - start;
    }
}
