package dev.sgen.notification;

import dev.sgen.platform.work.PeriodicTask;
import dev.sgen.publishing.OperationProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps for all nodes to see how far this one's operations over many records are. What is done within a round is never
 * written: only what lasts has a progress.
 */
@Component
@ConditionalOnWebApplication
class ProgressRecorder extends PeriodicTask {
    private final ProgressRows rows;
    private final Map<UUID, Task> tasks = new ConcurrentHashMap<>();

    ProgressRecorder(ProgressRows rows) {
        super("sgen-progress", Duration.ZERO, Duration.ofMillis(400));
        this.rows = rows;
    }

    /**
     * What this node knows of an operation.
     *
     * @param rounds how many rounds have met it; from the first on it stands in the database
     */
    private record Task(OperationProgress.Going going, int rounds, boolean over) {}

    /** Called in the middle of somebody's transaction: takes note and goes. */
    @EventListener
    void hear(OperationProgress operationProgress) {
        switch (operationProgress) {
            case OperationProgress.Going going ->
                tasks.merge(going.id(), new Task(going, 0, false), (was, is) -> new Task(going, was.rounds(), false));
            case OperationProgress.Ended ended ->
                tasks.computeIfPresent(
                        ended.id(), (id, was) -> was.rounds() < 2 ? null : new Task(was.going(), was.rounds(), true));
        }
    }

    @Override
    protected void round() {
        List<OperationProgress.Going> lasting = new ArrayList<>();
        List<UUID> over = new ArrayList<>();
        for (UUID id : tasks.keySet()) {
            Task met =
                    tasks.computeIfPresent(id, (same, task) -> new Task(task.going(), task.rounds() + 1, task.over()));
            if (met != null && met.over()) {
                over.add(id);
            } else if (met != null && met.rounds() > 1) {
                lasting.add(met.going());
            }
        }
        if (!lasting.isEmpty()) {
            rows.write(lasting);
        }
        if (!over.isEmpty()) {
            rows.forget(over);
            over.forEach(tasks::remove);
        }
    }
}
