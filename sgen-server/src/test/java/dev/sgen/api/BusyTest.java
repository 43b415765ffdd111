package dev.sgen.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import dev.sgen.support.TestApplication.Answer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Who meets somebody else at work waits, and hears of it as of something that passes, never as of a fault. */
@Requirement("REC-16")
@Invariant(12)
class BusyTest {
    private final ApiSite site = new ApiSite();

    /** Calls while somebody holds a row: for so long, or until the call is answered. */
    private Answer whileHeld(String table, String id, Duration atMost, Callable<Answer> call) throws Exception {
        try (ExecutorService caller = Executors.newSingleThreadExecutor();
                Connection connection = site.server.database().ownerDataSource().getConnection();
                PreparedStatement lock =
                        connection.prepareStatement("SELECT id FROM " + table + " WHERE id = ? FOR UPDATE")) {
            connection.setAutoCommit(false);
            lock.setObject(1, UUID.fromString(id));
            assertThat(lock.executeQuery().next()).isTrue();
            Future<Answer> answer = caller.submit(call);
            try {
                answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillWaiting) {
                // It gets through once the row is free.
            }
            connection.rollback();
            return answer.get();
        }
    }

    @Test
    void a_record_that_is_held_for_longer_than_one_wait_is_published_all_the_same() throws Exception {
        String id = site.create("staging", "Wanted", "/wanted");
        Answer published = whileHeld(
                "record", id, Duration.ofMillis(2_700), () -> site.post("/staging/records/" + id + "/publish"));
        assertThat(published.status()).as(published.response().body()).isEqualTo(200);
        assertThat(site.get("/audit?record=" + id).json().path("items").size()).isEqualTo(2);
    }

    @Test
    void what_is_not_tried_again_answers_that_others_are_at_work() throws Exception {
        String id = site.create("staging", "Going", "/going");
        site.post("/staging/records/" + id + "/publish");
        Answer made = site.post("/releases", Map.of("name", "Monday", "records", List.of(id)));
        String release = made.json().path("id").asString();
        Answer busy = whileHeld(
                "release",
                release,
                Duration.ofSeconds(30),
                () -> site.call("PATCH", "/releases/" + release, Map.of("name", "Tuesday")));
        assertThat(busy.status()).as(busy.response().body()).isEqualTo(503);
        assertThat(ApiSite.code(busy)).isEqualTo("busy");
        assertThat(busy.response().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(site.get("/releases/" + release).json().path("name").asString())
                .isEqualTo("Monday");
    }
}
