package dev.sgen.audit;

import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each consumer has followed the trail of each site. */
@Component
class TrailCursors {
    private final JdbcClient jdbc;

    TrailCursors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The sites whose trail is longer than what the consumer was told of it. */
    List<SiteId> behind(String consumer) {
        return jdbc.sql("""
                        SELECT h.site_id FROM audit_head h JOIN site s ON s.id = h.site_id
                        LEFT JOIN trail_cursor c ON c.site_id = h.site_id AND c.consumer = :consumer
                        WHERE h.seq > coalesce(c.seq, 0)""")
                .param("consumer", consumer)
                .query((row, n) -> new SiteId(row.getObject("site_id", UUID.class)))
                .list();
    }

    /** The number of the last entry that the consumer was told; empty while another node tells it. */
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

    /** How many entries of all sites a consumer hasn't been told yet. */
    long lag(String consumer) {
        return jdbc.sql("""
                        SELECT coalesce(sum(h.seq - coalesce(c.seq, 0)), 0)
                        FROM audit_head h JOIN site s ON s.id = h.site_id
                        LEFT JOIN trail_cursor c ON c.site_id = h.site_id AND c.consumer = :consumer""").param("consumer", consumer).query(Long.class).single();
    }
}
