package dev.sgen.publishing;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.Operation;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.util.Optional;
import java.util.UUID;

/**
 * Progress of an operation over many records. Published on the thread that runs the operation, inside its transaction,
 * so listeners must return quickly. Every operation that published {@link Going} publishes {@link Ended}, after the
 * commit or the refusal.
 */
public sealed interface OperationProgress {
    /** Operations over fewer records than this don't publish progress: they end too soon. */
    int MANY = 500;

    SiteId site();

    /** The operation's id, the same in all its events. */
    UUID id();

    /**
     * The operation has advanced.
     *
     * @param by the member in whose name it runs; empty if the platform runs it by itself
     * @param records how many records it covers
     * @param done how many of its {@code steps} are done
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

    /** The operation ended. */
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
