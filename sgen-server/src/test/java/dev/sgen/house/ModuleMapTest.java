package dev.sgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/modules/README.md is drawn from the code: {@code ./sgen test -Dtest=ModuleMapTest -Dsgen.draw} draws it again. */
class ModuleMapTest {
    private static final Path MAP = Path.of("../docs/modules/README.md");
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sgen");

    @Test
    void the_map_of_modules_and_packages_is_as_the_code_is() throws IOException {
        String drawn = map();
        if (System.getProperty("sgen.draw") != null) {
            Files.writeString(MAP, drawn);
        }

        assertThat(MAP).as("draw it again with -Dsgen.draw").hasContent(drawn);
    }

    private static String map() {
        StringBuilder map = new StringBuilder("""
                # Modules and packages, and who uses whom

                Drawn from the code by `ModuleMapTest`. An arrow points at what is used; none points back (`HouseTest`).
                Every module also uses `platform` and `vocabulary`; those arrows are left out.

                """);
        draw(map, arrows(0, ""));
        for (String module : List.of("publishing", "importing", "admin", "platform")) {
            map.append("\n## Inside ").append(module).append("\n\n");
            draw(map, arrows(1, module));
        }
        return map.toString();
    }

    private static void draw(StringBuilder map, Map<String, Set<String>> arrows) {
        map.append("```mermaid\nflowchart TD\n");
        arrows.forEach((from, used) -> used.forEach(
                to -> map.append("    ").append(from).append(" --> ").append(to).append('\n')));
        map.append("```\n");
    }

    /** Between modules at depth 0, between the packages of one module at depth 1. */
    private static Map<String, Set<String>> arrows(int depth, String module) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        OURS.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .forEach(arrow -> add(arrows, arrow, depth, module));
        return arrows;
    }

    private static void add(Map<String, Set<String>> arrows, Dependency arrow, int depth, String module) {
        String from = arrow.getOriginClass().getPackageName();
        String to = arrow.getTargetClass().getPackageName();
        if (!to.startsWith("dev.sgen.")
                || !from.startsWith("dev.sgen.")
                || from.startsWith("dev.sgen.admin.templates")) {
            return;
        }
        String[] origin = from.substring("dev.sgen.".length()).split("\\.");
        String[] target = to.substring("dev.sgen.".length()).split("\\.");
        String a = depth == 0 ? origin[0] : name(origin);
        String b = depth == 0 ? target[0] : name(target);
        boolean wanted = depth == 0
                ? !Set.of("platform", "vocabulary").contains(b)
                : origin[0].equals(module) && target[0].equals(module);
        if (wanted && !a.equals(b)) {
            arrows.computeIfAbsent(a, x -> new TreeSet<>()).add(b);
        }
    }

    private static String name(String[] parts) {
        return parts.length == 1 ? parts[0] + "[the nouns]" : parts[1];
    }
}
