package dev.sgen.publishing.engine;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.Operation;
import dev.sgen.audit.Subject;
import dev.sgen.publishing.PublishingOperations;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds the audit entries of operations on records. */
public final class AuditEntries {
    private AuditEntries() {}

    /** A function that builds the audit entry from the transitions, once they are known. */
    public static Function<List<Transition>, AuditAct> act(
            SiteId site,
            Operation operation,
            UUID operationId,
            Actor actor,
            @Nullable String role,
            @Nullable Environment environment,
            @Nullable Environment target,
            Map<String, Object> details) {
        return transitions -> {
            boolean visible = transitions.stream().anyMatch(Transition::changesWhatIsShown);
            boolean saves = operation.equals(PublishingOperations.SAVE);
            Map<String, Object> told = new LinkedHashMap<>(details);
            AuditAct.Change change = null;
            if (transitions.size() == 1 && !saves) {
                Transition t = transitions.getFirst();
                change = new AuditAct.Change(t.stateBefore(), t.stateAfter(), t.shownBefore(), t.shownAfter());
            } else if (!saves) {
                told.put("records", transitions.stream().map(Lifecycle::told).toList());
            }
            List<Subject> subjects = transitions.stream()
                    .map(t -> new Subject(t.record(), t.type(), t.title()))
                    .toList();
            return new AuditAct(
                    site, operation, operationId, actor, role, environment, target, subjects, change, visible, told);
        };
    }
}
