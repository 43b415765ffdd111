package dev.sgen.notification;

import dev.sgen.audit.AuditEntry;
import dev.sgen.audit.AuditReading;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.Refused;
import dev.sgen.vocabulary.SiteId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who listens to what happens on a site, and what they heard already. For one thread. They hear of records
 * where they may read, and of everything else only if they may read the trail (ROLE-14). What they may is asked at
 * each look, after what there is to tell was read: whoever lost the right before something was committed is never
 * told of it, and the stream ends with the next look (A12, T24).
 */
public final class SiteEventListener implements AutoCloseable {
    /** Entries may be large: one that names ten thousand records is a megabyte. */
    private static final int AT_ONCE = 20;
    /** Records named in one event; the rest is counted. */
    private static final int MOST_NAMED = 100;

    /** What becomes of records, as whoever may read these sees it on them anyway. */
    private final SiteEvents siteEvents;

    private final Actor actor;
    private final @Nullable String session;
    private final SiteId site;
    private final Runnable leave;
    private Map<UUID, SiteEvent.Progress> told = Map.of();
    private long heard;

    SiteEventListener(
            SiteEvents siteEvents, Actor actor, @Nullable String session, SiteId site, long heard, Runnable leave) {
        this.siteEvents = siteEvents;
        this.actor = actor;
        this.session = session;
        this.site = site;
        this.heard = heard;
        this.leave = leave;
    }

    /**
     * What happened.
     *
     * @param more whether there is more of it already
     */
    public record News(List<SiteEvent> events, boolean more) {}

    /** Whether there will be no more, because the server stops. */
    public boolean over() {
        return siteEvents.closing();
    }

    /**
     * What is new since the last time, or the first of it; returns at once.
     *
     * @throws Refused when the actor may not listen any more
     */
    public News look() {
        SiteEvents.Pulse pulse = siteEvents.pulse(site);
        AuditReading.News read = heard < pulse.head() ? siteEvents.news(site, heard, AT_ONCE) : null;
        Rights now = siteEvents.rights(actor, session, site);
        List<SiteEvent> news = new ArrayList<>(progress(pulse, now));
        if (read != null) {
            for (AuditEntry entry : read.entries()) {
                heard++;
                tell(entry, heard, now, news);
            }
            // A trail that somebody tore holes into ends all the same.
            heard = read.entries().isEmpty() ? pulse.head() : read.upTo();
        }
        return new News(news, heard < pulse.head());
    }

    /** What moved since it was told last, and what was told of and is over. */
    private List<SiteEvent.Progress> progress(SiteEvents.Pulse pulse, Rights now) {
        MemberId self = actor.memberOrNull();
        Map<UUID, SiteEvent.Progress> going = new LinkedHashMap<>();
        pulse.going().stream()
                .filter(g -> now.allow(Permission.READ, g.environment().orElse(null)))
                .map(g -> SiteEvent.Progress.of(g, self))
                .forEach(p -> going.put(p.id(), p));
        List<SiteEvent.Progress> news = new ArrayList<>();
        told.forEach((id, was) -> {
            if (!going.containsKey(id)) {
                news.add(was.over());
            }
        });
        going.forEach((id, is) -> {
            if (!Objects.equals(told.get(id), is)) {
                news.add(is);
            }
        });
        told = going;
        return news;
    }

    private void tell(AuditEntry entry, long number, Rights now, List<SiteEvent> news) {
        boolean trail = now.allow(Permission.AUDIT, null);
        if (!trail && !(siteEvents.ofRecords(entry) && whereTheyMayRead(entry, now))) {
            return;
        }
        List<AuditEntry.Named> records = entry.records();
        news.add(new SiteEvent.Change(
                number,
                entry.at(),
                entry.operation(),
                entry.environment(),
                entry.targetEnvironment(),
                entry.visibility(),
                trail ? entry.id() : null,
                records.size(),
                records.subList(0, Math.min(records.size(), MOST_NAMED))));
    }

    private static boolean whereTheyMayRead(AuditEntry entry, Rights now) {
        return Stream.of(entry.environment(), entry.targetEnvironment())
                .filter(Objects::nonNull)
                .anyMatch(environment -> now.allow(Permission.READ, Environment.parse(environment)));
    }

    @Override
    public void close() {
        leave.run();
    }
}
