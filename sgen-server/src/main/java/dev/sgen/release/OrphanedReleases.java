package dev.sgen.release;

import dev.sgen.member.Members;
import dev.sgen.member.Originator;
import dev.sgen.platform.work.PeriodicTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Cancels the planned moments of releases whose originator left or whose originator's token was revoked or has expired,
 * within a second and with an audit entry (invariant 26, T24). The release becomes failed and can be scheduled again.
 */
@Component
@ConditionalOnWebApplication
public class OrphanedReleases extends PeriodicTask {
    private final ReleaseRows rows;
    private final Members members;
    private final ReleaseLaunch releaseLaunch;

    OrphanedReleases(ReleaseRows rows, Members members, ReleaseLaunch releaseLaunch) {
        super("sgen-orphaned-releases", Duration.ZERO, Duration.ofMillis(400));
        this.rows = rows;
        this.members = members;
        this.releaseLaunch = releaseLaunch;
    }

    @Override
    protected void round() {
        settle();
    }

    /** Runs once. Returns the number of cancelled moments. */
    public int settle() {
        List<ReleaseRows.Waiting> waiting = rows.waiting();
        Set<Originator> gone = members.gone(
                waiting.stream().map(ReleaseRows.Waiting::by).distinct().toList());
        return (int) waiting.stream()
                .filter(w -> gone.contains(w.by()))
                .filter(w -> releaseLaunch.end(w.site(), w.id()))
                .count();
    }
}
