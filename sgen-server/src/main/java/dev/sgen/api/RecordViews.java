package dev.sgen.api;

import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.RecordDetails;
import dev.sgen.publishing.RecordPage;
import dev.sgen.publishing.Schedule;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.Version;
import dev.sgen.vocabulary.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Records as programs read them; the shapes of the contract and nothing else. */
final class RecordViews {
    private RecordViews() {}

    /**
     * One record in one environment.
     *
     * @param title of the working version here
     * @param published null where visitors see nothing of it
     * @param base the version at which staging and live last agreed
     * @param otherEnvironment null where it doesn't stand there, or where the reader may not know
     * @param drift how the environments differ; null where the reader may not know
     */
    record RecordView(
            String id,
            String type,
            String environment,
            String state,
            String title,
            @Nullable String path,
            List<String> tags,
            VersionView working,
            @Nullable VersionView published,
            @Nullable ScheduleView schedule,
            @Nullable Integer base,
            @Nullable OtherView otherEnvironment,
            @Nullable String drift,
            Instant updatedAt,
            String updatedBy) {}

    /** A version with its contents. */
    record VersionView(
            int version,
            String title,
            @Nullable String path,
            List<String> tags,
            ObjectNode content,
            String hash,
            String savedBy,
            Instant savedAt,
            String environment,
            String origin) {}

    /** A version in a list: without its content, which may be large. */
    record VersionLine(
            int version,
            String title,
            @Nullable String path,
            String hash,
            String savedBy,
            Instant savedAt,
            String environment,
            String origin) {}

    record ScheduleView(String action, Instant at, String by, int version) {}

    record OtherView(
            String environment, String state, @Nullable Integer publishedVersion, int workingVersion) {}

    /**
     * A record in a list.
     *
     * @param tags of the working version; null in lists that don't look at versions
     */
    record RecordLine(
            String id,
            String type,
            String title,
            @Nullable String path,
            @Nullable List<String> tags,
            String state,
            Instant updatedAt,
            String updatedBy,
            int workingVersion,
            @Nullable Integer publishedVersion,
            boolean changed,
            @Nullable ScheduleView schedule,
            String drift) {}

    /** What stands where after an operation, without contents. */
    record Placed(
            String id,
            String type,
            String environment,
            @Nullable String state,
            String title,
            @Nullable String path,
            @Nullable Integer workingVersion,
            @Nullable Integer publishedVersion,
            @Nullable ScheduleView schedule) {}

    static RecordView of(RecordDetails recordDetails) {
        SiteRecord record = recordDetails.record();
        Coordinate here = recordDetails.here();
        Version working = recordDetails.working();
        Version published = recordDetails.published();
        return new RecordView(
                record.id().toString(),
                record.type(),
                recordDetails.environment().key(),
                here.state().key(),
                here.title(),
                here.path(),
                working.contents().tags(),
                of(working),
                published == null ? null : of(published),
                of(here.schedule()),
                record.base(),
                other(recordDetails.there()),
                recordDetails.thereReadable() ? record.drift().key() : null,
                here.updatedAt(),
                here.updatedBy());
    }

    static VersionView of(Version version) {
        return new VersionView(
                version.number(),
                version.contents().title(),
                version.contents().path(),
                version.contents().tags(),
                version.contents().content(),
                version.hash(),
                version.authorName(),
                version.createdAt(),
                version.environment().key(),
                version.origin());
    }

    static VersionLine line(Version version) {
        return new VersionLine(
                version.number(),
                version.contents().title(),
                version.contents().path(),
                version.hash(),
                version.authorName(),
                version.createdAt(),
                version.environment().key(),
                version.origin());
    }

    static RecordLine line(RecordPage.Row row) {
        return line(row.record(), row.here(), row.tags());
    }

    /** A record that is known to stand in the environment; its tags weren't asked for. */
    static RecordLine line(SiteRecord record, Environment environment) {
        return line(record, Objects.requireNonNull(record.in(environment)), null);
    }

    private static RecordLine line(SiteRecord record, Coordinate here, @Nullable List<String> tags) {
        return new RecordLine(
                record.id().toString(),
                record.type(),
                here.title(),
                here.path(),
                tags,
                here.state().key(),
                here.updatedAt(),
                here.updatedBy(),
                here.working(),
                here.published(),
                here.changed(),
                of(here.schedule()),
                record.drift().key());
    }

    /** A record that an operation left in, or took out of, an environment. */
    static Placed placed(SiteRecord record, Environment environment) {
        Coordinate here = record.in(environment);
        if (here == null) {
            String title = title(record);
            return new Placed(
                    record.id().toString(), record.type(), environment.key(), null, title, null, null, null, null);
        }
        return new Placed(
                record.id().toString(),
                record.type(),
                environment.key(),
                here.state().key(),
                here.title(),
                here.path(),
                here.working(),
                here.published(),
                of(here.schedule()));
    }

    private static String title(SiteRecord record) {
        Coordinate other = record.staging() != null ? record.staging() : record.live();
        return other == null ? "" : other.title();
    }

    private static @Nullable ScheduleView of(@Nullable Schedule schedule) {
        return schedule == null
                ? null
                : new ScheduleView(schedule.action().key(), schedule.at(), schedule.byName(), schedule.version());
    }

    private static @Nullable OtherView other(@Nullable Coordinate there) {
        return there == null
                ? null
                : new OtherView(there.environment().key(), there.state().key(), there.published(), there.working());
    }

    /** The entity tag of a record: its working version, which a save must name. */
    static String tag(int working) {
        return "\"" + Objects.toString(working) + "\"";
    }
}
