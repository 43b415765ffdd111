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
 * Ends the moments of releases that were set in the name of a member who left or of a token that was revoked or has
 * expired, within a second and visibly (invariant 26, T24); the release stays, to be given another moment.
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

    /** Looks once, and says how many moments it ended. */
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
