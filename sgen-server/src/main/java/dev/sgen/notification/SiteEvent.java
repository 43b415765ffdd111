package dev.sgen.notification;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.Operation;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happens on a site, as it is told to those who listen. */
public sealed interface SiteEvent {

    /**
     * An operation was committed.
     *
     * @param number its place in the site's trail; whoever comes back names the last one they heard
     * @param entry the entry's id; null for those who may not read the trail
     * @param count how many records it names
     * @param records the first of these
     */
    record Change(
            long number,
            String at,
            String operation,
            @Nullable String environment,
            @Nullable String targetEnvironment,
            boolean visibility,
            @Nullable String entry,
            int count,
            List<AuditEntry.Named> records)
            implements SiteEvent {}

    /**
     * An operation over many records goes on, or is over.
     *
     * @param mine whether it goes on in the listener's own name
     * @param doing what is being done now; empty when it is over, be it done or refused
     * @param done of so many steps these are behind it
     */
    record Progress(
            UUID id,
            Operation operation,
            Optional<Environment> environment,
            boolean mine,
            int records,
            Optional<OperationProgress.Doing> doing,
            int done,
            int steps)
            implements SiteEvent {

        static Progress of(OperationProgress.Going going, @Nullable MemberId listener) {
            return new Progress(
                    going.id(),
                    going.operation(),
                    going.environment(),
                    listener != null && going.by().filter(listener::equals).isPresent(),
                    going.records(),
                    Optional.of(going.doing()),
                    going.done(),
                    going.steps());
        }

        Progress over() {
            return new Progress(id, operation, environment, mine, records, Optional.empty(), steps, steps);
        }
    }
}
