package dev.sgen.member;

import dev.sgen.vocabulary.Plan;
import dev.sgen.vocabulary.PlanLimit;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks whether a site's plan allows one more of something (ENV-23, C-46). */
public final class PlanQuota {
    private PlanQuota() {}

    /**
     * Refuses if the plan's limit is reached. Call it in the transaction that adds one: it locks the site's row until
     * the end of the transaction, so that two transactions can't both take the last place.
     *
     * @param what what is counted, in plural, for the refusal
     * @param count SQL that counts how many {@code :site} has
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
