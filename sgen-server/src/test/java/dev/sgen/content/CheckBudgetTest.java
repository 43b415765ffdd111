package dev.sgen.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgen.support.Invariant;
import dev.sgen.support.Requirement;
import org.junit.jupiter.api.Test;

@Invariant(21)
class CheckBudgetTest {
    private static final String VALUE = "x".repeat(1_000);

    @Test
    @Requirement("A6")
    void one_pattern_takes_no_more_than_its_half_of_the_budget() {
        CheckBudget budget = CheckBudget.ofCheck();
        assertThatCode(() -> budget.spend(VALUE, 9_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> CheckBudget.ofCheck().spend(VALUE, 11_000)).isInstanceOf(CheckBudget.Spent.class);
    }

    @Test
    @Requirement("A6")
    void all_patterns_together_take_no_more_than_the_budget() {
        CheckBudget budget = CheckBudget.ofCheck();
        budget.spend(VALUE, 9_000);
        budget.spend(VALUE, 9_000);
        assertThatThrownBy(() -> budget.spend(VALUE, 9_000)).isInstanceOf(CheckBudget.Spent.class);
    }
}
