package dev.sgen.publishing;

import dev.sgen.platform.Clockwork;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * An environment as it would be if one more version were published there. Nothing is asked of permissions
 * here: whoever hands out such a look has asked, when it was made and when it is used.
 */
@Component
public class DraftReading {
    private final PublicReading reading;
    private final RecordRows records;
    private final VersionRows versions;
    private final Clockwork clockwork;

    DraftReading(PublicReading reading, RecordRows records, VersionRows versions, Clockwork clockwork) {
        this.reading = reading;
        this.records = records;
        this.versions = versions;
        this.clockwork = clockwork;
    }

    /**
     * Looks at the environment with a record's version in the place of what is published of it.
     *
     * @param number null for the working version, whatever it is at this moment; where the record is archived or
     *     gone meanwhile, nothing of it is shown
     */
    public <T> T read(
            SiteId site,
            Environment environment,
            RecordId record,
            @Nullable Integer number,
            Function<PublicView, T> look) {
        return reading.through(
                () -> Sight.over(List.of(laid(site, environment, record, number))), site, environment, look);
    }

    private Sight.Laid laid(SiteId site, Environment environment, RecordId id, @Nullable Integer number) {
        SiteRecord record =
                records.records(site, List.of(id)).stream().findFirst().orElse(null);
        Coordinate here = record == null ? null : record.in(environment);
        Integer wanted = number != null ? number : here == null || here.archived() ? null : here.working();
        Version version = record == null || wanted == null
                ? null
                : versions.all(site, Map.of(id, List.of(wanted)))
                        .getOrDefault(id, Map.of())
                        .get(wanted);
        if (record == null || version == null) {
            return new Sight.Laid(id, "", null, null, null, clockwork.now());
        }
        var content = version.contents().content();
        String listed = content.path("date").asString(content.path("start").asString(""));
        return new Sight.Laid(
                id,
                record.type(),
                version.number(),
                version.contents().path(),
                RecordRows.moment(listed.isEmpty() ? null : listed),
                clockwork.now());
    }
}
