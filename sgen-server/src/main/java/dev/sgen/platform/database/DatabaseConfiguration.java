package dev.sgen.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.platform.settings.DatabaseAddress;
import dev.sgen.platform.settings.MasterKey;
import dev.sgen.platform.settings.Settings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The time, the settings and the database, in the order in which each needs the other. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    /** Set to true in a process that is a command beside a server and not a server itself. */
    public static final String COMMAND = "sgen.command";

    private static final int POOL = 16;
    private static final int WAIT_FOR_CONNECTION_MILLIS = 5_000;
    /** PostgreSQL's "lock not available". */
    private static final String WAITED_LONG_ENOUGH = "55P03";

    @Bean
    @ConditionalOnMissingBean
    Settings settings() {
        return Settings.load();
    }

    @Bean
    @ConditionalOnMissingBean
    TimeAndIds clockwork(Settings settings) {
        return new TimeAndIds(settings.clockOffset());
    }

    @Bean
    MasterKey masterKey(Settings settings, TimeAndIds time, RunningDatabase heldFolder) {
        return MasterKey.of(settings, time);
    }

    @Bean
    @ConditionalOnMissingBean
    RunningDatabase runningDatabase(Settings settings, TimeAndIds time, Environment environment) {
        return environment.getProperty(COMMAND, Boolean.class, false)
                ? RunningDatabase.forCommand(settings, time)
                : RunningDatabase.forServer(settings, time);
    }

    /** The server's connections, as the application role; the schema is up to date before the first is made. */
    @Bean
    HikariDataSource dataSource(RunningDatabase database) {
        database.prepare();
        HikariConfig config = new HikariConfig();
        config.setPoolName("sgen");
        config.setJdbcUrl(database.address().url());
        config.setUsername(database.address().app().name());
        config.setPassword(database.address().app().password());
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION_MILLIS);
        // No statement, lock or forgotten transaction may hold others up for long; a lost network is noticed.
        config.addDataSourceProperty(
                "options",
                "-c lock_timeout=2s -c idle_in_transaction_session_timeout=10s -c statement_timeout=30s" + " "
                        + DatabaseAddress.PLANS);
        config.addDataSourceProperty("prepareThreshold", DatabaseAddress.PREPARE_THRESHOLD);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("socketTimeout", 60);
        config.addDataSourceProperty("ApplicationName", "sgen");
        config.addDataSourceProperty("reWriteBatchedInserts", true);
        return new HikariDataSource(config);
    }

    /** The one way to a transaction: where it begins and ends stands in the code. */
    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    /** Who waited in vain for a lock met a conflict that passes, as in a deadlock; Spring alone takes it for a fault. */
    @Bean
    SQLExceptionTranslator sqlExceptionTranslator() {
        SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator((task, sql, why) -> WAITED_LONG_ENOUGH.equals(why.getSQLState())
                ? new CannotAcquireLockException(task + "; others are at work on the same rows", why)
                : null);
        return translator;
    }
}
