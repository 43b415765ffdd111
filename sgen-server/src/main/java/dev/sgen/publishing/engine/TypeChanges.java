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
 * Makes a change of a content type one of what visitors see: what a field's privacy decides may stand on any page, in any
 * list, in search and in every cache (F5, F11). It counts as a change of both environments, so that validators, kept pages
 * and other nodes learn of it by the way they learn of everything else.
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

    /** Whoever makes a page after this makes it by the types as they stand; heard before any cache of pages. */
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
