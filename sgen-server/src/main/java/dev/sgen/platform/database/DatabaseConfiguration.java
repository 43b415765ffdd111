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

/** Spring configuration of time, settings and database. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {
    /** The property that is true in a process that runs a command rather than a server. */
    public static final String COMMAND = "sgen.command";

    private static final int POOL = 16;
    private static final int WAIT_FOR_CONNECTION_MILLIS = 5_000;
    /** PostgreSQL's SQLSTATE "lock not available". */
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

    /**
     * The server's connection pool, as the application role. Migrates the schema before the first connection is made.
     */
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
        // No statement, lock or forgotten transaction may block others for long; a lost network is noticed.
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

    /** The only way to open a transaction: code demarcates transactions explicitly, without annotations. */
    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    /** Translates a lock timeout to a transient exception, as for a deadlock; Spring's default treats it as a fault. */
    @Bean
    SQLExceptionTranslator sqlExceptionTranslator() {
        SQLExceptionSubclassTranslator translator = new SQLExceptionSubclassTranslator();
        translator.setCustomTranslator((task, sql, why) -> WAITED_LONG_ENOUGH.equals(why.getSQLState())
                ? new CannotAcquireLockException(task + "; others are at work on the same rows", why)
                : null);
        return translator;
    }
}
