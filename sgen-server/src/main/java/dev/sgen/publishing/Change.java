package dev.sgen.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A coordinate on its way from before to after; a rule says what becomes of each part. */
final class Change {
    private final Coordinate from;
    private final Instant now;
    private final String by;
    boolean archived;
    int working;

    @Nullable
    Integer published;

    @Nullable
    Schedule schedule;

    String title;

    @Nullable
    String path;

    Change(Coordinate from, Instant now, String by) {
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

    Decision to(Standing standing, Transition.@Nullable Minted minted) {
        return to(standing, from, minted, standing.record().base());
    }

    Decision to(Standing standing, @Nullable Coordinate before, Transition.@Nullable Minted minted) {
        return to(standing, before, minted, standing.record().base());
    }

    Decision to(
            Standing standing,
            @Nullable Coordinate before,
            Transition.@Nullable Minted minted,
            @Nullable Integer base) {
        return new Decision.Moves(transition(standing, before, minted, base));
    }

    Transition transition(
            Standing standing,
            @Nullable Coordinate before,
            Transition.@Nullable Minted minted,
            @Nullable Integer base) {
        SiteRecord record = standing.record();
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
        Standing.Head head = shown == null ? null : shownHead(standing, shown, minted);
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

    /** Where both environments publish one version they agree on it, however it came about. */
    private @Nullable Integer agreed(SiteRecord record, @Nullable Integer base) {
        Coordinate other = record.in(from.environment().other());
        return published != null && other != null && published.equals(other.published()) ? published : base;
    }

    private Standing.Head shownHead(Standing standing, int shown, Transition.@Nullable Minted minted) {
        if (minted != null && minted.number() == shown) {
            return new Standing.Head(
                    shown,
                    minted.hash(),
                    minted.contents().title(),
                    minted.contents().path(),
                    minted.contents().tags(),
                    minted.listedAt());
        }
        return standing.head(shown);
    }
}
