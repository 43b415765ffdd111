package dev.sgen.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.vocabulary.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A storm of sign-ins waits in a line with an end, and takes no other work's place. */
@Invariant(21)
@Requirement("T36")
class PasswordsTest {
    @Test
    void a_storm_is_hashed_as_far_as_the_line_goes_and_the_rest_is_told_to_come_back() throws Exception {
        try (BoundedWork work = new BoundedWork();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Passwords passwords = new Passwords(new TimeAndIds(Duration.ZERO), work);
            Callable<String> hashing = () -> {
                try {
                    return passwords.hash("correct horse battery").isEmpty() ? "empty" : "hashed";
                } catch (Refused refused) {
                    return refused.refusal().code();
                }
            };
            List<Future<String>> storm =
                    Stream.generate(() -> callers.submit(hashing)).limit(80).toList();
            assertThat(work.run(Lane.SHORT, "a site", Duration.ofSeconds(5), () -> "saved", IllegalStateException::new))
                    .isEqualTo("saved");
            List<String> outcomes = new ArrayList<>();
            for (Future<String> each : storm) {
                outcomes.add(each.get());
            }
            assertThat(outcomes).containsOnly("hashed", "busy").contains("hashed", "busy");
        }
    }
}
