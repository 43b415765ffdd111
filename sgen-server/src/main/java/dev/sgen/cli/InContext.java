package dev.sgen.cli;

import dev.sgen.platform.database.DatabaseConfiguration;
import dev.sgen.platform.settings.Settings;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Runs a command in an application context with the modules that commands need, without web server and background
 * work. If a server is running, its database is used; otherwise the database is started, and stopped afterwards.
 */
@ComponentScan(
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        basePackages = {
            "dev.sgen.platform",
            "dev.sgen.audit",
            "dev.sgen.member",
            "dev.sgen.site",
            "dev.sgen.content",
            "dev.sgen.publishing",
            "dev.sgen.theme",
            "dev.sgen.media",
            "dev.sgen.importing"
        })
@ImportAutoConfiguration({
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
final class InContext {
    InContext() {}

    /** Runs a use case in such a context and returns its exit code. */
    static int run(Function<ApplicationContext, Integer> useCase) {
        return run(Settings.load(), useCase);
    }

    static int run(Settings settings, Function<ApplicationContext, Integer> useCase) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(InContext.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(DatabaseConfiguration.COMMAND, "true", "spring.main.keep-alive", "false"))
                .initializers(fresh -> ((GenericApplicationContext) fresh).registerBean(Settings.class, () -> settings))
                .run()) {
            return useCase.apply(context);
        }
    }
}
