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

/** The server: every module, one process. The schema is migrated in {@code platform}, the members are our own. */
@Modulithic(systemName = "SGEN", sharedModules = "vocabulary")
@SpringBootApplication(
        // Two modules may use one word for two things, such as a face's controller: names carry the package.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        // Transactions begin where the code says so, health is answered ahead of Spring: no bean needs a proxy or an
        // indicator, and looking for those takes a tenth of a start.
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

    /** Starts the server and returns when it answers; parts that a test brings come first. */
    @SafeVarargs
    public static ConfigurableApplicationContext start(
            Settings settings, ApplicationContextInitializer<GenericApplicationContext>... parts) {
        SpringApplication application = new SpringApplication(Application.class);
        // Modules name their classes without asking each other: two may each have a SitesController.
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
