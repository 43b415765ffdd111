package dev.sgen.notification;

import dev.sgen.member.Contacts.Contact;
import dev.sgen.platform.Json;
import dev.sgen.platform.TimeAndIds;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notifications as rows. */
@Component
class NotificationRows {
    private final JdbcClient jdbc;
    private final TimeAndIds time;

    NotificationRows(JdbcClient jdbc, TimeAndIds time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** One piece of news for one member. */
    record Told(UUID id, Contact to, Instant at, String kind, NotificationRules.News news, String entry) {}

    void add(SiteId site, List<Told> told) {
        List<Map<String, Object>> rows =
                told.stream().map(NotificationRows::row).toList();
        jdbc.sql("""
                        INSERT INTO notice (site_id, id, member_id, at, kind, title, text, page, entry)
                        SELECT :site, r.id, r.member, r.at, r.kind, r.title, r.text, r.page, r.entry
                        FROM jsonb_to_recordset(CAST(:rows AS jsonb))
                             AS r (id uuid, member uuid, at timestamptz, kind text, title text, text text, page text, entry text)
                        ON CONFLICT (site_id, member_id, entry) DO NOTHING""")
                .param("site", site.value())
                .param("rows", Json.write(rows))
                .update();
    }

    private static Map<String, Object> row(Told told) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", told.id());
        row.put("member", told.to().id().toString());
        row.put("at", told.at().toString());
        row.put("kind", told.kind());
        row.put("title", told.news().title());
        row.put("text", told.news().text());
        row.put("page", told.news().page());
        row.put("entry", told.entry());
        return row;
    }

    /** A member's notices, newest first; those before a notice, if one is named. */
    List<Notification> of(SiteId site, MemberId member, boolean unread, int limit, @Nullable UUID before) {
        return jdbc.sql("""
                        SELECT * FROM notice
                        WHERE site_id = :site AND member_id = :member AND (NOT :unread OR read_at IS NULL)
                          AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
                        ORDER BY id DESC LIMIT :limit""")
                .param("site", site.value())
                .param("member", member.value())
                .param("unread", unread)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .query((row, n) -> read(row))
                .list();
    }

    int unread(SiteId site, MemberId member) {
        return jdbc.sql("SELECT count(*) FROM notice WHERE site_id = :site AND member_id = :member AND read_at IS NULL")
                .param("site", site.value())
                .param("member", member.value())
                .query(Integer.class)
                .single();
    }

    /** Marks one as read, or all of the member's. */
    int markRead(SiteId site, MemberId member, @Nullable UUID notice) {
        return jdbc.sql("""
                        UPDATE notice SET read_at = :now
                        WHERE site_id = :site AND member_id = :member AND read_at IS NULL
                          AND (CAST(:notice AS uuid) IS NULL OR id = CAST(:notice AS uuid))""")
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .param("site", site.value())
                .param("member", member.value())
                .param("notice", notice == null ? null : notice.toString())
                .update();
    }

    boolean exists(SiteId site, MemberId member, UUID notice) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM notice WHERE site_id = :site AND member_id = :member AND id = :id)")
                .param("site", site.value())
                .param("member", member.value())
                .param("id", notice)
                .query(Boolean.class)
                .single();
    }

    /** Who wants no mail from this site. */
    Set<String> silent(SiteId site) {
        return jdbc
                .sql("SELECT member_id FROM notice_silence WHERE site_id = :site")
                .param("site", site.value())
                .query(UUID.class)
                .list()
                .stream()
                .map(UUID::toString)
                .collect(Collectors.toSet());
    }

    void silence(SiteId site, MemberId member, boolean silent) {
        jdbc.sql(
                        silent
                                ? "INSERT INTO notice_silence (site_id, member_id) VALUES (:site, :member) ON CONFLICT (site_id, member_id) DO NOTHING"
                                : "DELETE FROM notice_silence WHERE site_id = :site AND member_id = :member")
                .param("site", site.value())
                .param("member", member.value())
                .update();
    }

    private static Notification read(ResultSet row) throws SQLException {
        Timestamp read = row.getTimestamp("read_at");
        return new Notification(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("kind"),
                row.getString("title"),
                row.getString("text"),
                row.getString("page"),
                row.getString("entry"),
                read == null ? null : read.toInstant());
    }
}
