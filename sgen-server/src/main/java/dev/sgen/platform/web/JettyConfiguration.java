package dev.sgen.platform.web;

import dev.sgen.platform.Json;
import dev.sgen.platform.settings.Limits;
import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.StartupTask;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** Configures Jetty: limits, threads, no version in responses, and the health check before all other handlers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class JettyConfiguration {
    /** A line feed alone doesn't end a line, because proxies may interpret it differently (T34, RFC 9112, 2.2). */
    private static final HttpCompliance LINES_END_IN_CRLF = HttpCompliance.RFC9110.without(
            "SGEN", HttpCompliance.Violation.LF_HEADER_TERMINATION, HttpCompliance.Violation.LF_CHUNK_TERMINATION);

    private static final Duration PROBE_AGE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long LEAST_BYTES_PER_SECOND = 250;
    private static final int MOST_HEAD_BYTES = 8 * 1024;
    private static final int FEWEST_READERS = 4;
    private static final int MOST_READERS = 64;

    /** The shared mapper, so that request bodies are parsed as strictly as everything else. */
    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER;
    }

    @Bean
    Health health(DataSource dataSource, ObjectProvider<StartupTask> startupTask) {
        return new Health(dataSource, PROBE_AGE, startupTask.getIfAvailable(StartupTask::none));
    }

    /** Runs after all other customizers, so that its handler comes before every other. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> webServer(Health health, Settings settings) {
        return factory -> {
            factory.setThreadPool(threads());
            factory.addServerCustomizers(server -> customize(server, health, settings));
        };
    }

    /**
     * A few platform threads read requests and answer from memory; whatever may block runs on virtual threads. If the
     * readers were virtual too, each wait for the network would cost a thread switch.
     */
    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(MOST_READERS, FEWEST_READERS);
        pool.setName("http");
        pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        return pool;
    }

    private static void customize(Server server, Health health, Settings settings) {
        Limits limits = settings.limits();
        server.addBean(new NetworkConnectionLimit(limits.connections(), server.getConnectors()));
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector open) {
                open.setIdleTimeout(IDLE.toMillis());
                open.addBean(new ConnectionsPerAddress(limits));
                open.addBean(new SlowClients(open.getScheduler(), GRACE, LEAST_BYTES_PER_SECOND));
            }
            HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
            if (http != null) {
                HttpConfiguration configuration = http.getHttpConfiguration();
                configuration.setSendServerVersion(false);
                configuration.setSendXPoweredBy(false);
                configuration.setRequestHeaderSize(MOST_HEAD_BYTES);
                configuration.setHttpCompliance(LINES_END_IN_CRLF);
                if (!limits.trustedProxies().isEmpty()) {
                    configuration.addCustomizer(new TrustedProxies(limits));
                }
            }
        }
        Handler next = server.getHandler();
        server.setHandler(new HealthHandler(health, settings.baseDomain(), next));
    }
}
