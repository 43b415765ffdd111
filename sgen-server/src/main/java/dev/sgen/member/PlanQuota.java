package dev.sgen.member;

import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether a site's plan has room for one more of something (ENV-23, C-46). */
public final class PlanQuota {
    private PlanQuota() {}

    /**
     * Call it in the transaction that adds one: the site's row stays locked to its end, so that two can't take the
     * last place.
     *
     * @param what the things in plural, for the refusal
     * @param count the statement that counts those of {@code :site} there are
     * @throws Refused {@link PlanLimit}
     */
    public static void require(JdbcClient jdbc, SiteId site, ToIntFunction<Plan> allowedBy, String what, String count) {
        Plan plan = Plan.ofKey(jdbc.sql("SELECT plan FROM site WHERE id = :site FOR NO KEY UPDATE")
                        .param("site", site.value())
                        .query(String.class)
                        .single())
                .orElseThrow();
        int allowed = allowedBy.applyAsInt(plan);
        if (jdbc.sql(count).param("site", site.value()).query(Integer.class).single() >= allowed) {
            throw new Refused(new PlanLimit(plan, what, allowed));
        }
    }
}
