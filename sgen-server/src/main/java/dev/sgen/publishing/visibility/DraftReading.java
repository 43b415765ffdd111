package dev.sgen.publishing.visibility;

import dev.sgen.platform.TimeAndIds;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.engine.RecordRows;
import dev.sgen.publishing.engine.RecordStore;
import dev.sgen.publishing.engine.VersionRows;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads an environment as if other versions were published there. Checks no permissions: the caller checks them when a
 * preview is created and each time it is used.
 */
@Component
public class DraftReading {
    private final PublicReading reading;
    private final RecordRows records;
    private final JdbcClient jdbc;
    private final TimeAndIds time;

    DraftReading(PublicReading reading, RecordRows records, JdbcClient jdbc, TimeAndIds time) {
        this.reading = reading;
        this.records = records;
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Reads the environment with one record's version instead of the published one.
     *
     * @param number null for the present working version; if the record is archived or deleted, it is not shown
     */
    public <T> T read(
            SiteId site,
            Environment environment,
            RecordId record,
            @Nullable Integer number,
            Function<PublicView, T> look) {
        return reading.through(
                () -> {
                    Integer wanted = number != null ? number : working(site, environment, record);
                    return over(site, Map.of(record, Optional.ofNullable(wanted)));
                },
                site,
                environment,
                look);
    }

    /**
     * Reads the environment with other versions of many records.
     *
     * @param versions the version to show by record; empty to hide the record
     */
    public <T> T readWith(
            SiteId site,
            Environment environment,
            Map<RecordId, Optional<Integer>> versions,
            Function<PublicView, T> look) {
        return reading.through(() -> over(site, versions), site, environment, look);
    }

    private @Nullable Integer working(SiteId site, Environment environment, RecordId id) {
        Coordinate here = records.records(site, List.of(id)).stream()
                .findFirst()
                .map(record -> record.in(environment))
                .orElse(null);
        return here == null || here.archived() ? null : Integer.valueOf(here.working());
    }

    private VisibilitySource over(SiteId site, Map<RecordId, Optional<Integer>> versions) {
        Instant now = time.now();
        Map<RecordId, VisibilitySource.Laid> laid = new LinkedHashMap<>();
        versions.keySet().forEach(id -> laid.put(id, new VisibilitySource.Laid(id, "", null, null, null, now)));
        jdbc.sql("""
                        SELECT v.record_id, (SELECT r.type FROM record r WHERE r.site_id = :site AND r.id = w.id) AS type,
                               v.number, v.path, coalesce(v.content ->> 'date', v.content ->> 'start') AS listed
                        FROM jsonb_to_recordset(CAST(:wanted AS jsonb)) AS w(id uuid, number int)
                        """ + VersionRows.BY_KEY)
                .param("site", site.value())
                .param("wanted", RecordStore.json(wanted(versions)))
                .query(row -> {
                    RecordId id = new RecordId(row.getObject("record_id", UUID.class));
                    Instant listed = RecordRows.moment(row.getString("listed"));
                    laid.put(
                            id,
                            new VisibilitySource.Laid(
                                    id,
                                    row.getString("type"),
                                    row.getInt("number"),
                                    row.getString("path"),
                                    listed,
                                    now));
                });
        return VisibilitySource.over(List.copyOf(laid.values()));
    }

    private static List<Map<String, Object>> wanted(Map<RecordId, Optional<Integer>> versions) {
        List<Map<String, Object>> wanted = new ArrayList<>();
        versions.forEach(
                (id, number) -> number.ifPresent(each -> wanted.add(Map.of("id", id.toString(), "number", each))));
        return wanted;
    }
}
