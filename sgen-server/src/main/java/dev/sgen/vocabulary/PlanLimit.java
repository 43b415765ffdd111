package dev.sgen.vocabulary;

import java.util.Map;

/**
 * The plan tier allows no more of these.
 *
 * @param what the things in plural, as in "members"
 * @param allowed how many the tier allows
 */
public record PlanLimit(Plan plan, String what, int allowed) implements Refusal {
    @Override
    public String code() {
        return "plan-limit";
    }

    @Override
    public String detail() {
        return "The plan " + plan.key() + " allows " + allowed + " " + what
                + ". Remove one, or move the site to a larger plan.";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("plan", plan.key(), "limit", what, "allowed", allowed);
    }
}
