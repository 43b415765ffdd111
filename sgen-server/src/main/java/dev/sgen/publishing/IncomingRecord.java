package dev.sgen.publishing;

import dev.sgen.content.Contents;
import dev.sgen.member.Permission;
import dev.sgen.member.Rights;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record to be written by an import, a starter or an upload.
 *
 * @param record its identity: a fresh id for a new record, the known one for a change
 * @param expectedWorking null for a new record; else the working version the change was made against
 * @param contents checked contents
 * @param wish what shall become of it
 * @param at the moment, for {@link Wish#SCHEDULED}
 */
public record IncomingRecord(
        RecordId record,
        String type,
        @Nullable Integer expectedWorking,
        Contents contents,
        Wish wish,
        @Nullable Instant at) {

    /** The state that the record is to have. */
    public enum Wish {
        DRAFT,
        PUBLISHED(Permission.PUBLISH),
        SCHEDULED(Permission.SCHEDULE, Permission.PUBLISH),
        ARCHIVED(Permission.ARCHIVE);

        private final List<Permission> needs;

        Wish(Permission... needs) {
            this.needs = List.of(needs);
        }

        /** What to do the same by hand needs, beside the permission to bring in (invariants 16 and 26). */
        public List<Permission> needs() {
            return needs;
        }
    }

    /**
     * Refuses what would arrive in a state that its bringer couldn't give it by hand (invariants 16 and 26).
     *
     * @throws dev.sgen.vocabulary.Refused forbidden
     */
    public static void require(Rights rights, Environment environment, List<IncomingRecord> incomingRecord) {
        Map<Wish, Set<String>> types = new EnumMap<>(Wish.class);
        incomingRecord.forEach(item ->
                types.computeIfAbsent(item.wish(), w -> new LinkedHashSet<>()).add(item.type()));
        types.forEach((wish, of) -> wish.needs().forEach(permission -> rights.require(permission, environment, of)));
    }
}
