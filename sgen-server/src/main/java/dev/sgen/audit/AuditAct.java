package dev.sgen.audit;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operation hands to the trail: everything of an entry that the trail can't know by itself.
 *
 * @param operationId names this one act, so that a commit whose answer was lost can be looked up
 * @param role the actor's role on the site at that moment
 * @param change states and versions before and after, where the act had one subject
 */
public record AuditAct(
        SiteId site,
        Operation operation,
        UUID operationId,
        Actor actor,
        @Nullable String role,
        @Nullable Environment environment,
        @Nullable Environment target,
        List<Subject> subjects,
        @Nullable Change change,
        boolean visibility,
        Map<String, Object> details) {

    /** State and version before and after; null where there was or is none. */
    public record Change(
            @Nullable String priorState,
            @Nullable String newState,
            @Nullable Integer priorVersion,
            @Nullable Integer newVersion) {}

    /** An act on a site itself rather than on records: settings, members, types. */
    public static AuditAct onSite(
            SiteId site,
            Operation operation,
            UUID operationId,
            Actor actor,
            @Nullable String role,
            Map<String, Object> details) {
        return new AuditAct(site, operation, operationId, actor, role, null, null, List.of(), null, false, details);
    }
}
