package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import java.util.Set;

/**
 * One step of a random life, written down before the run so that it can be left out or repeated.
 *
 * @param who the place of the actor among {@link TestOperators#NAMES}
 * @param targets which records, by the order in which they began
 * @param number whatever the step has to choose: a title, a moment, a version
 * @param flag whether it goes about it the odd way: a stale version, a past moment, an overwrite
 */
record OperationStep(
        RandomOperation deed, int who, Set<Integer> targets, Environment environment, int number, boolean flag) {
    @Override
    public String toString() {
        return TestOperators.NAMES.get(who) + " " + deed.kind() + " " + targets + " " + environment + " " + number
                + (flag ? " !" : "");
    }
}
