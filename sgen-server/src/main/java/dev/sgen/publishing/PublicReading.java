package dev.sgen.publishing;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.NotFound;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    private final Members members;

    PublicReading(JdbcClient jdbc, PlatformTransactionManager transactions, Members members) {
        this.jdbc = jdbc;
        this.members = members;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * The same for a program: live is open to everybody, staging only to those who may read it.
     *
     * @param actor null where nobody signed in
     * @throws Refused {@link NotFound} for anybody else, as if the site weren't there
     */
    public <T> T readAs(@Nullable Actor actor, SiteId site, Environment environment, Function<PublicView, T> look) {
        if (environment != Environment.LIVE) {
            if (actor == null) {
                throw new Refused(new NotFound("site"));
            }
            members.permit(actor, site, Permission.READ, environment);
        }
        return read(site, environment, look);
    }

    /** Whether somebody may see more than visitors do. */
    public boolean insider(@Nullable Actor actor, SiteId site, Environment environment) {
        try {
            return actor != null && members.rights(actor, site).allow(Permission.READ, environment);
        } catch (Refused stranger) {
            return false;
        }
    }

    /** Lets the function look at one environment as it is at one moment. */
    public <T> T read(SiteId site, Environment environment, Function<PublicView, T> look) {
        return Objects.requireNonNull(snapshot.execute(status -> look.apply(new PublicView(jdbc, site, environment))));
    }
}
