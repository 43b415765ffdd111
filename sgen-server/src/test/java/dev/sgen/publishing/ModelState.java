package dev.sgen.publishing;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All coordinates of a site as the database has them and how long its trail is, read at once. */
public final class ModelState {
    /** Where a record stands in one environment. */
    public record Stand(
            String state,
            int working,
            @Nullable Integer published,
            @Nullable Instant due) {}

    private final Map<String, Stand> stands = new HashMap<>();
    private final Map<RecordId, Integer> bases = new HashMap<>();
    private long entries;

    public static ModelState of(World world) {
        ModelState all = new ModelState();
        world.jdbc().sql("""
                        SELECT t.entries, r.id, r.base, c.environment, c.state, c.working, c.published, c.schedule_at
                        FROM (SELECT count(*) AS entries FROM audit_entry WHERE site_id = :site) t
                        LEFT JOIN record r ON r.site_id = :site
                        LEFT JOIN coordinate c ON c.site_id = r.site_id AND c.record_id = r.id""").param("site", world.site.value()).query(row -> {
            all.entries = row.getLong("entries");
            if (row.getString("id") == null) {
                return;
            }
            RecordId id = new RecordId(row.getObject("id", UUID.class));
            Integer base = row.getObject("base", Integer.class);
            if (base != null) {
                all.bases.put(id, base);
            }
            String environment = row.getString("environment");
            if (environment != null) {
                OffsetDateTime due = row.getObject("schedule_at", OffsetDateTime.class);
                all.stands.put(
                        id + environment,
                        new Stand(
                                row.getString("state"),
                                row.getInt("working"),
                                row.getObject("published", Integer.class),
                                due == null ? null : due.toInstant()));
            }
        });
        return all;
    }

    public @Nullable Stand at(RecordId id, Environment environment) {
        return stands.get(id + environment.key());
    }

    @Nullable
    Integer base(RecordId id) {
        return bases.get(id);
    }

    public long entries() {
        return entries;
    }

    /** The version that live shows, or null. */
    public @Nullable Integer onLive(RecordId id) {
        Stand live = at(id, Environment.LIVE);
        return live == null ? null : live.published();
    }

    static @Nullable Stand expected(Model.@Nullable At at) {
        return at == null
                ? null
                : new Stand(at.state(), at.working, at.published, at.schedule == null ? null : at.schedule.at());
    }

    /** Pairs of visibility intervals of one coordinate that share a revision (invariant 5). */
    static long overlaps(World world) {
        return Objects.requireNonNull(world.jdbc()
                .sql("""
                        SELECT count(*) FROM visibility a JOIN visibility b
                          ON a.site_id = b.site_id AND a.environment = b.environment AND a.record_id = b.record_id
                         AND a.from_revision < b.from_revision
                         AND (a.to_revision IS NULL OR a.to_revision > b.from_revision)
                        WHERE a.site_id = :site""")
                .param("site", world.site.value())
                .query(Long.class)
                .single());
    }
}
