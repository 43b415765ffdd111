package dev.sgen.delivery;

import dev.sgen.platform.Settings;
import dev.sgen.site.Hosts;
import java.util.Objects;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Puts {@link Front} before the servlets; only the health checks stand further ahead, and before everything
 * {@link QuickDoor}, which also stands before the counting of requests that a stop waits for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class DeliveryConfiguration {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> visitors(
            Hosts hosts, Answers answers, FormDoor forms, PreviewDoor previews, Settings settings) {
        return factory -> factory.addServerCustomizers(server -> {
            server.setHandler(new Front(hosts, answers, forms, previews, server.getHandler()));
            server.setErrorHandler(new QuietErrors(hosts, server.getErrorHandler()));
            // The frame puts its counter around all handlers after this; only then the door can go before it.
            server.addEventListener(new LifeCycle.Listener() {
                @Override
                public void lifeCycleStarting(LifeCycle starting) {
                    if (!(server.getHandler() instanceof QuickDoor)) {
                        server.setHandler(new QuickDoor(
                                hosts,
                                answers,
                                Objects.requireNonNull(
                                        VirtualThreads.getVirtualThreadsExecutor(server.getThreadPool())),
                                settings.limits().requests(),
                                server.getHandler()));
                    }
                }
            });
        });
    }
}
