package dev.sgen.delivery;

import dev.sgen.site.Hosts;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts {@link Front} before the servlets; only the health checks stand further ahead. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class DeliveryConfiguration {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> visitors(
            Hosts hosts, Answers answers, FormDoor forms) {
        return factory -> factory.addServerCustomizers(server -> customize(server, hosts, answers, forms));
    }

    private static void customize(Server server, Hosts hosts, Answers answers, FormDoor forms) {
        server.setHandler(new Front(hosts, answers, forms, server.getHandler()));
        server.setErrorHandler(new QuietErrors(hosts, server.getErrorHandler()));
    }
}
