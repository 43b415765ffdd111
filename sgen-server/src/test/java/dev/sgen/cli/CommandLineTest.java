package dev.sgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgen.platform.CannotStart;
import dev.sgen.platform.Json;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private final PrintStream errors = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(errors);
    }

    @Test
    void a_mistake_on_the_command_line_ends_with_2_and_says_what_and_what_to_do() {
        assertThat(run(new AssertionError("not reached"), "bogus")).isEqualTo(2);
        assertThat(lines()).containsExactly("Unmatched argument at index 0: 'bogus'.", "See sgen --help.");
    }

    @Test
    void no_command_at_all_is_such_a_mistake() {
        assertThat(run(new AssertionError("not reached"))).isEqualTo(2);
        assertThat(lines()).containsExactly("No command was given.", "See sgen --help.");
    }

    @Test
    void a_server_that_cant_start_says_why_and_what_to_do_however_deep_the_reason_sits() {
        var reason = new IllegalStateException(new RuntimeException(new CannotStart("No room.", "Make some.")));

        assertThat(run(reason, "serve")).isEqualTo(1);
        assertThat(lines()).containsExactly("No room.", "Make some.");
    }

    @Test
    void programs_get_the_same_as_json() {
        assertThat(run(new CannotStart("No room.", "Make some."), "serve", "--json"))
                .isEqualTo(1);

        var error = Json.read(said.toString(StandardCharsets.UTF_8)).get("error");
        assertThat(error.get("code").asString()).isEqualTo("cannot-start");
        assertThat(error.get("detail").asString()).isEqualTo("No room.");
        assertThat(error.get("remedy").asString()).isEqualTo("Make some.");
    }

    @Test
    void refusals_end_with_the_code_of_their_kind() {
        assertThat(run(new Refused(refusal("not-found")), "serve")).isEqualTo(3);
        assertThat(run(new Refused(refusal("invalid-state")), "serve")).isEqualTo(4);
        assertThat(run(new Refused(refusal("integrity-failed")), "serve")).isEqualTo(5);
        assertThat(run(new Refused(refusal("bad-request")), "serve")).isEqualTo(2);
        assertThat(lines()).containsOnly("It is so.");
    }

    @Test
    void a_fault_ends_with_1_and_keeps_its_story() {
        assertThat(run(new IllegalStateException("broken inside"), "serve")).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("broken inside", "SGEN hit a fault of its own: IllegalStateException.");
    }

    private static int run(Throwable failure, String... arguments) {
        return CommandLineFace.run(
                (settings, startupTask) -> {
                    if (failure instanceof RuntimeException exception) {
                        throw exception;
                    }
                    throw (Error) failure;
                },
                arguments);
    }

    private String[] lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
    }

    private static Refusal refusal(String code) {
        return new Refusal() {
            @Override
            public String code() {
                return code;
            }

            @Override
            public String detail() {
                return "It is so.";
            }
        };
    }
}
