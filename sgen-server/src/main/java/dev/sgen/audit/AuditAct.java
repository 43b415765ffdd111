package dev.sgen.audit;

import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The contents of an audit entry that the calling operation supplies; the trail adds id, time and hashes.
 *
 * @param operationId id of this operation, by which its entry is found if the connection is lost during the commit
 * @param role the actor's role on the site at that moment
 * @param environment where the operation took place, or null
 * @param target the environment it changed if that is the other one, or null
 * @param change state and version before and after; null unless there is exactly one subject
 * @param visibility whether visitors saw a difference
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

    /** State and published version before and after; null where there is none. */
    public record Change(
            @Nullable String priorState,
            @Nullable String newState,
            @Nullable Integer priorVersion,
            @Nullable Integer newVersion) {}

    /** An operation on the site itself instead of records: settings, members, types. */
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
