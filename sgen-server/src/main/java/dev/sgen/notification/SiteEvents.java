package dev.sgen.notification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditReading;
import dev.sgen.audit.Operations;
import dev.sgen.member.Members;
import dev.sgen.member.OpenSessions;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.publishing.OperationProgress;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.BadRequest;
import dev.sgen.vocabulary.Refusal;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What happens on a site, for those who listen while it does. The trail is what they hear, so that nothing committed
 * goes untold, on whichever node it was done, and whoever was away goes on where they stopped.
 */
@Component
public class SiteEvents {
    private static final int MOST = 400;
    private static final int MOST_OF_ONE = 20;
    private static final long TRY_AGAIN_SECONDS = 10;
    /** However many listen to a site, it is looked at about twice a second. */
    private static final Duration FRESH = Duration.ofMillis(400);

    private final Members members;
    private final OpenSessions sessions;
    private final AuditReading trail;
    private final ProgressRows underway;
    private final Cache<SiteId, Pulse> pulses =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build();
    private final Map<Object, Integer> listening = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final Operations operations;
    private volatile boolean closing;

    SiteEvents(
            Members members, OpenSessions sessions, AuditReading trail, ProgressRows underway, Operations operations) {
        this.operations = operations;
        this.members = members;
        this.sessions = sessions;
        this.trail = trail;
        this.underway = underway;
    }

    /** How a site stands at a moment: the number of its newest entry, and what goes on. */
    record Pulse(long head, List<OperationProgress.Going> going) {}

    /** Too many listen already; each holds a connection. */
    record TooManyListeners() implements Refusal {
        @Override
        public String code() {
            return "rate-limited";
        }

        @Override
        public String detail() {
            return "Too many streams of events are open. Close those that nobody reads, and try again in "
                    + TRY_AGAIN_SECONDS + " seconds.";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("retryAfterSeconds", TRY_AGAIN_SECONDS);
        }
    }

    /**
     * Begins to listen; whoever asked closes it again.
     *
     * @param session the session that asks, with which the stream ends; null where a token does
     * @param after number of the last change that was heard; null to hear what happens from now on
     * @throws Refused if they may read neither environment, if the trail isn't that long, or if too many listen
     */
    public SiteEventListener listen(Actor actor, @Nullable String session, SiteId site, @Nullable Long after) {
        members.permit(actor, site, Permission.READ, null);
        long head = trail.head(site);
        if (after != null && (after < 0 || after > head)) {
            throw new Refused(new BadRequest("This site has no change with the number " + after
                    + ". Leave it out to hear what happens from now on."));
        }
        Object who = Objects.requireNonNullElse(actor.memberOrNull(), actor);
        takeSeat(who);
        return new SiteEventListener(this, actor, session, site, after == null ? head : after, () -> leaveSeat(who));
    }

    private void takeSeat(Object who) {
        int seats = listening.merge(who, 1, Integer::sum);
        if (all.incrementAndGet() > MOST || seats > MOST_OF_ONE) {
            leaveSeat(who);
            throw new Refused(new TooManyListeners());
        }
    }

    private void leaveSeat(Object who) {
        all.decrementAndGet();
        listening.computeIfPresent(who, (same, seats) -> seats == 1 ? null : seats - 1);
    }

    Pulse pulse(SiteId site) {
        return pulses.get(site, same -> new Pulse(trail.head(same), underway.of(same)));
    }

    AuditReading.News news(SiteId site, long after, int most) {
        return trail.after(site, after, most);
    }

    /**
     * What a listener may hear of at this moment.
     *
     * @throws Refused when they may not listen any more
     */
    Rights rights(Actor actor, @Nullable String session, SiteId site) {
        sessions.require(session);
        Rights rights = members.rights(actor, site);
        rights.require(Permission.READ, null);
        return rights;
    }

    boolean closing() {
        return closing;
    }

    /** A server that stops waits for open requests; these would never end by themselves. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    /** Whether an entry is of a record's life, which whoever may read the record is told. */
    boolean ofRecords(AuditEntry entry) {
        return operations.of(entry).ofRecords();
    }
}
