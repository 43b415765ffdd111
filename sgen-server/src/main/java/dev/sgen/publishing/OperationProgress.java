package dev.sgen.publishing;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.Operation;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.util.Optional;
import java.util.UUID;

/**
 * The progress of an operation on many records. Published synchronously on the operation's thread, inside its
 * transaction, so listeners must return quickly. For every operation that started, {@link Ended} follows after the
 * commit or rollback.
 *
 * @param id id of the operation, the same in all its events
 */
public sealed interface OperationProgress {
    /** Operations on fewer records publish no progress, because they finish too quickly. */
    int MANY = 500;

    SiteId site();

    /** The operation's id, the same in all its events. */
    UUID id();

    /**
     * The operation is running.
     *
     * @param by the member in whose name it runs; empty for the platform
     * @param records the number of records it is about
     * @param doing the current step
     * @param done the number of completed steps, out of {@code steps}
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

    /** The operation has ended, successfully or not. */
    record Ended(SiteId site, UUID id) implements OperationProgress {}

    /** The steps of an operation in order. An import uses only its own step. */
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
