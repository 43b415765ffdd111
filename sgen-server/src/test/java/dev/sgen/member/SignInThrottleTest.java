package dev.sgen.member;

import static dev.sgen.member.SiteMembersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sgen.member.MemberRefusal.TooManyAttempts;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestPeople;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who guesses is slowed down; whose account it is gets in (T27, A10, A13). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInThrottleTest {
    private static final String ADA = "ada@example.org";
    private static final SignInOrigin ATTACKER = SignInOrigin.of("203.0.113.9");
    private static final SignInOrigin OWNER = SignInOrigin.of("198.51.100.1");
    private static final SignInOrigin OFFICE = SignInOrigin.of("192.0.2.1");

    private final TestPeople people = new TestPeople();
    private final SignInThrottle throttle = new SignInThrottle(people.jdbc, people.clock, people.devices);

    @BeforeEach
    void forget() {
        people.clock.advance(Duration.ofHours(2));
    }

    @Test
    @Requirement({"T27", "A10"})
    void the_owner_gets_in_from_elsewhere_at_once_whatever_one_attacker_does() {
        for (int minute = 0; minute < 15; minute++) {
            IntStream.range(0, 3).forEach(i -> guess(ADA, ATTACKER));
            assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, OWNER))
                    .isEqualTo(people.ada);
            people.clock.advance(Duration.ofMinutes(1));
        }
        // The attacker has no luck with the right password either.
        IntStream.range(0, 6).forEach(i -> guess(ADA, ATTACKER));
        refused("rate-limited", () -> people.signIn.withPassword(ADA, TestPeople.PASSWORD, ATTACKER));
    }

    @Test
    @Requirement({"T27", "A10"})
    void many_networks_slow_nobody_but_themselves() {
        int looked = 0;
        for (int minute = 0; minute < 20; minute++) {
            for (int n = 0; n < 60; n++) {
                looked += guess(ADA, SignInOrigin.of("203.0." + (n % 100) + "." + n)) ? 1 : 0;
            }
            people.clock.advance(Duration.ofMinutes(1));
        }
        // Three each while the account isn't under attack yet for them, then one in ten seconds between them all.
        assertThat(looked).isBetween(60, 3 * 60 + 20 * 6);
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, OWNER)).isEqualTo(people.ada);
        guess(ADA, OWNER);
        guess(ADA, OWNER);
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, OWNER))
                .as("after mistyping twice")
                .isEqualTo(people.ada);
    }

    @Test
    @Requirement("T27")
    void an_ipv6_client_gains_nothing_by_the_networks_of_its_site() {
        int looked = 0;
        for (int n = 0; n < 500; n++) {
            looked += guess(ADA, SignInOrigin.of("2001:db8:1:" + Integer.toHexString(n) + "::1")) ? 1 : 0;
        }
        assertThat(looked).isLessThanOrEqualTo(21);
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, SignInOrigin.of("2001:db8:2:1::1")))
                .isEqualTo(people.ada);
    }

    @Test
    @Requirement("T27")
    void guesses_at_one_instant_are_counted_before_they_are_looked_at() throws Exception {
        List<Runnable> guesses = IntStream.range(0, 24)
                .<Runnable>mapToObj(i -> () -> throttle.begin(ADA, ATTACKER))
                .toList();
        assertThat(SiteMembersTest.together(guesses)).isEqualTo(5);
    }

    @Test
    @Requirement({"T27", "A13"})
    void a_network_is_slowed_down_over_accounts_and_a_known_device_in_it_is_not() {
        String device = people.signIn.deviceOf(people.ada, OFFICE);
        for (int i = 0; i < 100; i++) {
            assertThat(guess("account" + i + "@example.org", OFFICE)).isTrue();
        }
        Refused refusal =
                catchThrowableOfType(Refused.class, () -> people.signIn.withPassword(ADA, TestPeople.PASSWORD, OFFICE));
        assertThat(refusal.refusal())
                .isInstanceOfSatisfying(
                        TooManyAttempts.class,
                        t -> assertThat(t.retryAfterSeconds()).isBetween(1L, 61L));
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, new SignInOrigin(OFFICE.address(), device)))
                .isEqualTo(people.ada);
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, OWNER)).isEqualTo(people.ada);
        int passed = 0;
        for (int i = 0; i < 600; i++) {
            people.clock.advance(Duration.ofSeconds(6));
            passed += guess("further" + i + "@example.org", OFFICE) ? 1 : 0;
        }
        assertThat(passed).as("guesses in an hour more").isLessThanOrEqualTo(70);
    }

    @Test
    @Requirement("A13")
    void an_office_whose_people_mistype_is_shut_to_nobody() {
        for (int i = 0; i < 50; i++) {
            String person = "person" + i + "@example.org";
            assertThat(guess(person, OFFICE)).isTrue();
            assertThat(guess(person, OFFICE)).isTrue();
        }
        for (int i = 0; i < 50; i++) {
            throttle.right(throttle.begin("person" + i + "@example.org", OFFICE));
        }
        // Nobody's failures stand any more, so that right ones go on being right, however many there are.
        for (int i = 0; i < 150; i++) {
            throttle.right(throttle.begin("somebody" + i + "@example.org", OFFICE));
        }
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, OFFICE)).isEqualTo(people.ada);
        assertThat(failures("network:" + SignInThrottle.network(OFFICE.address(), 8)))
                .isZero();
    }

    @Test
    @Requirement("A13")
    void one_persons_misses_are_one_for_their_network() {
        for (int round = 0; round < 30; round++) {
            guess(ADA, OFFICE);
            people.clock.advance(Duration.ofMinutes(2));
        }
        assertThat(failures("network:" + SignInThrottle.network(OFFICE.address(), 8)))
                .isEqualTo(1);
    }

    @Test
    @Requirement("A10")
    void a_device_that_was_signed_in_gets_in_from_the_attacked_network_and_has_a_count_of_its_own() {
        people.signIn.withPassword(ADA, TestPeople.PASSWORD, OFFICE);
        SignInOrigin device = new SignInOrigin(OFFICE.address(), people.signIn.deviceOf(people.ada, OFFICE));
        IntStream.range(0, 20).forEach(i -> guess(ADA, OFFICE));
        refused("rate-limited", () -> people.signIn.withPassword(ADA, TestPeople.PASSWORD, OFFICE));
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, device)).isEqualTo(people.ada);

        int looked = 0;
        for (int i = 0; i < 30; i++) {
            looked += guess(ADA, device) ? 1 : 0;
        }
        assertThat(looked).as("a stolen cookie is worth ten guesses").isEqualTo(10);
        refused("rate-limited", () -> people.signIn.withPassword(ADA, TestPeople.PASSWORD, device));
    }

    @Test
    @Requirement("A10")
    void a_device_cookie_is_signed_for_its_account_and_its_time_and_names_nobody() {
        String cookie = people.devices.remember(null, ADA);
        assertThat(people.devices.recognise(cookie, " ADA@Example.org")).isPresent();
        assertThat(people.devices.recognise(cookie, "bo@example.org")).isEmpty();
        assertThat(cookie).doesNotContain("ada", "example").matches("[\\w.~-]+");
        for (int i = 0; i < cookie.length(); i++) {
            char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
            String forged = cookie.substring(0, i) + other + cookie.substring(i + 1);
            // The last letter of the signature has two bits to spare.
            if (i < cookie.length() - 1) {
                assertThat(people.devices.recognise(forged, ADA)).as(forged).isEmpty();
            }
        }
        String shared = people.devices.remember(cookie, "bo@example.org");
        assertThat(people.devices.recognise(shared, ADA)).isPresent();
        assertThat(people.devices.recognise(shared, "bo@example.org")).isPresent();
        String renewed = people.devices.remember(shared, ADA);
        assertThat(renewed.split("~")).hasSize(2);
        for (int i = 0; i < 10; i++) {
            shared = people.devices.remember(shared, "colleague" + i + "@example.org");
        }
        assertThat(shared.split("~")).hasSize(4);
        assertThat(people.devices.recognise("x".repeat(100_000), ADA)).isEmpty();
        people.clock.advance(Duration.ofDays(181));
        assertThat(people.devices.recognise(cookie, ADA)).isEmpty();
    }

    @Test
    @Requirement("A10")
    void who_is_inside_confirms_by_their_session_whatever_happens_at_the_door() {
        for (int n = 0; n < 60; n++) {
            guess(ADA, SignInOrigin.of("203.0.113." + n));
            guess(ADA, OWNER);
        }
        assertThat(people.signIn.confirms(people.ada, TestPeople.PASSWORD, "the owner's session"))
                .isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(people.signIn.confirms(people.ada, "guess " + i, "a stolen session"))
                    .isFalse();
        }
        refused("rate-limited", () -> people.signIn.confirms(people.ada, TestPeople.PASSWORD, "a stolen session"));
        assertThat(people.signIn.confirms(people.ada, TestPeople.PASSWORD, "the owner's session"))
                .isTrue();
    }

    @Test
    @Requirement("T27")
    void guesses_by_invitation_links_add_up_and_cost_nobody_a_try_at_the_door() {
        int looked = 0;
        for (int i = 0; i < 30; i++) {
            looked += attempt(() -> throttle.beginByLink(ADA, ATTACKER)) ? 1 : 0;
        }
        assertThat(looked).isEqualTo(5);
        assertThat(people.signIn.withPassword(ADA, TestPeople.PASSWORD, ATTACKER))
                .isEqualTo(people.ada);
        for (int i = 0; i < 150; i++) {
            int n = i;
            assertThat(attempt(() -> throttle.beginByLink("new" + n + "@example.org", OFFICE)))
                    .isTrue();
        }
    }

    /** A wrong password; whether it was looked at. */
    private boolean guess(String email, SignInOrigin origin) {
        return attempt(() -> throttle.begin(email, origin));
    }

    private static boolean attempt(Runnable begin) {
        try {
            begin.run();
            return true;
        } catch (Refused refused) {
            assertThat(refused.refusal()).isInstanceOf(TooManyAttempts.class);
            return false;
        }
    }

    private int failures(String key) {
        return people.jdbc
                .sql("SELECT coalesce(max(failures), 0) FROM sign_in_attempt WHERE key = :key")
                .param("key", key)
                .query(Integer.class)
                .single();
    }
}
