package dev.sgen.publishing;

import dev.sgen.audit.AuditAct;
import dev.sgen.audit.Operation;
import dev.sgen.audit.Subject;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.MemberId;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to promote records, and its answer. It is bound to what the person who asked and the person who granted
 * saw: the version that would go and what stood on live, of every record. Any change of either voids it.
 *
 * @param askedByToken the token it was asked with, where a program asked
 * @param answer what whoever decided it wrote
 * @param plannedAt when it will be promoted by itself; null if somebody does it
 * @param closedAt when it was used, declined, withdrawn or found void
 * @param reason why it is void
 * @param release the release it is about, or null for records as staging publishes them
 */
public record Approval(
        UUID id,
        Standing state,
        String note,
        MemberId askedBy,
        String askedByName,
        @Nullable UUID askedByToken,
        Instant askedAt,
        @Nullable MemberId decidedBy,
        @Nullable String decidedByName,
        @Nullable Instant decidedAt,
        @Nullable String answer,
        @Nullable Instant plannedAt,
        @Nullable Instant closedAt,
        @Nullable String reason,
        @Nullable UUID release,
        List<Bound> records) {

    /** A request nobody has answered. */
    public static Approval asked(
            UUID id,
            String note,
            MemberId by,
            String byName,
            @Nullable UUID token,
            Instant at,
            @Nullable UUID release,
            List<Bound> records) {
        return new Approval(
                id,
                Standing.ASKED,
                note,
                by,
                byName,
                token,
                at,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                release,
                records);
    }

    /** The state of a request. */
    public enum Standing {
        ASKED,
        GRANTED,
        DECLINED,
        WITHDRAWN,
        VOID,
        USED;

        /** The word in JSON and in the database. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether something can still come of it. */
        public boolean open() {
            return this == ASKED || this == GRANTED;
        }
    }

    /**
     * One record and what was seen of it.
     *
     * @param version the version that would go to live; 0 where a release takes the record away
     * @param livePublished what visitors saw on live then; null for nothing
     * @param liveWorking the working version on live then; null if it didn't stand there
     * @param asked false for what goes along because another record shows it
     */
    public record Bound(
            RecordId record,
            String type,
            String title,
            int version,
            @Nullable Integer livePublished,
            @Nullable Integer liveWorking,
            boolean liveArchived,
            boolean asked) {

        public static Bound of(SiteRecord record, String title, int version, boolean asked) {
            Coordinate live = record.live();
            return new Bound(
                    record.id(),
                    record.type(),
                    title,
                    version,
                    live == null ? null : live.published(),
                    live == null ? null : Integer.valueOf(live.working()),
                    live != null && live.archived(),
                    asked);
        }

        /** Why it isn't what was seen any more; null if it is. */
        @Nullable
        String changed(@Nullable SiteRecord now) {
            Coordinate staging = now == null ? null : now.staging();
            Integer source = staging == null ? null : staging.promotable();
            if (now == null || source == null) {
                return "“" + title + "” isn’t published on staging any more.";
            }
            Coordinate live = now.live();
            if (!asked && live != null && Objects.equals(live.published(), version)) {
                // It went along with something else in the meantime: live shows just that version.
                return null;
            }
            return source == version
                    ? liveChanged(now)
                    : "“" + title + "” was published again on staging: version " + source + " stands there, version "
                            + version + " was looked at.";
        }

        /** Whether live moved since; what staging shows isn't asked. */
        public @Nullable String liveChanged(SiteRecord now) {
            Coordinate live = now.live();
            boolean same = live == null
                    ? liveWorking == null
                    : Objects.equals(live.published(), livePublished)
                            && Objects.equals(live.working(), liveWorking)
                            && live.archived() == liveArchived;
            return same
                    ? null
                    : "“" + title + "” was changed on live" + (live == null ? "." : " by " + live.updatedBy() + ".");
        }
    }

    /** Why one of the records isn't what was seen; a release has versions of its own, whatever staging publishes. */
    public @Nullable String changed(Bound bound, @Nullable SiteRecord now) {
        return release == null || now == null ? bound.changed(now) : bound.liveChanged(now);
    }

    /** The records that were named, without what goes along. */
    public List<RecordId> named() {
        return records.stream().filter(Bound::asked).map(Bound::record).toList();
    }

    /** What the trail is told of a step of it. */
    public AuditAct told(
            SiteId site,
            Operation operation,
            UUID operationId,
            Actor actor,
            @Nullable String role,
            Map<String, Object> more) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("approval", id.toString());
        details.put("askedBy", askedBy.toString());
        details.put("askedByName", askedByName);
        details.put("versions", records.stream().map(Approval::versions).toList());
        details.putAll(more);
        List<Subject> subjects = records.stream()
                .filter(Bound::asked)
                .map(b -> new Subject(b.record(), b.type(), b.title()))
                .toList();
        return new AuditAct(
                site,
                operation,
                operationId,
                actor,
                role,
                Environment.STAGING,
                Environment.LIVE,
                subjects,
                null,
                false,
                details);
    }

    private static Map<String, Object> versions(Bound b) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("record", b.record().toString());
        one.put("staging", b.version());
        one.put("live", b.livePublished());
        return one;
    }

    /** The same, found void for a reason; told as soon as it is read, settled a moment later. */
    public Approval voided(String why) {
        return new Approval(
                id,
                Standing.VOID,
                note,
                askedBy,
                askedByName,
                askedByToken,
                askedAt,
                decidedBy,
                decidedByName,
                decidedAt,
                answer,
                plannedAt,
                closedAt,
                why,
                release,
                records);
    }

    /** The same about these records. */
    public Approval holding(List<Bound> these) {
        return new Approval(
                id,
                state,
                note,
                askedBy,
                askedByName,
                askedByToken,
                askedAt,
                decidedBy,
                decidedByName,
                decidedAt,
                answer,
                plannedAt,
                closedAt,
                reason,
                release,
                these);
    }

    /** All of it but what would only come along and shapes the site, where who decides may not change that. */
    public Approval grantable(Rights rights) {
        return holding(records.stream()
                .filter(b -> b.asked() || !rights.lacksSettings(Permission.PROMOTE, Environment.LIVE, b.type()))
                .toList());
    }

    /** What it is about beyond another one, in the trail's words. */
    public List<Map<String, String>> without(Approval other) {
        return records.stream()
                .filter(b -> !other.records().contains(b))
                .map(b -> Map.of("id", b.record().toString(), "type", b.type(), "title", b.title()))
                .toList();
    }
}
