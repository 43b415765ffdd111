package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sgen.platform.web.Health;
import dev.sgen.platform.work.StartupTask;
import dev.sgen.support.TestApplication;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final TestApplication server = TestApplication.shared();

    @Test
    void a_running_server_says_it_is_up_on_the_admins_host_and_on_bare_addresses() {
        for (String host : new String[] {"localhost", "127.0.0.1", "10.1.2.3", "[::1]"}) {
            for (String path : new String[] {"/health/live", "/health/ready"}) {
                var response = server.get(host, path);
                assertThat(response.statusCode()).as(host + path).isEqualTo(200);
                assertThat(response.body()).isEqualTo("{\"status\":\"up\"}");
                assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
            }
        }
    }

    @Test
    void only_reading_is_allowed() {
        assertThat(server.send("POST", "localhost", "/health/ready", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(405);
        assertThat(server.send("HEAD", "localhost", "/health/ready", BodyPublishers.noBody())
                        .body())
                .isEmpty();
    }

    @Test
    void a_site_keeps_these_paths_for_itself() {
        assertThat(server.get("shop.localhost", "/health/live").body()).doesNotContain("\"up\"");
    }

    @Test
    void no_answer_names_the_server_or_its_version() {
        for (String path : new String[] {"/health/live", "/", "/nothing/here", "/admin"}) {
            var headers = server.get("localhost", path).headers();
            assertThat(headers.firstValue("server")).as(path).isEmpty();
            assertThat(headers.firstValue("x-powered-by")).as(path).isEmpty();
        }
    }

    @Test
    void a_server_that_still_brings_in_its_demo_is_not_ready() {
        StartupTask demo = StartupTask.begun();
        Health health = new Health(server.bean(HikariDataSource.class), Duration.ZERO, demo);
        assertThat(health.isReady()).isFalse();
        demo.finish();
        assertThat(health.isReady()).isTrue();
    }

    @Test
    void without_its_database_a_server_is_live_but_not_ready() throws InterruptedException {
        try (TestApplication own = TestApplication.start()) {
            assertThat(own.get("localhost", "/health/ready").statusCode()).isEqualTo(200);
            own.bean(HikariDataSource.class).close();
            Thread.sleep(2_100);

            assertThat(own.get("localhost", "/health/ready").statusCode()).isEqualTo(503);
            assertThat(own.get("localhost", "/health/live").statusCode()).isEqualTo(200);
        }
    }
}
