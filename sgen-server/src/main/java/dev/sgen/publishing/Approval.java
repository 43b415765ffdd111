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
 * A request to promote records to live, with its answer. An approval is bound to what requester and approver saw: for
 * each record, the version to promote and the state of live. If either changes, the approval is void.
 *
 * @param askedByToken the token that made the request, or null
 * @param answer the comment of the member who decided, or null
 * @param plannedAt when the platform carries out the promotion, UTC; null if a member does it
 * @param closedAt when the approval was used, declined, withdrawn or voided, UTC
 * @param reason why it is void, or null
 * @param release the release it is about; null for a promotion of the versions that staging publishes
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

    /** A new request that has no answer yet. */
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

        /** The name used in JSON and in the database. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the request can still be answered or used. */
        public boolean open() {
            return this == ASKED || this == GRANTED;
        }
    }

    /**
     * One record of a request, as it was when the request was made.
     *
     * @param version the version to promote; 0 if a release removes the record from live
     * @param livePublished the published version on live at that time, or null
     * @param liveWorking the working version on live at that time; null if the record did not exist there
     * @param asked false for a carried record
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

        /** The reason why the record no longer matches what was seen, as a sentence; null if it still matches. */
        @Nullable
        String changed(@Nullable SiteRecord now) {
            Coordinate staging = now == null ? null : now.staging();
            Integer source = staging == null ? null : staging.promotable();
            if (now == null || source == null) {
                return "“" + title + "” isn’t published on staging any more.";
            }
            Coordinate live = now.live();
            if (!asked && live != null && Objects.equals(live.published(), version)) {
                // It was promoted with another record in the meantime: live already publishes this version.
                return null;
            }
            return source == version
                    ? liveChanged(now)
                    : "“" + title + "” was published again on staging: version " + source + " stands there, version "
                            + version + " was looked at.";
        }

        /** The reason why the record on live no longer matches what was seen, or null. Staging is not compared. */
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

    /**
     * The reason why {@code bound} no longer matches what was seen, or null. For a release only live is compared,
     * because a release pins its versions independently of what staging publishes.
     */
    public @Nullable String changed(Bound bound, @Nullable SiteRecord now) {
        return release == null || now == null ? bound.changed(now) : bound.liveChanged(now);
    }

    /** The requested records, without the carried ones. */
    public List<RecordId> named() {
        return records.stream().filter(Bound::asked).map(Bound::record).toList();
    }

    /**
     * The audit entry of a step in this approval's life, such as asking, granting or using it.
     *
     * @param more further details for the entry
     */
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

    /** A copy with state {@code VOID} and the reason. Readers see it at once; the stored state follows later. */
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

    /** A copy with these records instead. */
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

    /** A copy without the carried records of site-shaping types that {@code rights} may not promote to live. */
    public Approval grantable(Rights rights) {
        return holding(records.stream()
                .filter(b -> b.asked() || !rights.lacksSettings(Permission.PROMOTE, Environment.LIVE, b.type()))
                .toList());
    }

    /** The records of this approval that {@code other} does not contain, in the format of audit details. */
    public List<Map<String, String>> without(Approval other) {
        return records.stream()
                .filter(b -> !other.records().contains(b))
                .map(b -> Map.of("id", b.record().toString(), "type", b.type(), "title", b.title()))
                .toList();
    }
}
