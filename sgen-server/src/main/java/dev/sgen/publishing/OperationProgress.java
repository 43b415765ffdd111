package dev.sgen.publishing;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.Operation;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.util.Optional;
import java.util.UUID;

/**
 * How far an operation over many records is. Heard on the thread that does it and in the middle of its transaction, so
 * a listener takes note and goes. Whatever began also ends, be it done or refused; the end is heard after the commit.
 *
 * @param id the operation's own, the same from its beginning to its end
 */
public sealed interface OperationProgress {
    /** Operations over fewer records than this are done before anybody could look. */
    int MANY = 500;

    SiteId site();

    UUID id();

    /**
     * It goes on.
     *
     * @param by in whose name; empty where the platform does it by itself
     * @param records how many it is about
     * @param done of so many steps these are behind it
     */
    record Going(
            SiteId site,
            UUID id,
            Operation operation,
            Optional<Environment> environment,
            Optional<MemberId> by,
            int records,
            Doing doing,
            int done,
            int steps)
            implements OperationProgress {

        public static Going of(AuditAct auditAct, int records, Doing doing) {
            Environment target = auditAct.target();
            return new Going(
                    auditAct.site(),
                    auditAct.operationId(),
                    auditAct.operation(),
                    Optional.ofNullable(target == null ? auditAct.environment() : target),
                    Optional.ofNullable(auditAct.actor().memberOrNull()),
                    records,
                    doing,
                    doing.ordinal(),
                    Doing.RECORDING.ordinal() + 1);
        }
    }

    /** It is over. */
    record Ended(SiteId site, UUID id) implements OperationProgress {}

    /** What is being done at the moment, in the order of an operation's steps; an import knows only its own. */
    enum Doing {
        WRITING,
        SHOWING,
        RECORDING,
        IMPORTING;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
