package dev.sgen.member;

import dev.sgen.platform.Json;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes tokens. Stores only the hash of the secret. */
final class TokenRows {
    private final JdbcClient jdbc;

    TokenRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a token.
     *
     * @return 0 if a token with this secret exists already, else 1
     */
    int insert(TokenEntry entry, String secret) {
        Instant expiry = entry.expiresAt();
        SiteId site = entry.site();
        return jdbc.sql("""
                        INSERT INTO token (id, member_id, site_id, name, hint, hash, limits, created_at, expires_at, approved_only)
                        VALUES (:id, :member, CAST(:site AS uuid), :name, :hint, :hash,
                                ARRAY(SELECT jsonb_array_elements_text(CAST(:limits AS jsonb))), :now, CAST(:expiry AS timestamptz), :approved)
                        ON CONFLICT (hash) DO NOTHING""")
                .param("id", entry.id())
                .param("member", entry.member().value())
                .param("site", site == null ? null : site.toString())
                .param("name", entry.name())
                .param("hint", entry.hint())
                .param("hash", Json.sha256(secret))
                .param("limits", Json.write(entry.limits()))
                .param("now", entry.createdAt().atOffset(ZoneOffset.UTC))
                .param("expiry", expiry == null ? null : expiry.toString())
                .param("approved", entry.approvedOnly())
                .update();
    }

    /** The tokens that aren't revoked, optionally of one site or of one member. */
    List<TokenEntry> standing(@Nullable SiteId site, @Nullable MemberId member) {
        return jdbc.sql("""
                        SELECT t.*, m.name AS member_name FROM token t JOIN member m ON m.id = t.member_id
                        WHERE t.revoked_at IS NULL AND (CAST(:site AS uuid) IS NULL OR t.site_id = CAST(:site AS uuid))
                          AND (CAST(:member AS uuid) IS NULL OR t.member_id = CAST(:member AS uuid))
                        ORDER BY t.id""")
                .param("site", site == null ? null : site.toString())
                .param("member", member == null ? null : member.toString())
                .query((row, n) -> read(row))
                .list();
    }

    private static TokenEntry read(ResultSet row) throws SQLException {
        UUID site = row.getObject("site_id", UUID.class);
        return new TokenEntry(
                row.getObject("id", UUID.class),
                new MemberId(row.getObject("member_id", UUID.class)),
                row.getString("member_name"),
                site == null ? null : new SiteId(site),
                row.getString("name"),
                row.getString("hint"),
                Members.words(row, "limits"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("expires_at")),
                row.getBoolean("approved_only"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
