package dev.sgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.platform.database.RunningDatabase;
import dev.sgen.platform.settings.Settings;
import dev.sgen.publishing.record.Publishing;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.WebServer;
import org.springframework.jdbc.core.simple.JdbcClient;

class InContextTest {
    @TempDir
    Path data;

    @Test
    void a_command_starts_the_database_if_no_server_runs_and_a_command_beside_it_joins_in() {
        String[] urls = new String[2];
        int code = InContext.run(settings(), alone -> {
            urls[0] = alone.getBean(RunningDatabase.class).address().url();
            assertThat(alone.getBean(Publishing.class)).isNotNull();
            assertThat(alone.getBeanNamesForType(WebServer.class)).isEmpty();
            assertThat(entries(alone.getBean(JdbcClient.class))).isZero();
            return InContext.run(settings(), beside -> {
                urls[1] = beside.getBean(RunningDatabase.class).address().url();
                assertThat(entries(beside.getBean(JdbcClient.class))).isZero();
                return ExitCode.NOT_FOUND;
            });
        });

        assertThat(code).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(urls[1]).isEqualTo(urls[0]);
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void what_goes_wrong_in_a_use_case_comes_out_and_the_database_is_stopped_all_the_same() {
        assertThatThrownBy(() -> InContext.run(settings(), context -> {
                    throw new IllegalStateException("broken inside");
                }))
                .hasMessage("broken inside");
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    private Settings settings() {
        return Settings.of(Map.of("SGEN_DATA", data.toString()));
    }

    private static long entries(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM audit_entry").query(Long.class).single();
    }
}
