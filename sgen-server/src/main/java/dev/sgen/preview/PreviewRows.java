package dev.sgen.preview;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.ReleaseId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes previews in the database. */
@Component
class PreviewRows {
    /**
     * Open links: not expired and not revoked, made with a token that is still valid, by a member who still belongs to
     * the site or an installation administrator. The maker's exact rights are checked when the link is used.
     */
    private static final String OPEN = """
             FROM preview p LEFT JOIN token t ON t.id = p.token_id
             WHERE p.site_id = :site AND p.revoked_at IS NULL AND p.expires_at > :now
               AND (p.token_id IS NULL OR t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > :now))
               AND (p.created_by IS NULL
                    OR EXISTS (SELECT FROM membership ms WHERE ms.site_id = p.site_id AND ms.member_id = p.created_by)
                    OR EXISTS (SELECT FROM member m WHERE m.id = p.created_by AND m.installation_administrator))
            """;

    private final JdbcClient jdbc;

    PreviewRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The number of a maker's open links. Locks the site's row until the end of the transaction, so that concurrent
     * creations are counted.
     *
     * @param by null for the platform
     */
    int openUnderLock(SiteId site, @Nullable MemberId by, Instant now) {
        jdbc.sql("SELECT id FROM site WHERE id = :site FOR NO KEY UPDATE")
                .param("site", site.value())
                .query(UUID.class)
                .single();
        return jdbc.sql("SELECT count(*)" + OPEN + " AND p.created_by IS NOT DISTINCT FROM CAST(:by AS uuid)")
                .param("site", site.value())
                .param("by", by == null ? null : by.toString())
                .param("now", utc(now))
                .query(Integer.class)
                .single();
    }

    void insert(Preview preview, String hash) {
        PreviewScene.Draft draft = preview.scene() instanceof PreviewScene.Draft d ? d : null;
        PreviewScene.Moment moment = preview.scene() instanceof PreviewScene.Moment m ? m : null;
        PreviewScene.Coming coming = preview.scene() instanceof PreviewScene.Coming c ? c : null;
        jdbc.sql("""
                        INSERT INTO preview (site_id, id, hash, environment, record_id, version, title, moment, release_id, path,
                                             created_at, created_by, created_name, token_id, both_read, expires_at)
                        VALUES (:site, :id, :hash, :environment, CAST(:record AS uuid), CAST(:version AS int), :title,
                                CAST(:moment AS timestamptz), CAST(:release AS uuid), :path, :now, CAST(:by AS uuid), :byName,
                                CAST(:token AS uuid), :bothRead, :until)""")
                .param("site", preview.site().value())
                .param("id", preview.id())
                .param("hash", hash)
                .param("environment", preview.environment().key())
                .param("record", draft == null ? null : draft.record().toString())
                .param("version", draft == null ? null : draft.version())
                .param("title", draft != null ? draft.title() : coming != null ? coming.name() : null)
                .param("moment", moment == null ? null : moment.at().toString())
                .param("release", coming == null ? null : coming.release().toString())
                .param("path", preview.path())
                .param("now", utc(preview.createdAt()))
                .param("by", preview.by() == null ? null : preview.by().toString())
                .param("byName", preview.byName())
                .param("token", preview.token() == null ? null : preview.token().toString())
                .param("bothRead", preview.bothRead())
                .param("until", utc(preview.expiresAt()))
                .update();
    }

    Optional<Preview> byHash(String hash, Instant now) {
        return jdbc.sql("SELECT * FROM preview WHERE hash = :hash AND revoked_at IS NULL AND expires_at > :now")
                .param("hash", hash)
                .param("now", utc(now))
                .query(PreviewRows::preview)
                .optional();
    }

    List<Preview> open(SiteId site, Instant now) {
        return jdbc.sql("SELECT p.*" + OPEN + " ORDER BY p.created_at DESC, p.id DESC")
                .param("site", site.value())
                .param("now", utc(now))
                .query(PreviewRows::preview)
                .list();
    }

    Optional<Preview> open(SiteId site, UUID id, Instant now) {
        return jdbc.sql("SELECT p.*" + OPEN + " AND p.id = :id")
                .param("site", site.value())
                .param("id", id)
                .param("now", utc(now))
                .query(PreviewRows::preview)
                .optional();
    }

    /** Revokes an open link. Returns whether it was open. */
    boolean revoke(SiteId site, UUID id, Instant now) {
        return jdbc.sql("""
                        UPDATE preview SET revoked_at = :now
                        WHERE site_id = :site AND id = :id AND revoked_at IS NULL AND expires_at > :now""")
                        .param("site", site.value())
                        .param("id", id)
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    /** Deletes the rows of links that ended before the given moment; the audit trail still records them. */
    void sweep(SiteId site, Instant endedBefore) {
        jdbc.sql("""
                        DELETE FROM preview WHERE site_id = :site AND (expires_at < :before OR revoked_at < :before)""")
                .param("site", site.value())
                .param("before", utc(endedBefore))
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Preview preview(ResultSet row, int n) throws SQLException {
        UUID by = row.getObject("created_by", UUID.class);
        return new Preview(
                row.getObject("id", UUID.class),
                new SiteId(row.getObject("site_id", UUID.class)),
                Environment.parse(row.getString("environment")),
                scene(row),
                row.getString("path"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                by == null ? null : new MemberId(by),
                row.getString("created_name"),
                row.getObject("token_id", UUID.class),
                row.getBoolean("both_read"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static PreviewScene scene(ResultSet row) throws SQLException {
        String title = Objects.requireNonNullElse(row.getString("title"), "");
        UUID record = row.getObject("record_id", UUID.class);
        if (record != null) {
            return new PreviewScene.Draft(new RecordId(record), row.getObject("version", Integer.class), title);
        }
        UUID release = row.getObject("release_id", UUID.class);
        return release != null
                ? new PreviewScene.Coming(new ReleaseId(release), title)
                : new PreviewScene.Moment(
                        row.getObject("moment", OffsetDateTime.class).toInstant());
    }
}
