package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One kind of operation as the random life knows it: what it needs, what it does to the engine, and what the
 * documents say becomes of the model. Another kind is another class in {@link RandomOperations} and a line in its list.
 */
public interface RandomOperation {
    /** Its name in scripts and counts. */
    String kind();

    /** How often it comes, beside the others. */
    default int weight() {
        return 1;
    }

    /** The most records it takes at once. */
    default int most() {
        return 1;
    }

    /** Whether it carries records from one environment to the other. */
    default boolean crosses() {
        return false;
    }

    /** The permissions it asks for, as {@code permission:environment} words. */
    List<String> needs(Move move);

    /** Does it; a refusal is thrown. */
    Object really(Move move);

    /** Moves the model; answers "ok", or the refusal's code and leaves the model alone. Permission is settled. */
    String inModel(Move move, Model model);

    /** What the trail keeps of somebody who may not: of one kind of step alone it keeps that (AUDIT-32). */
    default void turnedAway(Model model) {}

    /** A step on its way: who, where, with what. */
    record Move(
            World world,
            TestOperators cast,
            OperationStep step,
            TestOperators.Person who,
            Set<Integer> all,
            List<SiteRecord> records,
            Model.V version,
            Instant moment) {
        Environment env() {
            return step.environment();
        }

        int first() {
            return all.iterator().next();
        }

        public List<RecordId> ids() {
            return records.stream().map(SiteRecord::id).toList();
        }

        public boolean flag() {
            return step.flag();
        }

        /** A word of the grid in this step's environment. */
        String here(String permission) {
            return permission + ":" + env().key();
        }

        /** The permission, and the one for many where there are many. */
        List<String> each(String permission) {
            return all.size() > 1 ? List.of(here(permission), here("bulk")) : List.of(here(permission));
        }
    }
}
