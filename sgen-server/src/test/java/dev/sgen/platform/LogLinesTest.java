package dev.sgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.sgen.support.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    private static final String FORGED = "20:00:00.000 ERROR dev.sgen.audit FORGED";

    private final LoggerContext context = new LoggerContext();

    private String logged(String message, Throwable thrown) throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                Objects.requireNonNull(LogLinesTest.class.getResourceAsStream("/application.properties"))) {
            properties.load(in);
        }
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(properties
                .getProperty("logging.pattern.console")
                .replace("${sgen.log.line}", properties.getProperty("sgen.log.line", "")));
        layout.start();
        return layout.doLayout(new LoggingEvent(
                "", context.getLogger("dev.sgen.theme.Theme"), Level.WARN, message, thrown, new Object[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000B", "\f", "\n\n"})
    @Requirement("A21")
    void what_was_sent_begins_no_line_of_the_log(String end) throws IOException {
        String said = logged("The partial [x" + end + FORGED + "] isn't there", null);
        assertThat(said.split("[\r\n\u000B\f\u0085\u2028\u2029]+")).hasSize(1);
        assertThat(said).contains("x " + FORGED).endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029"})
    @Requirement("A21")
    void neither_does_what_an_exception_says(String end) throws IOException {
        RuntimeException cause = new IllegalStateException("inner" + end + FORGED);
        cause.addSuppressed(new IllegalArgumentException("beside" + end + FORGED));
        String said = logged("Failed", new IllegalStateException("outer" + end + FORGED, cause));
        List<String> lines = List.of(said.split("[\r\n\u000B\f\u0085\u2028\u2029]+"));
        assertThat(lines).noneMatch(line -> line.startsWith(FORGED.substring(0, 12)));
        assertThat(lines.stream().filter(line -> line.contains("FORGED"))).hasSize(3);
    }

    @Test
    void a_trace_keeps_its_lines() throws IOException {
        String said = logged("Failed", new IllegalStateException("outer", new IOException("inner")));
        assertThat(said.lines().filter(line -> line.startsWith("\tat "))).hasSizeGreaterThan(3);
        assertThat(said.lines()).anyMatch(line -> line.startsWith("Caused by: java.io.IOException: inner"));
        assertThat(said.lines().toList().get(1)).isEqualTo("java.lang.IllegalStateException: outer");
    }
}
