package dev.sgen.audit;

import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores how far each consumer has read the trail of each site. */
@Component
class TrailCursors {
    private final JdbcClient jdbc;

    TrailCursors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The sites with entries that the consumer has not received. */
    List<SiteId> behind(String consumer) {
        return jdbc.sql("""
                        SELECT h.site_id FROM audit_head h JOIN site s ON s.id = h.site_id
                        LEFT JOIN trail_cursor c ON c.site_id = h.site_id AND c.consumer = :consumer
                        WHERE h.seq > coalesce(c.seq, 0)""")
                .param("consumer", consumer)
                .query((row, n) -> new SiteId(row.getObject("site_id", UUID.class)))
                .list();
    }

    /**
     * Locks the consumer's cursor, creating it if necessary. Returns the position of the last received entry; empty if
     * another node holds the lock.
     */
    Optional<Long> lock(SiteId site, TrailConsumer consumer) {
        jdbc.sql("""
                        INSERT INTO trail_cursor (site_id, consumer, seq)
                        SELECT h.site_id, :consumer, CASE WHEN :fromNow THEN h.seq ELSE 0 END
                        FROM audit_head h WHERE h.site_id = :site
                        ON CONFLICT (site_id, consumer) DO NOTHING""")
                .param("site", site.value())
                .param("consumer", consumer.name())
                .param("fromNow", consumer.beginning() == TrailConsumer.Beginning.NEXT_ENTRY)
                .update();
        return jdbc.sql("""
                        SELECT seq FROM trail_cursor WHERE site_id = :site AND consumer = :consumer
                        FOR UPDATE SKIP LOCKED""")
                .param("site", site.value())
                .param("consumer", consumer.name())
                .query(Long.class)
                .optional();
    }

    void advance(SiteId site, String consumer, long seq) {
        jdbc.sql("UPDATE trail_cursor SET seq = :seq WHERE site_id = :site AND consumer = :consumer")
                .param("seq", seq)
                .param("site", site.value())
                .param("consumer", consumer)
                .update();
    }

    /** The number of entries of all sites that the consumer has not received. */
    long lag(String consumer) {
        return jdbc.sql("""
                        SELECT coalesce(sum(h.seq - coalesce(c.seq, 0)), 0)
                        FROM audit_head h JOIN site s ON s.id = h.site_id
                        LEFT JOIN trail_cursor c ON c.site_id = h.site_id AND c.consumer = :consumer""").param("consumer", consumer).query(Long.class).single();
    }
}
