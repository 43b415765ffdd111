package dev.sgen.publishing.engine;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mutable copy of a coordinate: a rule sets the fields that change, then turns it into a transition. Not thread-safe.
 */
public final class CoordinateChange {
    private final Coordinate from;
    private final Instant now;
    private final String by;
    public boolean archived;
    public int working;

    public @Nullable Integer published;

    public @Nullable Schedule schedule;

    public String title;

    public @Nullable String path;

    public CoordinateChange(Coordinate from, Instant now, String by) {
        this.from = from;
        this.now = now;
        this.by = by;
        archived = from.archived();
        working = from.working();
        published = from.published();
        schedule = from.schedule();
        title = from.title();
        path = from.path();
    }

    Decision to(LockedRecord lockedRecord, Transition.@Nullable Minted minted) {
        return to(lockedRecord, from, minted, lockedRecord.record().base());
    }

    Decision to(LockedRecord lockedRecord, @Nullable Coordinate before, Transition.@Nullable Minted minted) {
        return to(lockedRecord, before, minted, lockedRecord.record().base());
    }

    Decision to(
            LockedRecord lockedRecord,
            @Nullable Coordinate before,
            Transition.@Nullable Minted minted,
            @Nullable Integer base) {
        return new Decision.Moves(transition(lockedRecord, before, minted, base));
    }

    /**
     * The transition to the changed coordinate.
     *
     * @param before null if the record does not exist in the environment yet
     */
    public Transition transition(
            LockedRecord lockedRecord,
            @Nullable Coordinate before,
            Transition.@Nullable Minted minted,
            @Nullable Integer base) {
        SiteRecord record = lockedRecord.record();
        Coordinate after = new Coordinate(
                from.record(),
                from.type(),
                from.environment(),
                archived,
                working,
                published,
                schedule,
                from.edition() + 1,
                title,
                path,
                now,
                by);
        Integer shown = published;
        LockedRecord.Head head = shown == null ? null : shownHead(lockedRecord, shown, minted);
        int last = minted == null ? record.lastVersion() : Math.max(record.lastVersion(), minted.number());
        return new Transition(
                record.id(),
                record.type(),
                from.environment(),
                before,
                after,
                minted,
                head,
                last,
                agreed(record, base));
    }

    /**
     * The new base. If both environments publish the same version, that version is the base, whichever operation led
     * there.
     */
    private @Nullable Integer agreed(SiteRecord record, @Nullable Integer base) {
        Coordinate other = record.in(from.environment().other());
        return published != null && other != null && published.equals(other.published()) ? published : base;
    }

    private LockedRecord.Head shownHead(LockedRecord lockedRecord, int shown, Transition.@Nullable Minted minted) {
        if (minted != null && minted.number() == shown) {
            return new LockedRecord.Head(
                    shown,
                    minted.hash(),
                    minted.contents().title(),
                    minted.contents().path(),
                    minted.contents().tags(),
                    minted.listedAt());
        }
        return lockedRecord.head(shown);
    }
}
