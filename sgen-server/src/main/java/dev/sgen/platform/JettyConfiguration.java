package dev.sgen.platform;

import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** How the web server behaves whatever it serves: it names no version, and answers for its health first of all. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class JettyConfiguration {
    private static final Duration PROBE_AGE = Duration.ofSeconds(2);

    /** The one mapper, so that requests are read as strictly as everything else. */
    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER;
    }

    @Bean
    Health health(DataSource dataSource) {
        return new Health(dataSource, PROBE_AGE);
    }

    /** Last of all customizers, so that its handler stands in front of every other. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> webServer(Health health, Settings settings) {
        return factory -> factory.addServerCustomizers(server -> customize(server, health, settings));
    }

    private static void customize(Server server, Health health, Settings settings) {
        for (Connector connector : server.getConnectors()) {
            HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
            if (http != null) {
                HttpConfiguration configuration = http.getHttpConfiguration();
                configuration.setSendServerVersion(false);
                configuration.setSendXPoweredBy(false);
            }
        }
        Handler next = server.getHandler();
        server.setHandler(new HealthHandler(health, settings.baseDomain(), next));
    }
}
