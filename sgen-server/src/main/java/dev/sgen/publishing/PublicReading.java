package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What visitors may see, and nothing else. Every answer is made from one snapshot of one environment at
 * one revision (invariants 3 and 4); working versions, drafts and the other environment can't be reached
 * from here at all.
 */
@Component
public class PublicReading {
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    PublicReading(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Lets the function look at one environment as it is at one moment. */
    public <T> T read(SiteId site, Environment environment, Function<PublicView, T> look) {
        return Objects.requireNonNull(snapshot.execute(status -> look.apply(new PublicView(jdbc, site, environment))));
    }
}
