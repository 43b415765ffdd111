package dev.sgen.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sgen.Application;
import dev.sgen.content.VersionContents;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.blob.Blobs;
import dev.sgen.platform.web.HeaderFields;
import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The rules of the house that the compiler doesn't know. */
class HouseTest {
    private static final ApplicationModules MODULES = ApplicationModules.of(Application.class);
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sgen");

    private static final Set<String> READS_THE_TIME = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.Year.now",
            "java.time.YearMonth.now",
            "java.lang.System.currentTimeMillis",
            "java.util.Calendar.getInstance",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current");
    private static final Set<String> MAKES_CHANCE =
            Set.of("java.util.Random", "java.security.SecureRandom", "java.util.SplittableRandom");

    @Test
    void modules_use_only_what_their_charter_allows() {
        MODULES.verify();
    }

    @Test
    void no_two_packages_depend_on_each_other() {
        slices().matching("dev.sgen.(**)")
                .namingSlices("$1")
                .should()
                .beFreeOfCycles()
                .because("arrows run one way inside modules too; read a folder from its nouns upwards")
                .check(OURS);
    }

    @Test
    void the_engine_is_used_by_publishing_and_release_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sgen.publishing..", "dev.sgen.release..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sgen.publishing.engine..")
                .check(OURS);
    }

    @Test
    void no_class_name_stands_twice() {
        Map<String, List<String>> named = OURS.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getPackageName().startsWith("dev.sgen.admin.templates"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));

        assertThat(named.values().stream().filter(same -> same.size() > 1)).isEmpty();
    }

    @Test
    void every_package_has_a_charter_and_says_where_null_is_meant() {
        List<String> without = OURS.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(in -> in.getName().matches("dev\\.sgen\\.[a-z]+(\\.[a-z]+)*"))
                .filter(in -> !in.getName().startsWith("dev.sgen.format")
                        && !in.getName().startsWith("dev.sgen.admin.templates"))
                .filter(in -> !in.isAnnotatedWith(NullMarked.class)
                        || in.getName().matches("dev\\.sgen\\.[a-z]+") && !in.isAnnotatedWith(ApplicationModule.class))
                .map(in -> in.getName())
                .toList();

        assertThat(without).isEmpty();
    }

    @Test
    void time_and_chance_come_from_the_clockwork_alone() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(TimeAndIds.class)
                .should()
                .callMethodWhere(calls(READS_THE_TIME))
                .orShould()
                .callMethodWhere(describe(
                        "a system clock",
                        call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                                && call.getName().startsWith("system")))
                .orShould()
                .callConstructorWhere(describe(
                        "a source of chance or the present date",
                        call -> MAKES_CHANCE.contains(call.getTargetOwner().getName())
                                || (call.getTargetOwner().isEquivalentTo(java.util.Date.class)
                                        && call.getTarget()
                                                .getRawParameterTypes()
                                                .isEmpty())))
                .because("tests set time and ids by hand (see Clockwork)")
                .check(OURS);
    }

    @Test
    void two_classes_alone_open_connections_outwards_and_ask_for_names() {
        DescribedPredicate<JavaClass> guard = describe(
                "what goes outwards",
                type -> type.getName().startsWith("dev.sgen.platform.outbound.OutboundGuard")
                        || type.getName().equals("dev.sgen.platform.outbound.OutboundNames"));
        noClasses()
                .that(DescribedPredicate.not(guard))
                .should()
                .dependOnClassesThat(describe(
                        "a client of the network",
                        type -> type.getPackageName().startsWith("org.eclipse.jetty.client")
                                || type.getPackageName().startsWith("javax.naming")
                                || Set.of(
                                                "java.net.Socket",
                                                "java.net.DatagramSocket",
                                                "java.nio.channels.SocketChannel",
                                                "java.nio.channels.AsynchronousSocketChannel",
                                                "javax.net.SocketFactory",
                                                "javax.net.ssl.SSLSocketFactory",
                                                "java.net.URLConnection",
                                                "java.net.HttpURLConnection",
                                                "java.net.http.HttpClient")
                                        .contains(type.getName())))
                .orShould()
                .callMethodWhere(calls(Set.of("java.net.URL.openStream", "java.net.URL.openConnection")))
                .because("addresses are checked where the connection is made, in one place")
                .check(OURS);
    }

    @Test
    @Requirement("A17")
    void one_class_begins_processes_so_that_none_inherits_the_environment() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.sgen.platform.database.ChildProcess")
                .and()
                .resideOutsideOfPackages("dev.sgen.bench..", "dev.sgen.e2e..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethodWhere(calls(Set.of("java.lang.Runtime.exec")))
                .because("passwords and keys stand in the environment")
                .check(OURS);
    }

    @Test
    @Requirement("T39")
    void one_class_writes_tables_so_that_none_forgets_the_formulas() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.sgen.platform.Csv")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.commons.csv.CSVPrinter")
                .check(OURS);
    }

    @Test
    @Requirement({"T2", "T34"})
    void one_class_makes_headers_that_the_web_server_does_not_clean() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(HeaderFields.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PreEncodedHttpField.class)
                .orShould()
                .beAssignableTo(HttpField.class)
                .because("what is encoded beforehand goes out as it is; HeaderFields refuses what could end a line")
                .check(OURS);
    }

    @Test
    @Invariant(15)
    void bytes_are_reached_through_the_site_that_uploaded_them() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sgen.media", "dev.sgen.platform..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Blobs.class)
                .because("bytes are kept once for all sites; SiteFiles asks whose they are")
                .check(OURS);
    }

    @Test
    @Invariant(22)
    void versions_are_made_of_contents_whose_facts_were_established() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sgen.content")
                .should()
                .callConstructorWhere(describe(
                        "contents of a version", call -> call.getTargetOwner().isEquivalentTo(VersionContents.class)))
                .check(OURS);
    }

    @Test
    void names_say_what_a_thing_is() {
        classes()
                .should()
                .haveNameNotMatching(".*(Service|Manager|Utils?|Impl|Dto|DTO|Helper)(\\$.*)?")
                .check(OURS);
    }

    @Test
    void nobody_prints_except_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sgen.cli", "dev.sgen.format")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(OURS);
    }

    private static DescribedPredicate<JavaCall<?>> calls(Set<String> methods) {
        return describe(
                "the present moment, chance or the network",
                call -> Stream.of(call)
                        .map(c -> c.getTargetOwner().getName() + "." + c.getName())
                        .anyMatch(methods::contains));
    }

    private static <T> DescribedPredicate<T> describe(String what, java.util.function.Predicate<? super T> is) {
        return DescribedPredicate.describe(what, is);
    }
}
