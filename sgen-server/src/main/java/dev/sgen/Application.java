package dev.sgen;

import dev.sgen.platform.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The Spring application: all modules in one process. Auto-configuration for Flyway and user details is excluded
 * because {@code platform} migrates the schema and the module {@code member} keeps the accounts.
 */
@Modulithic(systemName = "SGEN", sharedModules = "vocabulary")
@SpringBootApplication(
        // Modules may use equal class names, such as SitesController, so bean names contain the package.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        // Transactions are started explicitly and health is answered without Spring, so no bean needs a proxy or a
        // health indicator; looking for them would take a tenth of the start-up time.
        exclude = {
            FlywayAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            AopAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            HealthContributorAutoConfiguration.class,
            HealthContributorRegistryAutoConfiguration.class,
            HealthEndpointAutoConfiguration.class
        })
@EnableScheduling
public class Application {

    /**
     * Starts the server and returns once it answers requests.
     *
     * @param parts initializers that run after the settings are registered and before beans are created, for the
     *     start-up task or for tests
     */
    @SafeVarargs
    public static ConfigurableApplicationContext start(
            Settings settings, ApplicationContextInitializer<GenericApplicationContext>... parts) {
        SpringApplication application = new SpringApplication(Application.class);
        // Scanned beans need the same name generator: two modules may each have a SitesController.
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        Map<String, Object> server = new HashMap<>();
        server.put("server.port", settings.port());
        server.put("server.address", settings.bind());
        application.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("settings", server));
            ((GenericApplicationContext) context).registerBean(Settings.class, () -> settings);
        });
        application.addInitializers(parts);
        return application.run();
    }
}
