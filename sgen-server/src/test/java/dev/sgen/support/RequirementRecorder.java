package dev.sgen.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Notes which requirements and rules the passed tests prove, in {@code target/requirements}, one id a line. */
public final class RequirementRecorder implements TestExecutionListener {
    private static final Path FOLDER = Path.of("target", "requirements");

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest() || result.getStatus() != Status.SUCCESSFUL) {
            return;
        }
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .ifPresent(source -> {
                    List<String> ids = new ArrayList<>(idsOn(source.getJavaMethod()));
                    for (Class<?> type = source.getJavaClass(); type != null; type = type.getEnclosingClass()) {
                        ids.addAll(idsOn(type));
                    }
                    note(source.getClassName(), ids.stream().distinct().toList());
                });
    }

    private static List<String> idsOn(@Nullable AnnotatedElement element) {
        List<String> ids = new ArrayList<>();
        if (element != null) {
            Requirement requirement = element.getAnnotation(Requirement.class);
            if (requirement != null) {
                ids.addAll(List.of(requirement.value()));
            }
            Invariant invariant = element.getAnnotation(Invariant.class);
            if (invariant != null) {
                Arrays.stream(invariant.value()).mapToObj(n -> "rule-" + n).forEach(ids::add);
            }
        }
        return ids;
    }

    private static void note(String testClass, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(testClass + ".txt"), ids, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
