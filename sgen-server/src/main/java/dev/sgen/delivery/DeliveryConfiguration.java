package dev.sgen.delivery;

import dev.sgen.platform.settings.Settings;
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
 * Puts {@link SiteHandler} before the servlets; only the health checks stand further ahead, and before everything
 * {@link CachedPageHandler}, which also stands before the counting of requests that a stop waits for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class DeliveryConfiguration {
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> visitors(
            Hosts hosts, PageCache pageCache, FormHandler forms, PreviewHandler previews, Settings settings) {
        return factory -> factory.addServerCustomizers(server -> {
            server.setHandler(new SiteHandler(hosts, pageCache, forms, previews, server.getHandler()));
            server.setErrorHandler(new QuietErrors(hosts, server.getErrorHandler()));
            // The frame puts its counter around all handlers after this; only then the door can go before it.
            server.addEventListener(new LifeCycle.Listener() {
                @Override
                public void lifeCycleStarting(LifeCycle starting) {
                    if (!(server.getHandler() instanceof CachedPageHandler)) {
                        server.setHandler(new CachedPageHandler(
                                hosts,
                                pageCache,
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
