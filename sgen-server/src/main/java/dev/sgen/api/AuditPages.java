package dev.sgen.api;

import dev.sgen.audit.AuditQuery;
import org.jspecify.annotations.Nullable;

/** One page of a question to the trail. */
final class AuditPages {
    private AuditPages() {}

    static AuditQuery at(AuditQuery query, @Nullable Long before, int limit) {
        return new AuditQuery(
                query.operation(),
                query.record(),
                query.actor(),
                query.environment(),
                query.visibility(),
                query.from(),
                query.to(),
                before,
                limit);
    }
}
