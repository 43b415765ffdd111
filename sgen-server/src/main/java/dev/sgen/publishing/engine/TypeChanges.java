package dev.sgen.publishing.engine;

import dev.sgen.content.ContentTypes;
import dev.sgen.content.TypeChange;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.VisibilityChanged;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.SiteId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Treats a change of a content type as a change of what visitors see. Whether a field is private can affect any page,
 * list, search result and cache (F5, F11). Therefore the revision of both environments is incremented, and validators,
 * page caches and other nodes are informed as by any other change.
 */
@Component
class TypeChanges {
    private final TransitionRows rows;
    private final SearchWords words;
    private final ContentTypes types;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TimeAndIds time;

    TypeChanges(
            TransitionRows rows,
            SearchWords words,
            ContentTypes types,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            TimeAndIds time) {
        this.rows = rows;
        this.words = words;
        this.types = types;
        this.jdbc = jdbc;
        this.events = events;
        this.time = time;
    }

    @EventListener
    void hear(TypeChange change) {
        switch (change.moment()) {
            case WRITING -> {
                for (Environment environment : Environment.values()) {
                    rows.nextRevision(change.site(), environment, time.now());
                }
                if (change.privacy()) {
                    words.due(change.site(), change.type());
                }
            }
            case DONE -> {
                for (Environment environment : Environment.values()) {
                    events.publishEvent(
                            new VisibilityChanged(change.site(), environment, revision(change.site(), environment)));
                }
                if (change.privacy()) {
                    words.choose(change.site(), change.type());
                }
            }
        }
    }

    /** Discards cached types before any page cache handles the event, so that new pages use the current types. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void hear(VisibilityChanged visibilityChanged) {
        types.forget(visibilityChanged.site());
    }

    private long revision(SiteId site, Environment environment) {
        return jdbc.sql("SELECT revision FROM environment_state WHERE site_id = :site AND environment = :environment")
                .param("site", site.value())
                .param("environment", environment.key())
                .query(Long.class)
                .single();
    }
}
